"""Offices as officials shorten them: one key for every spelling of one office, another for another."""

import pytest

from civickit.vntext.offices import office_key, spell_units


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        (
            "Sở Nông nghiệp và Môi trường",
            ["Sở NN&MT", "Sở NN & MT", "Sở NN và MT", "Sở NNMT", "Sở Nông nghiệp & MT", "Sở NN-MT"],
        ),
        (
            "Sở Văn hóa, Thể thao và Du lịch",
            ["Sở VH, TT&DL", "Sở VHTT&DL", "Sở VHTTDL", "Sở VH-TT&DL", "Sở Văn hoá, TT và DL"],
        ),
        ("Sở Giáo dục và Đào tạo", ["Sở GD&ĐT", "Sở GDĐT", "Sở GD-ĐT", "Sở Giáo dục - Đào tạo"]),
        ("Sở Khoa học và Công nghệ", ["Sở KH&CN", "Sở KHCN"]),
        ("Sở Kế hoạch và Đầu tư", ["Sở KH&ĐT", "Sở KHĐT"]),
        ("Sở Lao động - Thương binh và Xã hội", ["Sở LĐ-TB&XH", "Sở LĐTBXH", "Sở LĐTB&XH"]),
        ("Sở Nông nghiệp và Phát triển nông thôn", ["Sở NN&PTNT", "Sở NN và PTNT"]),
        ("Bảo hiểm xã hội tỉnh", ["BHXH tỉnh"]),
        ("Trung tâm Y tế", ["TT Y tế"]),
        (
            "Ủy ban nhân dân phường Cửa Lò",
            ["UBND P. Cửa Lò", "UBND P.Cửa Lò", "UBND phường Cửa Lò"],
        ),
        ("Ủy ban nhân dân thị trấn Ái Tử", ["UBND TT. Ái Tử", "UBND TT Ái Tử"]),
    ],
)
def test_every_spelling_of_an_office_has_its_key(name, spellings):
    assert {one: office_key(one) for one in spellings} == dict.fromkeys(spellings, office_key(name))


def test_unlike_offices_have_unlike_keys():
    names = [
        "Sở Tài chính",
        "Sở Tư pháp",
        "Sở TN&MT",
        "Sở NN&MT",
        "UBND phường Cửa Lò",
        "UBND xã Cửa Lò",
        "Công an tỉnh",
        "Thanh tra tỉnh",
        "HĐND tỉnh",
    ]
    assert len({office_key(one) for one in names}) == len(names)


@pytest.mark.parametrize("text", ["TT Y tế huyện", "X", "P. tổ chức", "Sở TP"])
def test_letters_before_no_place_stay(text):
    assert spell_units(text) == text
