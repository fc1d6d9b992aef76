"""Find rows by words, the likeliest first, among those a person may see."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection

from civickit.vntext import clean, fold, has_diacritics
from giamsat.foundation.capability import search_kinds

if TYPE_CHECKING:
    from django.db.models import QuerySet

_WORD = re.compile(r"\w+")
_MOST_WORDS = 12
RANKED = 5_000  # of words that stand in more rows, the newest are ranked


def words_of(text: str) -> list[str]:
    """The words of a question as the index holds them.

    With marks where they were typed, without where they were not.
    """
    words = _WORD.findall(clean(text).lower())[:_MOST_WORDS]
    return [word if has_diacritics(word) else fold(word) for word in words]


def find(
    kind: str,
    text: str,
    visible: "QuerySet[Any]",
    *,
    most: int = 20,
    any_word: bool = False,
    ranked: int = RANKED,
) -> list[int]:
    """Ids of rows of a kind that hold every word (or any), the likeliest first.

    The last word may be unfinished. ``visible`` are the rows the person may see; words never reach
    beyond them.
    """
    return find_kinds({kind: visible}, text, most=most, any_word=any_word, ranked=ranked)[kind]


def find_kinds(
    visible: "Mapping[str, QuerySet[Any]]",
    text: str,
    *,
    most: int = 20,
    any_word: bool = False,
    ranked: int = RANKED,
) -> dict[str, list[int]]:
    """The same for several kinds, in one query."""
    words = words_of(text)
    out: dict[str, list[int]] = {kind: [] for kind in visible}
    if not words or not visible:
        return out
    statement, values = _statement_over(visible, words, most, ranked=ranked, any_word=any_word)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        names = {kind.number: code for code, kind in search_kinds().items()}
        for number, subject_id, _rank in sorted(
            cursor.fetchall(), key=lambda row: (row[0], row[2], row[1])
        ):
            out[names[number]].append(subject_id)
    return out


def _statement_over(
    visible: "Mapping[str, QuerySet[Any]]",
    words: Sequence[str],
    most: int,
    *,
    ranked: int,
    any_word: bool,
) -> tuple[str, list[Any]]:
    """One statement that asks for every kind, and its values."""
    ask = _ask_sqlite if connection.vendor == "sqlite" else _ask_postgres
    parts: list[str] = []
    values: list[Any] = []
    for kind, rows in visible.items():
        narrowed, more = _narrowed(rows)
        statement, question = ask(words, search_kinds()[kind].number, narrowed, any_word=any_word)
        parts.append(f"SELECT * FROM ({statement}) AS of_{kind}")  # noqa: S608 - our own names
        values += [*question, *more, ranked, most]
    return " UNION ALL ".join(parts), values


def _ask_sqlite(
    words: Sequence[str], kind: int, narrowed: str, *, any_word: bool
) -> tuple[str, list[object]]:
    *whole, last = [f'"{word}"' for word in words]
    asked = (" OR " if any_word else " AND ").join([*whole, f"{last}*"])
    statement = (
        "SELECT * FROM (SELECT kind, subject_id, rank AS place FROM search_index "  # noqa: S608 - our own names
        f"WHERE search_index MATCH %s {narrowed} "
        "ORDER BY rowid DESC LIMIT %s) ORDER BY place LIMIT %s"
    )
    return statement, [f"of:k{kind} AND text:({asked})"]


def _ask_postgres(
    words: Sequence[str], kind: int, narrowed: str, *, any_word: bool
) -> tuple[str, list[object]]:
    *whole, last = words
    asked = f"k{kind} & ({(' | ' if any_word else ' & ').join([*whole, f'{last}:*'])})"
    statement = (
        "SELECT kind, subject_id, -ts_rank_cd(vector, to_tsquery('simple', %s)) AS place "  # noqa: S608 - our own names
        "FROM (SELECT kind, subject_id, vector FROM search_index "
        f"WHERE vector @@ to_tsquery('simple', %s) {narrowed} ORDER BY id DESC LIMIT %s) AS newest "
        "ORDER BY place, subject_id LIMIT %s"
    )
    return statement, [asked, asked]


def _narrowed(visible: "QuerySet[Any]") -> tuple[str, tuple[Any, ...]]:
    if not visible.query.where and not visible.query.is_empty():
        return "", ()  # all rows: nothing to look up
    if visible.query.is_empty():
        return "AND 1 = 0", ()
    statement, values = visible.order_by().values("pk").query.sql_with_params()
    return f"AND subject_id IN ({statement})", tuple(values)
