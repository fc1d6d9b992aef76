"""Pages of a list and searching in it: the same two queries whatever its length."""

from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from civickit.vntext import clean, fold, has_diacritics

ROWS = 50
M = TypeVar("M", bound=Model)


def page_of(request: HttpRequest, rows: "QuerySet[M]", *, count: int = ROWS) -> "Page[M]":
    """The page the address asks for; a number beyond the end shows the last page."""
    return Paginator(rows, count).get_page(request.GET.get("trang", "1"))


def searchable(*texts: str | None) -> str:
    """What a row can be found by: as written and without marks, both in lower case."""
    written = clean(" ".join(text for text in texts if text)).lower()
    return f"{written}\n{fold(written)}"


def matches(words: str, field: str = "search") -> Q:
    """Rows that hold every word; a word typed with marks must match with them."""
    found = Q()
    for word in clean(words).lower().split():
        found &= Q(**{f"{field}__contains": word if has_diacritics(word) else fold(word)})
    return found


def asked(request: HttpRequest, name: str, allowed: Any = None) -> str:
    """One filter of the address; what is not allowed counts as not asked."""
    value = request.GET.get(name, "").strip()[:200]
    return value if allowed is None or value in allowed else ""
