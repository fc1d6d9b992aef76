"""Letters that look right and are not, and letters nobody sees.

Keyboards, web pages and other programs leave them: Ð of Iceland for Đ, Cyrillic "а" for "a", soft
hyphens, marks of direction, wide digits. A reader sees no difference, so there is none.
"""

import re
import unicodedata

# Soft hyphens, zero-width joiners and spaces of no width, marks of direction, selectors of glyphs.
_UNSEEN = "".join(
    chr(code)
    for first, last in (
        (0xAD, 0xAD),
        (0x34F, 0x34F),
        (0x61C, 0x61C),
        (0x180E, 0x180E),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x2064),
        (0x2066, 0x206F),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
    )
    for code in range(first, last + 1)
)
_SPLITTING = re.compile(f"[{_UNSEEN}]")
_ETH = str.maketrans("ÐðƉɖ", "ĐđĐđ")
_TWINS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲ",
    "ABESIJKMHOPCTYXaesijopcyxqw" + "ABEZHIKMNOPTYXoc",
)
_OTHER_ALPHABET = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_RUN = re.compile(r"[^\W\d_]+")
# Wide forms, Roman numerals in one sign, letters joined by a printer.
_WIDE = r"\u2160-\u217f\ufb00-\ufb06\uff01-\uff5e"
_COMPATIBLE = re.compile(f"[{_WIDE}]")
_ODD = re.compile(rf"[{_UNSEEN}ÐðƉɖ\u0370-\u03ff\u0400-\u052f{_WIDE}]")

# The same for one letter at a time, where words do not matter.
SINGLE: dict[int, str | None] = {
    **dict.fromkeys(map(ord, _UNSEEN)),
    **{ord(odd): letter for odd, letter in zip("ÐðƉɖ", "DdDd", strict=True)},
    **{odd: chr(letter) for odd, letter in _TWINS.items()},
    **{
        code: unicodedata.normalize("NFKC", chr(code))
        for code in (*range(0x2160, 0x2180), *range(0xFB00, 0xFB07), *range(0xFF01, 0xFF5F))
    },
}


def usual_letters(text: str) -> str:
    """The same text in the letters that Vietnamese is written with.

    Text of an old font must be decoded before: there a soft hyphen is the letter ư.

    >>> usual_letters("Ð\u00adiều 1\u200e, điểm \u0430)")
    'Điều 1, điểm a)'
    """
    if text.isascii() or not _ODD.search(text):
        return text
    text = _SPLITTING.sub("", text).translate(_ETH)
    if _OTHER_ALPHABET.search(text):
        text = _RUN.sub(_of_one_alphabet, text)
    return _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)


def _of_one_alphabet(found: re.Match[str]) -> str:
    """A word in Latin letters when every foreign letter in it has a Latin twin."""
    word = found.group()
    latin = word.translate(_TWINS)
    return word if _OTHER_ALPHABET.search(latin) else latin
