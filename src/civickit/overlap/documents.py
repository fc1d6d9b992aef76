"""Legal and Party documents cited in a title.

"Luật Trẻ em số 102/2016/QH13", "CT 42", "NĐ 39/2015".
"""

import re
from dataclasses import dataclass

from civickit.vntext import fold

_TYPES = {
    "luat": "luật",
    "bo luat": "luật",
    "phap lenh": "pháp lệnh",
    "nghi dinh": "nghị định",
    "nd": "nghị định",
    "nghi quyet": "nghị quyết",
    "nq": "nghị quyết",
    "quyet dinh": "quyết định",
    "qd": "quyết định",
    "chi thi": "chỉ thị",
    "ct": "chỉ thị",
    "ket luan": "kết luận",
    "kl": "kết luận",
    "quy dinh": "quy định",
    "qdi": "quy định",
    "thong tu": "thông tư",
    "tt": "thông tư",
    "ke hoach": "kế hoạch",
    "kh": "kế hoạch",
    "de an": "đề án",
    "huong dan": "hướng dẫn",
    "thong tri": "thông tri",
    "du an": "dự án",
    "tieu du an": "dự án",
    "chuong trinh": "chương trình",
}
_TYPE = re.compile(rf"(?<!phap )\b({'|'.join(sorted(_TYPES, key=len, reverse=True))})\b")
_NUMBER = re.compile(
    r"(so )?(?<![\d/.,])(\d{1,4})(?:/(\d{4}))?((?:\s?[-/]\s?[a-z][a-z0-9]*)*)(?![\d/])(?:,? "
    r"(?:nam )?/?((?:19|20)\d\d)\b|/((?:19|20)\d\d)\b|,? ngay \d{1,2}"
    r"(?:[/.-]\d{1,2}[/.-]| thang \d{1,2} nam )((?:19|20)\d\d)\b)?"
)
_CODES = {
    "ct": "chỉ thị",
    "qd": "quyết định",
    "nq": "nghị quyết",
    "nd": "nghị định",
    "kl": "kết luận",
    "tt": "thông tư",
    "kh": "kế hoạch",
    "qdi": "quy định",
}
_NEAR = 70  # letters between a document's type and its number: its subject may stand between them
_OLDEST_YEAR = 1900


@dataclass(frozen=True)
class Cited:
    """Type, number and, when said, year of a document."""

    type: str
    number: int
    year: int | None = None
    issuer: str = ""  # letters at the end of its code: qh, tw, hdnd

    def __str__(self) -> str:
        return f"{self.type} {self.number:02d}" + (f"/{self.year}" if self.year else "")

    def is_same(self, other: "Cited") -> bool:
        """Same type and number; year and issuer must agree when both say them."""
        return (
            (self.type, self.number) == (other.type, other.number)
            and (not self.year or not other.year or self.year == other.year)
            and (not self.issuer or not other.issuer or self.issuer == other.issuer)
        )


def find_documents(text: str) -> tuple[Cited, ...]:
    """The documents a text cites.

    A number needs "số", a code, a year of its own or its type right before it.

    >>> title = "Luật Trẻ em số 102/2016/QH13 và CT 42-CT/TW, giai đoạn 2021-2025"
    >>> [str(cited) for cited in find_documents(title)]
    ['luật 102/2016', 'chỉ thị 42']
    """
    words = fold(text)
    found = []
    for match in _NUMBER.finditer(words):
        number, own_year, code = int(match[2]), match[3], match[4]
        if number > _OLDEST_YEAR and not own_year:
            continue  # a year, or a span of years
        before = words[max(0, match.start() - _NEAR) : match.start()]
        type_ = _nearest_type(before, is_named=bool(match[1] or own_year or code), code=code)
        if type_:
            year = next((int(said) for said in (own_year, *match.groups()[4:]) if said), None)
            found.append(Cited(type_, number, year, _issuer(code)))
    return tuple(dict.fromkeys(found))


def _issuer(code: str) -> str:
    """Who issued it, where the code names more than the type: "tw" of "-ct/tw"."""
    letters = re.findall(r"[a-z]+", code)
    return letters[-1] if letters and letters[-1] not in _CODES else ""


def _nearest_type(before: str, *, is_named: bool, code: str) -> str | None:
    last = None
    for last in _TYPE.finditer(before):  # noqa: B007 - the last one counts
        pass
    own = _CODES.get(next(iter(re.findall(r"[a-z]+", code)), ""))
    between = before[last.end() :].strip() if last else ""
    if last and not re.search(r"[\d;]", between) and (is_named or not between):
        named = _TYPES[last[1]]
        # "QĐ/TW" is written under decisions and under Party regulations: the word before it says
        # which.
        return named if named != "quyết định" or own != "quy định" else own
    return own
