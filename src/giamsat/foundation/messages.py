"""The English of pages, made ready for gettext when Django starts.

``locale/en/LC_MESSAGES/django.po`` is what people write and what is kept. gettext reads ``.mo``
alone, which no two branches can merge: each installation makes its own beside its data, under the
digest of what it was made from.
"""

import hashlib
import os
import re
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "locale/en/LC_MESSAGES/django.po"
_LINE = re.compile(r'(?:(?P<name>msgid|msgid_plural|msgstr(?:\[\d\])?) )?"(?P<text>.*)"')
_ESCAPED = re.compile(r"\\(.)")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r"}
_MAGIC, _HEAD = 0x950412DE, 7  # seven numbers of four bytes stand before the tables


def prepare_messages(folder: Path, source: Path = SOURCE) -> Path:
    """The folder for ``LOCALE_PATHS``.

    Compiled once for each text of the source, whole or not at all.
    """
    text = source.read_bytes()
    out = folder / hashlib.sha256(text).hexdigest()[:16]
    place = out / "en" / "LC_MESSAGES" / "django.mo"
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        half = place.with_suffix(f".{os.getpid()}")  # several workers start at once
        half.write_bytes(compiled(text.decode("utf-8")))
        half.replace(place)
    return out


def compiled(text: str) -> bytes:
    """A ``.mo`` of a ``.po``; what has no translation yet is left out.

    Raises ValueError for a line that is not understood.
    """
    pairs = sorted(
        (key.encode("utf-8"), value.encode("utf-8")) for key, value in _entries(text) if value
    )
    texts = [*(key for key, _value in pairs), *(value for _key, value in pairs)]
    start = (_HEAD + 2 * len(texts)) * 4
    head = (_MAGIC, 0, len(pairs), _HEAD * 4, (_HEAD + 2 * len(pairs)) * 4, 0, start)
    table = [*head, *_spans(texts, start)]
    return struct.pack(f"<{len(table)}I", *table) + b"".join(text + b"\0" for text in texts)


def _spans(texts: Sequence[bytes], start: int) -> Iterator[int]:
    """How long each text is and where it lies, behind one another with a zero byte after each."""
    for text in texts:
        yield from (len(text), start)
        start += len(text) + 1


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """Key and value as gettext looks them up: a plural and its forms are joined by zero bytes."""
    for block in text.split("\n\n"):
        if fields := _fields(block):
            keys = [text for name, text in fields.items() if name.startswith("msgid")]
            values = [text for name, text in fields.items() if name.startswith("msgstr")]
            yield "\0".join(keys), "\0".join(values) if all(values) else ""


def _fields(block: str) -> dict[str, str]:
    """The named texts of one entry, each joined from its lines."""
    fields: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        if line.startswith("#") or not line:
            continue
        found = _LINE.fullmatch(line)
        if found is None or not (name := found["name"] or name):
            raise ValueError(line)
        fields[name] = fields.get(name, "") + found["text"]
    return {name: _ESCAPED.sub(_letter, text) for name, text in fields.items()}


def _letter(found: re.Match[str]) -> str:
    return _LETTERS.get(found[1], found[1])
