"""The material of a year."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """The material of a year."""

    name = "giamsat.proposals"

    def ready(self) -> None:
        """Register what workers do for it."""
        from giamsat.jobs.handlers import register
        from giamsat.proposals import comparing, importing

        register("workbook", importing.read_in, importing.NotAWorkbook)
        register("overlaps", comparing.compare)
