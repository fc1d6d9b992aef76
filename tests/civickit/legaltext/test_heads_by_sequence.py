"""A label of an odd form is a head where it continues the numbering around it, and only there."""

import pytest

from civickit.legaltext import Line, read_lines


def paths(*texts):
    return [unit.path for unit in read_lines([Line(text) for text in texts]).provisions]


@pytest.mark.parametrize("form", ["{}- Tên", "{}– Tên", "{} - Tên", "{}/Tên", "{}: Tên", "{} Tên"])
def test_clauses_of_any_form_are_read_when_they_follow_each_other(form):
    lines = ["Điều 1. Đối tượng", *(form.format(number) for number in (1, 2, 3))]
    assert paths(*lines) == ["Điều 1", *(f"Điều 1 khoản {number}" for number in (1, 2, 3))]


@pytest.mark.parametrize("form", ["{}.Được", "{}- được", "{}/được", "{}: được"])
def test_points_of_any_form_are_read_when_they_follow_each_other(form):
    lines = ["Điều 1. Quyền", "1. Bên mua:", *(form.format(letter) for letter in "abcdđ"), "2. Bán"]
    points = [f"Điều 1 khoản 1 điểm {letter}" for letter in "abcdđ"]
    assert paths(*lines) == ["Điều 1", "Điều 1 khoản 1", *points, "Điều 1 khoản 2"]


@pytest.mark.parametrize("form", ["{} Tên gọi", "{}- Tên gọi", "{}, Tên gọi"])
def test_articles_without_a_full_stop_follow_the_one_before(form):
    lines = ["Điều 1. Phạm vi", *(form.format(f"Điều {number}") for number in (2, 3))]
    assert paths(*lines) == ["Điều 1", "Điều 2", "Điều 3"]


@pytest.mark.parametrize(
    "words",
    [
        "05/2023/NĐ-CP của Chính phủ",
        "15/11 hằng năm là hạn cuối",
        "01/01/2028.",
        "30-4 hằng năm",
        "2 - 3 người",
        "3 triệu đồng mỗi hộ",
        "12 Sở và 5 Ban",
        "Điều 3 Luật Đất đai quy định như vậy",
        "Điều 2 của Nghị định này",
    ],
)
def test_a_number_that_continues_nothing_is_words(words):
    draft = read_lines([Line("Điều 1. Căn cứ"), Line("1. Theo Nghị định số"), Line(words)])
    assert [unit.path for unit in draft.provisions] == ["Điều 1", "Điều 1 khoản 1"]
    assert draft.provisions[1].body == [words]


def test_a_lone_first_number_of_an_odd_form_is_words():
    assert paths("Điều 1. Mức", "1- 2 lần mỗi năm", "Điều 2. Hạn") == ["Điều 1", "Điều 2"]


def test_a_party_text_numbers_its_items_with_dashes():
    assert paths(
        "I- TÌNH HÌNH", "1- Ưu điểm", "2- Hạn chế", "II- MỤC TIÊU", "1- Chung", "1.1- Một", "1.2- Hai"
    ) == ["Mục I", "Mục I.1", "Mục I.2", "Mục II", "Mục II.1", "Mục II.1.1", "Mục II.1.2"]  # fmt: skip


def test_an_article_without_a_title_keeps_its_first_clause():
    assert paths("Điều 1", "1- Một", "2- Hai", "Điều 2", "1- Ba", "2- Bốn") == [
        "Điều 1", "Điều 1 khoản 1", "Điều 1 khoản 2", "Điều 2", "Điều 2 khoản 1", "Điều 2 khoản 2",
    ]  # fmt: skip
