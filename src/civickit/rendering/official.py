"""One official paper from plain data: letterhead, type, body, signatures and recipients.

The body is a text of lines.

``# `` and ``## `` begin headings, ``~ `` a line in italics (grounds), ``= `` a centred line (bold
in capitals), ``| a | b |`` rows of a table (the first row is its head; a row ``|: 1 | 6 |`` before
it gives widths in centimetres). Every other line is a paragraph.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from civickit.rendering.writer import Letterhead, Writer, blank_document, place_and_day, saved

_MARKS = {"|": "\ue000", "\n": "\ue001", "#": "\ue002", "~": "\ue003", "=": "\ue004"}
_BACK = str.maketrans({mark: char for char, mark in _MARKS.items()})
_HIDE = str.maketrans(_MARKS)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ue000-\ue0ff]")
_WIDTH = 16.5  # centimetres between the margins of A4


@dataclass(frozen=True)
class PaperSignature:
    """Who signs: lines of capacity, and the name below the room for the signature."""

    capacity: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True)
class Official:
    """A paper.

    ``kind`` is "KẾ HOẠCH" and so on, empty for an official letter, whose matter stands under the
    number.
    """

    letterhead: Letterhead
    kind: str
    about: str
    body: str
    signatures: tuple[PaperSignature, ...]
    recipients: tuple[str, ...] = ()
    to: tuple[str, ...] = ()  # Kính gửi
    author: str = ""


@dataclass(frozen=True)
class Block:
    """One part of a body: heading, subheading, ground, centred, paragraph or table."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()


def filled(template: str, context: Mapping[str, Any]) -> str:
    """A body with its places filled in; what people typed never becomes a heading or a table.

    Raises jinja2.UndefinedError when the context lacks something the template names.
    """
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    room = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
        finalize=_plain,
    )
    room.filters |= _FILTERS
    return room.from_string(template).render(context)


def _stop(text: str) -> str:
    """A sentence with its full stop, whether its writer gave it one or not."""
    whole = text.rstrip()
    if not whole or whole[-1] in "?!…":
        return text
    words = whole.rstrip(" .;,\r\n")
    return f"{words}." if words else ""


def _lines_of(text: str) -> list[str]:
    """What was typed a line each; what holds no word is no line."""
    return [line.strip() for line in text.splitlines() if any(map(str.isalnum, line))]


_FILTERS = {"stop": _stop, "lines": _lines_of}


def _plain(value: object) -> object:
    if isinstance(value, str):
        return (
            _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
            .strip()
            .translate(_HIDE)
        )
    return "" if value is None else value


def named_in(template: str) -> frozenset[str]:
    """Names a template needs of its context."""
    from jinja2 import Environment, meta

    room = Environment(autoescape=True)
    room.filters |= _FILTERS
    return frozenset(meta.find_undeclared_variables(room.parse(template)))


def blocks(body: str) -> Iterator[Block]:
    """The parts of a body in order.

    Grounds end with a semicolon, the last of them with a full stop (Decree 30/2020, Appendix I).
    """
    earlier: Block | None = None
    for block in [*_parts(body), None]:
        if earlier is not None:
            goes_on = block is not None and block.kind == "ground"
            yield _ground(earlier, ";" if goes_on else ".") if earlier.kind == "ground" else earlier
        earlier = block


def _ground(block: Block, ending: str) -> Block:
    return replace(block, text=block.text.rstrip(" .;,") + ending)


def grounds(texts: Sequence[str]) -> list[str]:
    """Grounds a line each, with their endings."""
    return [block.text for block in blocks("\n".join(f"~ {text}" for text in texts))]


def _parts(body: str) -> Iterator[Block]:
    table: list[tuple[str, ...]] = []
    widths: tuple[float, ...] = ()
    for line in [*body.split("\n"), ""]:
        text = line.strip()
        if text.startswith("|"):
            cells = tuple(cell.strip().translate(_BACK) for cell in text.strip("|").split("|"))
            if text.startswith("|:"):
                widths = tuple(float(cell.strip(": ")) for cell in cells)
            else:
                table.append(cells)
            continue
        if table:
            equal = (_WIDTH / len(table[0]),) * len(table[0])
            yield Block("table", rows=tuple(table), widths=widths or equal)
            table, widths = [], ()
        if text:
            yield from _lines(text)


