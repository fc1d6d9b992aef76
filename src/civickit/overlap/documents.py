"""Legal and Party documents cited in a title: "Luật Trẻ em số 102/2016/QH13", "CT 42", "NĐ 39/2015"."""

import re
from dataclasses import dataclass

from civickit.vntext import fold

_TYPES = {
    "luat": "luật", "bo luat": "luật", "phap lenh": "pháp lệnh", "nghi dinh": "nghị định", "nd": "nghị định", "nghi quyet": "nghị quyết", "nq": "nghị quyết",
    "quyet dinh": "quyết định", "qd": "quyết định", "chi thi": "chỉ thị", "ct": "chỉ thị", "ket luan": "kết luận", "kl": "kết luận", "quy dinh": "quy định",
    "qdi": "quy định", "thong tu": "thông tư", "tt": "thông tư", "ke hoach": "kế hoạch", "kh": "kế hoạch", "de an": "đề án", "huong dan": "hướng dẫn", "thong tri": "thông tri", "du an": "dự án", "tieu du an": "dự án", "chuong trinh": "chương trình",
}  # fmt: skip
_TYPE = "|".join(sorted(_TYPES, key=len, reverse=True))
_CITED = re.compile(
    rf"(?<!phap )\b({_TYPE})(?: (?:(?!(?:{_TYPE})\b)[a-z]+ ?){{0,10}}?)?\s*(?:so )?\s*(?<![\d/])(\d{{1,4}})(?:/(\d{{4}}))?(?:[/\-][a-z0-9]{{1,8}})*(?:[/\-][a-z0-9]+)*(?:(?: nam| ngay [\d/]+| \()? ?(?:/)?((?:19|20)\d\d))?"
)
_NUMBERED = re.compile(r"\b(\d{1,4})(?:/(\d{4}))?[-/](ct|qd|nq|nd|kl|tt|kh|qh\d*)[-/]?[a-z\d]*\b")
_CODES = {"ct": "chỉ thị", "qd": "quyết định", "nq": "nghị quyết", "nd": "nghị định", "kl": "kết luận", "tt": "thông tư", "kh": "kế hoạch"}


@dataclass(frozen=True)
class Cited:
    """Type, number and, when said, year of a document."""

    type: str
    number: int
    year: int | None = None

    def __str__(self) -> str:
        return f"{self.type} {self.number:02d}" + (f"/{self.year}" if self.year else "")

    def is_same(self, other: "Cited") -> bool:
        """Same type and number; the years must agree when both are said."""
        return (self.type, self.number) == (other.type, other.number) and (not self.year or not other.year or self.year == other.year)


def cut_documents(text: str) -> tuple[str, tuple[Cited, ...]]:
    """The folded text without the numbers of the documents it cites, and those documents.

    A number needs "số", a "/" or a short distance to its type, so that "Luật … giai đoạn 2021" cites nothing.
    """
    words = fold(text)
    found: list[Cited] = []

    def take(match: re.Match[str]) -> str:
        kind, number, own_year, year = match[1], int(match[2]), match[3], match[4]
        spelled = match.group()
        told = "so " in spelled or "/" in spelled or "-" in spelled or re.fullmatch(rf"{kind} \d+", spelled.strip())
        if not told or (number > 1900 and not own_year):  # noqa: PLR2004 - that is a year
            return spelled
        found.append(Cited("quy định" if "qd/tw" in spelled and kind in ("quy dinh", "qd") else _TYPES[kind], number, int(own_year or year or 0) or None))
        return " " + re.sub(r"[\d/].*$", " ", spelled.replace("so ", " "))

    rest = _CITED.sub(take, words)

    def take_numbered(match: re.Match[str]) -> str:
        if match[3] in _CODES:
            found.append(Cited(_CODES[match[3]], int(match[1]), int(match[2] or 0) or None))
            return " "
        return match.group()

    rest = _NUMBERED.sub(take_numbered, rest)
    return rest, tuple(dict.fromkeys(found))
