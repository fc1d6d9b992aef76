"""What checking a plan finds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Broken:
    """A rule that a plan breaks, said in Vietnamese and English."""

    code: str
    vi: str
    en: str
