"""What the site does by itself: the daily letter and the outbox."""

from django.apps import AppConfig
from django.conf import settings


class WebConfig(AppConfig):
    """Pages around the capabilities."""

    name = "giamsat.web"

    def ready(self) -> None:
        """Register what workers do for it; without a mail server there is nothing to send and nothing is written."""
        from giamsat.jobs.handlers import register, register_tick
        from giamsat.web import digests

        register("digests", digests.write)
        if settings.SENDS_MAIL:
            register_tick(digests.ask_when_due)
            register_tick(digests.send)
