"""Pages of a PDF: furniture goes, columns are read one after the other."""

import pytest

from civickit.legaltext import Line, read_lines
from civickit.legaltext.pages import lines_of_pages
from civickit.legaltext.wrapping import rejoin

BODY = [
    "Điều {n}. Tên của điều",
    "1. Lời của khoản một trong điều này;",
    "2. Lời của khoản hai trong điều này.",
]


def page(number, head="", foot=""):
    return "\n".join([head, *(line.format(n=number) for line in BODY), foot])


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("", "Trang {n}/5"),
        ("- {n} -", ""),
        ("{n}", ""),
        ("Dự thảo lần 2 - Xin ý kiến", "{n}"),
        ("CÔNG BÁO/Số {n}07 + {n}08/Ngày 15-5-2026", "Trang {n} trên 5"),
    ],
)
def test_what_is_repeated_at_the_edges_of_pages_is_no_law(head, foot):
    pages = [page(n, head.format(n=n), foot.format(n=n)) for n in range(1, 6)]
    assert [line for line in lines_of_pages(pages) if line] == [
        line.format(n=n) for n in range(1, 6) for line in BODY
    ]


def test_a_repeated_line_within_the_page_stays():
    pages = [
        "\n".join(["A", "B", "C", f"{n} a", "Lặp lại", f"{n} b", "D", "E", "F"]) for n in "xyz"
    ]
    assert lines_of_pages(pages).count("Lặp lại") == 3


def test_two_columns_are_read_one_after_the_other():
    left = ["Điều 1. Tên", *(f"{n}. Lời thứ {n} trái." for n in range(1, 14))]
    right = ["Điều 2. Tên", *(f"{n}. Lời thứ {n} phải." for n in range(1, 14))]
    rows = [f"{one:<40}    {other}" for one, other in zip(left, right, strict=True)]
    assert lines_of_pages(["\n".join(rows)]) == [*left, *right]


def test_one_column_is_not_parted():
    lines = [f"{'lời ' * (8 + n % 4)}điều này nói rằng mọi người đều được hưởng" for n in range(20)]
    assert lines_of_pages(["\n".join(lines)]) == lines


def test_a_title_that_fills_its_line_does_not_swallow_the_first_clause():
    lines = ["Điều 1. Tên của điều dài bằng dòng", "1. Lời của khoản một dài bằng dòng.", "2. Hai."]
    draft = read_lines([Line(text) for text in rejoin(lines)])
    assert [unit.path for unit in draft.provisions] == [
        "Điều 1",
        "Điều 1 khoản 1",
        "Điều 1 khoản 2",
    ]
