"""Lists ask the database a fixed number of questions, the same for a few rows and for a thousand."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.giamsat.conftest import sign_in
from tests.giamsat.pages import PAGES, TABLES, every

MEASURED = every("MEASURED")


def grow(count, start):
    """Many more of everything the lists show."""
    for table in TABLES:
        if hasattr(table, "grow"):
            table.grow(count, start)


def address_of(measured):
    page = PAGES[measured.name]
    arguments, _owners = page.rows()[0]
    return reverse(measured.name, args=(*arguments, *page.more)) + measured.query


def questions(browser, address):
    """What a page asks the database, or the answer's status when it is not shown."""
    with CaptureQueriesContext(connection) as captured:
        status = browser.get(address).status_code
    if status != 200:
        return status
    passing = ("SAVEPOINT", "RELEASE")
    return [one["sql"] for one in captured.captured_queries if not one["sql"].startswith(passing)]


@pytest.fixture(scope="module")
def asked(module_db):
    """What every page asks for a few rows more, and for a thousand: grown once for all pages."""
    browsers = {who: sign_in(who) for who in {page.who for page in MEASURED}}
    addresses = {page: address_of(page) for page in MEASURED}
    grow(3, 0)
    for page, address in addresses.items():
        browsers[page.who].get(address)  # what is drawn once and kept is drawn now
    few = {page: questions(browsers[page.who], address) for page, address in addresses.items()}
    grow(1000, 10)
    many = {page: questions(browsers[page.who], address) for page, address in addresses.items()}
    return few, many


@pytest.mark.parametrize("page", MEASURED, ids=lambda page: f"{page.name}{page.query}-{page.who}")
def test_a_page_asks_no_more_for_a_thousand_rows_than_for_a_few(page, asked):
    few, many = (told[page] for told in asked)
    assert isinstance(few, list), f"answered {few}"
    assert isinstance(many, list), f"answered {many}"
    assert len(few) == len(many), "\n".join(many)
    assert len(many) <= page.most, "\n".join(many)
