"""``giamsat targets --rulebook CODE --as-of DATE --json``.

Who meets the targets of a resolution, from the installation's facts.
"""

import argparse
import json
from datetime import date

from giamsat.cli.checking import checked_day
from giamsat.cli.wording import Phrases


def add_arguments(parser: argparse.ArgumentParser, words: Phrases) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--rulebook", required=True, metavar="CODE", help=words("target-rulebook"))
    parser.add_argument("--as-of", metavar="DATE", help=words("as-of"))
    parser.add_argument("--units", action="store_true", help=words("with-units"))
    parser.add_argument("--json", action="store_true", help=words("json"))


def run(options: argparse.Namespace, words: Phrases) -> int:
    """Read the targets; 2 for an unknown rulebook, a definition that is wrong or a day to come."""
    import os

    day = checked_day(options.as_of) if options.as_of else None
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "giamsat.settings")
    import django

    django.setup()
    from django.utils import timezone

    from giamsat.targets.books import book_named
    from giamsat.targets.engine import read_book
    from giamsat.targets.queries import figures
    from giamsat.targets.views.asking import DayNotCome

    today: date = timezone.localdate()
    if day and day > today:
        raise DayNotCome(day=day)
    book = read_book(book_named(options.rulebook), day or today)
    read = figures(book, with_units=options.units)
    if options.json:
        print(json.dumps(read, ensure_ascii=False))
        return 0
    for target in read["targets"]:
        facts = (target[name] for name in ("code", "title", "passing", "applicable"))
        print(words("target-line", *facts, words(f"is-{target['status']}")))
    return 0
