"""A second file of one organisation, on a telephone and without scripts: looked at, chosen, taken back."""

import pytest
from playwright.sync_api import expect
from tests.giamsat.proposals.test_workbooks import book
from tests.journeys.conftest import PASSWORD, make

LAND = ("Giám sát dồn đổi, tích tụ đất đai", "Sở Nông nghiệp và Môi trường", "Quý I")
SEED = ("Giám sát chất lượng phân bón tại đại lý", "Sở Nông nghiệp và Môi trường", "Quý III")
DROUGHT = ("Giám sát phòng, chống hạn mặn", "Sở Nông nghiệp và Môi trường", "Tháng 3")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """An office of its own with the year 2025 opened and nothing sent."""
    installation = make(tmp_path_factory.mktemp("cai-dat"), "web", "worker")
    installation.python(
        "import os; os.environ['DJANGO_SETTINGS_MODULE']='giamsat.settings'\n"
        "import django; django.setup()\n"
        "from django.utils import timezone\n"
        "from giamsat.organisations.actors import actor_of\n"
        "from giamsat.organisations.models import Person, Organisation\n"
        "from giamsat.proposals import actions\n"
        "van = actor_of(Person.objects.get(sign_in_name='van'), day=timezone.now().date())\n"
        "actions.open_programme(actor=van, front=Organisation.objects.get(code='MTTQ'), year=2025, "
        "rulebook='nghe-an-2021', province='tỉnh Bình Hải', now=timezone.now())\n"
    )
    yield installation
    installation.stop()
    assert installation.faults() == []


@pytest.fixture
def khoi(office, chromium):
    """``khoi(scripts)`` is Khôi of the Farmers at a telephone, signed in."""
    opened = []

    def sign_in(scripts):
        context = chromium.new_context(
            base_url=office.address,
            viewport={"width": 360, "height": 780},
            locale="vi-VN",
            java_script_enabled=scripts,
        )
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto("/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill("khoi")
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.get_by_role("button", name="Đăng nhập").wait_for(state="detached")
        return page

    yield sign_in
    for context in opened:
        context.close()


def bring(page, name, *rows):
    page.goto("/chuong-trinh/1/tep/")
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": book(rows)}
    page.locator("#id_workbooks").set_input_files([file])
    page.get_by_role("button", name="Đưa tệp vào").click()
    page.get_by_text("Đã nhận 1 tệp").wait_for()
    read(page)


def read(page):
    """Until the worker is through: without scripts the page asks again by itself."""
    page.get_by_text("Đang đọc").first.wait_for(state="detached", timeout=60_000)
    page.wait_for_load_state()


def is_narrow(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_second_file_is_looked_at_chosen_and_taken_back(scripts, khoi):
    page = khoi(scripts)
    bring(page, "HND.xlsx", LAND, SEED)
    page.get_by_role("button", name="Gửi 2 đề xuất").click()
    page.get_by_text("Đã gửi 2 đề xuất").wait_for()
    bring(page, "HND (2).xlsx", (LAND[0], LAND[1], "Quý II"), DROUGHT)
    page.get_by_role("link", name="Chọn cách nhận").click()
    expect(page.locator("del")).to_contain_text("Quý I")
    expect(page.locator("ins")).to_contain_text("Quý II")
    expect(page.get_by_text("Đề xuất đã gửi sẽ bị rút.")).to_have_count(1)
    assert is_narrow(page)
    page.get_by_role("radio", name="Sửa: sửa dòng đã có").check()
    page.get_by_role("button", name="Nhận tệp theo cách này").click()
    read(page)
    expect(page.get_by_role("heading", name="Đã đọc (2)")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Quý II → 1/4–30/6/2025")).to_have_count(1)
    page.get_by_role("button", name="Bỏ tệp này").click()
    page.get_by_text("Lý do còn ngắn").wait_for()
    page.get_by_label("Vì sao bỏ tệp").fill("Gửi nhầm bản nháp,\nsẽ gửi lại bản đã ký.")
    page.get_by_role("button", name="Bỏ tệp này").click()
    page.get_by_text("Đã bỏ tệp.").wait_for()
    assert is_narrow(page)
    expect(page.get_by_role("link", name="HND (2).xlsx")).to_have_count(0)
    page.get_by_role("link", name="HND.xlsx").click()  # SEED alone is left of the first
    page.get_by_label("Vì sao bỏ tệp").fill("Gửi nhầm bản nháp, sẽ gửi lại bản đã ký.")
    page.get_by_role("button", name="Bỏ tệp này").click()
    page.get_by_text("Đã bỏ tệp.").wait_for()
    expect(page.get_by_text("Chưa có đề xuất nào cho năm 2025")).to_be_visible()
