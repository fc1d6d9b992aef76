"""Pages of a list and searching in it: the same two queries whatever its length."""

from functools import cached_property
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from civickit.vntext import clean, fold, has_diacritics

ROWS = 50
M = TypeVar("M", bound=Model)


MOST_FOUND = 5_000  # matches of a search that are counted and paged through


class _Counted(Paginator):  # type: ignore[type-arg]  # generic in its types alone
    """Pages of rows whose number is known."""

    def __init__(self, rows: Any, count: int, total: int) -> None:
        super().__init__(rows, count)
        self.total = total

    @cached_property
    def count(self) -> int:
        """How many rows, without asking."""
        return self.total


def page_of(
    request: HttpRequest,
    rows: "QuerySet[M]",
    *,
    count: int = ROWS,
    searched: bool = False,
    total: int | None = None,
) -> "Page[Any]":
    """The page the address asks for; a number beyond the end shows the last page.

    Ids are paged first (an index holds them), then the rows of the page are read. With ``searched``
    the ids of all matches, at most ``MOST_FOUND``, are read at once: looking through the texts a
    second time to count them would cost as much again. With a stored ``total`` nothing is counted,
    and the rows of the page are read at once: an index must hold their order.
    """
    ids: Any = rows.values_list("id", flat=True)
    wanted = request.GET.get("trang", "1")
    if total is not None:
        return _Counted(rows, count, total).get_page(wanted)
    page = Paginator(list(ids[:MOST_FOUND]) if searched else ids, count).get_page(wanted)
    shown = list(page.object_list)
    found = {row.pk: row for row in rows.filter(pk__in=shown).order_by()}
    page.object_list = [found[pk] for pk in shown if pk in found]
    return page


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
