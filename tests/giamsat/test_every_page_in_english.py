"""Every page in English: nothing of the product's own stands there in Vietnamese.

What is Vietnamese by nature (law, papers, what people wrote) is marked ``lang="vi"``, or stands
in the database word for word; examples of what to type stand in the English itself.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import chain

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse
from tests.giamsat.pages import NOBODY, PAGES, ROLE_OF, expected
from tests.province import ROOT
from tests.vietnamese import VIETNAMESE

NAMES = ("giám sát", "tiếng việt")
READ_ALOUD = {"aria-label", "title", "placeholder", "alt", "data-l", "data-confirm"}
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr", "use", "path"}
SHORTEST = 12  # letters of a beginning that is taken for a text cut short
ENGLISH = re.findall(
    r'^msgstr(?:\[\d\])? ((?:".*"\n)+)',
    (ROOT / "src/giamsat/locale/en/LC_MESSAGES/django.po").read_text("utf-8"),
    re.MULTILINE,
)


class Texts(HTMLParser):
    """What a page says without what it marks as Vietnamese."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(page)

    @property
    def _is_marked(self) -> bool:
        return any(marked for _tag, marked in self._open)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        marked = attributes.get("lang") == "vi" or tag in ("script", "style", "textarea")
        # A tile of a map is a link in a picture: one string of a place's name and of English.
        is_tile = tag == "a" and any(name == "svg" for name, _marked in self._open)
        if not (marked or is_tile or self._is_marked):
            self.texts += [attributes[name] for name in READ_ALOUD & attributes.keys()]
        if tag not in VOID:
            self._open.append((tag, marked))

    def handle_endtag(self, tag):
        places = [place for place, (name, _marked) in enumerate(self._open) if name == tag]
        if places:
            del self._open[places[-1] :]

    def handle_data(self, text):
        if not self._is_marked:
            self.texts.append(text)


def plain(text: str) -> str:
    return " ".join(text.replace("\u2060", "").split()).casefold()


class Known:
    """Vietnamese that may stand on an English page, by its first word, longest first."""

    def __init__(self, texts: Iterator[str]) -> None:
        self.by_word: dict[str, list[str]] = defaultdict(list)
        parts = {plain(part) for text in texts for part in parts_of(text)}
        for text in sorted(parts, key=len, reverse=True):
            if VIETNAMESE.search(text):
                self.by_word[_first_word(text)].append(text)

    def left_of(self, text: str) -> str:
        """What of a text is not known."""
        text, out, place = plain(text), "", 0
        while place < len(text):
            begins = text[place].isalnum() and (place == 0 or not text[place - 1].isalnum())
            known = self._at(text, place) if begins else 0
            out += "" if known else text[place]
            place += known or 1
        return out

    def _at(self, text: str, place: int) -> int:
        for known in self.by_word.get(_first_word(text[place:]), ()):
            end = place + len(known)
            if text.startswith(known, place) and not text[end : end + 1].isalnum():
                return len(known)
            cut = text.find("…", place)
            if cut - place > SHORTEST and known.startswith(text[place:cut].rstrip()):
                return cut - place
        return 0


def _first_word(text: str) -> str:
    return re.split(r"\W", text, maxsplit=1)[0]


def parts_of(text: str) -> Iterator[str]:
    """A text whole and in parts, as pages show it."""
    yield text
    for line in text.splitlines():
        yield line
        yield from re.split(r"(?<=[.;:,!?])\s+", line)
        yield from re.split(r"[.;:,!?]\s+|[.;:,!?]$", line)


def in_the_database() -> Iterator[str]:
    for model in apps.get_models():
        names = [
            field.name
            for field in model._meta.fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        if model.__module__.startswith("giamsat.") and names:
            for row in model._default_manager.values_list(*names):
                yield from strings(row)


def strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            yield from strings(list(value.values()))
        case list() | tuple():
            for part in value:
                yield from strings(part)


def in_the_catalogue() -> Iterator[str]:
    """English messages that name Vietnamese words, between their places."""
    for message in ENGLISH:
        text = "".join(line.strip('"') for line in message.splitlines()).replace('\\"', '"')
        if VIETNAMESE.search(text):
            yield from re.split(r"%\(\w+\)[sd]|\{\w+\}|<[^>]*>", text)


def everything_known() -> Known:
    return Known(chain(in_the_catalogue(), in_the_database()))


def left_in(texts: list[str], known: Known) -> list[str]:
    out = []
    for text in texts:
        left = known.left_of(text) if VIETNAMESE.search(text) else ""
        for name in NAMES:
            left = left.replace(name, "")
        if VIETNAMESE.search(left):
            out.append(left)
    return out


@pytest.fixture(scope="module")
def known():
    """Read once; the few pages that show rows made for them alone read again."""
    read = []

    def of_the_sample() -> Known:
        if not read:
            read.append(everything_known())
        return read[0]

    return of_the_sample


@pytest.mark.one_database
@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if not page.post])
def test_a_page_in_english_is_english(name, signed_in, client, known):
    page, left = PAGES[name], {}
    for arguments, owners in page.rows():
        who = next(
            who for who in ("van", NOBODY, *ROLE_OF) if expected(page, who, owners) == page.ok
        )
        browser = client if who == NOBODY else signed_in(who)
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        answer = browser.get(reverse(name, args=(*arguments, *page.more)))
        if answer.get("Content-Type", "").startswith("text/html"):
            texts = Texts(answer.content.decode()).texts
            if found := left_in(texts, known()) and left_in(texts, everything_known()):
                left[who, answer.request["PATH_INFO"]] = found
    assert left == {}
