"""A paper names no body twice, whatever its spelling."""

from giamsat.planning.drafting import _each_once


def test_one_body_in_two_spellings_is_named_once():
    spelt = ("Sở GD&ĐT", "Sở Nội vụ", "Sở Giáo dục và Đào tạo", "Sở Nội vụ")
    assert _each_once(spelt) == ("Sở GD&ĐT", "Sở Nội vụ")


def test_bodies_of_two_places_stay_two():
    assert len(_each_once(("UBND xã Quỳ Hợp", "UBND xã Nghĩa Đàn"))) == 2
