"""Names the needs and papers of this app when Django starts."""

from django.apps import AppConfig


class CriticismConfig(AppConfig):
    """Social criticism."""

    name = "giamsat.criticism"

    def ready(self) -> None:
        """Register what its steps need and what its papers name."""
        from giamsat.criticism import contexts, needs
        from giamsat.procedures.guiding import register_needs
        from giamsat.supervision.contexts import register_context
        from giamsat.supervision.models import Case

        register_context(contexts.criticism_context)
        register_needs(Case, needs.NEEDS)
