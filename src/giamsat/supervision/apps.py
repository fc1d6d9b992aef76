"""Names what others ask of this app when Django starts."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Carrying out supervision."""

    name = "giamsat.supervision"

    def ready(self) -> None:
        """Cases are guided through their steps."""
        from giamsat.procedures.guiding import register_guide
        from giamsat.supervision.models import Case
        from giamsat.supervision.needs import guide_of_cases

        register_guide(Case, guide_of_cases())
