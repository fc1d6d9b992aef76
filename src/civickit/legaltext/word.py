"""Lines of a Word document (ECMA-376 part 1, 17).

Automatic numbers are written out, soft breaks split, tables kept apart. What a reader of the paper
would not take for its words (struck out, deleted, hidden) is left out and named; what stands beside
the text (text boxes, footnotes) follows the paragraph that holds it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from civickit.legaltext.findings import Problem, problem
from civickit.legaltext.lines import Line
from civickit.legaltext.numbering import Numbering, is_on

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
BadXml = ParseError
_AROUND = {
    f"{_W}{name}"
    for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink")
}
_DROPPED = {f"{_W}{name}" for name in ("del", "delText", "instrText", "moveFrom", "pPr", "rPr")}
_TRACKED = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel")
_SIGNS = {f"{_W}tab": " ", f"{_W}ptab": " ", f"{_W}br": "\n", f"{_W}cr": "\n"}
_HYPHENS = {f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": "\u00ad"}
_HEADS = re.compile(r"[^\W\d_]{2,}|[IVX]+[.)]")  # what may stand alone above its title
_MOST_COLUMNS = 63  # of a table in Word
_SHOWN = 60  # letters of what was left out that a finding shows


def lines_of(parts: dict[str, bytes]) -> tuple[list[Line], list[Problem]]:
    """The lines of the body as typed, and findings about what is not in them. Raises BadXml."""
    root = _parse(parts["word/document.xml"])
    styles, numbering = parts.get("word/styles.xml"), parts.get("word/numbering.xml")
    numbers = Numbering.read(
        _parse(numbering) if numbering else None, _parse(styles) if styles else None
    )
    paper = _Paper(numbers, _notes_of(parts.get("word/footnotes.xml")))
    body = root.find(f"{_W}body")
    for block in _blocks(root if body is None else body):
        paper.take(block)
    return paper.lines, [*_tracked(root), *paper.findings()]


def _parse(content: bytes) -> Any:
    """Through defusing rules of our own.

    A document with a DTD is refused, so no entity can be expanded.
    """
    from xml.etree import ElementTree as ET

    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
        raise BadXml("DTD")
    for strict, usual in _STRICT:
        content = content.replace(strict, usual)
    return ET.fromstring(content)  # noqa: S314 - no DTD, hence no entities


def _notes_of(content: bytes | None) -> dict[str, str]:
    """The words of each footnote by its number in the file."""
    if not content:
        return {}
    return {
        note.get(f"{_W}id", ""): " ".join(_Words(note).text.split())
        for note in _parse(content).iterfind(f"{_W}footnote")
    }


def _tracked(root: Any) -> list[Problem]:
    is_tracked = any(root.find(f".//{_W}{name}") is not None for name in _TRACKED)
    return [problem("TRACKED_CHANGES")] if is_tracked else []


def _blocks(parent: Any) -> Iterator[Any]:
    for child in parent:
        if child.tag in (f"{_W}p", f"{_W}tbl", f"{_W}altChunk"):
            yield child
        elif child.tag in _AROUND:
            yield from _blocks(child)
        elif child.tag == f"{_MC}AlternateContent":
            yield from _blocks(_alternate(child))


def _within(parent: Any, name: str) -> Iterator[Any]:
    """Children of a name, also within content controls and insertions."""
    for child in parent:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in _AROUND:
            yield from _within(child, name)


def _alternate(node: Any) -> Any:
    """The first choice of content written twice; what stands for it otherwise."""
    found = node.find(f"{_MC}Choice")
    if found is None:
        found = node.find(f"{_MC}Fallback")
    return () if found is None else found


class _Words:
    """What stands in a paragraph: its words, and what is beside or left out of them."""

    def __init__(self, node: Any) -> None:
        self.boxes: list[Any] = []
        self.notes: list[str] = []
        self.struck: list[str] = []
        self.counts: Counter[str] = Counter()
        self._out: list[str] = []
        self._gather(node)

    @property
    def text(self) -> str:
        return "".join(self._out)

    def _gather(self, node: Any) -> None:
        for child in node:
            tag = child.tag
            if tag in _DROPPED:
                continue
            if tag in (f"{_W}t", _MATH):
                self._out.append(child.text or "")
            elif tag in _SIGNS or tag in _HYPHENS:
                self._out.append(_SIGNS.get(tag) or _HYPHENS[tag])
            elif tag == f"{_W}txbxContent":
                self.boxes.append(child)
            elif tag == f"{_MC}AlternateContent":
                self._gather(_alternate(child))
            elif tag == f"{_W}r":
                self._take_run(child)
            else:
                self._count(child)
                self._gather(child)

    def _count(self, node: Any) -> None:
        name = node.tag.rpartition("}")[2]
        if name == "footnoteReference":
            self.notes.append(node.get(f"{_W}id", ""))
        elif name in ("endnoteReference", "commentReference", "pic", "imagedata"):
            self.counts[name] += 1

    def _take_run(self, run: Any) -> None:
        if is_on(run.find(f"{_W}rPr/{_W}vanish")):
            self.counts["hidden"] += 1
        elif is_on(run.find(f"{_W}rPr/{_W}strike")) or is_on(run.find(f"{_W}rPr/{_W}dstrike")):
            kept, self._out = self._out, []
            self._gather(run)
            self.struck.append(self.text)
            self._out = kept
        else:
            self._gather(run)


class _Paper:
    """Walks the blocks of a document and writes its lines."""

    def __init__(self, numbers: Numbering, notes: dict[str, str]) -> None:
        self.lines: list[Line] = []
        self._numbers, self._notes = numbers, notes
        self._struck: list[str] = []
        self._empty: list[str] = []
        self._counts: Counter[str] = Counter()

    def take(self, block: Any) -> None:
        """One paragraph or table, in the order of the document."""
        if block.tag == f"{_W}altChunk":
            self._counts["altChunk"] += 1
        elif block.tag != f"{_W}tbl":
            self._take_paragraph(block)
        elif _is_frame(block):
            for cell in block.iter(f"{_W}tc"):
                for inner in _blocks(cell):
                    self.take(inner)
        else:
            self.lines.append(Line("", self._cells(block), spans=_spans(block)))

    def _take_paragraph(self, paragraph: Any) -> None:
        if self._numbers.is_contents(paragraph):
            return
        text, words = self._labelled(paragraph)
        self.lines += [Line(line) for line in text.split("\n")]
        for note in words.notes:
            if footnote := self._notes.get(note, ""):
                self.lines.append(Line(f"[Chú thích] {footnote}", is_plain=True))
        for box in words.boxes:
            for inner in _blocks(box):
                self.take(inner)

    def _labelled(self, paragraph: Any) -> tuple[str, _Words]:
        """A paragraph's text with its automatic number; an empty numbered one has its number."""
        words = _Words(paragraph)
        self._struck += words.struck
        self._counts += words.counts
        self._counts["boxes"] += len(words.boxes)
        self._counts["notes"] += len(words.notes)
        text = words.text
        if not text.strip() and (words.struck or words.counts["hidden"] or _is_gone(paragraph)):
            return "", words
        label = self._numbers.label(paragraph)
        if not text.strip():
            return self._alone(label), words
        return (f"{label} {text.lstrip()}" if label else text), words

    def _alone(self, label: str) -> str:
        """A number before an empty paragraph: "Chương I" heads the title below, "2." nothing."""
        if _HEADS.match(label):
            return label
        if label not in ("", "-"):
            self._empty.append(label)
        return ""

    def _cells(self, table: Any) -> tuple[tuple[str, ...], ...]:
        return tuple(
            tuple(
                " ".join(self._labelled(paragraph)[0] for paragraph in cell.iter(f"{_W}p"))
                for cell in _within(row, "tc")
            )
            for row in _within(table, "tr")
        )

    def findings(self) -> list[Problem]:
        """What a person should know of what is not in the lines, or not where it stood."""
        out = [problem("EMPTY_NUMBER", found=label) for label in self._empty]
        if self._counts["hidden"]:
            out.append(problem("HIDDEN_TEXT"))
        struck = " … ".join(" ".join(words.split()) for words in self._struck if words.strip())
        if struck:
            out.append(problem("STRUCK_OUT", found=struck[:_SHOWN]))
        for key, code in (
            ("boxes", "TEXT_BOXES"),
            ("notes", "FOOTNOTES"),
            ("endnoteReference", "ENDNOTES"),
            ("commentReference", "COMMENTS"),
            ("altChunk", "EMBEDDED_TEXT"),
        ):
            if self._counts[key]:
                out.append(problem(code, found=self._counts[key]))
        if pictures := self._counts["pic"] + self._counts["imagedata"]:
            out.append(problem("PICTURES", found=pictures))
        return out


