"""``giamsat check``: whether an installation is healthy."""

import argparse
import json

from giamsat.cli.wording import Phrases


def add_arguments(parser: argparse.ArgumentParser, words: Phrases) -> None:
    """Declare the command's arguments."""
    parser.add_argument("--json", action="store_true", help=words("json"))


def run(options: argparse.Namespace, words: Phrases) -> int:
    """Say of each part whether it works; 2 when one does not."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "giamsat.settings")
    import django

    django.setup()
    from giamsat.web.views import check_health

    health = check_health()
    if options.json:
        print(json.dumps(health, ensure_ascii=False))
    else:
        for name, value in health.items():
            spoken = value if name in ("version", "ok") else words(f"check-is-{value}")
            print(f"{words(f'check-{name}')}: {spoken}")
    return 0 if health["ok"] else 2
