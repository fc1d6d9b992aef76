"""Automatic numbers of a Word document as Word shows them (ECMA-376 part 1, 17.9)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_MOST_STEPS = 50  # styles above each other; more is a circle or a hostile file


def value(node: Any, path: str) -> str | None:
    """The ``w:val`` of a descendant; None when there is none."""
    found = node.find(path)
    return None if found is None else found.get(f"{_W}val")


def is_on(mark: Any) -> bool:
    """Whether a switch stands and is not off."""
    return mark is not None and mark.get(f"{_W}val", "true") not in ("0", "false", "off", "none")


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else otherwise


@dataclass(frozen=True)
class _Level:
    start: int
    form: str
    text: str
    restart: int | None = None  # 0: never; n: after a number of level n (from 1) or above
    is_decimal: bool = False  # w:isLgl: every number in it in digits
    style: str = ""  # the paragraph style that is this level


@dataclass
class _Style:
    parent: str | None
    number: str | None
    level: int | None


@dataclass
class Numbering:
    """Counts as the document is walked: ask for each paragraph's label once, in order."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # by num id
    shared: dict[str, str] = field(default_factory=dict)  # num id -> list whose counters it uses
    restarts: dict[str, set[int]] = field(default_factory=dict)
    contents: set[str] = field(default_factory=set)  # styles of the table of contents
    _styles: dict[str, _Style] = field(default_factory=dict)
    _usual: str = ""  # the style of paragraphs that name none
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, numbering: Any | None, styles: Any | None) -> "Numbering":
        """From the roots of the two parts; either may be missing."""
        found = cls()
        if styles is not None:
            found._read_styles(styles)
        if numbering is not None:
            found._read_lists(numbering)
        return found

    def _read_styles(self, root: Any) -> None:
        for style in root.iterfind(f"{_W}style"):
            key = style.get(f"{_W}styleId", "")
            level = value(style, f"{_W}pPr/{_W}numPr/{_W}ilvl")
            self._styles[key] = _Style(
                value(style, f"{_W}basedOn"),
                value(style, f"{_W}pPr/{_W}numPr/{_W}numId"),
                None if level is None else _whole(level),
            )
            if re.match(r"toc( heading)?\b", (value(style, f"{_W}name") or "").lower()):
                self.contents.add(key)
            if style.get(f"{_W}type") == "paragraph" and is_on_attribute(style, "default"):
                self._usual = key

    def _read_lists(self, root: Any) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        linked: dict[str, str] = {}
        for entry in root.iterfind(f"{_W}abstractNum"):
            key = entry.get(f"{_W}abstractNumId", "")
            abstract[key] = dict(map(_level, entry.iterfind(f"{_W}lvl")))
            if link := value(entry, f"{_W}numStyleLink"):
                linked[key] = link
        sources = {
            entry.get(f"{_W}numId", ""): value(entry, f"{_W}abstractNumId") or ""
            for entry in root.iterfind(f"{_W}num")
        }
        for entry in root.iterfind(f"{_W}num"):
            key = entry.get(f"{_W}numId", "")
            source = self._source(sources[key], linked, sources)
            self.levels[key], self.shared[key] = dict(abstract.get(source, {})), source
            for override in entry.iterfind(f"{_W}lvlOverride"):
                self._override(key, override)

    def _source(self, list_key: str, linked: dict[str, str], sources: dict[str, str]) -> str:
        """The list itself, where an entry only names the style that holds it."""
        for _ in range(_MOST_STEPS):
            if list_key not in linked:
                break
            number, _level_of_style = self._of_style(linked[list_key])
            if number is None or sources.get(number, list_key) == list_key:
                break
            list_key = sources[number]
        return list_key

    def _override(self, key: str, override: Any) -> None:
        level = _whole(override.get(f"{_W}ilvl"))
        whole = override.find(f"{_W}lvl")
        if whole is not None:
            self.levels[key][level] = _level(whole)[1]
        start = value(override, f"{_W}startOverride")
        if start is not None and level in self.levels[key]:
            self.levels[key][level] = replace(self.levels[key][level], start=_whole(start, 1))
            self.restarts.setdefault(key, set()).add(level)

    # of one paragraph

    def is_contents(self, paragraph: Any) -> bool:
        """Whether a paragraph is a line of the table of contents."""
        return (value(paragraph, f"{_W}pPr/{_W}pStyle") or "") in self.contents

    def label(self, paragraph: Any) -> str:
        """The number Word writes before the paragraph; "" when none. Bullets are "-"."""
        number, level = self._place(paragraph)
        known = self.levels.get(number or "", {}).get(level)
        if not number or known is None:
            return ""
        if known.form == "bullet":
            return "-"
        label = self._count(number, level)
        return "" if known.form == "none" and not re.search(r"\w", label) else label

    def _place(self, paragraph: Any) -> tuple[str | None, int]:
        """List and level: each from the paragraph, else from its style or a style above that."""
        style = value(paragraph, f"{_W}pPr/{_W}pStyle") or self._usual
        own = value(paragraph, f"{_W}pPr/{_W}numPr/{_W}numId")
        own_level = value(paragraph, f"{_W}pPr/{_W}numPr/{_W}ilvl")
        of_style, level_of_style = self._of_style(style)
        number = own if own is not None else of_style
        if number is None or number == "0":
            return None, 0
        if own_level is not None:
            return number, _whole(own_level)
        if own is not None:
            return number, 0
        return number, level_of_style or 0

    def _of_style(self, style: str) -> tuple[str | None, int | None]:
        number: str | None = None
        level: int | None = None
        chain = list(self._chain(style))
        for key in chain:
            number = self._styles[key].number if number is None else number
            level = self._styles[key].level if level is None else level
        if level is None and number is not None:
            for place, known in self.levels.get(number, {}).items():
                if known.style in chain:
                    return number, place
        return number, level

    def _chain(self, style: str | None) -> Iterator[str]:
        for _ in range(_MOST_STEPS):
            if not style or style not in self._styles:
                return
            yield style
            style = self._styles[style].parent

    def _count(self, number: str, level: int) -> str:
        levels = self.levels[number]
        counters = self._counters.setdefault(self.shared[number], {})
        if number not in self._begun:
            self._begun.add(number)
            for restarted in self.restarts.get(number, ()):
                counters.pop(restarted, None)
        counters[level] = counters.get(level, levels[level].start - 1) + 1
        for deeper in [place for place in counters if place > level]:
            after = levels[deeper].restart if deeper in levels else None
            if after is None or (after > 0 and level < after):
                del counters[deeper]

        def shown(found: re.Match[str]) -> str:
            place = int(found.group(1)) - 1
            if place not in levels:
                return ""
            form = "decimal" if levels[level].is_decimal else levels[place].form
            return _written(counters.get(place, levels[place].start), form)

        return re.sub(r"%([1-9])", shown, levels[level].text)


def is_on_attribute(node: Any, name: str) -> bool:
    """Whether an attribute of the main namespace is switched on."""
    return node.get(f"{_W}{name}", "0") in ("1", "true", "on")


def _level(node: Any) -> tuple[int, _Level]:
    restart = value(node, f"{_W}lvlRestart")
    return _whole(node.get(f"{_W}ilvl")), _Level(
        start=_whole(value(node, f"{_W}start"), 0),
        form=value(node, f".//{_W}numFmt") or "decimal",
        text=value(node, f"{_W}lvlText") or "",
        restart=None if restart is None else _whole(restart),
        is_decimal=is_on(node.find(f"{_W}isLgl")),
        style=value(node, f"{_W}pStyle") or "",
    )


def _written(number: int, form: str) -> str:
    if form == "none":
        return ""
    if form in ("upperRoman", "lowerRoman") and 0 < number < 10_000:
        out, rest = "", number
        for amount, letters in _ROMAN:
            out += letters * (rest // amount)
            rest %= amount
        return out.upper() if form == "upperRoman" else out
    if form in ("upperLetter", "lowerLetter") and 0 < number < 800:
        letter = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return f"{number:02d}" if form == "decimalZero" else str(number)
