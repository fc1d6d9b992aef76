"""Names the jobs of this app when Django starts."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """The yearly programme."""

    name = "giamsat.programmes"

    def ready(self) -> None:
        """Register what workers do for it."""
        from giamsat.jobs.handlers import register
        from giamsat.programmes import comparing, importing, planning

        register("workbook", importing.read_in, importing.NotAWorkbook)
        register("overlaps", comparing.compare)
        register("plan", planning.plan, planning.NothingToPlan)
