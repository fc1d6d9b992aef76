"""Rulebooks of targets in use.

What this office wrote, and the packaged ones it has not taken over.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import Http404

from giamsat.foundation.refusals import Refusal
from giamsat.rulebooks import UnknownRulebook
from giamsat.rulebooks.checking import plain
from giamsat.rulebooks.targets import (
    TargetRulebook,
    target_codes,
    target_rulebook,
    target_rulebook_from,
)
from giamsat.targets.models import TargetBook, TargetBookVersion


@dataclass(frozen=True)
class BookEntry:
    """A rulebook in the list; ``trouble`` when it cannot be read any more."""

    code: str
    title: str
    is_ours: bool
    book: TargetRulebook | None
    trouble: str = ""


def newest_data() -> dict[str, tuple[TargetBook, dict[str, Any]]]:
    """What each rulebook of this office says now; one query."""
    newest = (
        TargetBookVersion.objects.filter(book=OuterRef("pk")).order_by("-no").values("data")[:1]
    )
    rows = TargetBook.objects.annotate(data=Subquery(newest)).order_by("code")
    return {one.code: (one, one.data) for one in rows}


def _as_read(code: str, data: dict[str, Any]) -> TargetRulebook:
    """What a rulebook says. Raises Refusal.

    Checking one takes a third of a second, and pages of facts read them all.
    """
    return _read(code, json.dumps(data, ensure_ascii=False))


@lru_cache(maxsize=32)
def _read(code: str, text: str) -> TargetRulebook:
    return target_rulebook_from(json.loads(text), code)


def entries() -> list[BookEntry]:
    """Every rulebook, ours first; one that cannot be read is told with its reason."""
    out = []
    ours = newest_data()
    for code, (row, data) in ours.items():
        try:
            out.append(BookEntry(code, row.title, is_ours=True, book=_as_read(code, data)))
        except Refusal as refusal:
            out.append(
                BookEntry(code, row.title, is_ours=True, book=None, trouble=refusal.sentence())
            )
    for code in target_codes():
        if code not in ours:
            book = target_rulebook(code)
            out.append(BookEntry(code, book.title, is_ours=False, book=book))
    return out


def book_named(code: str) -> TargetRulebook:
    """The rulebook in use under a code, ours before the packaged one; or a file.

    Raises what reading it raises.
    """
    data = (
        TargetBookVersion.objects.filter(book__code=code)
        .order_by("-no")
        .values_list("data", flat=True)
        .first()
    )
    return target_rulebook(code) if data is None else _as_read(code, data)


def find_book(code: str) -> TargetRulebook:
    """The same for an address, which names no file. Raises Http404 where there is none."""
    try:
        return book_named(code)
    except UnknownRulebook as error:
        raise Http404 from error


def books_in_use() -> list[TargetRulebook]:
    """Those this office has taken over or written; what cannot be read is left out."""
    return [one.book for one in entries() if one.is_ours and one.book]


def fingerprint(book: TargetRulebook) -> str:
    """A hash of all a rulebook says."""
    return hashlib.sha256(
        json.dumps(plain(book.data), sort_keys=True, ensure_ascii=False).encode()
    ).hexdigest()


def empty_book() -> str:
    """The text a new rulebook begins with: one target to be written over."""
    return (resources.files("giamsat.targets") / "empty.yaml").read_text("utf-8")
