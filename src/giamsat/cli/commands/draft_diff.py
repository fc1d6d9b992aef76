"""``giamsat draft-diff OLD NEW --json``."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from giamsat.cli.drafts import opened_draft
from giamsat.cli.wording import Phrases

if TYPE_CHECKING:
    from civickit.legaltext import Change


def add_arguments(parser: argparse.ArgumentParser, words: Phrases) -> None:
    """Declare the command's arguments."""
    parser.add_argument("old", type=Path, metavar="OLD", help=words("draft-old"))
    parser.add_argument("new", type=Path, metavar="NEW", help=words("draft-new"))
    parser.add_argument("--json", action="store_true", help=words("json"))


def run(options: argparse.Namespace, words: Phrases) -> int:
    """Print what changed; 2 when a file cannot be read."""
    from civickit.legaltext import cited, compare

    changes = compare(opened_draft(options.old, words.lang), opened_draft(options.new, words.lang))
    if options.json:
        json.dump(
            {"changes": [_json(change) for change in changes]}, sys.stdout, ensure_ascii=False
        )
        print()
        return 0
    for change in changes:
        paths = dict.fromkeys(path for path in (change.old_path, change.new_path) if path)
        print(f"{words(f'change-{change.type}')}: {' → '.join(map(cited, paths))}")
    return 0


def _json(change: "Change") -> dict[str, object]:
    return {
        "type": change.type,
        "v1_path": change.old_path,
        "v2_path": change.new_path,
        "v1_text": change.old_text,
        "v2_text": change.new_text,
        "moved": change.is_moved,
    }
