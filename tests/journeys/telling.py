"""The steps of the story: each is what one person does on one page."""

import re
from pathlib import Path

from playwright.sync_api import expect

SAMPLES = Path(__file__).parents[2] / "samples"
REASON = "Hai bên cùng đến một nơi về cùng một việc, thống nhất làm chung."


def tell(visitor, picture):
    """The whole story, from an empty office to a programme that is issued and public."""
    van = visitor("van").page
    picture(van, "1-viec-cua-toi")
    open_the_year(van, picture)
    bring_the_files(van, picture)
    correct_what_was_not_read(van, picture)
    send(van)
    decide_on_pairs(van, picture)
    plan(van, picture)
    try_a_suggestion(van, picture)
    order_a_topic(visitor("thanh").page, picture)
    accept(visitor("bao").page, picture)
    open_a_round(van, picture)
    speak_for_the_women(visitor("ha").page, picture)
    agree_to_everything(visitor("khoi").page)
    write_down_what_came_on_paper(van)
    conclude_and_close(van, picture)
    submit(van)
    give_the_opinion(visitor("thanh").page, picture)
    answer_the_points(van, picture)
    approve(visitor("bao").page)
    issue(van, picture)
    tell_and_publish(van, picture)


def open_the_year(page, picture):
    page.get_by_role("link", name="Chương trình", exact=True).click()
    page.get_by_role("spinbutton", name="Năm").fill("2025")
    page.get_by_label("Bộ quy tắc").select_option("nghe-an-2021")
    picture(page, "2-mo-chuong-trinh")
    page.get_by_role("button", name="Mở chương trình").click()
    page.get_by_text("Đã mở chương trình năm 2025").wait_for()


def bring_the_files(page, picture):
    files = sorted(str(path) for path in SAMPLES.glob("[1-6]*.xlsx"))
    page.locator("#id_workbooks").set_input_files(files)
    page.get_by_role("button", name="Đưa tệp vào").click()
    page.get_by_text("Đã nhận 6 tệp").wait_for()
    page.get_by_text("Kế hoạch của cơ quan nào").wait_for()
    page.get_by_label("Kế hoạch của cơ quan nào").fill("Thanh tra tỉnh")
    page.locator("#id_ngoai-workbooks").set_input_files(
        str(SAMPLES / "ke_hoach_thanh_tra_tinh.xlsx")
    )
    page.get_by_role("button", name="Đưa kế hoạch vào").click()
    page.get_by_text("Đã nhận 1 tệp").wait_for()
    page.get_by_text("Đang đọc").first.wait_for(state="detached", timeout=60_000)
    expect(page.get_by_text("Chưa đọc được")).to_have_count(0)
    picture(page, "3-dua-tep-vao")


