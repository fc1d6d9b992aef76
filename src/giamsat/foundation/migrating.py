"""Models move between apps without their tables: an operation for migrations."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.migrations.operations.base import Operation
from django.db.migrations.utils import get_references

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState


def _point(state: "ProjectState", old: tuple[str, str], to: str) -> None:
    """Every relation to the old label points to the new one."""
    for holder, name_of_field, field, reference in list(get_references(state, old)):
        pointing: Any = field.clone()
        if reference.to:
            pointing.remote_field.model = to
        if reference.through:
            pointing.remote_field.through = to
        holder.fields[name_of_field] = pointing


class TakeModels(Operation):
    """The migration's app takes over models of another one; tables and rows stay where they are.

    Indexes and triggers stay too. The migration depends on every migration that made one of them or
    points at one by its old label, and on ``contenttypes``, whose rows follow. Nothing else of an
    installation knows a model by its app: the trail and the index of words name tables and kinds.
    """

    reduces_to_sql = False
    reversible = False  # an installation goes back by its backup

    def __init__(self, source: str, names: Sequence[str]) -> None:
        """``source`` is the label of the app that gives them away, ``names`` are class names."""
        self.source = source
        self.names = names

    def state_forwards(self, app_label: str, state: "ProjectState") -> None:
        """The models stand under the new label, and every relation to them points there."""
        for name in self.names:
            old = (self.source, name.lower())
            _point(state, old, f"{app_label}.{name}")
            model = state.models.pop(old).clone()
            model.app_label = app_label
            model.options = {"db_table": f"{self.source}_{name.lower()}"} | model.options
            state.models[app_label, name.lower()] = model
        # What the state had worked out of its models no longer holds.
        state.resolve_fields_and_relations()
        state.__dict__.pop("apps", None)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: "BaseDatabaseSchemaEditor",  # noqa: ARG002 - every operation has this shape
        from_state: "ProjectState",  # noqa: ARG002
        to_state: "ProjectState",
    ) -> None:
        """Only the rows that name models by app follow."""
        types: Any = to_state.apps.get_model("contenttypes", "ContentType")
        names = [name.lower() for name in self.names]
        types.objects.filter(app_label=self.source, model__in=names).update(app_label=app_label)

    def describe(self) -> str:
        """One line for whoever migrates."""
        return f"Take {', '.join(self.names)} over from {self.source}"
