"""What a case counts as in targets: as somebody said, or by its words."""

from giamsat.proposals.marking import Marking
from giamsat.rulebooks.reading import MARKS
from giamsat.rulebooks.targets import packaged_vocabulary
from giamsat.supervision.models import Case


def marks_by_words(case: Case) -> set[str]:
    """By its title and the proposals it comes from."""
    codes = case.activity.codes if case.activity else ()
    return Marking([case.programme_id]).of(case.title, case.programme_id, codes)


def marks_of(case: Case) -> list[str]:
    """As it counts, in a fixed order."""
    said = marks_by_words(case) if case.marks is None else case.marks
    return [one for one in MARKS if one in said]


def mark_choices() -> list[tuple[str, str]]:
    """Every mark with its words."""
    return [(one, packaged_vocabulary().tags[one]) for one in MARKS]
