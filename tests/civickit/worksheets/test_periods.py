from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civickit.worksheets.amounts import parse_count, parse_vnd
from civickit.worksheets.periods import from_serial, parse_period

Y = 2027


def days(first, last, year=Y):
    return date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}")


EXAMPLES = [
    ("Quý II/2027", "04-01", "06-30"),
    ("Quí III/2027", "07-01", "09-30"),
    ("Q.III", "07-01", "09-30"),
    ("Q2", "04-01", "06-30"),
    ("quý 02", "04-01", "06-30"),
    ("Quý III-IV/2027", "07-01", "12-31"),
    ("Quý I+II/2027", "01-01", "06-30"),
    ("Quý 2 - Quý 3", "04-01", "09-30"),
    ("Quý II và quý III năm 2027", "04-01", "09-30"),
    ("Trong quý I", "01-01", "03-31"),
    ("đầu quý III", "07-01", "07-31"),
    ("Tháng 5-6", "05-01", "06-30"),
    ("tháng 10 - 11/2027", "10-01", "11-30"),
    ("Tháng 11/2027 - 12/2027", "11-01", "12-31"),
    ("T9/2027", "09-01", "09-30"),
    ("T.8", "08-01", "08-31"),
    ("T3, T4", "03-01", "04-30"),
    ("Thg 7", "07-01", "07-31"),
    ("tháng ba", "03-01", "03-31"),
    ("Tháng Tư", "04-01", "04-30"),
    ("05/2027", "05-01", "05-31"),
    ("cuối tháng 9", "09-21", "09-30"),
    ("giữa tháng 5", "05-11", "05-20"),
    ("từ T3 đến T5", "03-01", "05-31"),
    ("Từ tháng 3 đến hết tháng 5/2027", "03-01", "05-31"),
    ("từ tháng 9", "09-01", "12-31"),
    ("trước tháng 6", "01-01", "05-31"),
    ("trước 30/6", "01-01", "06-30"),
    ("Chậm nhất 30/6/2027", "01-01", "06-30"),
    ("Hoàn thành trước ngày 15/11", "01-01", "11-15"),
    ("đến hết 30/9", "01-01", "09-30"),
    ("sau 15/3", "03-16", "12-31"),
    ("từ 15/3", "03-15", "12-31"),
    ("15/3/2027", "03-15", "03-15"),
    ("5.6.2027", "06-05", "06-05"),
    ("10-9-2027", "09-10", "09-10"),
    ("01/11/27", "11-01", "11-01"),
    ("2027-04-05", "04-05", "04-05"),
    ("ngày 12 tháng 5 năm 2027", "05-12", "05-12"),
    ("Từ 01/8 đến 30/9/2027", "08-01", "09-30"),
    ("20/4 - 04/5/2027", "04-20", "05-04"),
    ("12-15/3/2027", "03-12", "03-15"),
    ("từ ngày 10 đến ngày 20/5", "05-10", "05-20"),
    ("9 tháng đầu năm", "01-01", "09-30"),
    ("6 tháng đầu năm 2027", "01-01", "06-30"),
    ("sáu tháng cuối năm", "07-01", "12-31"),
    ("3 tháng cuối năm", "10-01", "12-31"),
    ("nửa đầu năm", "01-01", "06-30"),
    ("cuối năm", "10-01", "12-31"),
    ("Cả năm", "01-01", "12-31"),
    ("thường xuyên", "01-01", "12-31"),
    ("2027", "01-01", "12-31"),
    ("Năm 2027", "01-01", "12-31"),
    ("Hè 2027", "06-01", "08-31"),
    ("Tháng Thanh niên", "03-01", "03-31"),
]


@pytest.mark.parametrize(("text", "first", "last"), EXAMPLES)
def test_words_for_time_are_understood(text, first, last):
    period = parse_period(text, Y)
    assert period is not None, text
    assert (period.first_day, period.last_day) == days(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "chưa xác định",
        "Quý V",
        "tháng 13",
        "31/02/2027",
        "",
        "theo kế hoạch",
        "khi có yêu cầu",
        "từ 30/9 đến 1/8",
    ],
)
def test_what_says_no_time_is_not_guessed(text):
    assert parse_period(text, Y) is None


def test_a_written_year_wins_over_the_programmes():
    assert parse_period("Quý II/2026", Y).first_day == date(2026, 4, 1)


def test_real_dates_and_serial_numbers_in_both_date_systems():
    assert parse_period(datetime(2027, 3, 10), Y).first_day == date(2027, 3, 10)
    assert parse_period(45839, 2025).first_day == date(2025, 7, 1)
    assert parse_period(45839.0 - 1462, 2025, epoch=1904).first_day == date(2025, 7, 1)
    assert from_serial(12) is None


