"""An officer carries out a supervision and keeps a recommendation alive, a body answers: as they do it in their browsers."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect


def written(day):
    return f"{day.day}/{day.month}/{day.year}"


def test_a_case_is_opened_manned_and_its_decision_issued(followed, visitor, picture, story):
    page, today = visitor("van").page, datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/giam-sat/mo/")
    page.get_by_label("Nội dung giám sát").fill("Giám sát việc thu gom, xử lý rác thải sinh hoạt")
    page.get_by_label("Lĩnh vực").select_option("moi-truong")
    page.get_by_label("Nơi được giám sát").fill("UBND xã Vạn Hải")
    page.get_by_label("Từ ngày").fill(written(today))
    page.get_by_label("Đến hết ngày").fill(written(today + timedelta(days=60)))
    page.get_by_label("Căn cứ").fill("Báo chí phản ánh tình trạng rác thải tại xã Vạn Hải")
    page.get_by_role("button", name="Mở cuộc giám sát").click()
    page.get_by_text("Làm lần lượt từng bước bên dưới").wait_for()
    page.get_by_role("link", name="Đoàn, buổi làm việc").click()
    for name, post, role in (
        ("Trần Quốc Bảo", "Phó Chủ tịch Ủy ban MTTQ tỉnh", "head"),
        ("Lê Hải Yến", "Chuyên viên", "secretary"),
    ):
        page.get_by_label("Họ và tên").fill(name)
        page.get_by_label("Chức vụ, tổ chức").fill(post)
        page.get_by_label("Vai trò").select_option(role)
        page.get_by_role("button", name="Thêm thành viên").click()
        page.get_by_text("Đã thêm thành viên").wait_for()
        page.get_by_text(f"Ghi kê khai {name}").click()
        page.locator("details[open]").get_by_label("Ngày kê khai").fill(written(today))
        page.locator("details[open]").get_by_role("button", name="Lưu kê khai").click()
        page.get_by_text("Đã ghi.").wait_for()
    picture(page, "17-doan-giam-sat")
    page.locator(".crumbs").get_by_role("link").last.click()
    page.get_by_role("link", name="Quyết định thành lập đoàn giám sát").click()
    page.get_by_role("button", name="Lưu, xem bản in").click()
    page.get_by_text("Điều 1. Thành lập Đoàn giám sát").wait_for()
    picture(page, "18-viet-van-ban")
    page.get_by_label("Người ký").fill("Trần Quốc Bảo")
    page.get_by_role("button", name="Phát hành").click()
    page.get_by_role("link", name="Tải PDF").wait_for(timeout=60_000)
    page.locator(".crumbs").get_by_role("link").last.click()
    page.get_by_role("button", name="Ghi xong").click()
    page.get_by_text("Đã ghi xong bước này").wait_for()
    expect(page.locator("[aria-current=step] h3")).to_have_text(
        "Gửi kế hoạch, quyết định và đề cương báo cáo"
    )
    page.goto(f"/giam-sat/{followed['gs1']}/")
    picture(page, "19-cuoc-giam-sat")


def test_a_body_answers_and_the_officer_verifies(followed, visitor, picture):
    body, van = visitor("hung").page, visitor("van").page
    for page in (body, van):
        page.set_viewport_size({"width": 1440, "height": 900})
    body.goto("/")
    picture(body, "22-viec-cua-don-vi")
    body.goto("/kien-nghi/tra-loi/")
    body.get_by_label("Nội dung trả lời").select_option("accepts")
    body.get_by_label("Số, ngày văn bản").fill("Công văn số 99/SNV-VP")
    body.get_by_label("Tóm tắt trả lời").fill(
        "Sở đã yêu cầu 6 xã niêm yết lịch tiếp công dân trước ngày 15."
    )
    body.get_by_label(followed["kn5"]).check()
    body.get_by_role("button", name="Gửi trả lời").click()
    body.get_by_text("Đã ghi một văn bản trả lời 1 kiến nghị").wait_for()
    van.goto("/kien-nghi/")
    picture(van, "20-kien-nghi")
    van.goto(f"/kien-nghi/{followed['kn5']}/")
    van.locator("summary", has_text="Chấp nhận trả lời").click()
    van.get_by_role("button", name="Chấp nhận trả lời").click()
    van.get_by_text("Đã chấp nhận trả lời").wait_for()
    van.locator("summary", has_text="Xác nhận đã giải quyết").click()
    van.get_by_label("Đã thấy gì, so với kết quả cần đạt").fill(
        "Đoàn kiểm tra cả 6 xã: lịch đã niêm yết tại trụ sở và nhà văn hóa."
    )
    van.get_by_role("button", name="Xác nhận đã giải quyết").click()
    van.get_by_text("Đã xác nhận giải quyết xong").wait_for()
    van.goto(f"/kien-nghi/{followed['kn1']}/")
    picture(van, "21-don-doc")
    van.goto(f"/bao-cao/{followed['report']}/")
    picture(van, "23-bao-cao")


def test_a_clerk_answers_by_a_link_on_a_telephone(followed, visitor, chromium, story):
    van = visitor("van").page
    van.goto(f"/kien-nghi/don-vi/{followed['snv']}/")
    van.get_by_role("button", name="Tạo đường dẫn trả lời").click()
    address = van.locator(".say b").inner_text()
    path = "/tra-loi/" + address.split("/tra-loi/")[1]
    context = chromium.new_context(
        base_url=story.address, viewport={"width": 360, "height": 780}, locale="vi-VN"
    )
    page = context.new_page()
    page.goto(path)
    expect(page.locator("h1")).to_have_text("Trả lời kiến nghị")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto("/tra-loi/duong-dan-khong-co/")
    expect(page.locator("h1")).to_have_text("Không có trang này")
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_body_is_chosen_by_a_few_letters(scripts, followed, visitor):
    """Without marks, as telephones are typed on; with scripts the choices come while one types."""
    phone = {"viewport": {"width": 360, "height": 780}}
    page = visitor("van", **phone, java_script_enabled=scripts).page
    page.goto("/kien-nghi/moi/")
    whom = page.get_by_role("group", name="Gửi đến")
    whom.get_by_role("textbox").press_sequentially("so")
    page.get_by_label("Kiến nghị", exact=True).fill("Niêm yết giá dịch vụ\nở từng trạm y tế.")
    page.get_by_label("Kết quả cần đạt").fill("9/9 trạm y tế niêm yết")
    page.get_by_label("Lĩnh vực").select_option("y-te")
    if not scripts:
        page.get_by_role("button", name="Ghi dự thảo").click()
    whom.get_by_role("radio", name="Sở Y tế").check()
    page.get_by_role("button", name="Ghi dự thảo").click()
    page.get_by_text("Đã ghi dự thảo kiến nghị").wait_for()
    expect(page.locator("main")).to_contain_text("Sở Y tế")
