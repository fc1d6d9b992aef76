"""What every page stands on."""

from django.apps import AppConfig
from django.utils.translation import get_language, override


class FoundationConfig(AppConfig):
    """Tells words who reads."""

    name = "giamsat.foundation"

    def ready(self) -> None:
        """Pages are read in the request's language."""
        from giamsat.foundation.words import read_in

        read_in(lambda: get_language() or "vi", override)
