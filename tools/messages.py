"""English for every Vietnamese message: collect them from code and templates, check that none lacks its translation.

``tools/messages.py`` brings ``locale/en/LC_MESSAGES/django.po`` up to date, in the order of the messages and without the
places they stand in, so that two branches rarely meet in it. ``--check`` changes nothing and fails when a message is
missing, unused, uncertain (fuzzy), loses a place for a fact, or reads like the English of another message.
"""

import argparse
import ast
import io
import re
import sys
from collections import Counter
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

SRC = Path(__file__).parents[1] / "src/giamsat"
PO = SRC / "locale/en/LC_MESSAGES/django.po"
KEYWORDS = {"noted": None, "_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}
HEAD = """\
# English for the Vietnamese pages; kept by tools/messages.py.
msgid ""
msgstr ""
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
_HOLES = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
_TAGS = re.compile(r"</?\w+")
_END = re.compile(r"(?<!\b[Nn]o)[.:?]$")
_NUMBER = re.compile(r"\d+")
_IN_WORDS = {"0": "nothing", "1": "one", "5": "five", "6": "half", "7": "July"}
_SHORT = 20  # letters; the lengths of shorter messages say nothing


def sources():
    """Python as it is, templates as the Python-like text that Django makes of them."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.django_settings")
    sys.path.insert(0, str(Path(__file__).parents[1]))
    import django

    django.setup()
    from django.utils.translation.template import templatize

    for path in sorted(SRC.rglob("*.py")):
        if "migrations" not in path.parts and "cli" not in path.parts:
            yield path, path.read_bytes()
    for path in sorted(SRC.rglob("*.html")):
        yield path, templatize(path.read_text("utf-8"), origin=str(path)).encode("utf-8")


def collected():
    """Every message, a plural as two, with the first file it stands in."""
    out = {}
    for path, text in sources():
        for told in in_code(text) if path.suffix == ".py" else in_template(text):
            out.setdefault(told, str(path.relative_to(SRC)))
    return out


def in_code(text):
    """By the syntax tree: babel's reader passes over calls inside f-strings."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            count = {"ngettext": 2}.get(node.func.id, 1 if node.func.id in KEYWORDS else 0)
            told = tuple(one.value for one in node.args[:count] if isinstance(one, ast.Constant))
            if count and len(told) == count:
                yield told


def in_template(text):
    for _line, message, _comments, _context in extract(
        "python", io.BytesIO(text), KEYWORDS, options={"encoding": "utf-8"}
    ):
        yield message[:2] if isinstance(message, tuple) else (message,)


def known():
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def english(stored):
    """The forms of a translation."""
    told = (stored.string if stored else "") or ""
    return (told,) if isinstance(told, str) else tuple(told)


def mismatch(message, told):
    """Why a text can hardly be the English of a message; empty when nothing speaks against it."""
    if set(_HOLES.findall(message)) != set(_HOLES.findall(told)):
        return "its places for facts differ"
    if Counter(_TAGS.findall(message)) != Counter(_TAGS.findall(told)):
        return "its marks differ"
    if _END.findall(message.rstrip()) != _END.findall(told.rstrip()):
        return "one is a sentence, the other is not"
    bare = _HOLES.sub("", told)
    for number in _NUMBER.findall(_HOLES.sub("", message)):
        if number not in bare and _IN_WORDS.get(number, number).lower() not in bare.lower():
            return f"the number {number} is missing"
    if len(message) > _SHORT and not 0.4 < len(told) / len(message) < 2.2:
        return "its length is that of another message"
    return ""


def trouble(messages, catalog):
    for message, place in messages.items():
        stored = catalog.get(message[0])
        told = english(stored)
        if not all(told):
            yield f"{place}: no English for {message[0]!r}"
            continue
        if stored.fuzzy:
            yield f"{place}: the English of {message[0]!r} is marked as uncertain"
        for text in told:
            if why := mismatch(message[0], text):
                yield f"{place}: {text!r} for {message[0]!r}: {why}"
    ids = {message[0] for message in messages}
    sentences = Counter()
    for stored in catalog:
        name = stored.id[0] if isinstance(stored.id, tuple) else stored.id
        if name and name not in ids:
            yield f"no longer used: {name!r}"
        if name and len(name) > _SHORT and name.endswith("."):
            sentences[english(stored)] += 1
    for told, times in sentences.items():
        if times > 1 and all(told):
            yield f"{told[-1]!r} is the English of {times} different sentences"


def renewed(messages, old):
    """The catalog with what is used now; English that was there is kept."""
    new = Catalog(locale="en", charset="utf-8")
    for message in messages:
        stored = old.get(message[0])
        new.add(
            message if len(message) > 1 else message[0],
            stored.string if stored else None,
            flags=["python-format"] if "%(" in message[0] else [],
        )
    return new


def written(catalog):
    out = io.BytesIO()
    write_po(out, catalog, width=0, no_location=True, omit_header=True, sort_output=True)
    return HEAD + out.getvalue().decode("utf-8")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--check", action="store_true")
    check = options.parse_args().check
    messages = collected()
    catalog = known()
    if not check:
        catalog = renewed(messages, catalog)
        PO.write_text(written(catalog), "utf-8")
    faults = list(trouble(messages, catalog))
    if check and not faults and PO.read_text("utf-8") != written(renewed(messages, catalog)):
        faults = ["django.po is not in its order: run tools/messages.py"]
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
