"""A form nobody has seen is brought, two of its columns are put right, and next year's file reads by itself.

As the officer does it on a telephone without JavaScript, in an office of its own.
"""

import io

import openpyxl
import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import Visitor, make

HEADS = (
    "TT",
    "Vấn đề cần xem xét",
    "Nơi đến làm việc",
    "ngày khởi đầu",
    "ngày hoàn tất",
    "Hướng tới",
    "Cùng đi",
)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    installation = make(tmp_path_factory.mktemp("cai-dat"), "web", "worker")
    yield installation
    installation.stop()
    assert installation.faults() == []


@pytest.fixture(scope="module")
def van(office, chromium):
    narrow = {"viewport": {"width": 360, "height": 780}, "java_script_enabled": False}
    officer = Visitor(office, chromium, "van", **narrow)
    officer.sign_in()
    yield officer.page
    assert officer.trouble == []
    officer.context.close()


def file_of(year, rows):
    """A workbook of an organisation with heads of its own; the last two nobody can guess."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["HỘI NÔNG DÂN TỈNH BÌNH HẢI"])
    sheet.append([f"NHỮNG VIỆC DỰ ĐỊNH NĂM {year}"])
    sheet.append(HEADS)
    for number, (title, body, month, affected, partner) in enumerate(rows, 1):
        days = (f"1/{month}/{year}", f"28/{month}/{year}")
        sheet.append([number, title, body, *days, affected, partner])
    out = io.BytesIO()
    book.save(out)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": f"du dinh {year}.xlsx", "mimeType": kind, "buffer": out.getvalue()}


FIRST = [
    (
        "Việc thu phí vệ sinh tại các chợ trên địa bàn",
        "UBND xã Vạn Hải",
        4,
        "tiểu thương",
        "Hội Cựu chiến binh tỉnh",
    ),
    (
        "Việc chi trả chế độ cho người có công",
        "Sở Nội vụ",
        5,
        "người có công",
        "Hội Liên hiệp Phụ nữ tỉnh",
    ),
]
SECOND = [("Việc cấp nước sạch cho các xã bãi ngang", "Sở Y tế", 6, "hộ nghèo", "Tỉnh đoàn")]


def bring(page, year, rows):
    """Open the programme of a year and bring the file of an organisation to it."""
    page.goto("/chuong-trinh/")
    page.get_by_role("spinbutton", name="Năm").fill(str(year))
    page.get_by_label("Bộ quy tắc").select_option("nghe-an-2021")
    page.get_by_role("button", name="Mở chương trình").click()
    page.get_by_text(f"Đã mở chương trình năm {year}").wait_for()
    page.locator("#id_workbooks").set_input_files([file_of(year, rows)])
    page.get_by_role("button", name="Đưa tệp vào").click()
    page.get_by_text("Đã nhận 1 tệp").wait_for()
    page.get_by_text("Đang đọc").first.wait_for(state="detached", timeout=60_000)
    page.get_by_role("link", name=f"du dinh {year}.xlsx").click()


def test_a_never_seen_form_is_put_right_and_next_years_file_reads_by_itself(van):
    bring(van, 2027, FIRST)
    said = van.locator("section", has=van.get_by_role("heading", name="Cột trong tệp được hiểu là"))
    expect(said).to_contain_text("chưa hiểu nên không đọc")
    expect(said).to_contain_text("Hướng tới")
    expect(said).to_contain_text("Cùng đi")
    expect(van.locator("main")).to_contain_text("Việc thu phí vệ sinh tại các chợ")
    expect(van.locator("main")).to_contain_text("1/4–28/4")
    van.get_by_role("link", name="Xem, sửa cách đọc").click()
    expect(van.get_by_label("Cột F: Hướng tới")).to_have_value("")
    expect(van.get_by_label("Cột B: Vấn đề cần xem xét")).to_have_value("title")
    expect(van.locator("main")).to_contain_text("“tiểu thương”")
    van.get_by_label("Cột F: Hướng tới").select_option(label="Đối tượng yếu thế")
    van.get_by_label("Cột G: Cùng đi").select_option(label="Phối hợp")
    van.get_by_role("button", name="Đọc lại theo cách này").focus()
    van.keyboard.press("Enter")
    van.get_by_text("Đang đọc lại theo cách vừa chỉ").wait_for()
    van.get_by_text("Đọc theo cách").first.wait_for(timeout=60_000)
    expect(said).not_to_contain_text("chưa hiểu")
    van.get_by_role("link", name="Việc thu phí vệ sinh tại các chợ").click()
    expect(van.get_by_label("Đối tượng yếu thế")).to_have_value("tiểu thương")

    bring(van, 2028, SECOND)
    expect(said).to_contain_text("Đọc theo cách")
    expect(said).not_to_contain_text("chưa hiểu")
    van.get_by_role("link", name="Việc cấp nước sạch cho các xã bãi ngang").click()
    expect(van.get_by_label("Đối tượng yếu thế")).to_have_value("hộ nghèo")
    expect(van.get_by_label("Cơ quan phối hợp")).to_have_value("Tỉnh đoàn")
