"""Names the jobs of this app when Django starts."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """The yearly programme."""

    name = "giamsat.programmes"

    def ready(self) -> None:
        """Register what workers do for it."""
        from giamsat.jobs.handlers import register
        from giamsat.programmes import issuing, minutes

        register("variant-papers", issuing.write_variant_papers)
        register("edition-papers", issuing.write_edition_papers)
        register("round-papers", minutes.write_round_papers)
