"""The tree of a draft: every provision with a stable address in words people use."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from civickit.legaltext.findings import Problem
from civickit.legaltext.heads import Kind


@dataclass(slots=True)
class Provision:
    """One unit.

    ``path`` is its address ("Điều 2 khoản 1 điểm đ"), ``text`` what stands on its line, ``body``
    what follows.
    ``parent`` is the place of the unit around it in ``Draft.provisions``, None at the top. ``part``
    tells the text it belongs to: "" the draft itself, else the prefix of an attached or amended
    text. ``line`` is where it begins.
    """

    path: str
    kind: Kind
    number: str
    label: str
    text: str
    parent: int | None
    part: str = ""
    line: int = 0
    body: list[str] = field(default_factory=list)
    tables: list[tuple[tuple[str, ...], ...]] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Text and body, what an opinion is about."""
        return " ".join([self.text, *self.body]).strip()


@dataclass
class Draft:
    """A draft: provisions in the order of the text."""

    title: str
    preamble: list[str]
    provisions: list[Provision]
    problems: list[Problem]
    form: str = ""  # NGHỊ QUYẾT, QUY CHẾ…, as it stands above the title

    @cached_property
    def by_path(self) -> dict[str, Provision]:
        """Provisions by address."""
        return {one.path: one for one in self.provisions}

    def children(self) -> dict[int | None, list[int]]:
        """Places of the units directly under each."""
        out: dict[int | None, list[int]] = {}
        for place, provision in enumerate(self.provisions):
            out.setdefault(provision.parent, []).append(place)
        return out

    def above(self, place: int) -> Iterator[int]:
        """The units around one, innermost first."""
        parent = self.provisions[place].parent
        while parent is not None:
            yield parent
            parent = self.provisions[parent].parent
