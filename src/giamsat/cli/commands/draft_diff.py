"""``giamsat draft-diff OLD NEW --json``."""

import argparse
import json
import sys
from pathlib import Path

from giamsat.cli.drafts import opened_draft
from giamsat.cli.wording import Words


def add_arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Declare the command's arguments."""
    parser.add_argument("old", type=Path, metavar="OLD", help=words("draft-old"))
    parser.add_argument("new", type=Path, metavar="NEW", help=words("draft-new"))
    parser.add_argument("--json", action="store_true", help=words("json"))


def run(options: argparse.Namespace, words: Words) -> int:
    """Print what changed; 2 when a file cannot be read."""
    from civickit.legaltext import compare

    changes = compare(opened_draft(options.old, words.lang), opened_draft(options.new, words.lang))
    if options.json:
        told = [
            {
                "type": one.type,
                "v1_path": one.old_path,
                "v2_path": one.new_path,
                "v1_text": one.old_text,
                "v2_text": one.new_text,
                "moved": one.is_moved,
            }
            for one in changes
        ]
        json.dump({"changes": told}, sys.stdout, ensure_ascii=False)
        print()
        return 0
    for one in changes:
        where = " → ".join(dict.fromkeys(path for path in (one.old_path, one.new_path) if path))
        print(f"{words(f'change-{one.type}')}: {where}")
    return 0
