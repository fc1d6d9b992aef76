"""Words as strangers write them, as we keep them."""

import re

from civickit.vntext import clean

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def tidy(text: str) -> str:
    """Text as it is kept: NFC, no control characters, lines kept."""
    lines = (
        clean(line)
        for line in _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
