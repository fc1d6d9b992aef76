"""Units of a draft while it is read: those made so far, and those that are open, innermost last."""

import re

from civickit.legaltext.citing import ATTACHED_PREFIX
from civickit.legaltext.findings import Problem, problem
from civickit.legaltext.heads import Head, Kind
from civickit.legaltext.quoting import Quote
from civickit.legaltext.tree import Provision

DEPTH = {
    Kind.ATTACHED: 0,
    Kind.ANNEX: 0,
    Kind.PART: 1,
    Kind.CHAPTER: 2,
    Kind.SECTION: 3,
    Kind.SUBSECTION: 4,
    Kind.HEADING: 2,
    Kind.ARTICLE: 5,
    Kind.CLAUSE: 6,
    Kind.ITEM: 6,
    Kind.POINT: 9,
}
GROUPS = (Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION, Kind.HEADING)
_ADDRESSED = (Kind.ARTICLE, Kind.CLAUSE, Kind.POINT, Kind.ITEM, Kind.HEADING)
_WORDS = {
    Kind.PART: "Phần",
    Kind.CHAPTER: "Chương",
    Kind.SECTION: "Mục",
    Kind.SUBSECTION: "Tiểu mục",
}
_DASH = re.compile(r"^[-–—+•*]\s+")


def named(kind: Kind, number: str) -> str:
    """A group of articles by its kind and number."""
    return f"{_WORDS[kind]} {number}"


class Units:
    """A stack of open units over the provisions; what stands in a quotation is apart."""

    def __init__(self) -> None:
        self.provisions: list[Provision] = []
        self.problems: list[Problem] = []
        self.open: list[int] = []  # places in ``provisions``, outermost first
        self.line = 0  # the line that is read
        self.part = ""  # prefix of addresses in an attached text
        self.quote: Quote | None = None
        self._attached = 0
        self._paths: set[str] = set()

    def begin_attached(self) -> None:
        """From here on addresses are those of another attached text."""
        self._attached += 1
        number = f" {self._attached}" if self._attached > 1 else ""
        self.part = f"{ATTACHED_PREFIX}{number}"

    def add(self, head: Head, path: str, text: str) -> None:
        """A new unit within those that are open; ``path`` is its address without a prefix."""
        prefix = self._prefix()
        full = path if head.kind in (Kind.ATTACHED, Kind.ANNEX) else prefix + path
        self.provisions.append(
            Provision(
                path=self._only(full),
                kind=head.kind,
                number=head.number,
                label=head.label,
                text=text,
                parent=self.open[-1] if self.open else None,
                part=prefix[:-2],
                line=self.line,
            )
        )
        self.open.append(len(self.provisions) - 1)

    def _only(self, path: str) -> str:
        """An address that stands twice is told apart, and reported."""
        again, only = 1, path
        while only in self._paths:
            again += 1
            only = f"{path} (lần {again})"
        if again > 1:
            self.problems.append(problem("DUPLICATE", path, other=only))
        self._paths.add(only)
        return only

    def add_body(self, text: str) -> None:
        """A paragraph of the unit that is open; a dash before it goes."""
        if not self.open:
            return
        unit = self.current()
        # A paragraph after the last point, which ended with a full stop, belongs to the clause
        # around it.
        if (
            not _DASH.match(text)
            and unit.kind is Kind.POINT
            and unit.parent is not None
            and len(self.open) > self._floor() + 1
            and (unit.body[-1] if unit.body else unit.text).endswith(".")
        ):
            self.open.pop()
            unit = self.provisions[unit.parent]
        unit.body.append(_DASH.sub("", text))

    def depth(self, place: int) -> int:
        """How far in a unit stands; the number of an item of a Party text tells how far."""
        unit = self.provisions[place]
        return DEPTH[unit.kind] + (unit.number.count(".") if unit.kind is Kind.ITEM else 0)

    def close_to(self, depth: int) -> None:
        """Close the units that stand as far in or farther; a quotation closes none outside it."""
        while len(self.open) > self._floor() and self.depth(self.open[-1]) >= depth:
            self.open.pop()

    def _floor(self) -> int:
        return self.quote.kept if self.quote else 0

    def current(self) -> Provision:
        """The innermost open unit; there must be one."""
        return self.provisions[self.open[-1]]

    def around(self, kind: Kind) -> Provision | None:
        """The innermost open unit of a kind."""
        for place in reversed(self.open[self._floor() :]):
            if self.provisions[place].kind is kind:
                return self.provisions[place]
        return None

    def last_number(self, kind: Kind) -> str:
        """The number of the last unit of a kind within what is open; "" when there is none.

        Clauses and points count within their article, points within their clause, items of a
        Party text within their heading.
        """
        around = next(
            (place for place in reversed(self.open) if self.depth(place) < DEPTH[kind]), -1
        )
        for unit in reversed(self.provisions[around + 1 :]):
            if unit.kind is kind:
                return unit.number
        return ""

    def address_around(self) -> str:
        """The address of the article, clause or item around, without prefixes; "" when none."""
        for place in reversed(self.open[self._floor() :]):
            unit = self.provisions[place]
            if unit.kind in _ADDRESSED:
                return unit.path.removeprefix(self._prefix())
        return ""

    def full(self, path: str) -> str:
        """An address with the prefix of the attached or amended text it is in."""
        return self._prefix() + path

    def _prefix(self) -> str:
        if self.quote is not None and self.quote.base:
            return f"{self.quote.base}: "
        return f"{self.part}: " if self.part else ""

    def begin_quote(self) -> None:
        """Wording for another text begins; its units stand under the open one."""
        base = self.current().path if self.open else ""
        self.quote = Quote.begin(base, self.open[-1] if self.open else None)
        self.quote.kept = len(self.open)

    def end_quote(self) -> None:
        """Back to the units that were open before."""
        assert self.quote is not None
        del self.open[self.quote.kept :]
        self.quote = None
