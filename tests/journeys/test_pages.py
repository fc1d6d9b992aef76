"""Every page at both widths and in both themes: no accessibility violation, nothing wider than the window, light to load."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

PAGES = [
    ("van", "/"),
    ("van", "/chuong-trinh/"),
    ("van", "/chuong-trinh/1/"),
    ("van", "/chuong-trinh/1/?xem=noi&ca=1"),
    ("van", "/chuong-trinh/1/?xem=bang"),
    ("van", "/chuong-trinh/1/tep/"),
    ("van", "/tep/1/"),
    ("van", "/tep/4/"),
    ("van", "/chuong-trinh/1/de-xuat/"),
    ("van", "/chuong-trinh/1/de-xuat/?tim=khong-co"),
    ("van", "/de-xuat/1/"),
    ("van", "/chuong-trinh/1/trung-lap/"),
    ("van", "/chuong-trinh/1/trung-lap/?trang-thai=decided"),
    ("van", "/chuong-trinh/1/trung-lap/?vi=noi"),
    ("van", "/trung-lap/1/"),
    ("van", "/chuong-trinh/1/xep-lich/"),
    ("van", "/phuong-an/1/"),
    ("van", "/phuong-an/2/"),
    ("van", "/chuong-trinh/1/so-sanh/?a=1&b=2"),
    ("van", "/to-chuc/"),
    ("van", "/to-chuc/1/"),
    ("van", "/dia-danh/"),
    ("van", "/dia-danh/?tim=quynh+luu"),
    ("van", "/tai-khoan/"),
    ("van", "/tai-khoan/hai-buoc/"),
    ("van", "/huong-dan/"),
    ("van", "/khong-co/"),
    ("ha", "/nguoi/"),
    ("ha", "/chuong-trinh/1/"),
    ("bao", "/phuong-an/1/"),
    ("bao", "/nhat-ky/"),
    ("quantri", "/nguoi/"),
    ("quantri", "/nguoi/2/"),
    ("quantri", "/to-chuc/1/"),
    ("quantri", "/nhat-ky/"),
    ("thanh", "/chuong-trinh/1/trung-lap/"),
    ("van", "/chuong-trinh/1/de-xuat/moi/"),
    ("van", "/chuong-trinh/1/uu-tien/"),
    ("van", "/chuong-trinh/1/dat-hang/"),
    ("thanh", "/dat-hang/1/"),
    ("ha", "/dat-hang/1/"),
    ("van", "/chuong-trinh/1/ban/"),
    ("van", "/chuong-trinh/1/ban/?a=1&b=1"),
    ("van", "/ban/1/"),
    ("bao", "/ban/1/"),
    ("van", "/hiep-thuong/1/"),
    ("ha", "/hiep-thuong/1/"),
    ("van", "/hiep-thuong/1/noi-dung/2/"),
    ("ha", "/hiep-thuong/1/noi-dung/2/"),
    ("van", "/tim/?tim=giam+sat"),
    ("van", "/tim/?tim=khongcogi"),
    ("hung", "/"),
    ("hung", "/tai-don-vi/"),
    ("hung", "/chuong-trinh/1/dat-hang/"),
    ("hung", "/tai-khoan/"),
    ("van", "/cong-khai/"),
    ("van", "/cong-khai/2025/"),
    ("quantri", "/to-chuc/"),
    ("van", "/giam-sat/"),
    ("van", "/giam-sat/mo/"),
    ("van", "/giam-sat/{gs1}/"),
    ("thanh", "/giam-sat/{gs1}/"),
    ("van", "/giam-sat/{gs2}/doan/"),
    ("van", "/giam-sat/{gs1}/ho-so/"),
    ("van", "/giam-sat/{gs1}/ho-so/?sua={finding}"),
    ("van", "/giam-sat/{gs1}/thuc-dia/"),
    ("van", "/giam-sat/{gs1}/van-ban/thong-bao/"),
    ("van", "/giam-sat/{gs1}/van-ban/quyet-dinh/?so={paper}"),
    ("van", "/giam-sat/ban/"),
    ("van", "/giam-sat/ban/{board}/"),
    ("hung", "/tai-don-vi/bao-cao/"),
    ("hung", "/giam-sat/bao-cao/{unit}/"),
    ("van", "/kien-nghi/"),
    ("hung", "/kien-nghi/"),
    ("van", "/kien-nghi/?tt=overdue"),
    ("van", "/kien-nghi/{kn1}/"),
    ("hung", "/kien-nghi/{kn5}/"),
    ("van", "/kien-nghi/moi/"),
    ("van", "/kien-nghi/gui/"),
    ("hung", "/kien-nghi/tra-loi/"),
    ("van", "/kien-nghi/tra-loi/"),
    ("van", "/kien-nghi/don-vi/"),
    ("van", "/kien-nghi/don-vi/{snv}/"),
    ("van", "/kien-nghi/{kn1}/van-ban/don-doc/"),
    ("van", "/bao-cao/"),
    ("van", "/bao-cao/{report}/"),
    ("van", "/quy-dinh/"),
    ("van", "/quy-dinh/doan-giam-sat/?a=2017-08-01&b=2025-07-01"),
    ("van", "/quy-dinh/thu/"),
    ("van", "/ngay-lam-viec/"),
    ("lien", "/tu-duong/"),
    ("lien", "/"),
    ("van", "/phan-bien/"),
    ("van", "/phan-bien/mo/"),
    ("van", "/phan-bien/{pb}/"),
    ("van", "/phan-bien/{pb}/doan/"),
    ("van", "/phan-bien/{pb}/du-thao/"),
    ("van", "/phan-bien/{pb}/du-thao/1/"),
    ("van", "/phan-bien/{pb}/du-thao/2/so-sanh/"),
    ("van", "/phan-bien/{pb}/du-thao/1/{place}/"),
    ("van", "/phan-bien/{pb}/du-thao/2/2/sua/"),
    ("van", "/phan-bien/{pb}/y-kien/"),
    ("van", "/phan-bien/{pb}/y-kien/?tt=held"),
    ("van", "/phan-bien/{pb}/y-kien/them/"),
    ("van", "/phan-bien/{pb}/y-kien/{opinion}/"),
    ("van", "/phan-bien/{pb}/noi-dung/{point}/"),
    ("van", "/phan-bien/{pb}/noi-dung/{lone}/"),
    ("van", "/phan-bien/{pb}/tiep-thu/?ban=1"),
    ("van", "/phan-bien/{pb}/van-ban/pb-van-ban/"),
    ("hung", "/tai-don-vi/du-thao/"),
    ("hung", "/phan-bien/{pb}/tiep-thu/"),
    ("thanh", "/phan-bien/{pb}/du-thao/"),
    ("van", "/cong-khai/du-thao/"),
    ("van", "/cong-khai/du-thao/{pb}/1/"),
    ("van", "/cong-khai/du-thao/{pb}/1/{place}/"),
    ("van", "/cong-khai/du-thao/tra-cuu/"),
    ("van", "/chi-tieu/"),
    ("thanh", "/chi-tieu/nghe-an-2021/"),
    ("van", "/chi-tieu/nghe-an-2021/NA4/"),
    ("ha", "/chi-tieu/nghe-an-2021/NA4/su-viec/"),
    ("van", "/chi-tieu/nghe-an-2021/NA4/sua/"),
    ("thanh", "/chi-tieu/nghe-an-2021/NA4/thu/"),
    ("van", "/chi-tieu/nghe-an-2021/yaml/"),
    ("van", "/chi-tieu/nghe-an-2021/ban/1/"),
    ("tam", "/so-lieu/"),
    ("tam", "/so-lieu/moi/"),
    ("van", "/so-lieu/{fact}/"),
    ("van", "/so-lieu/{fact}/sua/"),
]
axe = Axe()


@pytest.mark.parametrize(("who", "address"), PAGES)
def test_a_page_is_accessible_and_fits(who, address, targeted, visitor):
    page, address = visitor(who).page, address.format(**targeted)
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.goto(address)
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            # The dark theme changes colours alone.
            rules = (
                {"runOnly": ["color-contrast", "link-in-text-block"]} if scheme == "dark" else {}
            )
            found = axe.run(page, options={"resultTypes": ["violations"]} | rules).response[
                "violations"
            ]
            told = [(one["id"], [node["target"] for node in one["nodes"]][:4]) for one in found]
            assert told == [], (width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        expect(page.locator("h1")).to_have_count(1)
    # The browser's own note that a page is not there, or not theirs, is what was asked for here.
    visitor(who).trouble[:] = [
        one for one in visitor(who).trouble if "403" not in one and "404" not in one
    ]


def test_the_menu_opens_on_a_telephone_and_closes_with_escape(story, visitor):
    page = visitor("van").page
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto("/")
    link = page.locator("#nav").get_by_role("link", name="Chương trình")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Mục lục").press("Enter")
    expect(link).to_be_visible()
    assert axe.run(page).response["violations"] == []
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
    assert axe.run(page).response["violations"] == []
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


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/chuong-trinh/1/",
        "/chuong-trinh/1/?xem=bang",
        "/chuong-trinh/1/de-xuat/",
        "/chuong-trinh/1/de-xuat/moi/",
        "/chuong-trinh/1/uu-tien/",
        "/chuong-trinh/1/ban/",
        "/ban/1/",
        "/hiep-thuong/1/",
        "/hiep-thuong/1/noi-dung/2/",
        "/phuong-an/2/",
        "/tim/?tim=giam+sat",
        "/chuong-trinh/1/dat-hang/",
    ],
)
def test_no_page_weighs_more_than_120_kilobytes(address, story, visitor, chromium):
    state = visitor("van").context.storage_state()
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
