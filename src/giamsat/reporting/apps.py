"""Names the job of this app when Django starts."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Reports."""

    name = "giamsat.reporting"

    def ready(self) -> None:
        """Register what workers do for it."""
        from giamsat.jobs.handlers import register
        from giamsat.reporting import writing

        register("report", writing.make_report)
