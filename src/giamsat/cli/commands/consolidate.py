"""``giamsat consolidate DRAFT OPINIONS.jsonl [--next NEW] [--out DIR] --json``."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from giamsat.cli.checking import NOT_UTF8, WRONG_LINE
from giamsat.cli.drafts import opened_draft
from giamsat.cli.wording import Phrases
from giamsat.foundation.refusals import Refusal

if TYPE_CHECKING:
    from civickit.consolidation import Consolidation, Opinion


class UnreadableOpinions(Refusal):
    """The file of opinions is missing, or a line is no opinion."""

    code = "UNREADABLE_OPINIONS"
    vi = "Không đọc được tệp ý kiến {file}: {why}."
    en = "The file of opinions {file} cannot be read: {why}."


def add_arguments(parser: argparse.ArgumentParser, words: Phrases) -> None:
    """Declare the command's arguments."""
    parser.add_argument("draft", type=Path, metavar="DRAFT", help=words("draft-file"))
    parser.add_argument(
        "opinions", type=Path, metavar="OPINIONS.jsonl", help=words("opinions-file")
    )
    parser.add_argument("--next", type=Path, metavar="NEW", help=words("draft-next"))
    parser.add_argument("--out", type=Path, metavar="DIR", help=words("out"))
    parser.add_argument("--json", action="store_true", help=words("json"))


def run(options: argparse.Namespace, words: Phrases) -> int:
    """Group the opinions; 2 when a file cannot be read."""
    from civickit.consolidation import consolidate
    from civickit.legaltext import cited

    draft = opened_draft(options.draft, words.lang)
    opinions = list(read_opinions(options.opinions))
    following = opened_draft(options.next, words.lang) if options.next else None
    consolidation = consolidate(draft, opinions, processes=os.cpu_count() or 1)
    if options.out:
        from giamsat.cli.acceptance import write_tables

        write_tables(options.out, draft, opinions, consolidation, following)
    if options.json:
        _dump(opinions, consolidation)
    else:
        for group in consolidation.groups:
            print(f"{cited(group.path or '') or words('no-place')}: {group.size} × {group.text}")
    return 0


def read_opinions(path: Path) -> "Iterator[Opinion]":
    """One opinion a line. Raises UnreadableOpinions with the number of the first bad line."""
    from civickit.consolidation import Opinion

    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _opinion(Opinion, path, number, line)
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableOpinions(
            file=path.name, why=getattr(error, "strerror", None) or NOT_UTF8
        ) from error


def _opinion(kind: Any, path: Path, number: int, line: str) -> Any:
    try:
        row = json.loads(line)
        who = row.get("who") or {}
        anchor = row.get("anchor")
        return kind(
            id=str(row["id"]),
            who=str(who.get("name") or ""),
            who_type=str(who.get("type") or "citizen"),
            anchor=None if anchor is None else str(anchor),
            text=str(row["text"]),
            stance=str(row.get("stance") or ""),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        wrong = WRONG_LINE.of(number=number, error=str(error))
        raise UnreadableOpinions(file=path.name, why=wrong) from error


def _dump(opinions: "list[Opinion]", consolidation: "Consolidation") -> None:
    """Streamed: a million opinions never stand in memory twice."""
    out = sys.stdout
    out.write('{"opinions": [')
    _write_rows(_placed(opinions, consolidation))
    out.write('], "groups": [')
    _write_rows(_grouped(consolidation))
    out.write("]}\n")
    out.flush()


def _write_rows(rows: Iterable[dict[str, object]]) -> None:
    for place, row in enumerate(rows):
        sys.stdout.write((", " if place else "") + json.dumps(row, ensure_ascii=False))


def _placed(
    opinions: "list[Opinion]", consolidation: "Consolidation"
) -> Iterator[dict[str, object]]:
    for place, opinion in enumerate(opinions):
        anchor = consolidation.anchors[place]
        yield {
            "id": opinion.id,
            "anchor_status": anchor.status,
            "path": anchor.path,
            "group": f"g{consolidation.group_of[place] + 1}",
        }


def _grouped(consolidation: "Consolidation") -> Iterator[dict[str, object]]:
    for number, group in enumerate(consolidation.groups, 1):
        yield {
            "id": f"g{number}",
            "path": group.path,
            "size": group.size,
            "people": group.people,
            "organisations": group.organisations,
            "text": group.text,
            "why": group.why,
        }
