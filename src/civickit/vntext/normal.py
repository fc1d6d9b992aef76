"""One spelling for one word: NFC, spaces, quotes, tone placement, folding."""

import re
import unicodedata
from functools import lru_cache

from civickit.vntext.letters import SINGLE, usual_letters

# huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries
TONES = "\u0300\u0309\u0303\u0301\u0323"
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f]+")
_PLAIN = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "‑": "-",
        "−": "-",
        "…": "...",
    }
)
_BARE: dict[int, str | None] = dict.fromkeys(range(768, 880))  # loose marks of NFD text vanish
for _code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
    _BARE[_code] = "".join(
        c for c in unicodedata.normalize("NFD", chr(_code)) if not unicodedata.combining(c)
    )
_BARE |= SINGLE | _PLAIN | {ord("đ"): "d", ord("Đ"): "D"}
_REMEMBERED = 200  # letters of a text whose answer is kept for a while
_WORD = re.compile(r"[^\W_]+")
_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx]"
_CLOSED = (
    "uyê|uâ|uê|uô|uơ|oă|oa|oe|oo|iê|yê|ươ|uy|[aăâeêioôơuưy]"  # vowels that a consonant may follow
)
_OPEN = (
    "uya|uyu|oai|oao|oay|oeo|uai|uây|uôi|uơi|ươi|ươu|iêu|yêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oa|oe|oi|ôi|ơi|"
    "ua|uê|ui|uơ|uy|ưa|ưi|ưu|ya|[aeêioôơuưy]"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})?(?:(?:{_CLOSED})(?:ng|nh|ch|[cmnpt])|(?:{_OPEN}))")
_MARKED = re.compile(r"[\u0300-\u0323\u031b]|đ|Đ")


def clean(text: str) -> str:
    """NFC in usual letters, single spaces and none at the ends; line breaks become spaces."""
    return _clean_again(text) if len(text) < _REMEMBERED else _clean(text)


def _clean(text: str) -> str:
    return _SPACES.sub(" ", unicodedata.normalize("NFC", usual_letters(text))).strip()


# Cells of a table say the same few things, and are asked for several times in a row.
_clean_again = lru_cache(maxsize=4096)(_clean)


def sentence_case(text: str) -> str:
    """The text as a sentence begins; all other letters as they are."""
    return text[:1].upper() + text[1:]


def fold(text: str) -> str:
    """Lower case without diacritics, plain quotes and dashes: ``fold("Đất đai") == "dat dai"``."""
    return _fold_again(text) if len(text) < _REMEMBERED else _fold(text)


def _fold(text: str) -> str:
    if not text.isascii():
        text = text.translate(_BARE)
    return _SPACES.sub(" ", text.lower()).strip()


_fold_again = lru_cache(maxsize=4096)(_fold)


def has_diacritics(text: str) -> bool:
    """Whether the text was typed with Vietnamese marks."""
    return not text.isascii() and bool(_MARKED.search(unicodedata.normalize("NFD", text)))


def tokens(text: str) -> list[str]:
    """Words and numbers in order, punctuation left out; no folding."""
    return _WORD.findall(text)


@lru_cache(maxsize=65536)
def _split_tone(word: str) -> tuple[str, int]:
    """A lower-case syllable without its tone, and the tone's rank 0..5."""
    rank = 0
    letters = []
    for char in unicodedata.normalize("NFD", word):
        position = TONES.find(char)
        if position < 0:
            letters.append(char)
        else:
            rank = position + 1
    return unicodedata.normalize("NFC", "".join(letters)), rank


@lru_cache(maxsize=65536)
def _spelling(word: str) -> str:
    bare, tone = _split_tone(word)
    if bare.endswith("y") and (len(bare) == 1 or bare[-2] not in "aâuo"):
        bare = bare[:-1] + "i"  # lý and lí, kỹ and kĩ are one word
    return bare + (str(tone) if tone else "")


def spelling_key(text: str) -> str:
    """Equal for spellings of one word: hoá/hòa's tone place, lí/lý, case and spaces.

    Marks still count.
    """
    lowered = clean(text).translate(_PLAIN).lower()
    return _WORD.sub(lambda found: _spelling(found.group()), lowered)


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether the word can be one Vietnamese syllable, written with its marks."""
    bare, _ = _split_tone(word.lower())
    return bool(_SYLLABLE.fullmatch(bare))
