"""Minutes as people type them: who spoke, about which provision, and what they said."""

import re
from collections.abc import Iterable, Iterator

from giamsat.criticism.opinion_rows import OpinionRow, who_type_of
from giamsat.foundation.words import Words

_SPOKEN = re.compile(
    r"^\s*[-–•*]?\s*(?P<who>[^|:]{2,120}?)\s*\|\s*(?P<anchor>[^|]{0,200}?)\s*\|\s*(?P<text>.+)$"
)
_ANCHORED = re.compile(
    r"^\s*[-–•*]?\s*(?P<anchor>(?:(?:Điểm|điểm|Khoản|khoản|Điều|điều|Mục|mục|Chương|chương|Phần|phần)"
    r"\s[^:|]{1,80}?))\s*[:|]\s*(?P<text>.+)$"
)
# Minutes in sentences: "1. Ông A, Phó Chủ tịch - phát biểu: Tại khoản 1 Điều 8, đề nghị …"
_PROSE = re.compile(
    r"^\s*(?:\d{1,3}[.)]|[-–•*+])?\s*(?P<who>[^:|]{2,150}?)"
    r"(?P<says>\s*[-–,]?\s*(?:phát biểu|có ý kiến|nêu ý kiến|ý kiến|góp ý|đề nghị))?\s*:\s*"
    r"(?:(?:Tại|Về|Đối với)\s+(?P<anchor>.{1,80}?)\s*[,:]\s+"
    r"(?!\d+\s*(?:,|và|điều|khoản|điểm)))?(?P<text>\S.*)$",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"(ông|bà|anh|chị|cô|chú|bác|cụ|đồng chí|đ/c|đại biểu|đại diện|cử tri|luật sư|chuyên gia|"
    r"giáo sư|gs|pgs|ts|ths|tiến sĩ|thạc sĩ|hội|sở|ubnd|ubmttq|mttq|liên đoàn|đoàn|ban|phòng|"
    r"công an|chi bộ|thôn|xã|phường|công ty)\b",
    re.IGNORECASE,
)
# A speaker alone on a line: what stands below is said by them.
_SPEAKS = re.compile(
    r"^\s*(?:\d{1,3}[.)]|[-–•*+])?\s*(?P<who>[^:|]{2,150}?)"
    r"(?:\s*[-–,]?\s*(?:phát biểu|có ý kiến|nêu ý kiến|ý kiến|góp ý)(?: như sau)?)?\s*:\s*$",
    re.IGNORECASE,
)
# A line under a speaker: begun with a dash, or with the provision it is about.
_POINT = re.compile(
    r"^\s*(?:[-–•*+]\s*|(?=(?:tại|về|đối với)\s+(?:điểm|khoản|điều|mục|chương|phần)\b))"
    r"(?:(?:tại|về|đối với)\s+(?P<anchor>.{1,80}?)\s*[,:]\s+"
    r"(?!\d+\s*(?:,|và|điều|khoản|điểm)))?(?P<text>\S.*)$",
    re.IGNORECASE,
)
_NEXT_POINT = re.compile(
    r"(?<=[;.])\s+(?=(?:tại|về|đối với)\s+(?:điểm|khoản|điều|mục|chương|phần)\b)", re.IGNORECASE
)


def rows_of_minutes(lines: Iterable[str]) -> Iterator[OpinionRow]:
    """Each opinion of minutes, under who said it; a line that is none is named.

    A line is "who | provision | opinion", "provision: opinion", a sentence of a speaker, or a point
    under a speaker who stands alone on a line above. A sentence about several provisions is several
    opinions.
    """
    speaker = ""
    for no, line in enumerate(lines, 1):
        if not line.strip():
            continue
        found = _SPEAKS.match(line)
        if found and _SPEAKER.match(found["who"]):
            speaker = found["who"].strip(" -–,")
            continue
        rows = list(_of_line(no, line, speaker))
        if not rows:
            speaker = ""
            rows = [OpinionRow(no, problem=_no_opinion(line))]
        elif not _is_under_speaker(line, rows):
            speaker = ""
        yield from rows


def _is_under_speaker(line: str, rows: Iterable[OpinionRow]) -> bool:
    """Whether a line names nobody itself: then the speaker above goes on."""
    return all(not row.who or row.who not in line for row in rows)


def _of_line(no: int, line: str, speaker: str) -> Iterator[OpinionRow]:
    if found := _SPOKEN.match(line):
        yield OpinionRow(
            no, found["text"], found["anchor"], found["who"], who_type_of(found["who"])
        )
    elif found := _ANCHORED.match(line):
        yield OpinionRow(no, found["text"], found["anchor"], speaker, who_type_of(speaker))
    elif (found := _PROSE.match(line)) and (found["says"] or _SPEAKER.match(found["who"])):
        who = found["who"].strip(" -–,")
        yield from _points(no, found["anchor"] or "", found["text"], who)
    elif speaker and (found := _POINT.match(line)):
        yield from _points(no, found["anchor"] or "", found["text"], speaker)


def _points(no: int, anchor: str, text: str, who: str) -> Iterator[OpinionRow]:
    """What one sentence says about each provision it speaks of."""
    for part, words in enumerate(_NEXT_POINT.split(text)):
        found = _POINT.match(f"- {words}") if part else None
        place = (found["anchor"] or "") if found else anchor
        said_of_it = found["text"] if found else words
        yield OpinionRow(no, said_of_it, place, who, who_type_of(who), part=part)


def _no_opinion(line: str) -> Words:
    words = line.strip()[:60]
    return Words(
        f"dòng chưa theo mẫu “Người nói | điều khoản | ý kiến”: “{words}”",
        f"the line is not “speaker | provision | opinion”: “{words}”",
    )
