"""Names the jobs, needs and papers of this app when Django starts."""

from django.apps import AppConfig


class CriticismConfig(AppConfig):
    """Social criticism."""

    name = "giamsat.criticism"

    def ready(self) -> None:
        """Register what workers do for it, what its steps need and what its papers name."""
        from giamsat.criticism import (
            contexts,
            exporting,
            grouping,
            importing,
            intake,
            needs,
            reading,
        )
        from giamsat.jobs.handlers import register, register_tick
        from giamsat.procedures.guiding import register_needs
        from giamsat.supervision.contexts import register_context
        from giamsat.supervision.models import Case

        register("read-draft", reading.read_version)
        register("take-opinions", importing.take_file_in)
        register("group-opinions", grouping.group_opinions)
        register("criticism-table", exporting.write_export)
        register_tick(grouping.group_by_itself)
        register_tick(intake.forget_sources)
        register_context(contexts.criticism_context)
        register_needs(Case, needs.NEEDS)
