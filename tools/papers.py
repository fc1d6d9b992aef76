"""Write what a paper of the catalogue says when its sample fills it, to be read once and kept.

``tools/papers.py SLUG…`` writes ``expected.txt`` of these kinds, prints what changed, and with ``--word FOLDER`` puts the
Word files there to be looked at. Without a slug, every kind.
"""

import argparse
import difflib
import json
import os
import sys
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path

DAY = date(2026, 9, 14)
FOLDER = resources.files("giamsat.documents") / "catalogue"


def sample_paper(slug, *, kind="front", name="Ủy ban MTTQ Việt Nam tỉnh Bình Hải"):
    """A paper of the catalogue as its own sample fills it, signed by an organisation of some kind."""
    from giamsat.documents.catalogue_reading import catalogue
    from giamsat.documents.models import Paper
    from giamsat.documents.writing import signer_rules, symbol_of
    from giamsat.organisations.models import Organisation

    about = catalogue()[slug]
    body = Organisation(id=1, code="MTTQ", kind=kind, name=name, short_name="MTTQ tỉnh")
    if about.signer == "body":
        over = Organisation(id=3, code="UB", kind="authority", name="Ủy ban nhân dân tỉnh Bình Hải")
        body = Organisation(
            id=2, code="SYT", kind="authority", name="Sở Y tế tỉnh Bình Hải", under=over
        )
    paper = Paper(
        kind=slug,
        body=body,
        context=json.loads((FOLDER / slug / "sample.json").read_text("utf-8")),
        state="issued",
        issued_on=DAY,
        place="Bình Hải",
        signer="Trần Quốc Bảo",
        drafted_at=datetime(2026, 9, 14, tzinfo=UTC),
    )
    if about.is_numbered:
        paper.number = 46
        paper.symbol = symbol_of(about, body, DAY)
        paper.joint = signer_rules(about, body, DAY).joint
    return paper


def write_expected(slug):
    """Write the text of a paper's sample beside it; returns the lines that changed."""
    from giamsat.documents.writing import text_of

    place = Path(str(FOLDER / slug / "expected.txt"))
    before = place.read_text("utf-8") if place.exists() else ""
    after = text_of(sample_paper(slug), year=2026)
    place.write_text(after, "utf-8")
    return list(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0))


def main(arguments):
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("slugs", nargs="*")
    reader.add_argument("--word", type=Path)
    options = reader.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.django_settings")
    sys.path.insert(0, str(Path(__file__).parents[1]))
    import django

    django.setup()
    from giamsat.documents.catalogue_reading import catalogue
    from giamsat.documents.writing import docx_of

    for slug in options.slugs or catalogue():
        print("\n".join([slug, *write_expected(slug)]))
        if options.word:
            options.word.mkdir(parents=True, exist_ok=True)
            word = docx_of(sample_paper(slug), year=2026)
            (options.word / f"{slug}.docx").write_bytes(word)


if __name__ == "__main__":
    main(sys.argv[1:])
