"""Every address × odd values: whatever a query or a form says, the answer is a page and never a bug.

Nothing is listed by hand. Addresses come from the table of pages, which is compared with the resolver; keys are those that
a view is seen to read; buttons stand on the page or in the view's source; what would be right in a field, its form knows.
A sample runs with the suite; ``make test-odd`` tries everything.
"""

import ast
import inspect
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from itertools import cycle, islice
from urllib.parse import urlencode
from zlib import crc32

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.urls import resolve, reverse
from tests.giamsat.pages import PAGES, ROLE_OF, alone, expected

from giamsat.foundation.pressing import Button

ODD = {
    "a digit that is no number": ["²"],
    "a word": ["abc"],
    "nothing": [""],
    "a number no column holds": [str(10**30)],
    "a number few columns hold": [str(10**14)],
    "the last of all days": ["9999-12-31"],
    "the first of all days": ["0001-01-01"],
    "below zero": ["-1"],
    "five thousand brackets": ["[" * 5_000],
    "a zero byte": ["a\x00b"],
    "twice": ["1", "²"],
    "bytes that are no text": [b"\xff\xed\xa0\x80"],
    "half a letter in JSON": ['{"code": "PIN", "subject": "\\ud800", "which": 1}'],
}
ANSWERS = {200, 301, 302, 400, 403, 404, 405, 409, 410, 413, 422, 429}
EVERYTHING = os.environ.get("ODD_VALUES") == "all"
GETS, BUTTONS, POSTS = 2, 2, 4  # of an address in the sample
_ROUNDS = 3  # a key may be read only when another one is there


def some(product: list, count: int, seed: str) -> list:
    """All of it, or a sample that is the same in every run."""
    return (
        product
        if EVERYTHING
        else sorted(product, key=lambda one: crc32(f"{seed}{one}".encode()))[:count]
    )


class Seen:
    """What a view read: the names it asked for, and the forms it filled."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.fields: dict[str, tuple[forms.BaseForm, str]] = {}


@pytest.fixture
def seen(monkeypatch):
    known = Seen()
    cleaned = forms.BaseForm.full_clean

    def noting(read):
        def noted(self, key, *args, **kwargs):
            known.names.add(key)
            return read(self, key, *args, **kwargs)

        return noted

    def filled(form):
        known.fields |= {form.add_prefix(name): (form, name) for name in form.fields}
        cleaned(form)

    for read in ("__getitem__", "__contains__", "_getlist"):
        monkeypatch.setattr(QueryDict, read, noting(getattr(QueryDict, read)))
    monkeypatch.setattr(forms.BaseForm, "full_clean", filled)
    return known


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that an action takes for the outermost, and of which nothing stays."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


class Visitor:
    """Somebody at an address, who comes back each time as if nothing had happened."""

    def __init__(self, browser: Client, address: str, caplog) -> None:
        self.browser, self.address, self.caplog = browser, address, caplog
        browser.raise_request_exception = False
        self.cookies = SimpleCookie(browser.cookies.output(header="", sep=";"))
        self.faults: list[str] = []

    def ask(self, way: str, told: str, *args, **kwargs):
        """The answer; a bug is noted with what was asked."""
        self.browser.cookies = SimpleCookie(self.cookies)
        self.caplog.clear()
        with undone():
            answer = getattr(self.browser, way)(*args, **kwargs)
        bugs = [
            one.exc_info[1]
            for one in self.caplog.records
            if one.levelname == "ERROR" and one.exc_info
        ]
        if answer.status_code not in ANSWERS or bugs:
            self.faults.append(
                f"{way} {self.address} {told[:200]} → {answer.status_code} {bugs!r}"[:400]
            )
        return answer

    def get(self, told: str, values: dict[str, list]):
        pairs = [(name, one) for name, several in values.items() for one in several]
        return self.ask("get", told, f"{self.address}?{urlencode(pairs)}")

    def post(self, told: str, values: dict[str, list], query: dict[str, list] | None = None):
        pairs = [(name, one) for name, several in (query or {}).items() for one in several]
        return self.ask(
            "post", told, f"{self.address}?{urlencode(pairs)}", values, HTTP_REFERER="²"
        )


def visitor(name: str, signed_in, caplog) -> Visitor:
    """Who may open an address, the officer of the Front before others."""
    page = PAGES[name]
    if page.open_to_all:
        arguments, _owners = page.rows()[0]
        return Visitor(Client(), reverse(name, args=(*arguments, *page.more)), caplog)
    cast = ["van", *(one for one in ROLE_OF if one != "van")]
    may = [
        (who, arguments)
        for arguments, owners in page.rows()
        for who in cast
        if expected(page, who, owners) == page.ok
    ]
    who, arguments = min(may, key=lambda one: cast.index(one[0]))
    return Visitor(signed_in(who), reverse(name, args=(*arguments, *page.more)), caplog)


def names_read(seen: Seen, ask) -> list[str]:
    """The keys a view reads, also those it reads only when others are there."""
    known: set[str] = set()
    for _round in range(_ROUNDS):
        seen.names.clear()
        ask({name: ["1"] for name in known})
        if seen.names <= known:
            break
        known |= seen.names
    return sorted(
        one for one in known if one not in {"csrfmiddlewaretoken", "do"} and "\x00" not in one
    )


def page_text(answer) -> str:
    return "" if answer.streaming else answer.content.decode(errors="replace")


def buttons(address: str, text: str) -> list[str]:
    """Values of ``do``: on the page, in the tables of the view's module, or compared in its source."""
    module = inspect.getmodule(inspect.unwrap(resolve(address).func))
    tables = [one for one in vars(module).values() if isinstance(one, dict)]
    known = {name for one in tables for name, button in one.items() if isinstance(button, Button)}
    words = {
        constant.value
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Compare | ast.Dict)
        for constant in ast.walk(node)
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str)
    }
    shown = re.findall(r'name="do"[^>]*?value="([^"]+)"', text)
    compared = set() if known else {one for one in words if re.fullmatch(r"[a-z_]+-?", one)}
    return sorted(known | compared | {*shown})


