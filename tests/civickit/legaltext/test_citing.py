"""Addresses in the order of law: what is written names the same provision again."""

from pathlib import Path

import pytest

from civickit.legaltext import Anchors, cited, path_of, read_draft

DRAFTS = sorted(Path("samples/du_thao").glob("*.docx")) + sorted(
    Path("tests/civickit/legaltext/data").glob("wrapped.pdf")
)


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("Điều 5", "Điều 5"),
        ("Điều 5 khoản 1 điểm b", "điểm b khoản 1 Điều 5"),
        ("Điều 5 điểm b", "điểm b Điều 5"),
        ("Quy định kèm theo: Điều 8 khoản 1", "khoản 1 Điều 8 Quy định kèm theo"),
        ("Quy định kèm theo 2: Điều 8", "Điều 8 Quy định kèm theo 2"),
        ("Điều 1 khoản 2: Điều 5 khoản 1", "khoản 1 Điều 5 tại khoản 2 Điều 1"),
        (
            "Quy định kèm theo: Điều 1 khoản 2: Điều 5 khoản 1",
            "khoản 1 Điều 5 tại khoản 2 Điều 1 Quy định kèm theo",
        ),
        ("Điều 3 khoản 2 (lần 2)", "khoản 2 Điều 3 (lần 2)"),
        ("Chương II Mục 1", "Mục 1 Chương II"),
        ("Phần II Mục III.2", "Mục III.2 Phần II"),
    ],
)
def test_the_smallest_unit_stands_first(path, written):
    assert cited(path) == written
    assert cited(written) == written, "what is in order stays"
    assert path_of(written) == path_of(path) == path


@pytest.mark.parametrize(
    "words", ["", "Phụ lục II", "Phần: Quy định về hỗ trợ", "Nghị quyết: Ghi chú"]
)
def test_what_is_no_address_stays_as_it_is(words):
    assert cited(words) == path_of(words) == words


@pytest.mark.parametrize("file", DRAFTS, ids=lambda one: one.name)
def test_every_address_of_a_draft_is_found_as_it_is_written(file):
    draft = read_draft(file)
    anchors = Anchors(draft)
    for one in draft.provisions:
        assert path_of(cited(one.path)) == one.path
        assert anchors.resolve(cited(one.path)).path == anchors.resolve(one.path).path
