import pytest

from civickit.worksheets.columns import kind_of, money_unit, role_of, role_of_stack
from civickit.worksheets.units import organisation_in, split_bodies, split_names

HEADERS = {
    "title": [
        "Nội dung",
        "Nội dung giám sát, phản biện xã hội",
        "Tên chuyên đề giám sát (phản biện)",
        "Nội dung đề xuất",
        "Tên nội dung",
        "Chuyên đề",
        "Vấn đề giám sát",
        "Tên cuộc giám sát",
        "Tên dự thảo văn bản",
        "NỘI DUNG GS",
        "Chủ đề",
        "Cuộc thanh tra",
        "Nội dung dự kiến giám sát",
    ],
    "supervised_units": [
        "Đơn vị được giám sát",
        "Nơi được giám sát",
        "Đối tượng giám sát/ Cơ quan soạn thảo",
        "Đ.vị được GS",
        "Đơn vị",
        "Cơ quan chịu sự giám sát",
        "Địa phương, đơn vị được giám sát",
        "Đối tượng thanh tra",
        "Đơn vị được kiểm toán",
        "Cơ quan chủ trì soạn thảo",
        "Địa điểm giám sát",
    ],
    "time": [
        "Thời gian",
        "Thời gian thực hiện",
        "Dự kiến thời điểm",
        "Thời gian\n(dự kiến)",
        "Tiến độ",
        "Thời gian tiến hành",
    ],
    "period_start": ["Ngày bắt đầu", "Từ ngày", "Thời gian bắt đầu"],
    "period_end": ["Ngày kết thúc", "Đến ngày", "Hoàn thành", "Thời hạn hoàn thành"],
    "kind": ["Loại hình", "Loại (GS/PB)", "Hình thức hoạt động", "Giám sát/Phản biện"],
    "form": ["Hình thức", "Hình thức giám sát", "Phương thức thực hiện"],
    "partners": [
        "Cơ quan phối hợp",
        "Đơn vị phối hợp",
        "Tổ chức phối hợp thực hiện",
        "Đơn vị tham gia",
    ],
    "lead": ["Đơn vị chủ trì", "Chủ trì", "Đơn vị thực hiện"],
    "organisation": ["Đơn vị đề xuất", "Tổ chức đăng ký"],
    "vulnerable_groups": [
        "Đối tượng yếu thế liên quan",
        "Đối tượng thụ hưởng",
        "Nhóm đối tượng chịu tác động",
    ],
    "people_affected": ["Số người thụ hưởng", "Số người chịu tác động"],
    "budget_vnd": ["Kinh phí (đồng)", "Dự toán kinh phí", "Kinh phí (triệu đồng)"],
    "sessions": ["Số cuộc", "Số lượng đơn vị", "Số đợt"],
    "note": ["Ghi chú", "Lý do đề xuất"],
    "no": ["TT", "STT", "Số TT", "Số thứ tự"],
    "quarter": ["Quý"],
    "month": ["Tháng"],
}


@pytest.mark.parametrize(
    ("role", "header"), [(role, header) for role, headers in HEADERS.items() for header in headers]
)
def test_headers_are_known_by_their_parts(role, header):
    assert role_of(header) == role


@pytest.mark.parametrize("header", ["Mã nội bộ", "Người nhập", "Điện thoại", "", "x" * 200])
def test_other_headers_are_nothing(header):
    assert role_of(header) is None


def test_a_header_of_two_storeys_is_told_by_the_lower():
    assert role_of_stack(["Đối tượng, thời gian", "Đơn vị được giám sát"]) == "supervised_units"
    assert role_of_stack(["Đối tượng, thời gian", "Thời gian"]) == "time"
    assert role_of_stack(["Thời gian thực hiện", "Quý II"]) == "mark:Quý II"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Giám sát", "supervision"),
        ("gs ", "supervision"),
        ("PB", "criticism"),
        ("Phản biện xã hội", "criticism"),
        ("Giám sát việc tiếp thu phản biện", "supervision"),
        ("Hội nghị", None),
    ],
)
def test_kinds(text, kind):
    assert kind_of(text) == kind


def test_units_of_money_in_headers():
    assert [
        money_unit(h) for h in ("Kinh phí (đồng)", "Kinh phí (triệu đồng)", "Kinh phí (1.000đ)")
    ] == [
        1,
        1_000_000,
        1_000,
    ]


@pytest.mark.parametrize(
    ("cell", "bodies"),
    [
        ("Sở Y tế; BHXH tỉnh", ("Sở Y tế", "BHXH tỉnh")),
        (
            "Ban Quản lý Khu kinh tế\nCông ty TNHH May X",
            ("Ban Quản lý Khu kinh tế", "Công ty TNHH May X"),
        ),
        ("- Sở Y tế\n- Sở Tài chính", ("Sở Y tế", "Sở Tài chính")),
        ("Sở Y tế, Sở GD&ĐT", ("Sở Y tế", "Sở GD&ĐT")),
        ("Sở Y tế và Sở Tài chính", ("Sở Y tế", "Sở Tài chính")),
        ("Sở Giáo dục và Đào tạo", ("Sở Giáo dục và Đào tạo",)),
        ("UBND các huyện, thị xã, thành phố", ("UBND các huyện, thị xã, thành phố",)),
        ("Các sở, ngành", ("Các sở, ngành",)),
        ("Đảng ủy các xã, phường", ("Đảng ủy các xã, phường",)),
        ("UBND xã A, phường B", ("UBND xã A", "UBND phường B")),
        ("", ()),
    ],
)
def test_a_cell_is_split_into_the_bodies_it_names(cell, bodies):
    assert split_bodies(cell) == bodies


def test_groups_of_people():
    assert split_names("Người nghèo, trẻ em; không") == ("Người nghèo", "trẻ em")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ỦY BAN MTTQ VIỆT NAM TỈNH", "MTTQ"),
        ("HỘI LIÊN HIỆP PHỤ NỮ TỈNH", "Hội LHPN"),
        ("LIÊN ĐOÀN LAO ĐỘNG TỈNH", "Liên đoàn Lao động"),
        ("BCH TỈNH ĐOÀN", "Đoàn TNCS HCM"),
        ("de_xuat_HND_2027", "Hội Nông dân"),
        ("Kính gửi: Ủy ban MTTQ tỉnh", None),
        ("SỞ Y TẾ", None),
    ],
)
def test_the_sender_is_named_once_everywhere(text, name):
    assert organisation_in(text) == name
