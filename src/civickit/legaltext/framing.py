"""What stands around the provisions.

Kind and title of the text, its grounds, attached texts, the signature.
"""

import re
from dataclasses import dataclass

from civickit.legaltext.heads import Kind, article_head, group_head, heading_head, item_head
from civickit.legaltext.lines import Line

_FORMS = (
    "HIẾN PHÁP|BỘ LUẬT|LUẬT|PHÁP LỆNH|NGHỊ QUYẾT|NGHỊ ĐỊNH|QUYẾT ĐỊNH|THÔNG TƯ|CHỈ THỊ|QUY "
    "ĐỊNH|QUY CHẾ|ĐIỀU LỆ|ĐỀ ÁN|"
    "CHƯƠNG TRÌNH HÀNH ĐỘNG|CHƯƠNG TRÌNH|KẾ HOẠCH|KẾT LUẬN|HƯỚNG DẪN|PHƯƠNG ÁN|QUY "
    "HOẠCH|CHIẾN LƯỢC|DỰ ÁN|THÔNG TRI|"
    "BÁO CÁO|TỜ TRÌNH|THÔNG BÁO|QUY TRÌNH|NỘI QUY|BỘ TIÊU CHÍ|HƯƠNG ƯỚC|QUY ƯỚC"
)
_FORM = re.compile(rf"(?:DỰ THẢO\s+)?({_FORMS})(?:\s+LIÊN TỊCH)?(?:\s*\(?(?:DỰ THẢO|Dự thảo)\)?)?")
_ATTACHED = re.compile(rf"({_FORMS})\b(.*)")
_WITH = re.compile(r"\(\s*(ban hành\s+)?kèm theo\b", re.IGNORECASE)
_ANNEX = re.compile(r"(PHỤ LỤC|Phụ lục)(\s+(\d+|[IVXLC]+|[A-Z]))?\s*[.:]?(\s+\S.*)?$")
_GROUND = re.compile(r"^[-–]?\s*(Căn cứ|Xét|Theo đề nghị|Thực hiện|Sau khi)\b")
_SIGNED = re.compile(
    r"^(TM|T/M|KT|K/T|TL|T/L|TUQ|T/UQ|Q)\.?\s+[A-ZĐÀ-Ỹ]{2}|^Nơi nhận\s*:?", re.UNICODE
)
_SIGNER = re.compile(
    r"^(CHỦ TỊCH|PHÓ CHỦ TỊCH|BÍ THƯ|PHÓ BÍ THƯ|CHỦ NHIỆM|TRƯỞNG BAN|GIÁM ĐỐC|BỘ TRƯỞNG|THỦ "
    r"TƯỚNG|CHÁNH VĂN PHÒNG|NGƯỜI KÝ)$"
)
_ENDING = re.compile(r"^(Nghị quyết|Quyết định|Quy chế|Luật) này (đã )?được .{5,80} thông qua")
_ORGAN = re.compile(
    r"^(HỘI ĐỒNG NHÂN DÂN|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|QUỐC HỘI|CHÍNH PHỦ|BAN CHẤP HÀNH|"
    r"BAN THƯỜNG VỤ|KHÓA|KHOÁ)\b"
)


@dataclass(frozen=True)
class Frame:
    """``begins`` is the place of the first line that can hold a provision."""

    form: str
    title: str
    preamble: list[str]
    begins: int
    has_articles: bool


def read_frame(lines: list[Line]) -> Frame:
    """Kind, title and grounds; whether the text is divided into Điều."""
    first = next(
        (place for place, line in enumerate(lines) if _begins_units(line.text)), len(lines)
    )
    has_articles = _has_articles(lines)
    if has_articles:
        first = next(
            (
                place
                for place, line in enumerate(lines)
                if article_head(line.text) or group_head(line.text)
            ),
            first,
        )
    form, title, after = _title(lines, first)
    preamble = [
        line.text for line in lines[after:first] if line.text and set(line.text) - set("-_* ")
    ]
    return Frame(form, title, preamble, first, has_articles)


