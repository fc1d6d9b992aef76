"""``giamsat draft FILE --json``."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from giamsat.cli.drafts import opened_draft
from giamsat.cli.wording import Phrases


def add_arguments(parser: argparse.ArgumentParser, words: Phrases) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help=words("draft-file"))
    parser.add_argument("--json", action="store_true", help=words("json"))


def run(options: argparse.Namespace, words: Phrases) -> int:
    """Print the provisions; 2 when the file cannot be read."""
    draft = opened_draft(options.file, words.lang)
    if options.json:
        json.dump(as_json(draft, words.lang), sys.stdout, ensure_ascii=False)
        print()
        return 0
    print(draft.title or options.file.name)
    _print_tree(draft)
    for found in draft.problems:
        print(found.message(words.lang), file=sys.stderr)
    return 0


def _print_tree(draft: Any) -> None:
    """Each provision further in than the one it belongs to."""
    children = draft.children()
    depth = dict.fromkeys(children.get(None, []), 0)
    for place, provision in enumerate(draft.provisions):
        depth |= dict.fromkeys(children.get(place, []), depth[place] + 1)
        print(f"{'  ' * depth[place]}{provision.label} {provision.text}".rstrip())


def as_json(draft: Any, lang: str) -> dict[str, Any]:
    """A draft in the form of the contract."""
    return {
        "title": draft.title,
        "provisions": [
            {name: getattr(provision, name) for name in ("path", "label", "text", "body")}
            for provision in draft.provisions
        ],
        "problems": [
            {"code": problem.code, "path": problem.path, "message": problem.message(lang)}
            for problem in draft.problems
        ],
    }
