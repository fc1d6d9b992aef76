"""Paragraphs that a margin broke into lines, as in a PDF, joined again."""

import re

from civickit.legaltext.framing import begins_surely
from civickit.legaltext.heads import (
    article_head,
    clause_head,
    follows,
    letter_follows,
    looks_like_head,
    point_head,
)
from civickit.legaltext.lines import tidy

_ENDS = re.compile(r"[.;:!?…][”\"’)]*$|[”\"]$")
_NEARLY_FULL = 0.72  # of the widest line: a shorter one was not broken by the margin
_WRAPPED_WIDTH = 140  # characters; longer lines are whole paragraphs
_LONG = 50  # characters; a shorter line tells nothing of the margin
_FEWEST = 8  # long lines from which a margin can be told
_WIDE = 0.95  # share of the lines that are no wider than the page
_NONE = "999"  # nothing follows it
_FAR = 60  # paragraphs above in which the number before stands
_UNFINISHED = re.compile(r"(\bđiểm|\bkhoản|\bsố|\bvà|\bhoặc|\btừ|\bđến|,)$", re.IGNORECASE)
_COMMON = 0.08  # share of the lines that makes an indentation common


def is_wrapped(raw: list[str]) -> bool:
    """Whether a margin broke the text: many lines end within a sentence and none is long."""
    long = [line for line in raw if len(line.strip()) > _LONG]
    if len(long) < _FEWEST or max(map(len, long)) > _WRAPPED_WIDTH:
        return False
    return sum(not _ENDS.search(line.rstrip()) for line in long) > len(long) / 2


def rejoin(raw: list[str]) -> list[str]:
    """Paragraphs of lines that a margin broke.

    A line goes on with the one before when that one is nearly as wide as the page and this one is
    not indented more.
    """
    widths = sorted(len(line.rstrip()) for line in raw if line.strip())
    full = widths[int(len(widths) * _WIDE)] * _NEARLY_FULL if widths else 0
    margin = _left_margin(raw)
    paragraphs: list[str] = []
    before = ""
    for line in raw:
        text = tidy(line)
        if not text:
            continue
        is_broken = len(before.rstrip()) >= full and _indent(line) <= margin + 1
        is_next = is_broken and _is_next(paragraphs, text)
        if paragraphs and not is_next and _goes_on(paragraphs[-1], text, is_broken=is_broken):
            paragraphs[-1] = f"{paragraphs[-1]} {text}"
        else:
            paragraphs.append(text)
        before = line
    return paragraphs


def _goes_on(paragraph: str, text: str, *, is_broken: bool) -> bool:
    """Whether a line goes on with a paragraph; ``is_broken`` by the widths of both."""
    if text[0].islower() and not looks_like_head(text):
        return True
    if not is_broken or begins_surely(text):
        return False
    return not (looks_like_head(text) and _ENDS.search(paragraph))


def _is_next(paragraphs: list[str], text: str) -> bool:
    """Whether a line continues the numbering above, so that a full line before it ended.

    In a narrow column titles fill their line; the first clause below is a clause all the same.
    """
    if not paragraphs or _UNFINISHED.search(paragraphs[-1]):
        return False
    above = paragraphs[: -_FAR - 1 : -1]
    if clause := clause_head(text):
        return clause.rest[:1].isupper() and follows(_last_clause(above), clause.number)
    point = point_head(text)
    return point is not None and letter_follows(_last_point(above), point.number)


def _last_clause(above: list[str]) -> str:
    """The clause before, nearest first; "0" under an article without one, far off when neither."""
    for paragraph in above:
        if found := clause_head(paragraph):
            return found.number
        if article_head(paragraph):
            return "0"
    return _NONE


def _last_point(above: list[str]) -> str:
    """The point before; a letter that nothing follows under a clause or article without one."""
    return next((found.number for paragraph in above if (found := point_head(paragraph))), "y")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _left_margin(raw: list[str]) -> int:
    """The indentation of lines that go on: the smallest that is common."""
    counts: dict[int, int] = {}
    for line in raw:
        if line.strip():
            counts[_indent(line)] = counts.get(_indent(line), 0) + 1
    most = sum(counts.values()) * _COMMON
    return min((indent for indent, count in counts.items() if count >= most), default=0)