def _has_articles(lines: list[Line]) -> bool:
    """An Điều stands before any Roman heading could make it a quotation.

    At least one begins a line of the main text.
    """
    for place, line in enumerate(lines):
        if article_head(line.text):
            return True
        if (
            place
            and _is_attached_line(lines, place)
            and any(heading_head(one.text) for one in lines[:place])
        ):
            return False
    return False


def _begins_units(text: str) -> bool:
    return bool(article_head(text) or group_head(text) or heading_head(text) or item_head(text))


def _title(lines: list[Line], first: int) -> tuple[str, str, int]:
    for place in range(first):
        found = _FORM.fullmatch(lines[place].text)
        if not found:
            continue
        words: list[str] = []
        after = place + 1
        while after < first:
            text = lines[after].text
            if words and not set(text) - set("-_*. "):
                break
            if text and (_GROUND.match(text) or _ORGAN.match(text) or _WITH.match(text)):
                break
            if text and set(text) - set("-_*. "):
                words.append(text)
            after += 1
        return found[1], " ".join(words), after
    return "", _heading_title(lines, first), 0


def _heading_title(lines: list[Line], first: int) -> str:
    """A text whose kind stands on the title's own line: "NGHỊ QUYẾT về …"."""
    for line in lines[:first]:
        if re.match(rf"(?:DỰ THẢO\s+)?({_FORMS})\b", line.text) and len(line.text) > 15:
            return line.text
    return ""


def _is_attached_line(lines: list[Line], place: int) -> bool:
    return attached_head(lines, place) is not None


def attached_head(lines: list[Line], place: int) -> tuple[str, Kind, int] | None:
    """The title of an attached text that begins here, its sort, and the place of the line after it.

    None when none does.
    """
    text = lines[place].text
    if found := _ANNEX.fullmatch(text):
        name = text if found[1].isupper() or not (found[4] or "").strip() else ""
        if not name or (found[4] and not found[4].isupper() and found[1].islower()):
            return None
        return _annex_title(lines, place)
    found = _ATTACHED.match(text)
    if not found or text.split(" ")[0] != text.split(" ")[0].upper():
        return None
    if found[2] and not (found[2].isupper() or _WITH.search(found[2])):
        return None
    words = []
    for after in range(place, min(place + 6, len(lines))):
        title = lines[after].text
        if after > place and _begins_units(title):
            break
        if title:
            words.append(title)
        if _WITH.search(title):
            end = after
            while ")" not in lines[end].text and end + 1 < min(after + 3, len(lines)):
                end += 1
                words.append(lines[end].text)
            return " ".join(words), Kind.ATTACHED, end + 1
    return None


def _annex_title(lines: list[Line], place: int) -> tuple[str, Kind, int]:
    words, after = [lines[place].text], place + 1
    while (
        after < min(place + 4, len(lines))
        and (text := lines[after].text)
        and (text.isupper() or _WITH.search(text))
    ):
        words.append(text)
        after += 1
    return " ".join(words), Kind.ANNEX, after


def is_signature(text: str) -> bool:
    """Whether the text ends here.

    The signer, the recipients, or the sentence that tells when it was passed.
    """
    return bool(_SIGNED.match(text) or _SIGNER.match(text) or _ENDING.match(text))


def is_signature_table(rows: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a table holds the recipients and the signer, as most documents set them."""
    return len(rows) <= 3 and any(_SIGNED.match(cell.strip()) for row in rows for cell in row)


def begins_surely(text: str) -> bool:
    """Whether a line cannot go on from the one before.

    A heading, a ground, an attached text, the signature.
    """
    if (
        article_head(text)
        or group_head(text)
        or heading_head(text)
        or _GROUND.match(text)
        or is_signature(text)
    ):
        return True
    return bool(_FORM.fullmatch(text) or (_ATTACHED.match(text) and _WITH.search(text)))
