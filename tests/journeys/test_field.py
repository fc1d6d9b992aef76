"""A telephone on a bad line: what is written stays on it, and arrives once when the line is back."""

import io

from PIL import Image
from playwright.sync_api import expect


def photo():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), (20, 90, 160)).save(out, "JPEG")
    return {"name": "kho-thuoc.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def test_notes_and_photos_wait_on_the_telephone_and_arrive_once(followed, visitor, story):
    guest = visitor("van")
    page = guest.page
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(f"/giam-sat/{followed['gs1']}/thuc-dia/")
    guest.context.set_offline(True)
    page.get_by_label("Ghi nhận").fill("Trạm thiếu 4 loại thuốc trong danh mục")
    page.get_by_label("Nơi ghi").fill("Trạm Y tế xã Vạn Hải")
    page.get_by_label("Ảnh").set_input_files(photo())
    page.get_by_role("button", name="Ghi", exact=True).click()
    page.get_by_text("Còn 2 mục trong máy chưa gửi").wait_for()
    page.get_by_text("Chưa có mạng").wait_for()
    expect(page.get_by_label("Ghi nhận"), "the next note can be written at once").to_have_value("")
    page.get_by_label("Ghi nhận").fill("Sổ cấp phát trống từ tháng 2")
    page.get_by_role("button", name="Ghi", exact=True).click()
    page.get_by_text("Còn 3 mục trong máy chưa gửi").wait_for()
    page.get_by_role("button", name="Gửi ngay").click()
    expect(
        page.get_by_text("Chưa có mạng"), "pressed without a line it says so and keeps them"
    ).to_be_visible()
    guest.context.set_offline(False)  # the page sends by itself as soon as the line is back
    page.get_by_text("mục trong máy chưa gửi").wait_for(state="hidden", timeout=60_000)
    page.reload()
    sent = page.locator("#da-gui ~ ul")
    expect(sent.get_by_text("Trạm thiếu 4 loại thuốc trong danh mục")).to_have_count(1)
    expect(sent.get_by_text("Sổ cấp phát trống từ tháng 2")).to_have_count(1)
    expect(sent.get_by_text("1 ảnh")).to_have_count(1)
    # The browser's own notes about the line that was cut are what was asked for here.
    guest.trouble[:] = [one for one in guest.trouble if "ERR_INTERNET_DISCONNECTED" not in one]
    page.set_viewport_size({"width": 1440, "height": 900})
