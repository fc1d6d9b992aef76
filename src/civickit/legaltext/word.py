"""Lines of a Word document (ECMA-376 part 1, 17).

Automatic numbers are written out, soft breaks split, tables kept apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError

from civickit.legaltext.findings import Problem, problem
from civickit.legaltext.lines import Line, tidy

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BadXml = ParseError
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


def lines_of(parts: dict[str, bytes]) -> tuple[list[Line], list[Problem]]:
    """The lines of the body, and a finding for tracked changes and hidden text. Raises BadXml."""
    root = _parse(parts["word/document.xml"])
    numbers = Numbering.read(parts.get("word/numbering.xml"), parts.get("word/styles.xml"))
    lines: list[Line] = []
    body = root.find(f"{_W}body")
    for block in _blocks(root if body is None else body):
        if block.tag == f"{_W}tbl":
            lines.append(Line("", _cells(block)))
            continue
        if numbers.is_contents(block):
            continue
        label = numbers.label(block)
        for place, text in enumerate(_text(block).split("\n")):
            lines.append(
                Line(tidy(f"{label} {text}" if label and place == 0 and text.strip() else text))
            )
    problems = []
    if root.find(f".//{_W}del") is not None or root.find(f".//{_W}ins") is not None:
        problems.append(problem("TRACKED_CHANGES"))
    if any(_is_on(mark) for mark in root.iterfind(f".//{_W}r/{_W}rPr/{_W}vanish")):
        problems.append(problem("HIDDEN_TEXT"))
    return lines, problems


def _parse(content: bytes) -> Any:
    """Through defusing rules of our own.

    A document with a DTD is refused, so no entity can be expanded.
    """
    from xml.etree import ElementTree as ET

    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
        raise BadXml("DTD")
    return ET.fromstring(content)  # noqa: S314 - no DTD, hence no entities


def _blocks(parent: Any) -> Iterator[Any]:
    for child in parent:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (
            f"{_W}sdt",
            f"{_W}sdtContent",
            f"{_W}ins",
            f"{_W}customXml",
            f"{_W}smartTag",
        ):
            yield from _blocks(child)


def _cells(table: Any) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(
            tidy(" ".join(_text(one) for one in cell.iter(f"{_W}p")))
            for cell in row.iterfind(f"{_W}tc")
        )
        for row in table.iterfind(f"{_W}tr")
    )


_SKIPPED = {
    f"{_W}{name}"
    for name in (
        "del",
        "delText",
        "instrText",
        "txbxContent",
        "pPr",
        "rPr",
        "footnoteReference",
        "pict",
        "drawing",
        "moveFrom",
    )
}


def _text(node: Any) -> str:
    out: list[str] = []
    _gather(node, out)
    return "".join(out)


def _gather(node: Any, out: list[str]) -> None:
    for child in node:
        tag = child.tag
        if tag in _SKIPPED:
            continue
        if tag == f"{_W}t":
            out.append(child.text or "")
        elif tag == f"{_W}tab":
            out.append(" ")
        elif tag in (f"{_W}br", f"{_W}cr"):
            out.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            out.append("-")
        elif tag == f"{_W}r" and _is_on(child.find(f"{_W}rPr/{_W}vanish")):
            continue
        else:
            _gather(child, out)


def _is_on(mark: Any) -> bool:
    return mark is not None and mark.get(f"{_W}val", "true") not in ("0", "false", "off")


def _value(node: Any, path: str) -> str | None:
    found = node.find(path)
    return None if found is None else found.get(f"{_W}val")


@dataclass
class _Level:
    start: int
    form: str
    text: str


@dataclass
class Numbering:
    """Automatic numbers as Word shows them; counts as the document is walked."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)  # by num id
    shared: dict[str, str] = field(
        default_factory=dict
    )  # num id -> abstract list, whose counters it uses
    restarts: dict[str, set[int]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    contents: set[str] = field(default_factory=set)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, numbering: bytes | None, styles: bytes | None) -> "Numbering":
        """From the two parts of the file; either may be missing."""
        found = cls()
        if numbering:
            found._read_lists(_parse(numbering))
        if styles:
            found._read_styles(_parse(styles))
        return found

    def _read_lists(self, root: Any) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        for one in root.iterfind(f"{_W}abstractNum"):
            abstract[one.get(f"{_W}abstractNumId")] = {
                int(level.get(f"{_W}ilvl")): _Level(
                    int(_value(level, f"{_W}start") or 1),
                    _value(level, f"{_W}numFmt") or "decimal",
                    _value(level, f"{_W}lvlText") or "",
                )
                for level in one.iterfind(f"{_W}lvl")
            }
        for one in root.iterfind(f"{_W}num"):
            key, source = one.get(f"{_W}numId"), _value(one, f"{_W}abstractNumId") or ""
            self.levels[key] = dict(abstract.get(source, {}))
            self.shared[key] = source
            for override in one.iterfind(f"{_W}lvlOverride"):
                level, start = (
                    int(override.get(f"{_W}ilvl")),
                    _value(override, f"{_W}startOverride"),
                )
                if start is not None and level in self.levels[key]:
                    kept = self.levels[key][level]
                    self.levels[key][level] = _Level(int(start), kept.form, kept.text)
                    self.restarts.setdefault(key, set()).add(level)

    def _read_styles(self, root: Any) -> None:
        parents = {}
        for style in root.iterfind(f"{_W}style"):
            key = style.get(f"{_W}styleId")
            parents[key] = _value(style, f"{_W}basedOn")
            if number := _value(style, f"{_W}pPr/{_W}numPr/{_W}numId"):
                self.styles[key] = (number, int(_value(style, f"{_W}pPr/{_W}numPr/{_W}ilvl") or 0))
            if re.match(r"toc( heading)?\b", (_value(style, f"{_W}name") or "").lower()):
                self.contents.add(key)
        for key, parent in parents.items():
            seen = {key}
            while key not in self.styles and parent and parent not in seen:
                seen.add(parent)
                if parent in self.styles:
                    self.styles[key] = self.styles[parent]
                parent = parents.get(parent)  # noqa: PLW2901 - walks up

    def is_contents(self, paragraph: Any) -> bool:
        """Whether a paragraph is a line of the table of contents."""
        return (_value(paragraph, f"{_W}pPr/{_W}pStyle") or "") in self.contents

    def label(self, paragraph: Any) -> str:
        """The number Word writes before the paragraph; "" when none. Bullets are "-"."""
        number, level = _value(paragraph, f"{_W}pPr/{_W}numPr/{_W}numId"), 0
        if number is not None:
            level = int(_value(paragraph, f"{_W}pPr/{_W}numPr/{_W}ilvl") or 0)
        else:
            number, level = self.styles.get(
                _value(paragraph, f"{_W}pPr/{_W}pStyle") or "", (None, 0)
            )
        if (
            number is None
            or number == "0"
            or level not in self.levels.get(number, {})
            or not _text(paragraph).strip()
        ):
            return ""
        if self.levels[number][level].form == "bullet":
            return "-"
        return self._count(number, level)

    def _count(self, number: str, level: int) -> str:
        levels = self.levels[number]
        counters = self.counters.setdefault(self.shared[number], {})
        if number not in self.begun:
            self.begun.add(number)
            for restarted in self.restarts.get(number, ()):
                counters.pop(restarted, None)
        counters[level] = counters.get(level, levels[level].start - 1) + 1
        for deeper in [one for one in counters if one > level]:
            del counters[deeper]

        def shown(found: re.Match[str]) -> str:
            place = int(found.group(1)) - 1
            if place not in levels:
                return ""
            return _written(counters.get(place, levels[place].start), levels[place].form)

        return re.sub(r"%(\d)", shown, levels[level].text)


def _written(number: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        out, rest = "", number
        for value, letters in _ROMAN:
            out += letters * (rest // value)
            rest %= value
        return out.upper() if form == "upperRoman" else out
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return f"{number:02d}" if form == "decimalZero" else str(number)
