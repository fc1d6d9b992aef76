"""English for every Vietnamese message: collect them from code and templates, check that none lacks its translation, compile.

``tools/messages.py`` brings ``locale/en/LC_MESSAGES/django.po`` up to date and compiles it; ``--check`` changes nothing and
fails when a message is missing, empty, unused, or loses a placeholder, or when the compiled file is old.
"""

import argparse
import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SRC = Path(__file__).parents[1] / "src/giamsat"
PO = SRC / "locale/en/LC_MESSAGES/django.po"
KEYWORDS = {"noted": None, "_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}
_HOLES = re.compile(r"%\(\w+\)s|</?\w+[^>]*>")


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
    """Every message with the files it stands in."""
    out = {}
    for path, text in sources():
        place = str(path.relative_to(SRC))
        for _line, message, _comments, _context in extract(
            "python", io.BytesIO(text), KEYWORDS, options={"encoding": "utf-8"}
        ):
            if isinstance(message, tuple):
                message = message[:2]  # noqa: PLW2901
            # Templates escape "%" for Django's own use.
            out.setdefault(message, []).append(place)
    return out


def known():
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def trouble(messages, catalog):
    for message, places in messages.items():
        stored = catalog.get(message[0] if isinstance(message, tuple) else message)
        told = (stored.string if stored else "") or ""
        told = (told,) if isinstance(told, str) else told
        if not all(told) or not told:
            yield f"{places[0]}: no English for {message!r}"
            continue
        wanted = set(_HOLES.findall(message[0] if isinstance(message, tuple) else message))
        for text in told:
            if set(_HOLES.findall(text)) - wanted or {h for h in wanted if h.startswith("%")} - set(
                _HOLES.findall(text)
            ):
                yield f"{places[0]}: places differ in {text!r}"
    ids = {message[0] if isinstance(message, tuple) else message for message in messages}
    for stored in catalog:
        name = stored.id[0] if isinstance(stored.id, tuple) else stored.id
        if name and name not in ids:
            yield f"no longer used: {name!r}"


def compiled(catalog):
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--check", action="store_true")
    check = options.parse_args().check
    messages = collected()
    old = known() if PO.exists() else Catalog(locale="en")
    new = Catalog(
        locale="en",
        project="Giám Sát",
        charset="utf-8",
        header_comment="# English for the Vietnamese pages; kept by tools/messages.py.",
    )
    for message, places in sorted(messages.items(), key=lambda one: (one[1][0], str(one[0]))):
        name = message[0] if isinstance(message, tuple) else message
        stored = old.get(name)
        new.add(
            message,
            stored.string if stored else None,
            locations=[(place, 0) for place in sorted(set(places))],
            flags=["python-format"] if "%(" in name else [],
        )
    faults = list(trouble(messages, old if check else new))
    if check:
        if PO.with_suffix(".mo").read_bytes() != compiled(old):
            faults.append("django.mo is old: run tools/messages.py")
    else:
        PO.parent.mkdir(parents=True, exist_ok=True)
        with PO.open("wb") as file:
            write_po(file, new, width=0, include_lineno=False, omit_header=False)
        with PO.open("rb") as file:
            catalog = read_po(file, locale="en")
        PO.with_suffix(".mo").write_bytes(compiled(catalog))
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
