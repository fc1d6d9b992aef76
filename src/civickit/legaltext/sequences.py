"""Whether a label of an odd form is a head: when it continues the numbering around it.

"1- …" is a clause and "05/2023/NĐ-CP" is not; no pattern tells them apart, the lines around do.
A first number needs its second further down, a later one needs the one before it.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from civickit.legaltext.heads import (
    LETTERS,
    Head,
    Kind,
    article_head,
    clause_head,
    follows,
    group_head,
    heading_head,
    item_head,
    letter_follows,
    odd_article_head,
    odd_clause_head,
    odd_item_head,
    odd_point_head,
    point_head,
)
from civickit.legaltext.lines import Line

_FAR = 300  # lines in which the next number of a list stands, if there is one
_USUAL = 2  # heads of a form after which it is the form of this text
_ENDS = (".", ";", ":", "”", '"', "…", "!", "?", ")")
_Reader = Callable[[str], Head | None]
_PLAIN: dict[Kind, _Reader] = {
    Kind.ARTICLE: article_head,
    Kind.CLAUSE: clause_head,
    Kind.ITEM: item_head,
    Kind.POINT: point_head,
}
_ODD: dict[Kind, _Reader] = {
    Kind.ARTICLE: odd_article_head,
    Kind.CLAUSE: odd_clause_head,
    Kind.ITEM: odd_item_head,
    Kind.POINT: odd_point_head,
}


class Sequences:
    """The numbering of a text's lines, asked about one label at a time."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._accepted: Counter[tuple[Kind, str]] = Counter()

    def odd_head(self, text: str, place: int, kind: Kind, previous: str) -> Head | None:
        """The head that an odd label is, or None when it is words.

        ``previous`` is the number of the last unit of the kind in the unit around, "" before the
        first.
        """
        head = _ODD[kind](text)
        if head is None or not self._is_next(head, previous, place):
            return None
        self._accepted[kind, head.odd] += 1
        return head

    def begins(self, text: str, place: int, kind: Kind) -> bool:
        """Whether a list of the kind begins with this line, in an odd form."""
        head = _ODD[kind](text)
        return head is not None and self._is_next(head, "", place)

    def _is_next(self, head: Head, previous: str, place: int) -> bool:
        if previous:
            return continues(kind=head.kind, previous=previous, number=head.number) and (
                head.odd != " " or self._is_after_end(place)
            )
        is_first = head.number == first_of(head.kind, head.number)
        return is_first and (
            self._accepted[head.kind, head.odd] >= _USUAL or self._has_second(head, place)
        )

    def _is_after_end(self, place: int) -> bool:
        """Whether the line before ended a sentence, so that this one begins something."""
        before = next(
            (line.text for line in reversed(self._lines[max(0, place - 3) : place]) if line.text),
            "",
        )
        return not before or before.endswith(_ENDS) or before.isupper() or len(before) < 60

    def _has_second(self, head: Head, place: int) -> bool:
        """Whether the next number stands further down, before a wider unit begins."""
        for line in self._lines[place + 1 : place + _FAR]:
            if not line.text:
                continue
            second = _ODD[head.kind](line.text) or _PLAIN[head.kind](line.text)
            if (
                second
                and second.odd in ("", head.odd)
                and continues(head.kind, head.number, second.number)
            ):
                return True
            if self._ends(head.kind, line.text):
                return False
        return False

    def _ends(self, kind: Kind, text: str) -> bool:
        if kind is Kind.ARTICLE:
            return False
        if article_head(text) or group_head(text):
            return True
        if kind is Kind.ITEM:
            return bool(heading_head(text))
        return kind is Kind.POINT and bool(clause_head(text))


def continues(kind: Kind, previous: str, number: str) -> bool:
    """Whether a number comes right after another of its kind."""
    if kind is Kind.POINT:
        return letter_follows(previous, number)
    if kind is Kind.ITEM:
        return _item_follows(previous, number)
    return follows(previous, number)


def _item_follows(previous: str, number: str) -> bool:
    """1.2 → 1.3, 1.2 → 2, 1.2 → 1.2.1: the next on any storey, or the first below."""
    old, new = previous.split("."), number.split(".")
    if new == [*old, "1"]:
        return True
    above, last = new[:-1], new[-1]
    return len(new) <= len(old) and above == old[: len(above)] and follows(old[len(above)], last)


def first_of(kind: Kind, number: str) -> str:
    """What a list of the kind begins with, on the storey of a number."""
    if kind is Kind.POINT:
        return LETTERS[0]
    return ".".join([*number.split(".")[:-1], "1"])
