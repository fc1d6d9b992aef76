"""From a draft to an answer: an officer, a citizen on a telephone, a drafting agency, each in their browser."""

import re
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

SAMPLES = Path(__file__).parents[2] / "samples" / "du_thao"


def written(day):
    return f"{day.day}/{day.month}/{day.year}"


def test_a_draft_is_opened_to_the_public_and_a_citizen_writes(
    criticised, visitor, chromium, picture, story
):
    page, today = visitor("van").page, datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/phan-bien/mo/")
    page.get_by_label("Hình thức").select_option("hoi-nghi-phan-bien")
    page.get_by_label("Dự thảo được phản biện").fill(
        "Phản biện dự thảo quy định hỗ trợ, tái định cư"
    )
    page.get_by_label("Lĩnh vực").select_option("moi-truong")
    page.get_by_label("Cơ quan soạn thảo").fill("Sở Nội vụ")
    page.get_by_label("Từ ngày").fill(written(today))
    page.get_by_label("Đến hết ngày").fill(written(today + timedelta(days=40)))
    page.get_by_label("Căn cứ").fill("Công văn đề nghị phản biện của cơ quan soạn thảo")
    page.get_by_role("button", name="Mở cuộc phản biện").click()
    page.get_by_text("Đưa dự thảo vào khi nhận được").wait_for()
    code = re.search(r"\d{4}-PB-\d+", page.url)[0]
    page.get_by_role("link", name="Dự thảo, ý kiến, tiếp thu").click()
    page.get_by_label("Tệp dự thảo").set_input_files(
        SAMPLES / "d4_quy_dinh_boi_thuong_tai_dinh_cu_v1.docx"
    )
    page.get_by_role("button", name="Đưa dự thảo vào").click()
    page.get_by_role("link", name="Dự thảo lần 1").wait_for(timeout=60_000)
    page.get_by_text("Công khai và lấy ý kiến").click()
    page.get_by_label("Đến hết ngày").fill(written(today + timedelta(days=20)))
    page.get_by_role("button", name="Công khai dự thảo").click()
    page.get_by_text("đang lấy ý kiến đến hết ngày").wait_for()
    receipt = write_as_citizen(chromium, story, code, picture)
    page.goto(f"/phan-bien/{code}/du-thao/")
    page.get_by_role("button", name="Gom ý kiến").click()
    page.get_by_text("1 ý kiến gom thành 1 nội dung").wait_for(timeout=60_000)
    page.goto(f"/phan-bien/{code}/y-kien/")
    assert "Nguyễn Thị Sen" not in page.content()
    answer_as_drafter(visitor, code)
    page.goto(f"/phan-bien/{code}/tiep-thu/")
    page.get_by_role("button", name="Công khai các trả lời").click()
    page.get_by_text("Đã công khai 1 trả lời").wait_for()
    read_the_answer(chromium, story, receipt)


def write_as_citizen(chromium, story, code, picture):
    """On a telephone, without an account; the receipt."""
    context = chromium.new_context(
        base_url=story.address, locale="vi-VN", viewport={"width": 360, "height": 780}
    )
    page = context.new_page()
    page.goto("/cong-khai/du-thao/")
    page.locator(f"a[href*='{code}']").first.click()
    page.get_by_role("link", name=re.compile("điểm b khoản 1 Điều 3 Quy định kèm theo")).click()
    page.get_by_label("Ý kiến của ông/bà").fill(
        "Phải chuyển nhà mà chỉ hỗ trợ 12 tháng thì không đủ, xin 18 tháng."
    )
    page.get_by_label("Sửa đổi, bổ sung").check()
    page.get_by_label("Họ tên hoặc tên tổ chức").fill("Nguyễn Thị Sen")
    picture(page, "28-gop-y")
    page.wait_for_timeout(3_100)  # people take longer than three seconds
    page.get_by_role("button", name="Gửi ý kiến").click()
    page.get_by_text("Đã nhận ý kiến của ông/bà").wait_for()
    receipt = page.locator(".lead b").inner_text()
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", receipt)
    assert "Sen" not in page.url
    context.close()
    return receipt


