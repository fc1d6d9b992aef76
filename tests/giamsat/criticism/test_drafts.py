"""Drafts: read as a job, corrected by a person, compared with the version before; what cannot be read says so."""

import pytest
from tests.giamsat.conftest import NOON
from tests.giamsat.criticism.conftest import SAMPLES, TEXT, TODAY

from giamsat.criticism import actions
from giamsat.criticism.actions.drafts import DraftChanged, NotADraftFile, NothingLeft, SameDraft
from giamsat.criticism.models import DraftOpinion, DraftProvision, DraftVersion, OpinionGroup
from giamsat.criticism.states import DraftState
from giamsat.foundation.verdicts import NotAllowed
from giamsat.procedures.guiding import facts_of, lacking, procedure_of


def paths(draft):
    return list(draft.provisions.order_by("place").values_list("path", flat=True))


def test_a_draft_becomes_rows_with_units_and_depths(received):
    draft = received()
    assert draft.state == DraftState.READ
    assert draft.title == "Quy định mức hỗ trợ học phí"
    rows = {one.path: one for one in draft.provisions.all()}
    assert rows["Điều 2 khoản 2 điểm b"].words == "Cấp trung học: 900.000 đồng."
    assert rows["Điều 2 khoản 2 điểm b"].unit == rows["Điều 2"].place
    assert rows["Điều 2 khoản 2 điểm b"].depth == 2
    assert rows["Điều 3"].body == ["Nghị quyết có hiệu lực từ ngày 01/01/2027."]


@pytest.mark.parametrize(
    "name", ["d1_nghi_quyet_ho_tro_bhyt", "d4_quy_dinh_boi_thuong_tai_dinh_cu"]
)
def test_word_files_of_the_samples_are_read_and_compared(name, received):
    first = received((SAMPLES / f"{name}_v1.docx").read_bytes(), name="v1.docx")
    second = received((SAMPLES / f"{name}_v2.docx").read_bytes(), case=first.case, name="v2.docx")
    assert second.no == 2
    changes = set(second.provisions.values_list("change", flat=True))
    assert {"same", "modified", "added"} <= changes
    assert first.provisions.filter(after=None).count() < 8


def test_a_file_twice_and_a_file_that_is_no_draft_are_refused(received, van):
    draft = received()
    told = {"actor": van, "case": draft.case, "came_with": "", "received_on": TODAY, "now": NOON}
    with pytest.raises(SameDraft) as refused:
        actions.receive_draft(file_name="x.txt", content=TEXT.encode(), **told)
    assert refused.value.facts == {"no": 1}
    for name, content in (
        ("x.xlsx", b"PK\x03\x04"),
        ("x.docx", b"MZ"),
        ("x.txt", b"\x00\x01binary"),
        ("x.pdf", b"text"),
    ):
        with pytest.raises(NotADraftFile):
            actions.receive_draft(file_name=name, content=content, **told)


def test_a_scanned_pdf_says_what_to_do_and_leaves_its_number(received, van):
    scanned = (SAMPLES.parents[1] / "tests/civickit/legaltext/data/scanned.pdf").read_bytes()
    draft = received(scanned, name="quet.pdf")
    assert draft.state == DraftState.UNREADABLE
    assert "bản Word" in draft.trouble
    again = received(case=draft.case)
    assert (again.no, again.state) == (1, DraftState.READ)


def test_a_draft_with_two_articles_of_one_number_is_read_with_a_finding(received):
    draft = received(TEXT.replace("Điều 3.", "Điều 2."))
    assert "Điều 2 (lần 2)" in paths(draft)
    assert any(
        code == "DUPLICATE" and "hai lần" in text["vi"] for code, _path, text in draft.problems
    )


