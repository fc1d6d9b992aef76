"""Every address × every role × own and another organisation's rows, expected from the one table of permissions."""

import re

import pytest
from django.urls import get_resolver, resolve, reverse
from tests.giamsat.pages import NOBODY, PAGES, ROLE_OF, TABLES, expected

LONGEST_LIST = 60  # kinds of events are 22, fields of topics 19


def test_every_address_is_in_the_table_of_its_app():
    def names(patterns):
        for one in patterns:
            if getattr(one, "namespace", None) == "api":
                continue  # tried with every role in test_api
            yield from names(one.url_patterns) if hasattr(one, "url_patterns") else [one.name]

    found = list(names(get_resolver().url_patterns))
    assert len(found) == len(set(found))
    assert sorted(found) == sorted(name for table in TABLES for name in table.PAGES)


def check_headers(page, response):
    """What a browser is told of a page that was opened.

    Under a policy stricter than ``same-origin`` it sends ``Origin: null``, and every form is refused.
    """
    assert response["Referrer-Policy"] == "same-origin"
    if page.open_to_all:
        return
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("who", [NOBODY, *ROLE_OF])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_for_every_role_with_its_headers(name, who, signed_in, client):
    page = PAGES[name]
    browser = client if who == NOBODY else signed_in(who)
    for arguments, owners in page.rows():
        address = reverse(name, args=(*arguments, *page.more))
        assert resolve(address).url_name == name, "another app's address is in front of it"
        response = browser.post(address, page.sends(owners)) if page.post else browser.get(address)
        assert response.status_code == expected(page, who, owners), (name, who, owners)
        if not page.post and who != NOBODY:
            check_headers(page, response)


def test_a_row_that_is_not_there_is_a_404_for_all_who_are_signed_in(signed_in):
    browser, tried = signed_in("van"), 0
    for name, page in PAGES.items():
        arguments, owners = page.rows()[0]
        is_numbered = arguments and all(isinstance(one, int) for one in arguments)
        if is_numbered and not page.post and expected(page, "van", owners) == page.ok:
            tried += 1
            address = reverse(name, args=(*[999_999 for _one in arguments], *page.more))
            assert browser.get(address).status_code == 404, address
    assert tried > 25


@pytest.mark.one_database
@pytest.mark.parametrize("who", [NOBODY, "van"])
@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if not page.post])
def test_a_page_answers_a_preview_as_it_answers_a_reader(name, who, signed_in, client):
    """Programmes that preview a link, and caches, ask for the head of a page alone."""
    page = PAGES[name]
    arguments, owners = page.rows()[0]
    browser = client if who == NOBODY else signed_in(who)
    response = browser.head(reverse(name, args=(*arguments, *page.more)))
    assert response.status_code == expected(page, who, owners), (name, who)
    assert not response.content if not response.streaming else True


@pytest.mark.one_database
@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if not page.post])
def test_an_address_of_a_law_is_read_in_the_order_of_law(name, signed_in):
    """ "khoản 1 Điều 5", in what people read and hear; never in the order a tree is stored in."""
    page = PAGES[name]
    arguments, _owners = page.rows()[0]
    response = signed_in("van").get(reverse(name, args=(*arguments, *page.more)))
    if "html" in response["Content-Type"]:
        words = re.sub(r"<[^>]*>", " ", response.content.decode())
        assert not re.findall(r".{0,40}Điều \w+,? khoản.{0,40}", words)


@pytest.mark.parametrize("who", ["van", "quantri", "ha"])
@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if not page.post])
def test_no_list_of_choices_is_longer_than_a_person_reads(name, who, signed_in):
    """A province has a thousand bodies: one of many is found by its name, not in a list of all."""
    page = PAGES[name]
    arguments, owners = page.rows()[0]
    if expected(page, who, owners) != 200:
        return
    response = signed_in(who).get(reverse(name, args=(*arguments, *page.more)))
    if "html" in response["Content-Type"]:
        html = response.content.decode()
        lists = re.findall(r"<select.*?</select>", html, re.DOTALL)
        assert all(one.count("<option") <= LONGEST_LIST for one in lists)
        assert html.count('type="radio"') <= LONGEST_LIST
