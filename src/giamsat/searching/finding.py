"""Find rows by words, the likeliest first, among those a person may see."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection

from civickit.vntext import clean, fold, has_diacritics
from giamsat.searching.index import KINDS

if TYPE_CHECKING:
    from django.db.models import QuerySet

_WORD = re.compile(r"\w+")
_MOST_WORDS = 12


def words_of(text: str) -> list[str]:
    """The words of a question as the index holds them: with marks where they were typed, without where they were not."""
    words = _WORD.findall(clean(text).lower())[:_MOST_WORDS]
    return [word if has_diacritics(word) else fold(word) for word in words]


def find(kind: str, text: str, visible: "QuerySet[Any]", *, most: int = 20, any_word: bool = False) -> list[int]:
    """Ids of rows of a kind that hold every word (or any), the likeliest first; the last word may be unfinished.

    ``visible`` are the rows the person may see; words never reach beyond them.
    """
    return find_kinds({kind: visible}, text, most=most, any_word=any_word)[kind]


def find_kinds(
    visible: "Mapping[str, QuerySet[Any]]", text: str, *, most: int = 20, any_word: bool = False
) -> dict[str, list[int]]:
    """The same for several kinds, in one query."""
    words = words_of(text)
    out: dict[str, list[int]] = {kind: [] for kind in visible}
    if not words or not visible:
        return out
    sqlite = connection.vendor == "sqlite"
    question = (_for_sqlite if sqlite else _for_postgres)(words, any_word)
    parts, values = [], []
    for kind, rows in visible.items():
        narrowed, more = _narrowed(rows)
        parts.append(f"SELECT * FROM ({(_SQLITE if sqlite else _POSTGRES).format(narrowed=narrowed)}) AS of_{kind}")  # noqa: S608 - our own names
        values += [question, KINDS[kind], *more, most]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        names = {number: kind for kind, number in KINDS.items()}
        for number, subject_id, _rank in sorted(cursor.fetchall(), key=lambda row: (row[0], row[2], row[1])):
            out[names[number]].append(subject_id)
    return out


_SQLITE = (
    "SELECT kind, subject_id, rank FROM search_index WHERE search_index MATCH %s AND kind = %s {narrowed} "
    "ORDER BY rank LIMIT %s"
)
_POSTGRES = (
    "SELECT kind, subject_id, -ts_rank_cd(vector, question) AS rank FROM search_index, to_tsquery('simple', %s) question "
    "WHERE vector @@ question AND kind = %s {narrowed} ORDER BY rank, subject_id LIMIT %s"
)


def _narrowed(visible: "QuerySet[Any]") -> tuple[str, tuple[Any, ...]]:
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
