"""References from one provision to another, and whether what they name is there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from civickit.legaltext.findings import Problem, problem
from civickit.legaltext.heads import LETTERS, Kind
from civickit.legaltext.tree import Draft, Provision

_AND = r"(?:\s*[,;]\s*|\s+(?:và|hoặc|hay)\s+)"
_POINT, _CLAUSE, _ARTICLE = (
    rf"[{LETTERS}]\d?(?![\w])",
    r"\d+[a-zđ]?(?![\w.])",
    r"\d+[a-zđ]*(?![\w])",
)
_POINTS = rf"(?:các\s+)?điểm\s+(?P<points>{_POINT}(?:{_AND}(?:điểm\s+)?{_POINT})*)"
_CLAUSES = rf"(?:các\s+)?khoản\s+(?P<clauses>này\b|{_CLAUSE}(?:{_AND}(?:khoản\s+)?{_CLAUSE})*)"
_ARTICLES = (
    rf"(?:các\s+)?[Đđ]iều\s+(?P<articles>này\b|{_ARTICLE}(?:{_AND}(?:[Đđ]iều\s+)?{_ARTICLE})*)"
)
_SHAPE = re.compile(rf"(?:{_POINTS}\s*,?\s*)?(?:{_CLAUSES}\s*,?\s*)?{_ARTICLES}", re.IGNORECASE)
_SPLIT = re.compile(
    r"[^\w]+|\s+và\s+|\bđiểm\b|\bkhoản\b|\bđiều\b|\bvà\b|\bhoặc\b|\bhay\b", re.IGNORECASE
)
# What follows tells whose article it is: this text's, or another law's.
_OTHER = re.compile(
    r"\s*,?\s*(?:của\s+|tại\s+|trong\s+)?(?:Luật|Bộ luật|Nghị định|Thông tư|Hiến pháp|Pháp "
    r"lệnh|Điều lệ|Chỉ thị|Kết luận|Thông tri|"
    r"Hướng dẫn|Nghị quyết|Quyết định|Quy định|Quy chế|Kế hoạch)(?!\s+này|\s+kèm theo|"
    r"\s+ban hành kèm)",
    re.IGNORECASE,
)
_ATTACHED_ONE = re.compile(
    r"\s*,?\s*(?:của\s+)?(?:Quy định|Quy chế|Điều lệ|Đề án)\s+(?:này|kèm theo|ban hành kèm)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reference:
    """A place named in a provision.

    ``path`` as the draft would call it, ``start`` and ``end`` within the words.
    """

    source: str
    path: str
    text: str
    start: int
    end: int
    is_found: bool


def find_references(draft: Draft) -> list[Reference]:
    """Every reference inside the draft, found or not; references to other laws are left out."""
    return [found for one in draft.provisions for found in _of(one, draft)]


def check_references(draft: Draft) -> list[Problem]:
    """A finding for each reference to nothing."""
    return [
        problem("NO_SUCH_REFERENCE", reference.source, found=reference.text)
        for reference in find_references(draft)
        if not reference.is_found
    ]


def _of(provision: Provision, draft: Draft) -> Iterator[Reference]:
    if ": " in provision.part or (
        provision.part and not provision.part.startswith("Quy định kèm theo")
    ):
        return  # quoted wording refers to the text that is amended
    words = provision.words
    for found in _SHAPE.finditer(words):
        tail = words[found.end() :]
        if _OTHER.match(tail) or re.match(r"[Ss]ửa đổi|[Bb]ổ sung|[Bb]ãi bỏ|[Tt]hay", words):
            continue
        prefix = f"{provision.part}: " if provision.part else ""
        if (
            not prefix
            and _ATTACHED_ONE.match(tail)
            and any(p.kind is Kind.ATTACHED for p in draft.provisions)
        ):
            prefix = "Quy định kèm theo: "
        for path in _paths(found, provision, prefix):
            start, end = found.span()
            is_found = path in draft.by_path
            yield Reference(provision.path, path, found.group(), start, end, is_found=is_found)


def _paths(found: re.Match[str], provision: Provision, prefix: str) -> list[str]:
    """What the words name.

    Lists multiply from the innermost: "điểm b, c khoản 1 Điều 2" is two places.
    """
    own = _own(provision.path)
    articles = (
        [own.get("Điều", "")] if found["articles"].lower() == "này" else _parts(found["articles"])
    )
    clauses = _parts(found["clauses"] or "")
    if found["clauses"] and found["clauses"].lower() == "này":
        clauses = [own.get("khoản", "")]
    points = [point.lower() for point in _parts(found["points"] or "")]
    out = [f"Điều {number}" for number in articles if number]
    if clauses:
        # "khoản 1 Điều 2 và Điều 3": the clause belongs to the first article.
        out = [f"{out[0]} khoản {number}" for number in clauses if number] + out[1:] if out else []
    if points and out:
        out = [f"{out[0]} điểm {letter}" for letter in points] + out[1:]
    return [prefix + path for path in out]


def _parts(text: str) -> list[str]:
    return [part for part in _SPLIT.split(text) if part]


def _own(path: str) -> dict[str, str]:
    return dict(re.findall(r"(Điều|khoản|điểm) (\w+)", path.rsplit(": ", 1)[-1]))
