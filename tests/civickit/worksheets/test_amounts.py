"""Counts and amounts as people type them: each way of writing, and what is no number."""

import pytest

from civickit.worksheets.amounts import parse_count, parse_vnd


@pytest.mark.parametrize(
    ("value", "count"),
    [
        ("02", 2),
        ("không", 0),
        ("một", 1),
        ("mười", 10),
        ("hai cuộc", 2),
        ("3 hộ", 3),
        ("khoảng 2.400 hộ", 2_400),
        ("trên 300 lượt", 300),
        ("~ 45", 45),
        ("1.234.567", 1_234_567),
        ("999999999", 999_999_999),
        ("2,5 nghìn người", 2_500),
        ("12 triệu dân", 12_000_000),
        (0, 0),
        (3.0, 3),
        (999_999_999_999_999, 999_999_999_999_999),
        ("1234567890", None),
        ("1.23", None),
        ("1.2345", None),
        ("2-3", None),
        ("10 đến 12", None),
        ("ba mươi", None),
        ("một trăm hộ", None),
        ("hai nghìn", None),
        ("abc", None),
        ("", None),
        (-1, None),
        (2.5, None),
        (1e15, None),
        (float("nan"), None),
        (True, None),
        (None, None),
    ],
)
def test_a_count_is_read_or_nobody_guesses(value, count):
    assert parse_count(value) == count


@pytest.mark.parametrize(
    ("value", "unit", "vnd"),
    [
        ("1.5 tỷ", 1, 1_500_000_000),
        ("2 tỷ 500 triệu", 1, 2_500_000_000),
        ("2 tỷ 500", 10**6, 2_000_000_500),
        ("5 triệu 20", 1, 5_000_020),
        ("500k", 1, 500_000),
        ("20 tr", 1, 20_000_000),
        ("3 nghìn", 1, 3_000),
        ("12", 10**6, 12_000_000),
        ("1 tỷ", 10**6, 1_000_000_000),
        ("999.999,5", 1, 1_000_000),
        ("1,25", 1, 1),
        (2.5, 10**6, 2_500_000),
        (0, 10**6, 0),
        ("1,2345", 1, None),
        ("12.34.56", 1, None),
        ("1000000 tỷ", 1, None),
        ("1000000000000000", 1, None),
        (float("inf"), 1, None),
        (None, 1, None),
    ],
)
def test_an_amount_has_its_unit_once(value, unit, vnd):
    assert parse_vnd(value, unit) == vnd
