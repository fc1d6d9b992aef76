"""What a citizen, a supervised body or another organisation can fetch tells nothing of how the programme was made.

Everything is walked: the addresses of the table of pages, and every link and download found on the way.
"""

import io
import re
import zipfile
from collections import Counter
from html import unescape

import pytest
from django.urls import NoReverseMatch, resolve, reverse
from django.urls.exceptions import Resolver404
from tests.giamsat.conftest import NOON
from tests.giamsat.pages import NOBODY, PAGES
from tests.giamsat.programmes.conftest import (  # noqa: F401 - fixtures
    all_agree,
    approved,
    edition,
    issue,
    issued,
    round_,
    speaker,
    submitted,
)

from giamsat.organisations.actors import actor_of
from giamsat.organisations.models import Person
from giamsat.programmes import actions
from giamsat.proposals import access
from giamsat.proposals.engine import problem_of
from giamsat.proposals.models import OverlapPair, Proposal, RowProblem, Workbook

_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
_ALIKE = 25  # addresses of one kind: the hundredth proposal tells nothing that the tenth did not
_FILES_OF_ALL = ("public_paper", "edition_paper")  # the same bytes for everybody


def words_of(response):
    """What a response says to who opens it, whatever its format."""
    content = b"".join(response) if response.streaming else response.content
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            parts = [
                file.read(one).decode("utf-8")
                for one in file.namelist()
                if one.endswith((".xml", ".rels"))
            ]
        content = " ".join(parts).encode()
    text = re.sub(r"\r?\n[ \t]", "", content.decode("utf-8", "replace"))  # folds of a calendar
    return " ".join(unescape(_TAGS.sub("", text)).replace("\\,", ",").replace("\\;", ";").split())


def words(texts):
    """Texts as ``words_of`` shows them, those that say nothing left out."""
    return {" ".join(text.split()) for text in texts if text.strip()}


def secrets(actor):
    """Texts that are kept from somebody, by what they are: nobody sees more than their own rows give."""

    def hidden(rows, visible):
        return rows.exclude(id__in=visible.values("id")) if actor else rows

    seen = {
        "proposals": access.visible_proposals(actor) if actor else None,
        "pairs": access.visible_pairs(actor) if actor else None,
        "books": access.visible_workbooks(actor) if actor else None,
    }
    pairs = OverlapPair.objects.select_related("one", "other")
    # A pair of one's own may be seen, and with it the other body's topic.
    known = {title for pair in seen["pairs"] or () for title in (pair.one.title, pair.other.title)}
    outside = hidden(Proposal.objects.filter(is_outside=True), seen["proposals"])
    drafts = hidden(
        Proposal.objects.filter(is_outside=False, state=Proposal.State.DRAFT), seen["proposals"]
    )
    books = hidden(Workbook.objects.all(), seen["books"])
    problems = RowProblem.objects.filter(workbook__in=books)
    return {
        "another body's plan": words({one.title for one in outside} - known),
        "a draft": words(one.title for one in drafts),
        "a pair": words(text for one in hidden(pairs, seen["pairs"]) for text in one.reasons),
        "a file": words(one.file_name for one in books),
        "a defect": words(problem_of(problem).message() for problem in problems),
    }


def whole_story(paper):
    """Everything kept from a file that is the same for everybody."""
    return secrets(None) | {
        "a proposal left out": words(one["reason"] for one in paper["left"]),
        "a missed minimum": words(one["why"] for one in paper["shortfalls"]),
        "a note": words(
            [*paper["notes"], *(mark for line in paper["lines"] for mark in line["marks"])]
        ),
    }


def links(response, address):
    if "html" not in response.get("Content-Type", ""):
        return
    for found in re.findall(r'href="(/[^"#]*)', response.content.decode("utf-8")):
        yield unescape(found)


def starts(who):
    """The addresses of the table that need no row, and those of the rows it knows."""
    yield "/"
    for name, page in PAGES.items():
        if page.post or (who == NOBODY and not page.open_to_all):
            continue
        for arguments, _owners in page.rows():
            try:
                yield reverse(name, args=(*arguments, *page.more))
            except NoReverseMatch:
                continue


def name_of(address):
    try:
        return resolve(address.partition("?")[0]).url_name
    except Resolver404:
        return ""


def walked(browser, who):
    """Every address somebody comes to, with what it says."""
    waiting, known, alike = list(dict.fromkeys(starts(who))), set(), Counter()
    while waiting:
        address = waiting.pop(0)
        name = name_of(address)
        if address in known or name in ("", "sign_out") or alike[name] == _ALIKE:
            continue
        known.add(address)
        alike[name] += 1
        response = browser.get(address)
        if response.status_code != 200:
            continue
        yield address, words_of(response)
        waiting += [one for one in links(response, address) if one not in known]


@pytest.fixture
def told_to_all(van, issued):  # noqa: F811
    """The year issued, told to the bodies and made public."""
    actions.tell_bodies(actor=van, edition=issued, now=NOON)
    actions.publish(actor=van, edition=issued, now=NOON)
    return issued


@pytest.mark.one_database
@pytest.mark.parametrize("who", [NOBODY, "hung", "ha"])
def test_nobody_outside_reads_how_the_programme_was_made(who, told_to_all, signed_in, client):
    browser = client if who == NOBODY else signed_in(who)
    actor = (
        None if who == NOBODY else actor_of(Person.objects.get(sign_in_name=who), day=NOON.date())
    )
    kept, of_all = secrets(actor), whole_story(told_to_all.variant.paper)
    assert all(kept[kind] for kind in ("another body's plan", "a pair", "a file")), "nothing tried"
    leaks, files = [], 0
    for address, said in walked(browser, who):
        is_file = name_of(address) in _FILES_OF_ALL
        files += is_file
        for kind, texts in (of_all if is_file else kept).items():
            leaks += [(address, kind, text) for text in texts if text in said]
    assert not leaks, "\n".join(f"{address}: {kind}: {text}" for address, kind, text in leaks[:40])
    assert files or who == "hung", "no download was walked"
