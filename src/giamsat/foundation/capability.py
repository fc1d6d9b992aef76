"""What an application of ours says of itself, in one file: its face.

Every installed application may have a module ``capability`` with one ``CAPABILITY``. The menu, the
trail, the work list, search, workers, the generated pages, the laws and the tests of pages read
only these; none of them knows an app by name.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Model, QuerySet, TextChoices
from django.utils.module_loading import module_has_submodule

from giamsat.foundation.verdicts import Verdict
from giamsat.foundation.words import Words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_OURS = "giamsat."


def _nobody(_actor: object) -> Verdict:
    """What nobody may do."""
    return Verdict(allowed=False)


@dataclass(frozen=True)
class MenuPlace:
    """One place of the menu, shown to whoever holds one of ``needs``.

    Without any, it is shown to everybody signed in. ``order`` sorts the menu; ``beginnings`` are
    the addresses that lie in it, else those below its own.
    """

    name: "_StrPromise"
    view: str  # the name of its address
    order: int
    needs: tuple[str, ...] = ()  # codes of permissions
    beginnings: tuple[str, ...] = ()
    is_public: bool = False  # for people without an account, and for nobody else


@dataclass(frozen=True)
class JobKind:
    """One kind of long work: who does it, what pages call it, and its steps in their order.

    Steps of ``seldom`` are not part of every run. ``writes_papers`` is over within seconds: it is
    not stopped, and is asked for again when it failed. ``is_long`` takes minutes rather than
    seconds, or has to come after such work: it waits behind what is short. With ``visible``, the
    rows it may work on for those who may see them there, it has the panel of all long work, which
    leads back to ``page``, the address of such a row; other work is shown by its app.
    """

    do: Callable[[Any], None]  # is given the ``jobs.handlers.Handle`` of a job
    name: "_StrPromise"
    steps: Mapping[str, "_StrPromise"]
    seldom: frozenset[str] = frozenset()
    writes_papers: bool = False
    is_long: bool = False
    visible: Callable[[Any], QuerySet[Any]] | None = None  # of an ``organisations.actors.Actor``
    page: str = ""
    may_change: Callable[[Any], Verdict] = _nobody  # stop it, or have failed papers written again


@dataclass(frozen=True)
class Clock:
    """A table whose rows run against deadlines (``deadlines.models.Counted``).

    Announced days move them.
    """

    model: type[Model]
    tell: Callable[[list[int]], dict[int, tuple[str, str]]]  # ids -> name and address


@dataclass(frozen=True)
class Work:
    """One line of the work list: what waits, about what, where it leads.

    It names the button there and the mark beside it. ``is_theirs`` says that the reader waits for
    others. ``sign`` is the icon of the mark where lateness does not say it.
    """

    title: str
    about: str
    href: str
    button: str
    chip: str
    is_theirs: bool = False
    is_late: bool = False
    sign: str = ""
    title_lang: str = ""  # where the title is not in the reader's language

    @property
    def icon(self) -> str:
        """The icon of the mark."""
        return self.sign or ("late" if self.is_late else "wait" if self.is_theirs else "due")

    @property
    def colour(self) -> str:
        """The class of the mark in the style sheet."""
        return {"due": "warn", "late": "late", "ok": "ok", "now": "ok"}.get(self.icon, "")


@dataclass(frozen=True)
class UnderWay:
    """How far something large is that a person works on, under a heading of the first page."""

    head: str
    when: str
    title: str
    href: str
    state: str


@dataclass(frozen=True)
class Preparation:
    """One step of preparing the installation for its people, and how it stands."""

    order: int
    is_done: bool
    title: str
    href: str
    state: str


@dataclass(frozen=True)
class Found:
    """One row that was found: what it is called, about what, where it leads."""

    title: str
    about: str
    href: str


@dataclass(frozen=True, kw_only=True)
class SearchKind:
    """Rows that are found by words, for whoever holds ``needs``, among those ``visible`` to them.

    ``number`` stands in the index with every row of the kind: it is never changed and never given
    to another. ``order`` sorts the groups of what was found.
    """

    number: int
    order: int
    name: "_StrPromise"
    needs: str  # code of a permission
    visible: Callable[[Any], QuerySet[Any]]  # of an ``organisations.actors.Actor``
    tell: Callable[[Any], Found]


# Of who acted, a verb of the trail, what it is about, and when.
Heed = Callable[[Any, str, Model, datetime], None]
# Of an ``organisations.actors.Actor`` and a day.
Waits = Callable[[Any, date], Iterable[Work | UnderWay]]


@dataclass(frozen=True)
class Capability:
    """The face of one application.

    ``verbs`` are what the trail says was done: code to words; ``details`` are the choices by which
    it reads what is kept beside a line. ``jobs`` are kinds of long work by their code; ``ticks``
    are short and done by workers now and then, between jobs. ``finds`` are kinds of rows by their
    name in the migration that indexed them. ``waits`` tells, on a day and in a fixed number of
    queries, what waits for a person. ``prepares`` are the steps of preparing the installation,
    as they stand on a day. ``heeds`` is told, in its transaction, of every act that the
    trail tells, also of other apps below: what follows from it follows by itself.
    """

    menu: tuple[MenuPlace, ...] = ()
    details: Mapping[str, type[TextChoices]] = field(default_factory=dict)
    verbs: Mapping[str, Words] = field(default_factory=dict)
    jobs: Mapping[str, JobKind] = field(default_factory=dict)
    ticks: tuple[Callable[[datetime], None], ...] = ()
    clocks: tuple[Clock, ...] = ()
    finds: Mapping[str, SearchKind] = field(default_factory=dict)
    waits: Waits | None = None
    prepares: Callable[[date], Iterable[Preparation]] | None = None
    heeds: Heed | None = None


@cache
def modules(name: str) -> Mapping[str, ModuleType]:
    """The modules of this name by the label of their application, in the order of their names."""
    return {
        config.label: import_module(f"{config.name}.{name}")
        for config in apps.get_app_configs()
        if config.name.startswith(_OURS) and module_has_submodule(config.module, name)
    }


@cache
def capabilities() -> Mapping[str, Capability]:
    """The faces by the label of their application; read once, when Django has started."""
    return {
        label: module.CAPABILITY
        for label, module in modules("capability").items()
        if module.__name__ != __name__
    }


@cache
def verbs() -> Mapping[str, Words]:
    """What each verb of the trail says, in both languages."""
    return {code: words for face in capabilities().values() for code, words in face.verbs.items()}


@cache
def heeds() -> tuple[Heed, ...]:
    """Those who are told of every act."""
    return tuple(face.heeds for face in capabilities().values() if face.heeds)


@cache
def job_kinds() -> Mapping[str, JobKind]:
    """Every kind of long work by its code."""
    return {code: kind for face in capabilities().values() for code, kind in face.jobs.items()}


@cache
def search_kinds() -> Mapping[str, SearchKind]:
    """Every kind of rows that is found by words, in the order of the groups."""
    kinds = [found for face in capabilities().values() for found in face.finds.items()]
    return dict(sorted(kinds, key=lambda found: found[1].order))
