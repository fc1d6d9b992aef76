"""The main job at a terminal: read, compare, plan, write the papers."""

import argparse
import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from civickit.overlap import Pair, find_pairs
from civickit.planner import (
    Instance,
    Solution,
    YearPlan,
    instance_json,
    make_plan,
    year_plan,
)
from civickit.rendering import (
    PlannedProgramme,
    programme_docx,
    programme_html,
    programme_ics,
    programme_xlsx,
    working_xlsx,
)
from civickit.workdays import vietnam_calendar
from civickit.worksheets import SheetReading, read_files
from giamsat.cli.checking import checked_year
from giamsat.cli.instances import days_before
from giamsat.cli.progress import ProgressLine
from giamsat.cli.wording import Phrases
from giamsat.foundation.appearance import style_sheet
from giamsat.foundation.refusals import Refusal
from giamsat.planning.drafting import draft
from giamsat.planning.yearly import rest_days, tet_of
from giamsat.proposals.gathering import Gathered, gather, instance_of, joint_groups, topic_of
from giamsat.rulebooks import ProgrammeRules, load_programme_rules, official_swaps
from giamsat.rulebooks.reading import closed_spans


class NothingRead(Refusal):
    """No file gave a single proposal."""

    code = "NOTHING_READ"
    vi = "Không đọc được đề xuất nào. {why}"
    en = "No proposal could be read. {why}"


class CannotWrite(Refusal):
    """The results could not be written; what was there before is untouched."""

    code = "CANNOT_WRITE"
    vi = (
        "Không ghi được kết quả vào {out}: {why}. Các tệp cũ vẫn nguyên. Hãy kiểm tra quyền ghi và "
        "dung lượng ổ đĩa."
    )
    en = (
        "The results could not be written to {out}: {why}. Earlier files are untouched. Check "
        "permissions and free space."
    )


@dataclass
class Made:
    """Everything one run made."""

    readings: list[SheetReading]
    against: list[SheetReading]
    gathered: Gathered
    pairs: list[Pair]
    solution: Solution
    plan: YearPlan
    programme: PlannedProgramme

    @property
    def instance(self) -> Instance:
        """What the plan was made from."""
        return self.solution.instance


def plan_files(options: argparse.Namespace, words: Phrases) -> int:
    """Plan workbooks and write the papers.

    2 when some file could not be read, all others are still planned.
    """
    rules = load_programme_rules(options.rulebook)
    with ProgressLine(words) as progress:
        made = make_programme(options, rules, words, progress)
        progress.step("papers", 0.0)
        papers = write_papers(made, options.out, now=datetime.now(UTC))
    shown = in_language(made, options, words.lang)
    if options.json:
        json.dump(_json(shown, words.lang), sys.stdout, ensure_ascii=False, default=str)
        print()
    else:
        from giamsat.cli.talk import tell_programme

        pairs = pairs_json(shown.gathered, shown.pairs)
        tell_programme(shown, pairs, papers, lang=words.lang, out=sys.stdout)
    return 2 if any(reading.error for reading in (*made.readings, *made.against)) else 0


def read_all(
    files: Sequence[Path], against: Sequence[Path], year: int, lang: str
) -> tuple[list[SheetReading], list[SheetReading], Gathered]:
    """Read proposals and other bodies' plans. Raises NothingRead or BadYear."""
    year = checked_year(year)
    readings, others = read_files(files, year), read_files(against, year)
    gathered = gather(year, readings, others)
    if not gathered.entries:
        raise NothingRead(
            why=" ".join(f"{r.file}: {r.error.message(lang)}" for r in readings if r.error)
        )
    return readings, others, gathered


def compare_all(gathered: Gathered, lexicon: Path | None, lang: str) -> list[Pair]:
    """Every overlap among the proposals and with other bodies' plans.

    Visits of two organisations to one body stay.
    """
    own = [topic_of(entry, gathered.year) for entry in gathered.entries]
    others = [topic_of(entry, gathered.year) for entry in gathered.others]
    return find_pairs(own, against=others, lexicon_folder=lexicon, lang=lang)


