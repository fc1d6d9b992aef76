"""Find rows by words, the likeliest first, among those a person may see."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection

from civickit.vntext import clean, fold, has_diacritics
from giamsat.searching.index import KINDS

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

_WORD = re.compile(r"\w+")
_MOST_WORDS = 12


def words_of(text: str) -> list[str]:
    """The words of a question as the index holds them: with marks where they were typed, without where they were not."""
    words = _WORD.findall(clean(text).lower())[:_MOST_WORDS]
    return [word if has_diacritics(word) else fold(word) for word in words]


def find(kind: str, text: str, visible: "QuerySet[Model]", *, most: int = 20, any_word: bool = False) -> list[int]:
    """Ids of rows of a kind that hold every word (or any), the likeliest first; the last word may be unfinished.

    ``visible`` are the rows the person may see; words never reach beyond them.
    """
    words = words_of(text)
    if not words:
        return []
    narrowed, values = _narrowed(visible)
    sqlite = connection.vendor == "sqlite"
    question = _for_sqlite(words, any_word) if sqlite else _for_postgres(words, any_word)
    statement = _SQLITE if sqlite else _POSTGRES
    with connection.cursor() as cursor:
        cursor.execute(statement.format(narrowed=narrowed), [question, KINDS[kind], *values, most])
        return [row[0] for row in cursor.fetchall()]


_SQLITE = (
    "SELECT subject_id FROM search_index WHERE search_index MATCH %s AND kind = %s {narrowed} ORDER BY rank LIMIT %s"
)
_POSTGRES = (
    "SELECT subject_id FROM search_index, to_tsquery('simple', %s) question WHERE vector @@ question AND kind = %s "
    "{narrowed} ORDER BY ts_rank_cd(vector, question) DESC, subject_id LIMIT %s"
)


def _narrowed(visible: "QuerySet[Model]") -> tuple[str, tuple[Any, ...]]:
    if not visible.query.where and not visible.query.is_empty():
        return "", ()  # all rows: nothing to look up
    if visible.query.is_empty():
        return "AND 1 = 0", ()
    statement, values = visible.order_by().values("pk").query.sql_with_params()
    return f"AND subject_id IN ({statement})", tuple(values)


def _for_sqlite(words: Sequence[str], any_word: bool) -> str:  # noqa: FBT001 - one switch, named by its caller
    *whole, last = [f'"{word}"' for word in words]
    return (" OR " if any_word else " AND ").join([*whole, f"{last}*"])


def _for_postgres(words: Sequence[str], any_word: bool) -> str:  # noqa: FBT001 - one switch, named by its caller
    *whole, last = words
    return (" | " if any_word else " & ").join([*whole, f"{last}:*"])
