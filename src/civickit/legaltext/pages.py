"""Pages of a PDF as lines of text: two columns one after the other, without the page's furniture.

Numbers and running heads stand at the edge of page after page with the same words; a gutter is
blank through nearly all lines of a page. Neither needs to know what the words are.
"""

import re
from collections import Counter

from civickit.legaltext.heads import article_head, clause_head, group_head, point_head
from civickit.legaltext.lines import tidy

_EDGE = 3  # lines from the top or the bottom in which furniture stands
_OFTEN = 0.3  # share of the pages; heads of odd and even pages may differ
_NUMBER = re.compile(
    r"(trang|page|tr\.?)?[\s\-–—|]*\d{1,4}\s*([/|]|trên|of)?\s*\d{0,4}[\s\-–—|]*",
    re.IGNORECASE,
)
_FEWEST = 12  # lines from which a gutter can be told
_MIDDLE = (0.35, 0.65)  # where on the page a gutter can be
_OPEN = 0.9  # share of the lines that leave it blank
_BESIDE = 0.5  # share of the lines with words on both sides


def lines_of_pages(pages: list[str]) -> list[str]:
    """The lines of all pages in the order they are read."""
    split = [[line.rstrip() for line in page.split("\n")] for page in pages]
    repeated = _repeated(split)
    return [
        line for page in split for line in _in_reading_order(_without_furniture(page, repeated))
    ]


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", tidy(line))


def _edges(page: list[str]) -> list[int]:
    """Places of the lines at the top and the bottom of a page."""
    used = [place for place, line in enumerate(page) if line.strip()]
    return [*used[:_EDGE], *used[_EDGE:][-_EDGE:]]


def _repeated(pages: list[list[str]]) -> frozenset[str]:
    """Lines that stand at the edge of many pages, but for their numbers."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_key(page[place]) for place in _edges(page)})
    least = max(2, _OFTEN * len(pages))
    return frozenset(key for key, count in counts.items() if count >= least)


def _without_furniture(page: list[str], repeated: frozenset[str]) -> list[str]:
    """A page without what is repeated at its edges: from outside inwards, never from within."""
    used = [place for place, line in enumerate(page) if line.strip()]
    dropped: set[int] = set()
    for places in (used[:_EDGE], used[::-1][:_EDGE]):
        for place in places:
            line = tidy(page[place])
            if not (_NUMBER.fullmatch(line) or (_key(line) in repeated and not _is_head(line))):
                break
            dropped.add(place)
    return [line for place, line in enumerate(page) if place not in dropped]


def _is_head(line: str) -> bool:
    """A head is law wherever it stands: "Điều 5" alone begins many pages of an old law."""
    return bool(article_head(line) or group_head(line) or clause_head(line) or point_head(line))


def _in_reading_order(page: list[str]) -> list[str]:
    """The left column before the right one, where a page has two."""
    gutter = _gutter(page)
    if gutter is None:
        return page
    left = [line[:gutter].rstrip() for line in page]
    right = [line[gutter:].strip() for line in page]
    return [line for line in [*left, *right] if line]


def _gutter(page: list[str]) -> int | None:
    """The middle of the blank strip between two columns; None when there is one column."""
    lines = [line for line in page if line.strip()]
    if len(lines) < _FEWEST:
        return None
    width = max(map(len, lines))
    best: list[int] = []
    run: list[int] = []
    for place in range(int(width * _MIDDLE[0]), int(width * _MIDDLE[1])):
        if _is_blank(lines, place):
            run.append(place)
            best = max(best, run, key=len)
        else:
            run = []
    if len(best) < 2:
        return None
    middle = best[len(best) // 2]
    beside = sum(bool(line[:middle].strip() and line[middle:].strip()) for line in lines)
    return middle if beside >= _BESIDE * len(lines) else None


def _is_blank(lines: list[str], place: int) -> bool:
    blank = sum(len(line) <= place or line[place] == " " for line in lines)
    return blank >= _OPEN * len(lines)
