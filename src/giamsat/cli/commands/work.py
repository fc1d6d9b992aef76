"""``giamsat work``: a worker for long work; ``serve`` starts two."""

import argparse
import signal

from giamsat.cli.wording import Phrases


def add_arguments(parser: argparse.ArgumentParser, words: Phrases) -> None:
    """One choice: to leave long work to others."""
    parser.add_argument("--short", action="store_true", help=words("short_work"))


def run(options: argparse.Namespace, words: Phrases) -> int:  # noqa: ARG001 - every command has this shape
    """Work until told to stop; what was begun is taken up again by the next worker."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "giamsat.settings")
    import django

    django.setup()
    from giamsat.jobs.working import work

    stops: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: stops.append(number))
    signal.signal(signal.SIGINT, lambda number, _frame: stops.append(number))
    work(until=lambda: bool(stops), only_short=options.short)
    return 0
