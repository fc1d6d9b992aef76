"""The steps of the story: each is what one person does on one page."""

from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "samples"
REASON = "Hai bên cùng đến một nơi về cùng một việc, thống nhất làm chung."


def tell(visitor, picture):
    """The whole story, from an empty office to an accepted variant."""
    van = visitor("van").page
    picture(van, "1-viec-cua-toi")
    open_the_year(van, picture)
    bring_the_files(van, picture)
    correct_what_was_not_read(van, picture)
    send(van)
    decide_on_pairs(van, picture)
    plan(van, picture)
    try_a_suggestion(van, picture)
    accept(visitor("bao").page, picture)


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
    page.locator("#id_ngoai-workbooks").set_input_files(str(SAMPLES / "ke_hoach_thanh_tra_tinh.xlsx"))
    page.get_by_role("button", name="Đưa kế hoạch vào").click()
    page.get_by_text("Đã nhận 1 tệp").wait_for()
    page.get_by_text("Đang đọc").first.wait_for(state="detached", timeout=60_000)
    assert page.get_by_text("Chưa đọc được").count() == 0
    picture(page, "3-dua-tep-vao")


def correct_what_was_not_read(page, picture):
    page.get_by_role("link", name="6_tinh_doan.xlsx").click()
    assert page.get_by_text("Còn 2 chỗ cần sửa").count() == 1
    picture(page, "4-sua-dong")
    page.get_by_label("Thời gian").fill("Quý 5")
    page.get_by_role("button", name="Lưu các dòng đã sửa").click()
    page.get_by_text("Sửa thành quý, tháng hoặc ngày").wait_for()
    assert page.title().startswith("Lỗi:")
    page.get_by_label("Thời gian").fill("Quý IV")
    page.get_by_role("button", name="Lưu các dòng đã sửa").click()
    page.get_by_text("Đã lưu 1 dòng").wait_for()
    page.get_by_role("button", name="Bỏ qua dòng 13").click()
    page.get_by_text("dòng 13 không phải đề xuất").wait_for()
    assert page.get_by_text("Không còn chỗ nào phải sửa").count() == 1
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
    decided = 0
    while page.get_by_role("button", name="Ghi quyết định").count():
        same = page.get_by_role("heading", name="Hai nội dung có thể trùng nhau").count()
        may_join = page.get_by_role("radio", name="Gộp thành một đoàn chung").count()
        choice = "Gộp thành một đoàn chung" if same and may_join else "Giữ cả hai"
        page.get_by_role("radio", name=choice).check()
        page.get_by_label("Lý do").fill(REASON)
        page.get_by_role("button", name="Ghi quyết định").click()
        page.get_by_text("Đã ghi quyết định").wait_for()
        decided += 1
        assert decided < 40
    page.get_by_text("Không còn cặp nào phải xem").first.wait_for()


def wait_for_plan(page):
    page.get_by_role("heading", name="Văn bản").wait_for(timeout=90_000)


def plan(page, picture):
    page.get_by_role("link", name="Xếp lịch").click()
    page.get_by_role("button", name="Xếp phương án mới").click()
    wait_for_plan(page)
    assert page.get_by_text("Đã chứng minh không cách xếp nào thiếu ít hơn").count() == 1
    picture(page, "6-phuong-an")


def try_a_suggestion(page, picture):
    page.get_by_role("button", name="đăng ký thêm 01 nội dung phản biện").first.click()
    page.get_by_role("heading", name="Phương án 2").wait_for()
    wait_for_plan(page)
    assert page.get_by_text("Khác bộ quy tắc").count() == 1
    page.get_by_role("link", name="Xếp lịch").click()
    page.get_by_role("button", name="So sánh").click()
    page.get_by_role("heading", name="So sánh phương án").wait_for()
    picture(page, "7-so-sanh")


def accept(page, picture):
    page.get_by_role("link", name="Chương trình", exact=True).click()
    page.get_by_role("link", name="Chương trình giám sát, phản biện năm 2025").click()
    page.get_by_role("link", name="Phương án 2").click()
    page.get_by_role("button", name="Nhận phương án 2").click()
    page.get_by_text("Đã nhận phương án 2 làm chương trình năm").wait_for()
    picture(page, "8-lich-nam")
