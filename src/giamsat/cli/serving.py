"""Get an installation ready and run it: fonts, static files, tables, places.

The web server and its workers.
"""

import os
import signal
import subprocess
import sys
import time


def prepare(*, quiet: bool = False) -> None:
    """Bring fonts, static files, tables and places up to date; quick when they are."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "giamsat.settings")
    import django

    from giamsat import settings
    from giamsat.foundation.appearance import prepare_appearance

    prepare_appearance(settings.APPEARANCE)

    django.setup()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", interactive=False, verbosity=0 if quiet else 1)
    from giamsat.organisations.loading import load_places

    load_places()


_GRANIAN = "--blocking-threads 4 --no-ws --log-level warning"


def serve(*, host: str, port: int, workers: int) -> int:
    """Run granian and two workers until told to stop; when one of them ends, so do the others."""
    place = f"--host {host} --port {port} --workers {workers}"
    served = f"granian --interface wsgi {place} {_GRANIAN} giamsat.web.wsgi:application"
    children = [
        subprocess.Popen([sys.executable, "-m", *command.split()])  # noqa: S603 - our own commands
        for command in (served, "giamsat.cli.main work", "giamsat.cli.main work --short")
    ]

    def stop(*_: object) -> None:
        for child in children:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while all(child.poll() is None for child in children):
        time.sleep(0.3)
    stop()
    return max(child.wait() for child in children) and 0
