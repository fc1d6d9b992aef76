"""Papers of the programme: Word, Excel, calendar and an HTML report, all from one ``Programme``.

Papers of a round.
"""

from civickit.rendering.calendar_file import activities_ics, programme_ics
from civickit.rendering.paper import (
    FileNote,
    Left,
    PlannedProgramme,
    ProgrammeLine,
    ReachedAim,
    Shortfall,
    TopicPair,
    official_day,
    programme_data,
    programme_from,
    short_days,
)
from civickit.rendering.proposals_book import proposals_template_xlsx, proposals_xlsx
from civickit.rendering.report import programme_html
from civickit.rendering.word import programme_docx
from civickit.rendering.workbook import programme_xlsx, working_xlsx

__all__ = [
    "FileNote",
    "Left",
    "PlannedProgramme",
    "ProgrammeLine",
    "ReachedAim",
    "Shortfall",
    "TopicPair",
    "activities_ics",
    "official_day",
    "programme_data",
    "programme_docx",
    "programme_from",
    "programme_html",
    "programme_ics",
    "programme_xlsx",
    "proposals_template_xlsx",
    "proposals_xlsx",
    "short_days",
    "working_xlsx",
]
