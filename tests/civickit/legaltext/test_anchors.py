"""Anchors as people write them."""

import json
from pathlib import Path

import pytest
from tests.civickit.legaltext.test_reading import AMENDING, ATTACHED, LAW, read

from civickit.legaltext import Anchors, read_draft

SAMPLES = Path(__file__).parents[3] / "samples" / "du_thao"
SOURCES = sorted(SAMPLES.glob("*_comments.jsonl"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name[:2])
def test_anchors_of_the_published_samples(source):
    anchors = Anchors(read_draft(SAMPLES / source.name.replace("_comments.jsonl", "_v1.docx")))
    for line in source.read_text("utf-8").splitlines():
        opinion = json.loads(line)
        found, want = anchors.resolve(opinion["anchor"]), opinion["_truth"]
        assert found.status == want["anchor_status"], opinion["anchor"]
        if want["anchor_status"] == "ok":
            assert found.path == want["resolved_path"]


DRAFT = """
NGHỊ QUYẾT
Thử
Điều 1. Một
1. Khoản một
a) a;
b) b;
c) c;
d) d;
đ) đ.
2. Khoản hai
Điều 2. Hai
1. Khoản một
a) a;
d) d.
Điều 3. Nguồn kinh phí
Điều 3a. Chèn
a) a;
a1) a1.
"""


@pytest.mark.parametrize(
    ("written", "status", "path"),
    [
        ("điểm đ khoản 1 Điều 1", "ok", "Điều 1 khoản 1 điểm đ"),
        ("Điểm d, khoản 1, điều 1", "ok", "Điều 1 khoản 1 điểm d"),
        ("diem d khoan 1 dieu 1", "ambiguous", "Điều 1 khoản 1 điểm d"),
        ("diem d khoan 1 dieu 2", "ok", "Điều 2 khoản 1 điểm d"),
        ("Điều 1 khoản 1 điểm a", "ok", "Điều 1 khoản 1 điểm a"),
        ("Điều 1.2", "ok", "Điều 1 khoản 2"),
        ("K2 Đ1", "ok", "Điều 1 khoản 2"),
        ("d2k1", "ok", "Điều 2 khoản 1"),
        ("Đ.2 K.1", "ok", "Điều 2 khoản 1"),
        ("k1d2", "ok", "Điều 2 khoản 1"),
        ("đ. a k1 đ1", "ok", "Điều 1 khoản 1 điểm a"),
        ("ĐIỀU 3A", "ok", "Điều 3a"),
        ("điểm a1 Điều 3a", "ok", "Điều 3a điểm a1"),
        ("tại khoản 2 của Điều 1 dự thảo", "ok", "Điều 1 khoản 2"),
        ("khoản 2", "ok", "Điều 1 khoản 2"),
        ("khoản 1", "ambiguous", "Điều 1 khoản 1"),
        ("điểm a, b khoản 1 Điều 1", "ambiguous", "Điều 1 khoản 1 điểm a"),
        ("Điều 1 và Điều 2", "ambiguous", "Điều 1"),
        ("Điều 1-3", "ambiguous", "Điều 1"),
        ("nguồn kinh phí", "ambiguous", "Điều 3"),
        ("gạch đầu dòng thứ hai khoản 2 Điều 1", "ambiguous", "Điều 1 khoản 2"),
        ("khoản 3 Điều 1", "wrong", None),
        ("điểm g khoản 1 Điều 1", "wrong", None),
        ("Điều 99", "wrong", None),
        ("Chương II", "wrong", None),
        ("", "missing", None),
        (None, "missing", None),
        ("toàn văn", "missing", None),
        ("---", "missing", None),
        ("trang 3", "ambiguous", None),
    ],
)
def test_ways_of_writing(written, status, path):
    found = Anchors(read(DRAFT)).resolve(written)
    assert (found.status.value, found.path) == (status, path)


def test_a_wrong_anchor_tells_how_far_it_was_right():
    found = Anchors(read(DRAFT)).resolve("điểm x khoản 1 Điều 1")
    assert (found.path, found.near) == (None, "Điều 1 khoản 1")


@pytest.mark.parametrize(
    ("written", "status", "path"),
    [
        ("Mục 1 Chương II", "ok", "Phần thứ hai Chương II Mục 1"),
        ("chuong 2", "ok", "Phần thứ hai Chương II"),
        ("tiểu mục 1", "ok", "Phần thứ hai Chương II Mục 1 Tiểu mục 1"),
        ("Phần thứ nhất", "ok", "Phần thứ nhất"),
        ("khoản 1 Điều 3 Chương II", "ok", "Điều 3 khoản 1"),
        ("Điều 3 Chương I", "wrong", None),
    ],
)
def test_larger_units(written, status, path):
    found = Anchors(read(LAW)).resolve(written)
    assert (found.status.value, found.path) == (status, path)


def test_quoted_wording_is_found_by_the_article_it_makes():
    anchors = Anchors(read(AMENDING))
    assert anchors.resolve("khoản 1 Điều 3a").path == "Điều 1 khoản 2: Điều 3a khoản 1"
    assert anchors.resolve("Điều 2").path == "Điều 2"


def test_an_article_of_two_texts_belongs_to_either_until_it_is_said():
    anchors = Anchors(read(ATTACHED))
    assert anchors.resolve("Điều 1").status == "ambiguous"
    assert anchors.resolve("Điều 1 Quyết định").path == "Điều 1"
    assert anchors.resolve("Điều 1 Quy chế").path == "Quy định kèm theo: Điều 1"
    assert anchors.resolve("Quy định kèm theo: Điều 1 khoản 1").status == "ok"
