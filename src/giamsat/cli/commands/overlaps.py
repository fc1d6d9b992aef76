"""``giamsat overlaps FILE… [--against FILE…] --year Y --json``: every pair above "distinct"."""

import argparse
import json
import sys
from pathlib import Path

from giamsat.cli.wording import Phrases


def add_arguments(parser: argparse.ArgumentParser, words: Phrases) -> None:
    """Declare the command's arguments."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=words("files"))
    parser.add_argument(
        "--against", nargs="+", type=Path, default=[], metavar="FILE", help=words("against")
    )
    parser.add_argument("--year", type=int, required=True, help=words("year"))
    parser.add_argument("--lexicon", type=Path, help=words("lexicon"))
    parser.add_argument("--json", action="store_true", help=words("json"))


def run(options: argparse.Namespace, words: Phrases) -> int:
    """Read, compare, print; 2 when a file could not be read."""
    from giamsat.cli.programme import compare_all, pairs_json, read_all
    from giamsat.cli.talk import tell_pairs

    readings, others, gathered = read_all(options.files, options.against, options.year, words.lang)
    pairs = compare_all(gathered, options.lexicon, words.lang)
    if options.json:
        json.dump({"pairs": pairs_json(gathered, pairs)}, sys.stdout, ensure_ascii=False)
        print()
    else:
        tell_pairs(pairs_json(gathered, pairs), words.lang, sys.stdout)
    unread = [reading for reading in (*readings, *others) if reading.error]
    for reading in unread:
        if reading.error:
            print(f"{reading.file}: {reading.error.message(words.lang)}", file=sys.stderr)
    return 2 if unread else 0