def correct_what_was_not_read(page, picture):
    page.get_by_role("link", name="6_tinh_doan.xlsx").click()
    expect(page.get_by_text("Còn 2 chỗ cần sửa")).to_have_count(1)
    picture(page, "4-sua-dong")
    page.get_by_label("Thời gian").fill("Quý 5")
    page.get_by_role("button", name="Lưu các dòng đã sửa").click()
    page.get_by_text("Sửa thành quý, tháng hoặc ngày").wait_for()
    expect(page).to_have_title(re.compile("^Lỗi:"))
    page.get_by_label("Thời gian").fill("Quý IV")
    page.get_by_role("button", name="Lưu các dòng đã sửa").click()
    page.get_by_text("Đã lưu 1 dòng").wait_for()
    page.get_by_role("button", name="Bỏ qua dòng 13").click()
    page.get_by_text("dòng 13 không phải đề xuất").wait_for()
    expect(page.get_by_text("Không còn chỗ nào phải sửa")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải bản đã sửa").click()
    assert download.value.suggested_filename == "6_tinh_doan_da_sua.xlsx"


def send(page):
    page.get_by_role("link", name="Tệp", exact=True).click()
    page.get_by_role("button", name="Gửi ").click()
    page.get_by_text("Đã gửi").first.wait_for()


def decide_on_pairs(page, picture):
    page.get_by_role("link", name="Cặp có thể trùng").click()
    page.get_by_text("So các đề xuất với nhau").wait_for(state="detached", timeout=60_000)
    page.get_by_role("link", name="Xem cặp").first.click(timeout=60_000)
    picture(page, "5-xem-cap")
    page.get_by_role("radio").first.check()
    page.get_by_label("Lý do").fill("Cùng nơi")
    page.get_by_role("button", name="Ghi quyết định").click()
    page.get_by_text("Lý do còn ngắn").wait_for()
    page.wait_for_load_state()
    decided = 0
    while page.get_by_role("button", name="Ghi quyết định").count():
        same = page.get_by_role("heading", name="Hai nội dung có thể trùng nhau").count()
        may_join = page.get_by_role("radio", name="Gộp thành một đoàn chung").count()
        choice = "Gộp thành một đoàn chung" if same and may_join else "Giữ cả hai, đổi phạm vi"
        page.get_by_role("radio", name=choice).check()
        page.get_by_label("Lý do").fill(REASON)
        page.get_by_role("button", name="Ghi quyết định").click()
        page.get_by_text("Đã ghi quyết định").wait_for()
        page.wait_for_load_state()
        decided += 1
        assert decided < 40
    page.get_by_text("Không còn cặp nào phải xem").first.wait_for()


def wait_for_plan(page):
    page.get_by_role("heading", name="Văn bản").wait_for(timeout=90_000)


def plan(page, picture):
    page.get_by_role("link", name="Xếp lịch").click()
    page.get_by_role("button", name="Xếp phương án mới").click()
    wait_for_plan(page)
    expect(page.get_by_text("Đã chứng minh không cách xếp nào thiếu ít hơn")).to_have_count(1)
    picture(page, "6-phuong-an")


def try_a_suggestion(page, picture):
    page.get_by_role("button", name="đăng ký thêm 01 nội dung phản biện").first.click()
    page.get_by_role("heading", name="Phương án 2").wait_for()
    wait_for_plan(page)
    expect(page.get_by_text("Khác bộ quy tắc")).to_have_count(1)
    page.get_by_role("link", name="Xếp lịch").click()
    page.get_by_role("button", name="So sánh").click()
    page.get_by_role("heading", name="So sánh phương án").wait_for()
    picture(page, "7-so-sanh")


def order_a_topic(page, picture):
    page.goto("/chuong-trinh/")
    page.get_by_role("link", name="Chương trình giám sát, phản biện năm 2025").click()
    page.get_by_role("link", name="Đặt hàng", exact=True).click()
    page.get_by_label("Vấn đề cần giám sát").fill(
        "Việc bố trí cán bộ dôi dư sau sắp xếp cấp xã có đúng chính sách không?"
    )
    page.get_by_label("Sản phẩm cần nhận").fill("Báo cáo kết quả giám sát kèm kiến nghị")
    page.get_by_label("Hạn nhận sản phẩm").fill("30/9/2030")
    page.get_by_role("button", name="Ghi việc đặt hàng").click()
    page.get_by_text("Đã ghi việc đặt hàng").wait_for()
    picture(page, "9-dat-hang")


def accept(page, picture):
    page.get_by_role("link", name="Chương trình", exact=True).click()
    page.get_by_role("link", name="Chương trình giám sát, phản biện năm 2025").click()
    page.get_by_role("link", name="Phương án 2").click()
    page.get_by_role("button", name="Nhận phương án 2").click()
    page.get_by_text("Đã nhận phương án 2 làm dự thảo").wait_for()
    page.goto("/chuong-trinh/1/")
    picture(page, "8-lich-nam")


def open_a_round(page, picture):
    page.goto("/")
    page.get_by_role("link", name="Mở vòng hiệp thương").first.click()
    page.get_by_label("Địa điểm họp").fill("Phòng họp tầng 2, cơ quan Ủy ban MTTQ tỉnh")
    page.get_by_label("Ngày giờ họp").fill("8:00 30/12/2031")
    page.get_by_label("Hạn ghi ý kiến").fill("hôm sau")
    page.get_by_role("button", name="Mở vòng, viết giấy mời").click()
    page.get_by_text("Ghi ngày/tháng/năm").wait_for()
    expect(page.get_by_label("Địa điểm họp")).to_have_value(re.compile("^Phòng họp tầng 2"))
    page.get_by_label("Hạn ghi ý kiến").fill("25/12/2031")
    picture(page, "10-mo-vong")
    page.get_by_role("button", name="Mở vòng, viết giấy mời").click()
    page.get_by_text("Đã mở vòng hiệp thương").wait_for()


def enter_the_round(page):
    page.goto("/")
    page.get_by_role("link", name="Cho ý kiến").first.click()


def speak_for_the_women(page, picture):
    enter_the_round(page)
    page.locator("a[href$='/noi-dung/2/']").click()
    page.get_by_role("radio", name="Đề nghị sửa").check()
    page.get_by_role("button", name="Ghi ý kiến").click()
    page.get_by_text("Lý do còn ngắn").wait_for()
    page.get_by_label("Nội dung đề nghị sửa, hoặc lý do").fill(
        "Đề nghị lùi sang quý III vì quý II đã có đợt kiểm tra khác."
    )
    picture(page, "11-cho-y-kien")
    page.get_by_role("button", name="Ghi ý kiến").click()
    page.get_by_text("Đã ghi ý kiến của").wait_for()
    agree_to_everything(page)


def agree_to_everything(page):
    enter_the_round(page)
    page.get_by_role("button", name="Đồng ý mọi nội dung còn lại").click()
    page.get_by_text("Đã ghi đồng ý với").wait_for()


def write_down_what_came_on_paper(page):
    agree_to_everything(page)
    for name, paper in (
        ("Liên đoàn Lao động", "45/CV-LĐLĐ"),
        ("Đoàn Thanh niên", "12-CV/TĐ"),
        ("Hội Cựu chiến binh", "31/CV-CCB"),
    ):
        field = page.get_by_label("Tổ chức gửi văn bản")
        field.select_option(label=field.locator("option", has_text=name).text_content())
        page.get_by_label("Văn bản", exact=True).fill(f"Công văn số {paper} ngày 20/11/2026")
        page.get_by_role("button", name="Ghi đồng ý theo văn bản").click()
        page.get_by_text("Đã ghi đồng ý với").wait_for()
    expect(page.get_by_text("1 nội dung có ý kiến khác")).to_have_count(1)


def conclude_and_close(page, picture):
    picture(page, "12-buc-tranh")
    page.get_by_label("Người chủ trì").fill("Trần Quốc Bảo")
    page.get_by_label("Thư ký").fill("Nguyễn Thị Hồng Vân")
    page.get_by_role("button", name="Kết thúc và viết biên bản").click()
    page.get_by_text("còn 1 nội dung chưa đủ ý kiến đồng ý").wait_for()
    expect(page.get_by_label("Người chủ trì")).to_have_value("Trần Quốc Bảo")
    page.locator("a[href$='/noi-dung/2/']").click()
    page.get_by_role("radio", name="Giữ như dự thảo").check()
    page.get_by_label("Lý do kết luận").fill(
        "Đợt kiểm tra kia chỉ làm ở cấp tỉnh, không trùng nơi được giám sát."
    )
    page.get_by_role("button", name="Ghi kết luận").click()
    page.get_by_text("Đã ghi kết luận").wait_for()
    page.get_by_role("link", name="Vòng 1", exact=True).first.click()
    page.get_by_label("Người chủ trì").fill("Trần Quốc Bảo")
    page.get_by_label("Thư ký").fill("Nguyễn Thị Hồng Vân")
    page.get_by_role("button", name="Kết thúc và viết biên bản").click()
    page.get_by_text("chưa diễn ra. Nếu các tổ chức").wait_for()
    page.get_by_label("Không họp, đã thống nhất").fill("Công văn số 45/MTTQ-BTT ngày 20/11/2026")
    page.get_by_role("button", name="Kết thúc và viết biên bản").click()
    page.get_by_text("Vòng hiệp thương đã kết thúc").wait_for()
    for _ in range(60):
        if page.get_by_role("link", name="Tải biên bản").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải biên bản").click()
    assert download.value.suggested_filename == "bien_ban_hiep_thuong_2025_vong_1.docx"


def submit(page):
    page.goto("/")
    page.get_by_role("link", name="Trình xin ý kiến Ban Thường vụ").first.click()
    page.get_by_role("button", name="Trình xin ý kiến").click()
    page.get_by_text("Đã trình xin ý kiến").wait_for()


def give_the_opinion(page, picture):
    page.goto("/")
    page.get_by_role("link", name="Cho ý kiến về chương trình").first.click()
    page.get_by_role("radio", name="Đồng ý, cần tiếp thu").check()
    page.get_by_label("Văn bản ghi ý kiến").fill("Thông báo kết luận số 12-TB/TU ngày 21/11/2026")
    page.get_by_role("button", name="Ghi ý kiến").click()
    page.get_by_text("Ghi ít nhất một ý kiến").wait_for()
    points = "Cân đối số cuộc ở cấp xã trong quý II.\nNêu rõ cơ quan phối hợp ở nội dung về bảo hiểm y tế."
    page.get_by_label("Các ý kiến cần tiếp thu").fill(points)
    picture(page, "13-ban-thuong-vu")
    page.get_by_role("button", name="Ghi ý kiến").click()
    page.get_by_text("Đã ghi ý kiến của Ban Thường vụ").wait_for()


def answer_the_points(page, picture):
    page.goto("/")
    page.get_by_role("link", name="Trả lời 2 ý kiến").first.click()
    for n in (1, 2):
        part = page.locator("li[id^=yk]").nth(n - 1)
        part.get_by_label("Trả lời", exact=True).select_option("accepted")
        part.get_by_label("Sẽ sửa gì").select_option("wording")
        part.get_by_label("Tiếp thu thế nào").fill(
            "Đã rà soát và điều chỉnh trong bản trình phê duyệt."
        )
        if n == 1:
            picture(page, "14-tra-loi")
        part.get_by_role("button", name="Ghi trả lời").click()
        page.get_by_text("Đã ghi trả lời").wait_for()
    page.goto("/")
    page.get_by_role("link", name="Sửa theo 2 ý kiến đã tiếp thu").first.click()
    for n in (1, 2):
        part = page.locator("li[id^=yk]").nth(n - 1)
        part.get_by_text("Ghi việc đã sửa").click()
        part.get_by_role("radio", name="Đã sửa").check()
        part.get_by_label("Đã sửa thế nào").fill("Đã nêu rõ trong phần tổ chức thực hiện.")
        part.get_by_role("button", name="Ghi kết quả").click()
        page.get_by_text("Đã ghi kết quả việc tiếp thu").wait_for()


def approve(page):
    page.goto("/")
    page.get_by_role("link", name="Phê duyệt chương trình").first.click()
    page.get_by_role("button", name="Phê duyệt chương trình").click()
    page.get_by_text("Đã phê duyệt").first.wait_for()


def issue(page, picture):
    page.goto("/")
    page.get_by_role("link", name="Cấp số, ban hành chương trình").first.click()
    page.get_by_label("Người ký").fill("Trần Quốc Bảo")
    picture(page, "15-ban-hanh")
    page.get_by_role("button", name="Ban hành", exact=True).click()
    page.get_by_text("Đã ban hành.").wait_for()
    page.get_by_role("heading", name="Văn bản đã ban hành").wait_for(timeout=60_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Word", exact=True).click()
    assert download.value.suggested_filename == "Ke_hoach_GS_PB_2025_so_01.docx"


def tell_and_publish(page, picture):
    page.get_by_role("button", name="Báo cho các đơn vị").click()
    page.get_by_text("Đã báo; các đơn vị").wait_for()
    expect(page.locator("#bao ~ form .chip", has_text="đã báo")).to_have_count(1)
    page.get_by_label("Văn bản đã gửi").fill("Thông báo số 01/TB-MTTQ-BTT")
    page.get_by_role("button", name="Ghi đã gửi văn bản").click()
    page.get_by_text("Đã ghi gửi văn bản cho").wait_for()
    expect(page.get_by_text("chưa có tài khoản", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Công khai chương trình").click()
    page.get_by_text("Đã công khai chương trình").wait_for()
    page.get_by_role("link", name="Xem trang công khai").click()
    page.get_by_text("01/KH-MTTQ-BTT").first.wait_for()
    picture(page, "16-cong-khai")