def test_a_columns_header_can_say_what_its_numbers_are():
    assert parse_period("II", Y, unit="quarter").first_day == date(Y, 4, 1)
    assert parse_period(5.0, Y, unit="month").last_day == date(Y, 5, 31)
    assert parse_period("5-6", Y, unit="month").last_day == date(Y, 6, 30)


@given(
    st.text() | st.from_regex(r"(quý|tháng|từ|trước|ngày|T|Q) ?[0-9/.\-IVX ]{1,12}", fullmatch=True)
)
def test_any_text_is_read_or_refused_and_never_runs_backwards(text):
    period = parse_period(text, Y)
    if period and period.first_day and period.last_day:
        assert period.first_day <= period.last_day


@given(
    st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    st.sampled_from(
        ["{d}/{m}/{y}", "{d}.{m}.{y}", "{d:02}-{m:02}-{y}", "ngày {d} tháng {m} năm {y}"]
    ),
)
def test_a_day_written_any_way_is_that_day(day, form):
    period = parse_period(form.format(d=day.day, m=day.month, y=day.year), Y)
    assert (period.first_day, period.last_day) == (day, day)


@pytest.mark.parametrize(
    ("value", "vnd"),
    [
        ("15.000.000", 15_000_000),
        ("9,5 triệu", 9_500_000),
        (" 20.000.000 ", 20_000_000),
        ("12000000", 12_000_000),
        (1.5e6, 1_500_000),
        ("1 tỷ 200 triệu", 1_200_000_000),
        ("15,000,000 đ", 15_000_000),
        ("0", 0),
        ("chưa rõ", None),
        ("", None),
        (float("nan"), None),
        (True, None),
        ("9" * 30, None),
    ],
)
def test_amounts_of_money(value, vnd):
    assert parse_vnd(value) == vnd


def test_a_header_in_millions_multiplies():
    assert parse_vnd("12,5", 1_000_000) == 12_500_000
    assert parse_vnd(3, 1_000_000) == 3_000_000


def test_an_amount_beyond_the_state_budget_is_a_slip_whatever_the_header_multiplies_by():
    most = 10**15
    assert parse_vnd(most - 1) == most - 1
    assert parse_vnd(most) is None
    assert parse_vnd(most // 10**6 - 1, 10**6) == most - 10**6
    assert parse_vnd(most // 10**6, 10**6) is None
    assert parse_vnd(-1, 10**6) is None
    # A text already written in full under "triệu đồng" is taken as it stands.
    assert parse_vnd("2.000.000.000", 10**6) == 2_000_000_000


@pytest.mark.parametrize(
    ("value", "count"),
    [
        ("02", 2),
        ("1 ", 1),
        ("một", 1),
        ("3 cuộc", 3),
        (3.0, 3),
        ("1.200", 1200),
        ("nhiều", None),
        (2.5, None),
        (None, None),
    ],
)
def test_counts(value, count):
    assert parse_count(value) == count


@given(st.text() | st.floats() | st.integers())
def test_any_cell_is_an_amount_or_none(value):
    for parse in (parse_vnd, parse_count):
        assert parse(value) is None or parse(value) >= 0


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("5-6/2027", (5, 1), (6, 30)),
        ("5, 6/2027", (5, 1), (6, 30)),
        ("Tháng 4 và quý III", (4, 1), (9, 30)),
        ("05 tháng 6", (6, 5), (6, 5)),
        ("Nửa đầu tháng 5", (5, 1), (5, 15)),
        ("nửa cuối quý III", (8, 16), (9, 30)),
        ("Tháng 5 (trước kỳ họp giữa năm)", (5, 1), (5, 31)),
        ("Tháng 10, sau kỳ họp HĐND", (10, 1), (10, 31)),
        ("Quý II (xong trước 30/6)", (4, 1), (6, 30)),
        ("đầu năm 2027", (1, 1), (3, 31)),
    ],
)
def test_what_stands_beside_a_time_does_not_change_it(text, first, last):
    period = parse_period(text, 2027)
    assert (period.first_day, period.last_day) == (date(2027, *first), date(2027, *last))


@pytest.mark.parametrize(
    "text", ["15/3 và 20/9/2027", "đầu năm học", "cuối năm học 2026-2027", "trước kỳ họp giữa năm"]
)
def test_a_time_that_can_mean_several_is_asked_about(text):
    assert parse_period(text, 2027) is None


def test_a_span_from_one_year_to_the_next_is_both():
    period = parse_period("tháng 11/2027 – tháng 1/2028", 2027)
    assert (period.first_day, period.last_day) == (date(2027, 11, 1), date(2028, 1, 31))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("khoảng 2.400 hộ", 2400),
        ("trên 300 người", 300),
        ("~1200", 1200),
        ("2,4 nghìn hộ", 2400),
        ("1.200-1.500 người", None),
        ("2-3 cuộc", None),
    ],
)
def test_a_number_of_people_is_read_as_people_write_it(text, count):
    assert parse_count(text) == count