def test_a_file_cut_off_is_told_and_nothing_is_lost(received):
    whole = (SAMPLES / "d1_nghi_quyet_ho_tro_bhyt_v1.docx").read_bytes()
    draft = received(whole[: len(whole) // 2], name="cut.docx")
    assert draft.state == DraftState.UNREADABLE
    assert "hỏng" in draft.trouble
    assert not draft.provisions.exists()


def in_minutes(van, draft, path, text):
    """An opinion about a draft that the public is not asked about yet."""
    actions.transcribe(actor=van, draft=draft, text=f"Ông A | {path} | {text}", now=NOON)
    return DraftOpinion.objects.get(draft=draft, text=text)


def test_a_person_corrects_how_a_line_was_read_and_opinions_stay(received, van, run_waiting):
    broken = TEXT.replace("b) Cấp trung học", "Cấp trung học").replace("Điều 3.", "Điều 3 :")
    draft = received(broken)
    kept = in_minutes(van, draft, "Điều 1 khoản 2", "Đề nghị áp dụng ngay từ năm học này.")
    actions.ask_grouping(actor=van, draft=draft, now=NOON)
    run_waiting()
    assert "Điều 2 khoản 2 điểm b" not in paths(draft)
    point = draft.provisions.get(path="Điều 2 khoản 2 điểm a")
    lines = ["a) Cấp tiểu học: 600.000 đồng;", "b) Cấp trung học: 900.000 đồng."]
    actions.correct(actor=van, provision=point, lines=lines, version=draft.version, now=NOON)
    draft.refresh_from_db()
    assert "Điều 2 khoản 2 điểm b" in paths(draft)
    opinion = DraftOpinion.objects.select_related("provision", "group").get(id=kept.id)
    assert (opinion.provision.path, opinion.group.size) == ("Điều 1 khoản 2", 1)
    with pytest.raises(DraftChanged):
        actions.correct(
            actor=van,
            provision=draft.provisions.get(path="Điều 1"),
            lines=["Điều 1. X"],
            version=1,
            now=NOON,
        )


def test_a_line_marked_plain_stays_words_of_the_unit_above(received, van):
    draft = received(
        TEXT.replace(
            "b) Cấp trung học: 900.000 đồng.",
            "b) Cấp trung học: 900.000 đồng.\n1. Ghi chú của bảng.",
        )
    )
    wrong = draft.provisions.get(path="Điều 2 khoản 1 (lần 2)")
    actions.correct(
        actor=van,
        provision=wrong,
        lines=["¶ 1. Ghi chú của bảng."],
        version=draft.version,
        now=NOON,
    )
    holds = [
        one.path
        for one in DraftProvision.objects.filter(draft=draft)
        if "1. Ghi chú của bảng." in one.body
    ]
    assert len(holds) == 1
    assert holds[0].startswith("Điều 2 khoản 2")
    assert "Điều 2 khoản 1 (lần 2)" not in paths(draft)


def test_an_opinion_about_a_unit_that_was_none_waits_for_a_person(received, van):
    draft = received(
        TEXT.replace(
            "b) Cấp trung học: 900.000 đồng.",
            "b) Cấp trung học: 900.000 đồng.\n7. Ghi chú của bảng.",
        )
    )
    lost = in_minutes(van, draft, "Điều 2 khoản 7", "Ghi chú này khó hiểu, đề nghị sửa.")
    wrong = draft.provisions.get(path="Điều 2 khoản 7")
    actions.correct(
        actor=van,
        provision=wrong,
        lines=["¶ 7. Ghi chú của bảng."],
        version=draft.version,
        now=NOON,
    )
    lost.refresh_from_db()
    assert (lost.provision, lost.anchor_state, lost.anchor) == (None, "ambiguous", "Điều 2 khoản 7")


def test_no_words_of_a_provision_can_be_removed(received, van):
    draft = received()
    with pytest.raises(NothingLeft):
        actions.correct(
            actor=van,
            provision=draft.provisions.get(path="Điều 1 khoản 1"),
            lines=["  ", "¶"],
            version=draft.version,
            now=NOON,
        )


def test_a_public_draft_is_corrected_no_more(received, van):
    draft = received()
    actions.open_to_public(actor=van, draft=draft, opens_on=TODAY, closes_on=TODAY, now=NOON)
    with pytest.raises(DraftChanged):
        actions.correct(
            actor=van,
            provision=draft.provisions.get(path="Điều 1 khoản 1"),
            lines=["1. Khác"],
            version=draft.version,
            now=NOON,
        )


def test_a_next_version_tells_what_it_was(received):
    first = received()
    second = received(
        TEXT.replace("50%", "70%").replace(
            "Điều 3. Hiệu lực",
            "Điều 3. Nguồn kinh phí\n1. Ngân sách tỉnh bảo đảm.\nĐiều 4. Hiệu lực",
        ),
        case=first.case,
    )
    told = {
        one.path: (one.change, one.before.path if one.before else None)
        for one in second.provisions.select_related("before")
    }
    assert told["Điều 2 khoản 2"] == ("modified", "Điều 2 khoản 2")
    assert told["Điều 3"] == ("added", None)
    assert told["Điều 4"] == ("renumbered", "Điều 3")
    assert told["Điều 1 khoản 1"] == ("same", "Điều 1 khoản 1")


def test_another_organisation_brings_no_draft(received, ha):
    draft = received()
    with pytest.raises(NotAllowed):
        actions.receive_draft(
            actor=ha,
            case=draft.case,
            file_name="x.txt",
            content=b"Dieu 1. X",
            came_with="",
            received_on=TODAY,
            now=NOON,
        )


def test_steps_say_what_they_need(opened, received):
    case = opened()
    _procedure, version = procedure_of(case)
    assert "Đưa dự thảo" in str(lacking(case, version.step("DRAFT_IN"), facts_of(case)))
    received(case=case)
    assert lacking(case, version.step("DRAFT_IN"), facts_of(case)) is None
    assert "Chưa có ý kiến" in str(lacking(case, version.step("GATHER"), facts_of(case)))
    assert lacking(case, version.step("INVITE"), facts_of(case)).need in ("chaired", "session")
    assert case.code.startswith("2026-PB-")
    assert DraftVersion.objects.filter(case=case).count() == 1
    assert not OpinionGroup.objects.filter(draft__case=case).exists()
