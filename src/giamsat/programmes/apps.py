"""Answers what lower rooms ask of editions when Django starts."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """The yearly programme."""

    name = "giamsat.programmes"

    def ready(self) -> None:
        """Planning asks what is in force, priorities what was before, files what is decided on."""
        from giamsat.planning.taken import Editions, register_editions
        from giamsat.programmes import queries
        from giamsat.proposals.deciding import register_decided
        from giamsat.proposals.earlier import register_visits

        register_editions(Editions(queries.is_in_force, queries.is_taken))
        register_visits(queries.earlier_visits)
        register_decided(queries.decided_on)
