"""Lines of a draft as plain text."""

import re
from dataclasses import dataclass

from civickit.vntext import clean

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ETH = str.maketrans("Ðð", "Đđ")  # the Icelandic letter that old keyboards write for Đ


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``rows`` are the cells of a table that stands there instead of text.

    ``spans`` says of each cell how many columns it covers, below nought if it goes on from above.

    ``is_plain`` says that a person took it for words of the unit above, whatever it begins with.
    """

    text: str
    rows: tuple[tuple[str, ...], ...] = ()
    is_plain: bool = False
    spans: tuple[tuple[int, ...], ...] = ()


def tidy(text: str) -> str:
    """NFC, single spaces, no control characters, Đ for the look-alike Ð."""
    return clean(_CONTROL.sub(" ", text).translate(_ETH))
