"""Every page at both widths and in both themes: no accessibility violation, nothing wider than the window, light to load.

What a page looks like does not depend on the database it was filled from: the same templates wrote the same mark-up. So
all pages are looked at on SQLite; on PostgreSQL each is asked of the real server once, and everything else is the same.
"""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from tests.giamsat.pages import every

axe = Axe()
LOOKED_AT = "DATABASE_URL" not in os.environ
_VIOLATIONS = """options => axe.run(document, options).then(found =>
    found.violations.map(one => [one.id, one.nodes.map(node => node.target).slice(0, 4)]))"""


def violations(page, *rules):
    """What axe finds, and no more than that comes out of the browser; by all rules, or by these."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe.axe_script)
    # Style sheets and sounds fetched once more serve rules about sound and about rotated screens alone; with and
    # without them the same rules pass, and a quarter of the time is saved.
    options = {"resultTypes": ["violations"], "preload": False}
    return page.evaluate(_VIOLATIONS, options | ({"runOnly": rules} if rules else {}))


@pytest.mark.parametrize(("who", "address"), every("SEEN"))
def test_a_page_is_accessible_and_fits(who, address, targeted, visitor):
    seen, address = visitor(who), address.format(**targeted)
    if not LOOKED_AT:
        answer = seen.context.request.get(address)
        assert answer.status in {200, 403, 404}
        assert answer.text().count("<h1") == 1
        return
    page = seen.page
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        assert violations(page) == [], width
        # The dark theme changes colours alone.
        page.emulate_media(color_scheme="dark")
        assert violations(page, "color-contrast", "link-in-text-block") == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator("h1")).to_have_count(1)
    # The browser's own note that a page is not there, or not theirs, is what was asked for here.
    seen.trouble[:] = [one for one in seen.trouble if "403" not in one and "404" not in one]


def test_the_menu_opens_on_a_telephone_and_closes_with_escape(story, visitor):
    page = visitor("van").page
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/")
    link = page.locator("#nav").get_by_role("link", name="Chương trình")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Mục lục").press("Enter")
    expect(link).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.parametrize(
    "address", ["/dang-nhap/", "/huong-dan/", "/cong-khai/", "/cong-khai/2025/"]
)
def test_a_page_before_signing_in_is_accessible(address, story, chromium):
    context = chromium.new_context(base_url=story.address)
    page = context.new_page()
    page.goto(address)
    assert violations(page) == []
    context.close()


def weigh(chromium, address, base, **options):
    """Bytes over the wire for a first visit, by the browser's own count."""
    context = chromium.new_context(base_url=base, **options)
    page = context.new_page()
    told = context.new_cdp_session(page)
    told.send("Network.enable")
    weight = []
    told.on("Network.loadingFinished", lambda event: weight.append(event["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    context.close()
    return sum(weight)


@pytest.mark.parametrize(("who", "address"), every("WEIGHED"))
def test_no_page_weighs_more_than_120_kilobytes(who, address, story, visitor, chromium):
    state = visitor(who).context.storage_state()
    assert weigh(chromium, address, story.address, storage_state=state) < 120_000


def test_the_first_page_weighs_less_than_100_kilobytes(story, visitor, chromium):
    assert 40_000 < weigh(chromium, "/dang-nhap/", story.address) < 100_000
    state = visitor("van").context.storage_state()
    assert (
        40_000 < weigh(chromium, "/chuong-trinh/1/", story.address, storage_state=state) < 100_000
    )


def test_pages_are_english_when_asked(story, chromium):
    from tests.journeys.installation import PASSWORD

    context = chromium.new_context(base_url=story.address)
    context.add_cookies([{"name": "ngon-ngu", "value": "en", "url": story.address}])
    page = context.new_page()
    page.goto("/dang-nhap/")
    page.get_by_label("Sign-in name").fill("van")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="My work").wait_for()
    page.goto("/chuong-trinh/1/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(
        page.get_by_role("heading", name="Programme of supervision and criticism")
    ).to_have_count(1)
    context.close()


def test_a_page_prints_without_menus_and_forms(story, visitor):
    page = visitor("van").page
    page.goto("/chuong-trinh/1/")
    page.emulate_media(media="print")
    for hidden in (".nav", ".btn", ".crumbs"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.get_by_role("heading", name="Chương trình giám sát")).to_be_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.emulate_media(media="screen")
