"""Names what others ask of this app when Django starts."""

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    """Recommendations."""

    name = "giamsat.recommendations"

    def ready(self) -> None:
        """Its rows run against deadlines."""
        from giamsat.deadlines.counting import register_clock
        from giamsat.recommendations.models import Recommendation
        from giamsat.recommendations.queries import names_of

        register_clock(Recommendation, names_of)
