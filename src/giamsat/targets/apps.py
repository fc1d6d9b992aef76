"""Names the jobs of this app when Django starts."""

from django.apps import AppConfig


class TargetsConfig(AppConfig):
    """Targets of resolutions."""

    name = "giamsat.targets"

    def ready(self) -> None:
        """Register what workers do for it."""
        from giamsat.jobs.handlers import register, register_tick
        from giamsat.targets import asking, keeping

        register("plan-question", asking.answer_question)
        register_tick(keeping.keep_readings)
