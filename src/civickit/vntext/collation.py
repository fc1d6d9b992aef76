"""The order in which a Vietnamese reader looks things up."""

import unicodedata

from civickit.vntext.normal import TONES, clean

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: place for place, letter in enumerate(_ALPHABET, 100)}


def sort_key(text: str) -> tuple[tuple[object, ...], ...]:
    """Sort key, word by word.

    Letters first (a ă â … đ after d), then tones (ngang huyền hỏi ngã sắc nặng).

    >>> sorted(["Đà Nẵng", "Dương", "Án", "An", "Ân"], key=sort_key)
    ['An', 'Án', 'Ân', 'Dương', 'Đà Nẵng']
    """
    return tuple(_word_key(word) for word in clean(text).lower().split(" "))


def _word_key(word: str) -> tuple[object, ...]:
    if word.isdecimal():
        return ((int(word),), (), word)
    letters: list[int] = []
    tones: list[int] = []
    for char in word:
        bare = unicodedata.normalize("NFD", char)
        tone = next((TONES.index(mark) + 1 for mark in bare if mark in TONES), 0)
        letter = unicodedata.normalize("NFC", "".join(c for c in bare if c not in TONES))
        letters.append(_RANK.get(letter, 10_000 + ord(letter[0])))
        tones.append(tone)
    return (tuple(letters), tuple(tones), word)
