"""Addresses as law and offices write them: the smallest unit first ("điểm b khoản 1 Điều 5").

A path of a draft counts from the largest unit down, which sorts and nests; nobody reads it so.
"""

import re
from collections.abc import Sequence

ATTACHED_PREFIX = "Quy định kèm theo"
MAIN_TEXT = "văn bản chính"  # what is said of an article that is not the attached text's

_WORDS = ("Phần", "Chương", "Mục", "Tiểu mục", "Điều", "khoản", "điểm")  # the largest first
_UNIT = rf"(?:{'|'.join(_WORDS)}) [\w.]+"
_ADDRESS = re.compile(rf"(?P<units>{_UNIT}(?: {_UNIT})*)(?P<again> \(lần \d+\))?")
_ATTACHED = rf"{ATTACHED_PREFIX}(?: \d+)?"
_WITHIN = re.compile(rf"(?P<inner>.+?)(?: tại (?P<outer>.+?))?(?: (?P<text>{_ATTACHED}))?")


def cited(path: str) -> str:
    """An address in the order of law; other words stay as they are.

    >>> cited("Điều 5 khoản 1 điểm b")
    'điểm b khoản 1 Điều 5'
    >>> cited("Quy định kèm theo: Điều 8 khoản 1")
    'khoản 1 Điều 8 Quy định kèm theo'
    """
    text, parts = "", path.split(": ")
    if len(parts) > 1 and re.fullmatch(_ATTACHED, parts[0]):
        text = f" {parts.pop(0)}"
    turned = [_in_order(part, list(reversed(_WORDS))) for part in parts]
    return " tại ".join(reversed(turned)) + text if all(turned) else path


def path_of(written: str) -> str:
    """The path that ``cited`` wrote; other words stay as they are.

    >>> path_of("khoản 1 Điều 8 Quy định kèm theo")
    'Quy định kèm theo: Điều 8 khoản 1'
    """
    address = _WITHIN.fullmatch(written)
    if address is None:
        return written
    turned = [_in_order(part, _WORDS) for part in (address["outer"], address["inner"]) if part]
    if not all(turned):
        return written
    return ": ".join([*([address["text"]] if address["text"] else []), *turned])


def _in_order(part: str, words: Sequence[str]) -> str:
    """The units of an address in the order of their words; "" when it is none.

    What tells two of the same address apart stays behind.
    """
    address = _ADDRESS.fullmatch(part)
    if address is None:
        return ""
    units = re.findall(_UNIT, address["units"])
    units.sort(key=lambda unit: words.index(unit.rpartition(" ")[0]))
    return " ".join(units) + (address["again"] or "")
