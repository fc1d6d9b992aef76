"""A file of opinions is looked at before any of it is taken in; what was said of its form is remembered."""

import io
import json
import re

import pytest
from docx import Document
from tests.giamsat.conftest import NOON
from tests.sheets import Sheet, as_xlsx

from giamsat.criticism import actions
from giamsat.criticism.door import OPINIONS
from giamsat.criticism.minutes import rows_of_minutes
from giamsat.criticism.models import DraftOpinion, OpinionFile
from giamsat.foundation.verdicts import NotAllowed
from giamsat.sheets.choices import forms_in
from giamsat.sheets.keeping import understanding_of

HEADS = ["TT", "Nơi phát sinh", "Diễn giải", "Bên nêu"]
ROWS = [
    [1, "khoản 1 Điều 2", "Đề nghị nâng mức hỗ trợ.", "Sở Tài chính"],
    [2, "Điều 3", "Nên lùi ngày có hiệu lực.", "Ông Nguyễn Văn An"],
]
SAID = {"Nơi phát sinh": "anchor", "Diễn giải": "text", "Bên nêu": "who"}


@pytest.fixture
def bring(received, van, run_waiting):
    def do(content, name="gop-y.xlsx", draft=None):
        made = actions.bring_file(
            actor=van, draft=draft or received(), file_name=name, content=content, now=NOON
        )
        run_waiting()
        made.refresh_from_db()
        return made

    return do


@pytest.fixture
def press(signed_in, run_waiting):
    """Press a button of the file's page, with what its columns are chosen to be."""

    def do(file, button, columns=(), **fields):
        address = f"/phan-bien/{file.draft.case.code}/y-kien/tep/{file.id}/"
        van = signed_in("van")
        page = van.get(address).content.decode()
        sent = dict(re.findall(r'name="(dong-\d+)"[^>]*?value="(\d+)"', page))
        sent |= dict.fromkeys(re.findall(r'name="(trang-\d+)"', page), "1")
        for form in forms_in(understanding_of(OPINIONS, file.id)):
            for column in form.columns:
                sent[column.name] = dict(columns).get(column.head, column.meaning)
        answer = van.post(address, sent | {"do": button} | fields)
        run_waiting()
        return answer

    return do


def told(file):
    return " ".join(why["vi"] for _row, why in file.problems)


def test_nothing_is_taken_before_a_person_has_looked(bring, press, signed_in):
    rows = [
        ["STT", "Điều khoản", "Nội dung góp ý", "Người góp ý", "Lý do"],
        *ROWS,
        [3, "Điều 1", "", "Sở Y tế"],
    ]
    file = bring(as_xlsx([Sheet("Xã A", rows), Sheet("Ghi chép", [["không phải bảng"]])]))
    assert (file.state, file.found) == (OpinionFile.State.SHOWN, 2)
    assert not DraftOpinion.objects.filter(file=file).exists()
    address = f"/phan-bien/{file.draft.case.code}/y-kien/tep/{file.id}/"
    page = signed_in("van").get(address).content.decode()
    assert "Xem 1 tệp ý kiến trước khi ghi" in signed_in("van").get("/").content.decode()
    for words in ("Đề nghị nâng mức hỗ trợ.", "Ghi 2 ý kiến", "Ghi chép", "Sở Y tế", "Xã A"):
        assert words in page
    assert press(file, "take").status_code == 302
    file.refresh_from_db()
    assert (file.state, file.taken, file.first_rows) == (OpinionFile.State.READ, 2, [])
    kept = json.dumps(understanding_of(OPINIONS, file.id).tables, ensure_ascii=False)
    assert "Nguyễn Văn An" not in kept


def test_heads_nobody_knows_are_shown_said_once_and_known_in_the_next_file(bring, press, received):
    first = bring(as_xlsx([Sheet("S", [HEADS, *ROWS])]))
    assert first.state == OpinionFile.State.UNREADABLE
    press(first, "read", SAID)
    first.refresh_from_db()
    assert (first.state, first.found, first.trouble) == (OpinionFile.State.SHOWN, 2, "")
    assert first.first_rows[0]["anchor"] == "khoản 1 Điều 2"
    later = bring(
        as_xlsx([Sheet("S", [["BẢNG TỔNG HỢP"], HEADS, [1, "Điều 1", "Đề nghị bỏ.", "Sở Y tế"]])]),
        name="lan-2.xlsx",
        draft=first.draft,
    )
    assert (later.state, later.found) == (OpinionFile.State.SHOWN, 1)
    assert understanding_of(OPINIONS, later.id).taught


def test_a_sheet_left_out_gives_no_opinion_and_is_named(bring, press):
    rows = [["STT", "Điều khoản", "Nội dung góp ý", "Người góp ý"], *ROWS]
    file = bring(as_xlsx([Sheet("Xã A", rows), Sheet("Xã B", rows)]))
    assert file.found == 4
    press(file, "read", **{"trang-1": "0"})
    file.refresh_from_db()
    assert file.found == 2
    assert "Xã B" in told(file)


def test_a_file_put_away_may_come_again(bring, press):
    content = as_xlsx([Sheet("S", [HEADS, *ROWS])])
    file = bring(content)
    assert press(file, "away").status_code == 302
    assert not OpinionFile.objects.filter(id=file.id).exists()
    assert bring(content, draft=file.draft).state == OpinionFile.State.UNREADABLE


def test_who_does_not_lead_the_case_takes_nothing(bring, ha):
    rows = [["STT", "Điều khoản", "Nội dung góp ý", "Người góp ý"], *ROWS]
    file = bring(as_xlsx([Sheet("Xã A", rows)]))
    with pytest.raises(NotAllowed):
        actions.take_file(actor=ha, file=file, now=NOON)


MINUTES = """BIÊN BẢN HỘI NGHỊ
1. Ông Lê Văn Tám, Phó Chủ tịch Hội Nông dân: Tại khoản 1 Điều 2, đề nghị nâng mức hỗ trợ. Tại Điều 3, nên lùi ngày có hiệu lực.
2. Bà Trần Thị Năm, xã Vạn Hải phát biểu:
- Tại Điều 1, phạm vi còn hẹp.
- Nhất trí với các nội dung khác.
Hội nghị kết thúc lúc 11 giờ."""


def test_minutes_in_prose_come_apart_into_speakers_and_points():
    found = [
        (row.who, row.anchor, row.text)
        for row in rows_of_minutes(MINUTES.splitlines())
        if not row.problem
    ]
    tam, nam = "Ông Lê Văn Tám, Phó Chủ tịch Hội Nông dân", "Bà Trần Thị Năm, xã Vạn Hải"
    assert found == [
        (tam, "khoản 1 Điều 2", "đề nghị nâng mức hỗ trợ."),
        (tam, "Điều 3", "nên lùi ngày có hiệu lực."),
        (nam, "Điều 1", "phạm vi còn hẹp."),
        (nam, "", "Nhất trí với các nội dung khác."),
    ]


def test_minutes_in_word_are_shown_with_the_lines_that_are_none_and_each_point_counts(bring, press):
    paper = Document()
    for line in MINUTES.splitlines():
        paper.add_paragraph(line)
    out = io.BytesIO()
    paper.save(out)
    file = bring(out.getvalue(), name="bien-ban.docx")
    assert (file.state, file.found) == (OpinionFile.State.SHOWN, 4)
    assert "BIÊN BẢN HỘI NGHỊ" in told(file)
    assert "kết thúc lúc 11 giờ" in told(file)
    press(file, "take")
    file.refresh_from_db()
    assert file.taken == 4
