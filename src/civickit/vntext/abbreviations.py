"""Expanding the abbreviations officials write: BHYT, GPMB, ATTP, UBND, NĐ."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources

from civickit.vntext.normal import clean, fold, has_diacritics

_TOKEN = re.compile(r"[^\W_]+(?:[&/.\-][^\W_]+)*")
_COMPOSED = 4  # letters from which a run of capitals may be two abbreviations
_MOST_KNOWN = 100_000  # words remembered with their answer
_SHORT = 2  # TP, CT, NĐ mean something else in small letters


class Abbreviations:
    """A table from an abbreviation (folded, without separators) to its full wording."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = {fold(short): long for short, long in table.items()}
        self._known: dict[str, tuple[str | None, str | None]] = {}

    def expand(self, text: str) -> str:
        """Write out every abbreviation the text's own case allows.

        Three letters and more need capitals, or any case when the line has no diacritics;
        two letters need capitals in a line that is not all capitals.
        """
        text = clean(text)
        shouting = text.isupper()
        bare = not has_diacritics(text)

        def written_out(found: re.Match[str]) -> str:
            word = found.group()
            if word not in self._known:
                if len(self._known) > _MOST_KNOWN:
                    self._known.clear()
                self._known[word] = (self._lookup(word), self._compose(word))
            long, composed = self._known[word]
            if long is None:
                return composed or word if not shouting else word
            small = len(fold(word)) <= _SHORT
            allowed = (
                (word.isupper() and not shouting)
                if small
                else (bare or shouting or _is_capitals(word))
            )
            return long if allowed else word

        return _TOKEN.sub(written_out, text)

    def _compose(self, word: str) -> str | None:
        """An unknown run of capitals as known ones in a row: CBQLGD = CB + QL + GD."""
        if len(word) < _COMPOSED or not word.isalpha() or not word.isupper():
            return None
        folded = fold(word)
        for size in range(min(len(folded) - _SHORT, 6), _SHORT - 1, -1):
            head, rest = self._table.get(folded[:size]), folded[size:]
            tail = self._table.get(rest) or (self._compose(rest.upper()) if head else None)
            if head and tail:
                return f"{head} {tail}"
        return None

    def _lookup(self, word: str) -> str | None:
        folded = fold(word)
        return self._table.get(folded) or self._table.get(re.sub(r"[&/.\-]", "", folded))


def _is_capitals(word: str) -> bool:
    letters = [char for char in word if char.isalpha()]
    return sum(char.isupper() for char in letters) * 2 > len(letters)


def parse_abbreviations(lines: Iterable[str]) -> dict[str, str]:
    """``short=long`` a line; ``#`` starts a comment. A later line wins."""
    table = {}
    for line in lines:
        short, equals, long = line.split("#", 1)[0].partition("=")
        if equals and short.strip() and long.strip():
            table[clean(short)] = clean(long)
    return table


@lru_cache(maxsize=1)
def _packaged() -> dict[str, str]:
    source = resources.files("civickit.vntext") / "abbreviations.txt"
    return parse_abbreviations(source.read_text("utf-8").splitlines())


def load_abbreviations(more: Iterable[str] = ()) -> Abbreviations:
    """The packaged table, extended or overridden by the lines of an office's own table."""
    own = parse_abbreviations(more)
    return Abbreviations(_packaged() | own) if own else _default()


@lru_cache(maxsize=1)
def _default() -> Abbreviations:
    return Abbreviations(_packaged())