def answer_as_drafter(visitor, code):
    page = visitor("hung").page
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/tai-don-vi/du-thao/")
    page.get_by_role("link", name=re.compile(f"Mở.*{code}")).click()
    page.get_by_role("link", name="Nội dung phản biện, trả lời").click()
    page.locator("tbody input[type=checkbox]").first.check()
    page.get_by_label("Trả lời", exact=True).last.select_option("not")
    page.get_by_role("button", name="Ghi trả lời").click()
    page.get_by_text("phải giải trình").wait_for()
    expect(
        page.locator("tbody input[type=checkbox]").first, "what was chosen stays chosen"
    ).to_be_checked()
    page.get_by_label("Lý do, giải trình").fill(
        "Ngân sách chưa cân đối được; sẽ xem xét ở lần sửa đổi sau."
    )
    page.get_by_role("button", name="Ghi trả lời").click()
    page.get_by_text("Đã trả lời 1 nội dung, gồm 1 ý kiến").wait_for()


def read_the_answer(chromium, story, receipt):
    context = chromium.new_context(base_url=story.address, locale="vi-VN")
    page = context.new_page()
    page.goto("/cong-khai/du-thao/tra-cuu/")
    page.get_by_label("Mã tra cứu").fill(receipt.lower().replace("-", " "))
    page.get_by_role("button", name="Xem").click()
    page.get_by_text("Ngân sách chưa cân đối được").wait_for()
    assert receipt not in page.url
    context.close()


def test_one_form_sent_ten_times_at_once_is_one_opinion(criticised, chromium, story):
    """A nervous finger or a bad line: the same form in ten requests at the same moment."""
    context = chromium.new_context(base_url=story.address)
    page = context.new_page()
    page.goto(f"/cong-khai/du-thao/{criticised['pb']}/1/{criticised['place']}/")
    names = page.evaluate("Object.fromEntries(new FormData(document.querySelector('main form')))")
    text = "Đề nghị hạ xuống 60 tuổi đối với ngư dân."
    form = names | {"text": text, "who_type": "citizen", "name": "", "contact": "", "website": ""}
    cookie = "; ".join(f"{one['name']}={one['value']}" for one in context.cookies())
    answers = send_at_once(page.url, form, cookie, 10)
    receipts = {re.search(r"<b>([2-9A-Z-]{14})</b>", one)[1] for one in answers}
    assert len(receipts) == 1
    said = [row[0] for row in story.rows("SELECT text FROM criticism_draftopinion")]
    assert said.count(text) == 1
    context.close()


def send_at_once(url, form, cookie, times):
    body = urllib.parse.urlencode(form).encode()

    def send(_):
        request = urllib.request.Request(url, body, {"Cookie": cookie, "Referer": url})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read().decode()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(send, range(times)))


def test_a_broken_promise_is_on_the_first_page(criticised, visitor, picture):
    page, code = visitor("van").page, criticised["pb"]
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/")
    page.get_by_text("1 nội dung hứa tiếp thu, chưa thấy sửa ở bản sau").first.wait_for()
    page.goto(f"/phan-bien/{code}/du-thao/1/")
    picture(page, "24-du-thao")
    page.goto(f"/phan-bien/{code}/y-kien/?ban=1&tt=unclear")
    picture(page, "25-y-kien")
    page.goto(f"/phan-bien/{code}/noi-dung/{criticised['point']}/")
    picture(page, "26-noi-dung")
    page.goto(f"/phan-bien/{code}/tiep-thu/?ban=1")
    picture(page, "27-tiep-thu")
    page.goto(f"/phan-bien/{code}/du-thao/2/so-sanh/")
    page.get_by_text("Hứa tiếp thu nhưng chưa thấy sửa").wait_for()