def make_programme(
    options: argparse.Namespace, rules: ProgrammeRules, words: Phrases, progress: ProgressLine
) -> Made:
    """Read, compare and plan."""
    progress.step("reading", 0.0)
    readings, others, gathered = read_all(options.files, options.against, options.year, words.lang)
    progress.step("overlaps", 0.0)
    # The papers are Vietnamese whatever the terminal speaks.
    pairs = compare_all(gathered, options.lexicon, "vi")
    closed = closed_spans(rules, gathered.year, tet_of(gathered.year))
    instance = instance_of(
        gathered,
        rules,
        groups=joint_groups(gathered.entries, pairs, gathered.year),
        closed=closed,
        rest_days=rest_days(gathered.year, vietnam_calendar(official_swaps())),
        province=options.province,
    )
    previous = days_before(options.previous)
    solution = make_plan(
        instance,
        seconds=options.seconds,
        levels=options.levels,
        previous=previous,
        progress=progress.step,
    )
    progress.step("reasons", 0.0)
    plan = year_plan(solution, explain_seconds=options.explain_seconds, previous=previous)
    programme = draft(
        gathered,
        plan,
        pairs=pairs,
        readings=[*readings, *others],
        rules=rules,
        closed=closed,
        province=options.province,
        time_unit="day",
    )
    return Made(
        readings=readings,
        against=others,
        gathered=gathered,
        pairs=pairs,
        solution=solution,
        plan=plan,
        programme=programme,
    )


def in_language(made: Made, options: argparse.Namespace, lang: str) -> Made:
    """What was made, its sentences in the reader's language."""
    if lang == "vi":
        return made
    pairs = compare_all(made.gathered, options.lexicon, lang)
    plan = year_plan(made.solution, lang=lang, explain_seconds=options.explain_seconds)
    return replace(made, pairs=pairs, plan=replace(plan, moved=made.plan.moved))


def write_papers(made: Made, out: Path, *, now: datetime) -> list[Path]:
    """Write all papers beside their places first, then move them in.

    Either all are new or all are as before.
    """
    contents = _contents(made, now)
    written: list[tuple[Path, Path]] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            handle, temporary = tempfile.mkstemp(prefix=f".{name}-", dir=out)
            written.append((Path(temporary), out / name))
            _write_through(handle, content)
            Path(temporary).chmod(0o644)
        for temporary_path, place in written:
            temporary_path.replace(place)
    except OSError as error:
        raise CannotWrite(out=out, why=error.strerror or type(error).__name__) from error
    finally:
        for temporary_path, _ in written:
            with contextlib.suppress(OSError):
                temporary_path.unlink(missing_ok=True)
    return [place for _, place in written]


def _contents(made: Made, now: datetime) -> dict[str, bytes]:
    """Every paper by the name of its file."""
    programme = made.programme
    return {
        "programme.json": _json_file(_json(made, "vi")),
        "instance.json": _json_file(instance_json(made.instance)),
        "programme.docx": programme_docx(programme),
        "programme.xlsx": programme_xlsx(programme),
        "working.xlsx": working_xlsx(programme),
        "programme.ics": programme_ics(programme, now=now),
        "report.html": programme_html(programme, style=style_sheet()),
    }


def _json_file(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n").encode("utf-8")


def _write_through(handle: int, content: bytes) -> None:
    """Onto the disk, not only into its cache: a power cut must not leave half a paper."""
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def pairs_json(gathered: Gathered, pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    """Overlapping pairs with where each side stands in its file."""
    everything = [*gathered.entries, *gathered.others]

    def side(place: int) -> dict[str, Any]:
        entry = everything[place]
        return {
            "id": entry.id,
            "file": entry.file,
            "excel_row": entry.row.excel_row,
            "organisation": entry.organisation,
            "title": entry.row.title,
        }

    return [
        {
            "a": side(p.one),
            "b": side(p.other),
            "label": p.judgement.label,
            "score": p.judgement.score,
            "basis": p.judgement.basis,
            "reasons": list(p.judgement.reasons),
            "against": p.other >= len(gathered.entries),
        }
        for p in pairs
    ]


def _json(made: Made, lang: str) -> dict[str, Any]:
    from giamsat.cli.commands.read_worksheet import as_json

    return {
        "year": made.gathered.year,
        "rulebook": made.programme.rulebook,
        "files": [as_json(reading, lang) for reading in (*made.readings, *made.against)],
        "proposals": [
            {
                "id": entry.id,
                "organisation": entry.organisation,
                "file": entry.file,
                "excel_row": entry.row.excel_row,
                "title": entry.row.title,
            }
            for entry in made.gathered.entries
        ],
        "overlaps": pairs_json(made.gathered, made.pairs),
        "plan": made.plan.to_json(),
    }
