"""Names what others ask of this app when Django starts."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Carrying out supervision."""

    name = "giamsat.supervision"

    def ready(self) -> None:
        """Steps run against deadlines."""
        from giamsat.deadlines.counting import register_clock
        from giamsat.supervision.models import CaseStep
        from giamsat.supervision.queries import names_of

        register_clock(CaseStep, names_of)
