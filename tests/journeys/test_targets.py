"""Targets in a browser: a definition is changed and tried, a clerk of a commune reports on a telephone, the figure moves."""

import re

from playwright.sync_api import expect

BOOK = "/chi-tieu/nghe-an-2021/"


def test_a_target_is_changed_with_its_sentence_beside_it(targeted, visitor, picture):
    page = visitor("van").page
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/chi-tieu/")
    page.get_by_role("link", name=re.compile("Tỉnh ủy Nghệ An")).first.click()
    expect(page.get_by_text("trên 7 chỉ tiêu")).to_be_visible()
    picture(page, "29-chi-tieu")
    page.get_by_role("link", name=re.compile("NA5")).first.click()
    page.get_by_role("link", name="Sửa", exact=True).click()
    page.get_by_label("Số", exact=True).fill("3")
    page.get_by_label("Mã", exact=True).click()  # leaving the field asks for the sentence
    expect(page.locator("#xem")).to_contain_text("có ít nhất 3 nội dung phản biện xã hội")
    page.get_by_label("Lý do sửa").fill("Thử mức cao hơn theo góp ý")
    page.get_by_role("button", name="Lưu chỉ tiêu").click()
    expect(page.get_by_text("Đã lưu chỉ tiêu.")).to_be_visible()
    page.goto(f"{BOOK}NA5/thu/")
    page.get_by_label("Mức").fill("1")
    page.get_by_role("button", name="Thử", exact=True).click()
    expect(page.get_by_role("heading", name="Nếu đổi chỉ tiêu này thì sao")).to_be_visible()
    expect(page.get_by_text(re.compile("Thành đạt"))).to_be_visible()
    page.get_by_role("button", name="Hỏi máy xếp lịch").click()
    expect(page.get_by_text(re.compile("mức 1: trước thiếu"))).to_be_visible(timeout=90_000)


def test_a_target_moves_when_a_commune_reports_and_another_confirms(targeted, visitor, picture):
    tam = visitor("tam", viewport={"width": 360, "height": 780}).page
    tam.goto("/so-lieu/")
    tam.get_by_role("link", name="Báo số liệu").click()
    tam.get_by_label("Việc", exact=True).select_option(label="nội dung phản biện xã hội")
    tam.get_by_label("Ngày làm").fill(targeted["today"])
    tam.get_by_label("Số lượng").fill("7")
    tam.get_by_label("Nội dung").fill("Phản biện đề án thu gom rác")
    tam.get_by_label("Số, ngày văn bản").fill("Báo cáo số 31/BC-MTTQ")
    tam.get_by_role("button", name="Ghi số liệu").click()
    expect(tam.get_by_text("chờ xác nhận")).to_be_visible()
    expect(tam.get_by_role("button", name="Xác nhận")).to_have_count(0)
    van = visitor("van").page
    van.set_viewport_size({"width": 1440, "height": 900})
    van.goto("/so-lieu/?tt=waiting")
    picture(van, "30-so-lieu")
    row = van.get_by_role("row").filter(has_text="Báo cáo số 31/BC-MTTQ")
    row.get_by_role("checkbox").check()
    van.get_by_role("button", name="Xác nhận các số liệu đã chọn").click()
    expect(van.get_by_text("Đã xác nhận 1 số liệu.")).to_be_visible()
    van.goto(f"{BOOK}NA5/su-viec/?don-vi=BH04-MT")
    expect(van.get_by_text("Phản biện đề án thu gom rác")).to_be_visible()
    van.get_by_role("link", name="Phản biện đề án thu gom rác").click()
    expect(van.get_by_text("đã xác nhận")).to_be_visible()
