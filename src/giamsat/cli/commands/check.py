"""``giamsat check``: whether an installation is healthy."""

import argparse
import json

from giamsat.cli.wording import Words


def add_arguments(parser: argparse.ArgumentParser, words: Words) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--json", action="store_true", help=words("json"))


def run(options: argparse.Namespace, words: Words) -> int:
    """Say of each part whether it works; 2 when one does not."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "giamsat.settings")
    import django

    django.setup()
    from giamsat.web.views import check_health

    told = check_health()
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        for name, value in told.items():
            print(
                f"{words(f'check-{name}')}: {words(f'check-is-{value}') if name not in ('version', 'ok') else value}"
            )
    return 0 if told["ok"] else 2
