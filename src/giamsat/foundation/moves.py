"""Allowed moves as tables: what does not stand on one does not happen.

A table stands in an app's ``states.py`` and on its model as ``MOVES``. ``audit.moving`` carries
moves out, ``access`` asks the table where a row must stand, docs/reference/states.md is written
from it, and a law walks every edge.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import F, Model, QuerySet, TextChoices
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.refusals import Refusal
from giamsat.foundation.verdicts import Verdict, not_now
from giamsat.foundation.wording import Saying


def _name(name: str | Promise, columns: dict[str, object]) -> str:
    return str(name) % columns


_named = lazy(_name, str)
S = TypeVar("S", bound=TextChoices)


class Changed(Refusal):
    """Somebody else moved or changed the row first; ``state`` is the one it is in now."""

    code = "CHANGED"
    status = 409
    vi = (
        "Chưa ghi: {what} vừa được người khác xử lý, nay ở trạng thái “{state}”. Xem lại bên dưới "
        "rồi làm tiếp."
    )
    en = "Not done: somebody else has just handled {what}; it is now “{state}”. Look again below."


@dataclass(frozen=True)
class Edge(Generic[S]):
    """One allowed move and what tells of it.

    That is an audit verb, or ``job:<kind>`` where a job does it.
    """

    here: S
    there: S
    verb: str


def by_job(kind: str) -> str:
    """The verb of a move that a job makes, by itself and without a line in the trail."""
    return f"job:{kind}"


class Moves(Generic[S]):
    """``{from: {to: verb}}``, or several verbs where one edge is gone for several reasons.

    ``name`` is how a sentence calls a row, with its columns as ``%(code)s``.
    """

    def __init__(
        self, name: str | Promise, table: Mapping[S, Mapping[S, str | tuple[str, ...]]]
    ) -> None:
        self.name = name
        self.states: type[S] = type(next(iter(table)))
        self.edges = tuple(
            Edge(source, target, verb)
            for source, to in table.items()
            for target, verbs in to.items()
            for verb in ((verbs,) if isinstance(verbs, str) else verbs)
        )

    def __iter__(self) -> Iterator[Edge[S]]:
        return iter(self.edges)

    @property
    def ends(self) -> tuple[S, ...]:
        """States that nothing leaves."""
        left = {edge.here for edge in self.edges}
        return tuple(state for state in self.states if state not in left)

    def sources(self, verb: str, to: TextChoices | None = None) -> tuple[S, ...]:
        """Where a row may stand for this; narrowed to one target with ``to``.

        A verb the table does not know is a bug.
        """
        found = tuple(
            edge.here for edge in self.edges if edge.verb == verb and to in (None, edge.there)
        )
        assert found, f"no move of {self.states.__name__} to {to or 'any state'} is told as {verb}"
        return tuple(dict.fromkeys(found))

    def may(self, row: Model, verb: str) -> bool:
        """Whether the row stands where this is done."""
        return state_of(row) in self.sources(verb)

    def when(self, verdict: Verdict, row: Model, *verbs: str) -> Verdict:
        """The verdict, if the row stands where one of these is done; else where it stands."""
        return verdict if any(self.may(row, verb) for verb in verbs) else self.at(verdict, row)

    def at(self, verdict: Verdict, row: Model, *states: TextChoices) -> Verdict:
        """The verdict, if the row is in one of the states; else a sentence says in which it is."""
        if not verdict or state_of(row) in states:
            return verdict
        return not_now(
            _(
                "Chưa làm được việc này: {what} đang ở trạng thái “{state}”. Tải lại trang để xem "
                "bước tiếp."
            ),
            what=self.call(row),
            state=self.states(state_of(row)).label,
        )

    def call(self, row: Model) -> Saying:
        """How a sentence calls this row, read in the language of the sentence."""
        return _named(self.name, dict(vars(row)))

    def check(self, row: Model, to: TextChoices, verb: str) -> None:
        """An action that makes a move the table does not hold is a bug."""
        here = self.states(state_of(row))
        assert Edge(here, to, verb) in self.edges, f"{here!r} → {to!r} by {verb}"

    def put_all(self, rows: QuerySet[Any], to: S, verb: str, **fields: Any) -> int:
        """Move every row of a query that stands where this is done; how many moved.

        No line goes into the trail.
        """
        if has_version(rows.model):
            fields["version"] = F("version") + 1
        return rows.filter(state__in=self.sources(verb, to)).update(state=to, **fields)

    def put(self, row: Model, to: S, verb: str) -> None:
        """Move a row in memory, for a job that holds its rows and writes them together."""
        self.check(row, to, verb)
        vars(row)["state"] = to
        if has_version(type(row)):
            vars(row)["version"] += 1


def moves_of(model: type[Model]) -> Moves[Any]:
    """The table of a model."""
    table: Moves[Any] = model.MOVES  # type: ignore[attr-defined] # models whose rows move declare it
    return table


def state_of(row: Model) -> str:
    """The state a row was read in."""
    return str(row.serializable_value("state"))


def has_version(model: type[Model]) -> bool:
    """Whether its rows count how often they changed."""
    return any(field.name == "version" for field in model._meta.fields)


def changed(row: Model) -> Changed:
    """What to raise when the row is no longer as it was read."""
    now = type(row)._default_manager.get(pk=row.pk)
    table = moves_of(type(row))
    return Changed(what=table.call(now), state=table.states(state_of(now)).label)
