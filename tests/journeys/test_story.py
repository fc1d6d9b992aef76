"""From six workbooks to the papers, as the people of the office do it in their browsers."""

import io
import zipfile

from playwright.sync_api import expect


def test_the_story_ends_with_papers_in_hand(story, visitor):
    van = visitor("van")
    number = story.ask("Variant.objects.get(accepted_at__isnull=False).id")
    for kind, head in (
        ("docx", b"PK"),
        ("xlsx", b"PK"),
        ("ics", b"BEGIN:VCALENDAR"),
        ("html", b"<!doctype html>"),
    ):
        response = van.context.request.get(f"/phuong-an/{number}/van-ban/{kind}/")
        assert response.ok
        assert response.body().startswith(head)
        assert "attachment" in response.headers["content-disposition"]
        if kind == "docx":
            text = zipfile.ZipFile(io.BytesIO(response.body())).read("word/document.xml").decode()
            assert "Bình Hải" in text


def test_the_trail_tells_the_story(story):
    verbs = story.ask("list(AuditEntry.objects.values_list('verb', flat=True))")
    assert {
        "programme.opened",
        "workbook.received",
        "proposal.corrected",
        "problem.settled",
        "proposal.sent",
        "pair.decided",
        "variant.started",
        "variant.accepted",
        "commission.made",
        "round.opened",
        "position.taken",
        "round.concluded",
        "round.closed",
        "edition.submitted",
        "edition.opinion_given",
        "point.answered",
        "edition.approved",
        "edition.issued",
        "edition.told",
        "edition.published",
    } <= set(verbs)
    assert verbs.count("workbook.received") == 7


def test_a_citizen_reads_the_programme_on_a_telephone(story, chromium):
    context = chromium.new_context(
        base_url=story.address, viewport={"width": 360, "height": 800}, locale="vi-VN"
    )
    page = context.new_page()
    page.goto("/cong-khai/")
    page.get_by_role("link", name="Ủy ban MTTQ Việt Nam").click()
    page.get_by_role("heading", name="Chương trình giám sát, phản biện năm 2025").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    with page.expect_download() as download:
        page.get_by_role("link", name="Word", exact=True).first.click()
    assert download.value.suggested_filename == "Ke_hoach_GS_PB_2025_so_01.docx"
    context.close()


def test_a_supervised_body_sees_its_own_visits(story, visitor):
    page = visitor("hung").page
    page.goto("/tai-don-vi/")
    expect(page.locator("ul.rows li").nth(1)).to_be_visible()
    expect(page.get_by_text("chủ trì").nth(1)).to_be_visible()


def test_what_a_title_resembles_shows_while_it_is_typed(story, visitor):
    page = visitor("khoi").page
    page.goto("/chuong-trinh/1/de-xuat/moi/")
    page.get_by_label("Tên nội dung").press_sequentially(
        "Giám sát về phòng, chống bạo lực gia đình", delay=5
    )
    page.locator("#giong").get_by_text("Hội Liên hiệp Phụ nữ").first.wait_for()


def test_an_activity_is_moved_with_the_keyboard_alone(story, visitor):
    page = visitor("van").page
    page.goto("/chuong-trinh/1/")
    press_until(page, "Dời")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1).wait_for()
    press_until(page, "sang tháng 11")
    page.keyboard.press("Enter")
    page.get_by_text("Đã dời sang tháng 11").wait_for()


def test_an_organisation_sees_its_own_files_only(story, visitor):
    page = visitor("ha").page
    page.goto("/chuong-trinh/")
    page.get_by_role("link", name="Chương trình giám sát, phản biện năm 2025").click()
    page.get_by_role("link", name="Tệp", exact=True).click()
    expect(page.get_by_role("link", name="4_hoi_lhpn_gop_doc.xlsx")).to_have_count(1)
    expect(page.get_by_role("link", name="3_hoi_nong_dan_NFD.xlsx")).to_have_count(0)


def test_everything_works_without_javascript(story, visitor):
    page = visitor("van", java_script_enabled=False).page
    page.goto("/chuong-trinh/")
    page.get_by_role("link", name="Chương trình giám sát, phản biện năm 2025").click()
    page.get_by_role("link", name="Dạng bảng").click()
    page.get_by_role("link", name="Xếp lịch").click()
    page.get_by_role("link", name="Phương án 1", exact=True).click()
    page.get_by_label("Dời sang tháng").select_option("10")
    page.get_by_role("button", name="Xếp lại với ghim này").click()
    for _ in range(60):
        if page.get_by_role("heading", name="Văn bản").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.get_by_text("ghim vào tháng 10")).to_have_count(1)


def test_a_pair_is_decided_with_the_keyboard_alone(story, visitor):
    page = visitor("van").page
    page.goto("/chuong-trinh/1/trung-lap/?trang-thai=decided")
    press_until(page, "Xem cặp")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Ghi quyết định").wait_for()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("ArrowDown")
    while page.evaluate("document.activeElement.name") != "reason":  # lead and title come before
        page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("Đổi ý sau khi hai tổ chức gặp nhau bàn lại.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Đã ghi quyết định").wait_for()


def press_until(page, words):
    for _ in range(80):
        page.keyboard.press("Tab")
        if words in (page.evaluate("document.activeElement.textContent") or ""):
            return
    raise AssertionError(words)


def test_a_bar_dragged_to_another_month_says_what_that_breaks(story, visitor):
    page = visitor("van").page
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/chuong-trinh/1/")
    strip = page.locator("svg[data-move]").first
    strip.scroll_into_view_if_needed()
    bar, whole = strip.locator("rect").bounding_box(), strip.bounding_box()
    page.mouse.move(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    page.mouse.down()
    page.mouse.move(whole["x"] + whole["width"] * 0.87, bar["y"] + 4, steps=8)
    page.mouse.up()
    page.wait_for_url("**/?thang=11")
    expect(page.locator("tr[aria-current] th")).to_have_text("Tháng 11")
    page.locator("tr[aria-current]").get_by_role("button", name="Ghim, xếp lại").click()
    page.get_by_role("heading", name="Văn bản").wait_for(timeout=90_000)
    expect(page.get_by_text("ghim vào tháng 11").nth(0)).to_be_visible()
