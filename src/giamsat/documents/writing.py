"""A paper's row as the document it is.

Letterhead, number, signature by the rulebook of its day and body.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from civickit.rendering.official import (
    Official,
    PaperSignature,
    blocks,
    filled,
    letterhead_of,
    official_docx,
    plain_text,
)
from civickit.rendering.writer import Letterhead
from giamsat.documents.catalogue_reading import PaperKind, catalogue
from giamsat.documents.models import Paper
from giamsat.organisations.models import Organisation
from giamsat.rulebooks.carrying import SignerRules, signing_rules


def signer_rules(kind: PaperKind, body: Organisation, day: date) -> SignerRules:
    """How a kind of paper of a body is numbered and signed on a day."""
    kinds = signing_rules(day).kinds
    return kinds["delegation"] if kind.signer == "delegation" else kinds[body.kind]


def symbol_of(kind: PaperKind, body: Organisation, day: date) -> str:
    """The symbol the register keeps: KH-MTTQ-BTT.

    The letters of a body that has none of its own bear its code.
    """
    return signer_rules(kind, body, day).symbol_of(kind.type) or body.code


def official_of(paper: Paper, *, year: int) -> Official:
    """The paper as plain data. ``year`` stands in the day that is open as long as it is a draft."""
    kind, day = catalogue()[paper.kind], paper.issued_on
    rules = signer_rules(kind, paper.body, day or paper.drafted_at.date())
    context: Mapping[str, Any] = paper.context | {"file": rules.file}
    about = _shown(filled(kind.about, context))
    letter = kind.shape == "letter"
    return Official(
        letterhead=_letterhead(
            paper, rules, year, subject=_subject(kind, context) if letter else ""
        ),
        kind="" if letter else kind.kind,
        about="" if letter else about,
        body=filled(kind.body, context),
        signatures=_signatures(kind, paper, rules, context),
        recipients=_named(kind.recipients, context),
        to=_addressees(kind, context),
        author=paper.body.name,
    )


def _letterhead(paper: Paper, rules: SignerRules, year: int, *, subject: str) -> Letterhead:
    """A draft leaves room for its number and its day."""
    kind = catalogue()[paper.kind]
    parent, issuer = _heading(paper.body, rules)
    symbol = symbol_of(kind, paper.body, date(year, 12, 31))
    number = paper.numbered if paper.number else f"       {rules.joint}{symbol}"
    return letterhead_of(
        style=rules.head,
        parent=parent,
        issuer=issuer,
        number=number if kind.is_numbered else "",
        place=paper.place or "……………",
        day=paper.issued_on,
        year=year,
        subject=subject,
    )


def _named(templates: Sequence[str], context: Mapping[str, Any]) -> tuple[str, ...]:
    """Whom a paper is for, with their names filled in."""
    return tuple(_shown(filled(template, context)) for template in templates)


def _addressees(kind: PaperKind, context: Mapping[str, Any]) -> tuple[str, ...]:
    """Whom a letter is to, each once and on a line of its own."""
    lines = [block.text for template in kind.to for block in blocks(filled(template, context))]
    return tuple(dict.fromkeys(line.rstrip(" ;.,") for line in lines))


_LONGEST_SUBJECT = 84  # letters in three lines under the number (Decree 30/2020, Appendix I)
_CLAUSES = re.compile(
    r" (?=(?:trên địa bàn|giai đoạn|theo|tại|của|cho|đối với|quy định|về) )|(?=[,;(])"
)


def _subject(kind: PaperKind, context: Mapping[str, Any]) -> str:
    """The matter of a letter in three lines at most: of a longer title, what comes first."""
    title = str(context.get("title", ""))
    clauses = [found.start() for found in _CLAUSES.finditer(title)]
    words = [place for place, letter in enumerate(title) if letter == " "]
    for end in (len(title), *sorted(clauses, reverse=True), *sorted(words, reverse=True)):
        shorter = {**context, "title": title[:end].rstrip(" ,;(")}
        subject = _shown(filled(kind.about, shorter))
        if len(subject) <= _LONGEST_SUBJECT:
            return subject
    return _shown(filled(kind.about, context))


def _shown(text: str) -> str:
    """A single line as it is read."""
    return "; ".join(block.text for block in blocks(text))


_PLACES = (" TỈNH ", " THÀNH PHỐ ", " XÃ ", " PHƯỜNG ", " ĐẶC KHU ")


def _two_lines(name: str) -> str:
    """A long name in capitals, broken before its place."""
    told = name.upper()
    cut = next((told.index(place) for place in _PLACES if place in told), -1)
    return f"{told[:cut]}\n{told[cut + 1 :]}" if cut > 0 else told


def _heading(body: Organisation, rules: SignerRules) -> tuple[str, str]:
    if rules.issuer:
        return _two_lines(body.name), rules.issuer
    return (_two_lines(body.under.name) if body.under else "", _two_lines(body.name))


def _signatures(
    kind: PaperKind, paper: Paper, rules: SignerRules, context: Mapping[str, Any]
) -> tuple[PaperSignature, ...]:
    if kind.shape == "minutes":
        return _of_minutes(kind, context)
    if kind.shape == "annex" and kind.slug != "phieu-khao-sat":
        return ()
    capacity = rules.deputy if paper.as_deputy else rules.signs
    return (PaperSignature(tuple(filter(None, capacity)), paper.signer),)


def _of_minutes(kind: PaperKind, context: Mapping[str, Any]) -> tuple[PaperSignature, ...]:
    """The clerk, the other side, and whoever led."""
    chair = context["head"]["name"] if "head" in context else context.get("chair", "")
    clerk = context["secretary"]["name"] if "secretary" in context else context.get("clerk", "")
    return (
        PaperSignature(("THƯ KÝ", ""), clerk),
        PaperSignature(("ĐẠI DIỆN", kind.facing), context.get("body_signer", "")),
        PaperSignature(("CHỦ TRÌ" if kind.signer == "lead" else "TRƯỞNG ĐOÀN", ""), chair),
    )


def text_of(paper: Paper, *, year: int) -> str:
    """What the paper says, for a preview."""
    return plain_text(official_of(paper, year=year))


def docx_of(paper: Paper, *, year: int) -> bytes:
    """The Word document."""
    return official_docx(official_of(paper, year=year))