def test_a_person_places_splits_and_has_the_table_written(criticised, visitor):
    page, code = visitor("van").page, criticised["pb"]
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"/phan-bien/{code}/y-kien/?ban=1&tt=unclear")
    page.locator("input[name=id]").first.check()
    page.get_by_label("Xếp vào điều khoản").fill("khoản 9 Điều 4")
    page.get_by_role("button", name="Xếp vào điều khoản này").click()
    page.get_by_text("không có “khoản 9 Điều 4”").wait_for()
    page.locator("input[name=id]").first.check()
    page.get_by_label("Xếp vào điều khoản").fill("khoản 2 Điều 4")
    page.get_by_role("button", name="Xếp vào điều khoản này").click()
    page.get_by_text("Đã xếp 1 ý kiến").wait_for()
    page.goto(f"/phan-bien/{code}/tiep-thu/?ban=1")
    page.get_by_role("button", name="Viết bảng Word, Excel").click()
    page.get_by_role("link", name=re.compile("Bảng Excel")).wait_for(timeout=60_000)


def test_a_drafting_agency_sends_its_draft_and_an_officer_takes_it(criticised, visitor):
    """Own file, a telephone's width for the agency; nothing is typed twice."""
    own = "NGHỊ QUYẾT\nQuy định mức chi tiếp công dân\nĐiều 1. Phạm vi\n1. Tỉnh và xã.\n"
    agency, day = visitor("hung").page, datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    agency.set_viewport_size({"width": 360, "height": 780})
    agency.goto("/tai-don-vi/du-thao/")
    agency.get_by_role("link", name="Gửi dự thảo đề nghị phản biện").click()
    agency.get_by_label("Dự thảo đề nghị phản biện").fill("Nghị quyết về mức chi tiếp công dân")
    file = {"name": "nq-tiep-dan.txt", "mimeType": "text/plain", "buffer": own.encode()}
    agency.get_by_label("Tệp dự thảo").set_input_files(file)
    agency.get_by_label("Số, ngày văn bản gửi kèm").fill("Công văn số 9/SNV-TCD")
    agency.get_by_label("Ngày dự kiến trình").fill(written(day + timedelta(days=45)))
    agency.get_by_role("button", name="Gửi dự thảo").click()
    expect(agency.locator("main")).to_contain_text("Nghị quyết về mức chi tiếp công dân")
    officer = visitor("van").page
    officer.goto("/phan-bien/")
    officer.get_by_role("link", name="Nghị quyết về mức chi tiếp công dân").first.click()
    officer.get_by_label("Lĩnh vực").select_option("tiep-dan")
    officer.get_by_role("button", name="Nhận dự thảo, mở cuộc phản biện").click()
    expect(officer.get_by_role("link", name="Dự thảo lần 1")).to_be_visible(timeout=60_000)
    code = re.search(r"\d{4}-PB-\d+", officer.url)[0]
    officer.goto(f"/phan-bien/{code}/")
    expect(officer.locator("main")).to_contain_text("Công văn số 9/SNV-TCD")
    expect(officer.locator("main")).to_contain_text("Đang ở bước 2")
    agency.goto("/tai-don-vi/du-thao/")
    agency.get_by_role("link", name="Nghị quyết về mức chi tiếp công dân").first.click()
    expect(agency.locator("main")).to_contain_text("Dự thảo lần 1")
    agency.get_by_text("Gửi dự thảo lần sau").click()
    agency.get_by_label("Tệp dự thảo").set_input_files(file | {"buffer": own.encode() + b"2. X.\n"})
    agency.get_by_label("Số, ngày văn bản gửi kèm").fill("Công văn số 12/SNV-TCD")
    agency.get_by_role("button", name="Gửi dự thảo").click()
    expect(agency.locator("main")).to_contain_text("chờ nhận")
    officer.goto(f"/phan-bien/{code}/du-thao/")
    officer.get_by_role("button", name="Nhận nq-tiep-dan.txt").click()
    expect(officer.get_by_role("link", name="Dự thảo lần 2", exact=True)).to_be_visible(
        timeout=60_000
    )
