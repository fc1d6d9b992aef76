"""Whatever a page offers its reader can be opened: every link of every page, followed as each role."""

import re
from collections import Counter, deque

import pytest
from django.urls import Resolver404, resolve
from tests.giamsat.pages import PAGES, expected

from giamsat.cli.sample import CAST

# What machines ask, parts of a page that a script asks for, and what comes before signing in.
NO_PLACE_OF_THEIR_OWN = {"health", "bodies_found", "likeness", "sign_in", "sign_in_code"}
MOST_OF_A_KIND = 4  # addresses of one page that are followed: lists would go on for good


def offered(address, page):
    """The addresses a page links to, files of the site itself left out."""
    links = (link.replace("&amp;", "&") for link in re.findall(r'href="([^"#]+)', page))
    targets = (address.split("?")[0] + link if link.startswith("?") else link for link in links)
    return [
        target for target in targets if target.startswith("/") and not target.startswith("/tinh/")
    ]


def own_pages(who):
    """Pages of a person that need no row to be about, and that people look at."""
    return {
        name
        for name, page in PAGES.items()
        if page.rows()[0][0] == ()
        and not page.post
        and not page.open_to_all
        and expected(page, who, set()) == 200
    } - NO_PLACE_OF_THEIR_OWN


def kind_of(address):
    """The name of the page an address leads to; of a dead one the address itself."""
    try:
        return resolve(address.split("?")[0]).url_name
    except Resolver404:
        return address


@pytest.mark.one_database
@pytest.mark.parametrize("who", [one.sign_in_name for one in CAST])
def test_no_link_is_dead_and_every_page_has_a_way_to_it(who, signed_in, places):
    browser, seen, waiting, dead = signed_in(who), {"/"}, deque(["/"]), []
    followed = Counter()
    while waiting:
        address = waiting.popleft()
        response = browser.get(address)
        if response.status_code != 200:
            dead.append((address, response.status_code))
            continue
        if "attachment" in response.get("Content-Disposition", ""):
            continue
        for target in offered(address, response.content.decode()):
            kind = kind_of(target)
            if target not in seen and followed[kind] < MOST_OF_A_KIND:
                seen.add(target)
                followed[kind] += 1
                waiting.append(target)
    assert dead == []
    assert sorted(own_pages(who) - set(followed) - {"home"}) == []