def _spans(table: Any) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(map(_span, _within(row, "tc"))) for row in _within(table, "tr"))


def _span(cell: Any) -> int:
    """How many columns a cell covers, below nought if it goes on from the cell above."""
    wide = cell.find(f"{_W}tcPr/{_W}gridSpan")
    given = "" if wide is None else wide.get(f"{_W}val", "")
    columns = min(int(given), _MOST_COLUMNS) if given.isdecimal() and int(given) else 1
    down = cell.find(f"{_W}tcPr/{_W}vMerge")
    is_continued = down is not None and down.get(f"{_W}val", "continue") == "continue"
    return -columns if is_continued else columns


def _is_gone(paragraph: Any) -> bool:
    """Whether an empty paragraph is one whose mark was deleted or hidden, so no number shows."""
    mark = f"{_W}pPr/{_W}rPr/{_W}"
    is_deleted = paragraph.find(f"{mark}del") is not None
    return is_deleted or is_on(paragraph.find(f"{mark}vanish"))


def _is_frame(table: Any) -> bool:
    """Whether a table is only a border around text: one cell in each row, several words long."""
    rows = [list(_within(row, "tc")) for row in _within(table, "tr")]
    if not rows or any(len(cells) > 1 for cells in rows):
        return False
    return any(re.match(r"\s*Điều\s+\d", _Words(cell).text) for [cell] in filter(None, rows)) or (
        len(rows) == 1
    )
