"""One opinion as a file says it, before it is placed and kept."""

import re
from dataclasses import dataclass

from civickit.vntext import clean, fold
from giamsat.criticism.states import Who
from giamsat.foundation.words import Words

_BODY = re.compile(
    r"^(uy ban|ubnd|ubmttq|mttq|mat tran|hoi(?! nghi)|lien doan|cong doan|doan tncs|"
    r"doan thanh nien|so |ban |phong |truong |benh vien|cong ty|doanh nghiep|hop tac xa|htx|"
    r"trung tam|vien |dang uy|chi bo|to dan pho|thon |xa |phuong |cuc |chi cuc|toa an|cong an|"
    r"bo chi huy|lien minh|hiep hoi|cau lac bo|giao xu|giao hoi|ban thuong truc)"
)


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """One row: where it stands in the file, what it says.

    ``problem`` says why it cannot be taken.
    """

    no: int
    text: str = ""
    anchor: str = ""
    who: str = ""
    who_type: str = Who.CITIZEN
    contact: str = ""
    stance: str = ""
    id: str = ""
    problem: Words | None = None
    sheet: str = ""  # of a workbook's further sheets, a document's further tables
    part: int = 0  # of a line that says several things


def who_type_of(who: str, kind: str = "") -> str:
    """An organisation or a citizen, by what is written beside or by the name."""
    written = fold(clean(kind))
    if written:
        return (
            Who.ORGANISATION
            if re.search(r"organi|to chuc|co quan|don vi|doanh nghiep", written)
            else Who.CITIZEN
        )
    return Who.ORGANISATION if _BODY.match(fold(clean(who)) + " ") else Who.CITIZEN
