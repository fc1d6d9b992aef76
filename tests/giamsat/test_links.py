"""Whatever a page offers its reader can be opened: every link of every page, followed as each role."""

import re
from collections import deque

import pytest

from giamsat.cli.sample import CAST

MOST = 160  # pages followed for one reader; lists of places would go on for good


def offered(address, page):
    """The addresses a page links to, files of the site itself left out."""
    links = (link.replace("&amp;", "&") for link in re.findall(r'href="([^"#]+)', page))
    targets = (address.split("?")[0] + link if link.startswith("?") else link for link in links)
    return [
        target for target in targets if target.startswith("/") and not target.startswith("/tinh/")
    ]


@pytest.mark.one_database
@pytest.mark.parametrize("who", [one.sign_in_name for one in CAST])
def test_no_link_is_dead(who, signed_in, places):
    browser, seen, waiting, dead = signed_in(who), {"/"}, deque(["/"]), []
    while waiting and len(seen) < MOST:
        address = waiting.popleft()
        response = browser.get(address)
        if response.status_code != 200:
            dead.append((address, response.status_code))
            continue
        if "attachment" in response.get("Content-Disposition", ""):
            continue
        for target in offered(address, response.content.decode()):
            # One page of each long list is enough.
            long = re.search(r"/dia-danh/\d|trang=", target)
            if target not in seen and not (
                long and any(re.search(r"/dia-danh/\d|trang=", one) for one in seen)
            ):
                seen.add(target)
                waiting.append(target)
    assert dead == []
    assert len(seen) > 5
