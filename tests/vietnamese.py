"""How tests know Vietnamese when they see it."""

import re
import unicodedata

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = {
    letter
    for vowel in _VOWELS
    for tone in _TONES
    for letter in (unicodedata.normalize("NFC", vowel + tone),)
    if not letter.isascii()
} | {"đ"}
VIETNAMESE = re.compile(f"[{''.join(sorted(LETTERS | {one.upper() for one in LETTERS}))}]")
