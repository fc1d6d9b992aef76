"""Names the job of this app when Django starts."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Papers."""

    name = "giamsat.documents"

    def ready(self) -> None:
        """Register what workers do for it."""
        from giamsat.documents import issuing
        from giamsat.jobs.handlers import register

        register("paper", issuing.write_paper)
