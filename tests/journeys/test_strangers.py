"""What people without an account send, from a telephone, with scripts and without: a browser says more than a test client."""

import re

import pytest
from playwright.sync_api import expect

WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


@pytest.fixture
def telephone(chromium, story):
    """``telephone(scripts)`` is a page of somebody who never signed in."""
    opened = []

    def open_one(scripts):
        context = chromium.new_context(
            base_url=story.address,
            viewport={"width": 360, "height": 780},
            locale="vi-VN",
            java_script_enabled=scripts,
        )
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    yield open_one
    for context in opened:
        context.close()


def path_of(link):
    """The part of a link after its host."""
    return "/" + link.split("://", 1)[1].split("/", 1)[1]


@WITH_AND_WITHOUT
def test_a_body_answers_by_its_link(scripts, followed, visitor, telephone, story):
    van = visitor("van").page
    asked = "SELECT DISTINCT recipient_id FROM recommendations_recommendation WHERE is_running"
    theirs = followed["snv"]  # answered by its own people, whichever test comes first
    bodies = sorted(row[0] for row in story.rows(asked) if row[0] != theirs)
    van.goto(f"/kien-nghi/don-vi/{bodies[0]}/")  # who answered waits for nothing more
    van.get_by_role("button", name="Tạo đường dẫn trả lời").click()
    page = telephone(scripts)
    page.goto(path_of(van.locator(".say b").inner_text()))
    code = page.locator("fieldset.pick b").first.inner_text()
    page.get_by_label("Nội dung trả lời").select_option("accepts")
    page.get_by_label("Số, ngày văn bản").fill("Công văn số 101/SNV-VP")
    page.get_by_label("Tóm tắt trả lời").fill("Sở tiếp thu.\nSẽ báo cáo trong tháng sau.")
    page.get_by_label(code).check()
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi một văn bản trả lời 1 kiến nghị")
    van.goto(f"/kien-nghi/{code}/")
    expect(van.locator("main")).to_contain_text("Công văn số 101/SNV-VP")


@WITH_AND_WITHOUT
def test_an_expert_sends_their_form(scripts, criticised, visitor, telephone):
    van = visitor("van").page
    van.goto(f"/phan-bien/{criticised['pb']}/y-kien/them/")
    van.get_by_label("Tên người, cơ quan được mời").fill("PGS. Trần Thị Lụa")
    van.get_by_role("button", name="Tạo đường dẫn góp ý").click()
    page = telephone(scripts)
    page.goto(path_of(van.locator(".say code").inner_text()))
    page.get_by_label(re.compile("^1\\.")).fill("Cần thiết ban hành.\nPhù hợp thẩm quyền.")
    page.get_by_label("Ý kiến về từng điều khoản").fill(
        "Điểm đ khoản 1 Điều 2: đề nghị hạ xuống 60 tuổi đối với ngư dân."
    )
    page.get_by_role("button", name="Gửi phiếu").click()
    expect(page.get_by_role("status")).to_contain_text("Đã nhận phiếu với 2 ý kiến")


@WITH_AND_WITHOUT
def test_a_citizen_writes_and_reads_what_became_of_it(scripts, criticised, telephone):
    page = telephone(scripts)
    page.goto("/cong-khai/du-thao/")
    page.locator(f"a[href*='{criticised['pb']}']").first.click()
    page.get_by_role("link", name=re.compile("Điều 3")).first.click()
    page.get_by_label("Ý kiến của ông/bà").fill("Đề nghị giữ mức hỗ trợ như dự thảo.\nXin cảm ơn.")
    page.wait_for_timeout(3_100)  # people take longer than three seconds
    page.get_by_role("button", name="Gửi ý kiến").click()
    page.get_by_text("Đã nhận ý kiến của ông/bà").wait_for()
    receipt = page.locator(".lead b").inner_text()
    page.goto("/cong-khai/du-thao/tra-cuu/")
    page.get_by_label("Mã tra cứu").fill(receipt)
    page.get_by_role("button", name="Xem").click()
    page.get_by_text("Đề nghị giữ mức hỗ trợ như dự thảo.").wait_for()


@WITH_AND_WITHOUT
def test_somebody_signs_in(scripts, story, telephone):
    page = telephone(scripts)
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("khong-co-ai")
    page.get_by_label("Mật khẩu").fill("khong-dung")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_be_visible()
