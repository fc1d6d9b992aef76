"""Quoted wording inside an amending text."""

import re
from dataclasses import dataclass

from civickit.legaltext.heads import article_head, clause_head, group_head, point_head

_OPENING, _CLOSING = "“„", "”"
_FIRST = re.compile(r'^[“„"]\s*')
_LAST = re.compile(r'[”"]\s*[.;,]?$')


def opens_quote(text: str) -> bool:
    """Whether a line begins wording that is put into another text.

    A unit, or a paragraph that does not close here.
    """
    if not _FIRST.match(text):
        return False
    inner = _FIRST.sub("", text)
    has_head = bool(
        article_head(inner) or clause_head(inner) or point_head(inner) or group_head(inner)
    )
    return has_head or not _LAST.search(text)


def without_quotes(text: str) -> str:
    """The line without the quotation marks around the wording."""
    text = _FIRST.sub("", text)
    if _LAST.search(text) and _balance(text) < 0:
        text = _LAST.sub("", text)
    return text


def _balance(text: str) -> int:
    """Opened minus closed; straight marks count as closing when they are left over."""
    curly = sum(text.count(mark) for mark in _OPENING) - sum(text.count(mark) for mark in _CLOSING)
    return curly - text.count('"') % 2


@dataclass
class Quote:
    """A quotation that is being read."""

    base: str  # address of the amending provision
    parent: int | None
    kept: int = 0  # units that were open before
    depth: int = 0
    straight: bool = False
    has_units: bool = False
    is_begun: bool = False

    @classmethod
    def begin(cls, base: str, parent: int | None) -> "Quote":
        """At the line that opens it; count that line next."""
        return cls(base, parent)

    def count(self, text: str) -> None:
        """Take a line's quotation marks into account."""
        self.is_begun = True
        self.depth += sum(text.count(mark) for mark in _OPENING) - sum(
            text.count(mark) for mark in _CLOSING
        )
        if text.count('"') % 2:
            self.straight = not self.straight

    def has_closed(self, text: str) -> bool:
        """Whether the line would end it."""
        return bool(_LAST.search(text))

    @property
    def is_closed(self) -> bool:
        """Whether every mark that was opened is closed."""
        return self.is_begun and self.depth <= 0 and not self.straight
