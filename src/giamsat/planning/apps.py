"""The plan of a year."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """The plan of a year."""

    name = "giamsat.planning"

    def ready(self) -> None:
        """Register what workers do for it."""
        from giamsat.jobs.handlers import register
        from giamsat.planning import making

        register("plan", making.plan, making.NothingToPlan)