_KINDS = {"# ": "heading", "## ": "subheading", "~ ": "ground", "= ": "centred"}


def _lines(text: str) -> Iterator[Block]:
    kind = next((name for mark, name in _KINDS.items() if text.startswith(mark)), "paragraph")
    rest = text if kind == "paragraph" else text.partition(" ")[2]
    for part in rest.translate(_BACK).split("\n"):
        if part.strip():
            yield Block(kind, part.strip())


def official_docx(paper: Official) -> bytes:
    """The paper as a Word document: the same bytes for the same paper."""
    document = blank_document()
    writer = Writer(document)
    writer.set_page()
    writer.letterhead(paper.letterhead)
    if paper.kind:
        writer.title(paper.kind, paper.about)
    if paper.to:
        _addressed(writer, paper.to)
    for block in blocks(paper.body):
        _write(writer, block)
    _sign(writer, paper)
    return saved(document, f"{paper.kind.capitalize()} {paper.about}".strip(), paper.author)


def _sign(writer: Writer, paper: Official) -> None:
    """One signature stands beside the recipients, several stand side by side."""
    if len(paper.signatures) == 1 and paper.recipients:
        only = paper.signatures[0]
        writer.signature(only.capacity, paper.recipients, only.name)
    elif paper.signatures:
        writer.signatures([(signer.capacity, signer.name) for signer in paper.signatures])


def _addressed(writer: Writer, to: Sequence[str]) -> None:
    if len(to) == 1:
        writer.paragraph(f"Kính gửi: {to[0]}", centre=True)
        return
    writer.paragraph("Kính gửi:", indent=3.5)
    for place, addressee in enumerate(to):
        ending = "." if place == len(to) - 1 else ";"
        writer.paragraph(f"- {addressee}{ending}", indent=5.0)


def _write(writer: Writer, block: Block) -> None:
    if block.kind == "table":
        writer.grid(block.rows[0], block.widths, block.rows[1:])
    elif block.kind in ("heading", "subheading"):
        writer.heading(block.text)
    else:
        centred = block.kind == "centred"
        writer.paragraph(
            block.text,
            italic=block.kind == "ground",
            centre=centred,
            bold=centred and block.text.isupper(),
        )


def plain_text(paper: Official) -> str:
    """What a paper says, line by line, as tests and previews read it."""
    lines = _head_lines(paper)
    for block in blocks(paper.body):
        lines += [" | ".join(row) for row in block.rows] if block.kind == "table" else [block.text]
    for signature in paper.signatures:
        lines += [*signature.capacity, signature.name]
    if paper.recipients:
        lines += ["Nơi nhận:", *(f"- {recipient}" for recipient in paper.recipients)]
    return "\n".join(line for line in lines if line) + "\n"


def _head_lines(paper: Official) -> list[str]:
    head = paper.letterhead
    lines = [*head.parent.split("\n"), head.issuer, head.number, head.subject, head.place_and_day]
    if paper.kind:
        lines += [paper.kind, *paper.about.split("\n")]
    return lines + _addressees(paper.to)


def _addressees(to: Sequence[str]) -> list[str]:
    if len(to) < 2:
        return [f"Kính gửi: {addressee}" for addressee in to]
    return ["Kính gửi:", *(f"- {addressee};" for addressee in to[:-1]), f"- {to[-1]}."]


def letterhead_of(
    style: str,
    parent: str,
    issuer: str,
    number: str,
    place: str,
    day: date | None,
    year: int,
    subject: str = "",
) -> Letterhead:
    """A letterhead whose number is written as its style asks.

    ``Số: 05/KH-…``, or ``Số 12-KH/TU`` of the Party.
    """
    return Letterhead(
        parent=parent,
        issuer=issuer,
        number=f"{'Số:' if style == 'state' else 'Số'} {number}" if number else "",
        place_and_day=place_and_day(place, day, year),
        style=style,
        subject=subject,
    )
