"""Names the job of this app when Django starts."""

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    """Days and rulebooks."""

    name = "giamsat.deadlines"

    def ready(self) -> None:
        """Register what workers do for it."""
        from giamsat.deadlines import recounting
        from giamsat.jobs.handlers import register

        register("recount", recounting.recount)
