"""Text typed with the fonts of the 1990s: TCVN3 (ABC, .VnTime) and VNI (VNI-Times).

Both draw Vietnamese letters over Latin-1 code points, so a file opened today shows "gi¸m s¸t" or
"giaùm saùt". Tables: TCVN 5712:1993 VN3, and the VNI Windows layout.
"""

import re
from collections.abc import Sequence

from civickit.vntext.normal import clean, is_syllable, tokens

_TCVN3_CODES = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§"
_TCVN3_LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ"
_TCVN3 = str.maketrans(dict(zip(_TCVN3_CODES, _TCVN3_LETTERS, strict=True)))

_VNI_MARKED = {
    "a": dict(zip("ùøûõïêéèúüëâáàåãä", "áàảãạăắằẳẵặâấầẩẫậ", strict=True)),
    "e": dict(zip("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ", strict=True)),
    "o": dict(zip("ùøûõïâáàåãä", "óòỏõọôốồổỗộ", strict=True)),
    "ô": dict(zip("ùøûõï", "ớờởỡợ", strict=True)),
    "u": dict(zip("ùøûõï", "úùủũụ", strict=True)),
    "ö": dict(zip("ùøûõï", "ứừửữự", strict=True)),
    "y": dict(zip("ùøûõ", "ýỳỷỹ", strict=True)),
}
_VNI_PAIRS = {
    base + mark: letter for base, marks in _VNI_MARKED.items() for mark, letter in marks.items()
}
_VNI_SINGLE = dict(zip("ôöíìæóòîñ", "ơưíìỉĩịỵđ", strict=True))
_VNI = _VNI_PAIRS | _VNI_SINGLE
_VNI |= {code[0].upper() + code[1:]: letter.upper() for code, letter in _VNI_PAIRS.items()}
_VNI |= {code.upper(): letter.upper() for code, letter in (_VNI_PAIRS | _VNI_SINGLE).items()}
_VNI_TOKEN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_BEYOND = re.compile(r"[\u0100-\u1fff]")
_HIGH = re.compile(r"[\u00a1-\u00ff]")
_BETTER_BY = 0.25  # a decoding must make this much larger a share of the marked words readable


def decode_tcvn3(text: str) -> str:
    """TCVN3 (ABC) code points to Unicode NFC.

    Text of capital fonts (.VnTimeH) stays in small letters.
    """
    return clean(text.translate(_TCVN3))


def decode_vni(text: str) -> str:
    """VNI Windows code points to Unicode NFC."""
    return clean(_VNI_TOKEN.sub(lambda found: _VNI[found.group()], text))


def _readable_share(texts: Sequence[str]) -> float:
    words = [word for text in texts for word in tokens(text) if not word.isascii()]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def decode_column(texts: Sequence[str]) -> tuple[list[str], str | None]:
    """Decode the cells of one column together, since a single short cell cannot tell.

    Returns the cells in NFC and ``"tcvn3"``, ``"vni"`` or ``None`` when they were Unicode already.
    A cell that is Unicode among legacy ones is left alone.
    """
    marked = [text for text in texts if _HIGH.search(text)]
    plain = [clean(text) for text in texts]
    if not marked:
        return plain, None
    best = ("", _readable_share([clean(text) for text in marked]) + _BETTER_BY)
    for name, decode in (("tcvn3", decode_tcvn3), ("vni", decode_vni)):
        share = _readable_share([decode(text) for text in marked])
        if share > best[1]:
            best = (name, share)
    if not best[0]:
        return plain, None
    decode = decode_tcvn3 if best[0] == "tcvn3" else decode_vni
    return [
        decode(text) if is_legacy(text) else kept for text, kept in zip(texts, plain, strict=True)
    ], best[0]


def is_legacy(text: str) -> bool:
    """Whether a text may be of an old font.

    A letter beyond Latin-1 (ạ, ế, ư) can only come from Unicode.
    """
    return not text.isascii() and not _BEYOND.search(text) and bool(_HIGH.search(text))
