"""Deletes by itself what has been kept long enough."""

from datetime import datetime

from django.apps import AppConfig


class ConductConfig(AppConfig):
    """Conduct of office-holders."""

    name = "giamsat.conduct"

    def ready(self) -> None:
        """Workers look now and then for records whose time is over."""
        from giamsat.conduct import actions
        from giamsat.jobs.handlers import register_tick
        from giamsat.organisations.actors import SYSTEM

        def purge(now: datetime) -> None:
            actions.purge(actor=SYSTEM, now=now)

        register_tick(purge)