def fitting(form: forms.BaseForm, name: str) -> list:
    """What would be right in a field."""
    field = form.fields[name]
    first = form.get_initial_for_field(field, name)
    if isinstance(field, forms.FileField):
        return [SimpleUploadedFile("tep.pdf", b"%PDF-1.4 tep")]
    if first and not isinstance(first, list | tuple | set):
        return [str(first)]
    if isinstance(field, forms.ModelChoiceField):
        return [str(one.pk) for one in field.queryset[:1]]
    if isinstance(field, forms.ChoiceField):
        return [
            str(value) for value, _label in field.choices if value and not isinstance(_label, list)
        ][-1:]
    for kind, value in (
        (forms.BooleanField, "on"),
        (forms.IntegerField, "1"),
        (forms.DateTimeField, "8:30 22/12/2026"),
        (forms.DateField, "22/11/2026"),
        (forms.UUIDField, str(uuid.uuid4())),
        (forms.EmailField, "a@giam-sat.example"),
    ):
        if isinstance(field, kind):
            return [value]
    return ["Lời đủ dài để được nhận ở mọi chỗ có ô chữ."]


def filled_in(text: str) -> dict[str, list]:
    """What the page itself would send."""
    found: dict[str, list] = {}
    for tag in re.findall(r"<input[^>]*>", text):
        told = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if told.get("name") and told.get("value") and told["name"] != "csrfmiddlewaretoken":
            found.setdefault(told["name"], [told["value"]])
    return found


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if not page.post])
def test_odd_values_in_an_address_are_no_bug(name, signed_in, caplog, seen):
    here = visitor(name, signed_in, caplog)
    keys = names_read(seen, lambda values: here.get("opened", values))
    if not keys:
        return
    together = [dict.fromkeys(keys, values) for values in ODD.values()]
    turned = [
        dict(zip(keys, islice(cycle(ODD.values()), n, None), strict=False))
        for n in range(1, len(ODD))
    ]
    alone = [{key: values} for key in keys for values in ODD.values()]
    for values in [together[0], *some([*together[1:], *turned, *alone], GETS, name)]:
        here.get(str(values), values)
    assert here.faults == []


@pytest.mark.parametrize("name", PAGES)
def test_odd_values_in_a_form_are_no_bug(name, signed_in, caplog, seen):
    here = visitor(name, signed_in, caplog)
    if here.post("sent empty", {}).status_code == 405:
        return
    opened = "" if PAGES[name].post else page_text(here.get("opened", {}))
    known, tries = filled_in(opened), []
    names = buttons(here.address, opened)
    for stem in sorted({re.sub(r"[^-]*$", "", one) for one in names}):
        for odd in some(["²", "", str(10**30), "x" * 5_000], GETS, name):
            here.post("a button of no page", known | {"do": [f"{stem}{odd}"]})
    for do in some(names, BUTTONS, name):
        button = {"do": [do + "1" if do.endswith("-") else do]}
        seen.fields.clear()
        keys = names_read(
            seen, lambda values, button=button: here.post(f"1 {button}", values | button)
        )
        right = known | {key: fitting(*found) for key, found in seen.fields.items()} | button
        here.post("as it should be", right)
        tries += [(right, {key: values}) for key in keys for values in ODD.values()]
    for right, odd in some(tries, POSTS, name):
        here.post(f"{odd} {right}", right | odd, odd)
    assert here.faults == []


ODD_PARTS = (
    "²",
    "0",
    "-1",
    str(10**30),
    "9" * 5_000,
    "%00",
    "%FF%ED%A0%80",
    "a" * 5_000,
    "2026-GS-99999999999999999999",
)


@pytest.mark.parametrize(
    "name", [name for name, page in PAGES.items() if page.rows is not alone or page.more]
)
def test_odd_parts_of_a_path_are_no_bug(name, signed_in, caplog):
    here = visitor(name, signed_in, caplog)
    parts = here.address.split("/")
    for place, part in enumerate(parts):
        if any(mark.isdigit() for mark in part) or PAGES[name].more:
            for odd in some(ODD_PARTS, GETS, name + part):
                here.ask("get", odd[:20], "/".join([*parts[:place], odd, *parts[place + 1 :]]))
                here.ask(
                    "get", odd[:20], "/".join([*parts[:place], odd + part, *parts[place + 1 :]])
                )
    assert here.faults == []
