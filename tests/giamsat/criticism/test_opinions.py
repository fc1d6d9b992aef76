"""Opinions: from the public page, files, minutes and forms; placed, held, judged; who sent them stays sealed."""

import io
import json
import re
import uuid
from datetime import timedelta

import pytest
import xlsxwriter
from django.db import connection
from docx import Document
from tests.giamsat.conftest import NOON
from tests.giamsat.criticism.conftest import SAMPLES, TODAY, WHY, WITH_ATTACHED, open_to
from tests.vietnamese import VIETNAMESE

from giamsat.audit.models import AuditEntry
from giamsat.criticism import actions
from giamsat.criticism.actions.files import SameOpinions
from giamsat.criticism.actions.opinions import NoMinutesRead, NothingChosen
from giamsat.criticism.models import (
    DraftOpinion,
    DraftVersion,
    OpinionFile,
    OpinionGroup,
    OpinionInvite,
    OpinionSender,
)
from giamsat.criticism.states import OpinionState
from giamsat.criticism.taking import DraftNotPublic, NotTakingOpinions, Statement, take_public
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.verdicts import NotNow
from giamsat.foundation.wording import ReasonTooShort
from giamsat.intake.forgetting import forget_sources
from giamsat.intake.senders import Sender
from giamsat.intake.taking import Arrival
from giamsat.intake.words import tidy
from giamsat.jobs.models import Job
from giamsat.organisations.actors import Actor
from giamsat.supervision.models import Case


def opinions(draft, **more):
    return DraftOpinion.objects.filter(draft=draft, **more)


def workbook(rows):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()
    return out.getvalue()


def bring(van, draft, name, content, run_waiting):
    made = actions.bring_file(actor=van, draft=draft, file_name=name, content=content, now=NOON)
    run_waiting()
    made.refresh_from_db()
    if made.state == OpinionFile.State.SHOWN:
        actions.take_file(actor=van, file=made, now=NOON)
        run_waiting()
        made.refresh_from_db()
    return made


# the public page


def test_the_same_form_sent_twice_is_one_opinion(received, say):
    draft, key = received(), uuid.uuid4()
    first = say(draft, "Điều 2 khoản 1", "Đề nghị hỗ trợ cả học sinh khuyết tật.", key=key)
    again = say(draft, "Điều 2 khoản 1", "Đề nghị hỗ trợ cả học sinh khuyết tật.", key=key)
    assert first.id == again.id
    assert first.receipt == again.receipt
    assert opinions(draft).count() == 1


def test_a_name_is_sealed_apart_and_stands_nowhere_else(received, say):
    draft = received()
    made = say(
        draft, "Điều 2 khoản 1", "Đề nghị nâng mức.", name="Nguyễn Thị Mười", contact="0912000111"
    )
    row = DraftOpinion.objects.filter(id=made.id).values().get()
    assert "Mười" not in json.dumps(row, default=str, ensure_ascii=False)
    sealed = OpinionSender.objects.get(opinion=made).sealed
    assert "Mười" not in sealed
    assert "0912" not in sealed
    other = say(
        draft,
        "Điều 1 khoản 1",
        "Ý kiến khác về phạm vi.",
        name="nguyen thi muoi",
        contact="0912000111",
    )
    assert made.who_key == other.who_key, "the same person is counted once"


def test_control_characters_and_markup_stay_words(received, say):
    draft = received()
    made = say(
        draft,
        "Điều 1",
        "<script>alert(1)</script>\x00 Đề nghị\u202e bỏ\u200b điều này.\r\n\r\n\r\n\r\nVì trùng.",
    )
    assert made.text == "<script>alert(1)</script> Đề nghị bỏ điều này.\n\nVì trùng."
    assert tidy("e\u0302") == "ê"


@pytest.mark.parametrize(
    ("text", "how", "held"),
    [
        ("Đề nghị nâng mức hỗ trợ.", {"blind": "http://x"}, "blind_field"),
        ("Vay nhanh http://a.example và https://b.example", {}, "links"),
        ("Đề nghị nâng mức hỗ trợ lên 70%, xem https://baochinhphu.vn/x.", {}, ""),
    ],
)
def test_what_looks_like_a_machine_is_held_and_kept(text, how, held, received, say):
    made = say(received(), "Điều 1", text, **how)
    assert made.held == held
    assert made.state == (OpinionState.HELD if held else OpinionState.COUNTED)
    assert made.text == text
    assert made.receipt


def test_where_opinions_came_from_is_forgotten_after_two_days(received, say):
    draft = received()
    say(draft, "Điều 2", "Đề nghị nâng mức hỗ trợ.")
    assert not opinions(draft, source_key="").exists()
    assert "192.0.2.1" not in opinions(draft).get().source_key
    forget_sources(NOON + timedelta(days=1))
    assert not opinions(draft, source_key="").exists()
    forget_sources(NOON + timedelta(days=3))
    assert opinions(draft, source_key="", text_key="").exists()


# the door


@pytest.mark.parametrize(
    ("draft_is", "refusal"),
    [
        ({"published_at": None}, "DRAFT_NOT_PUBLIC"),
        ({"state": "received"}, "DRAFT_NOT_PUBLIC"),
        ({"opens_on": TODAY + timedelta(days=1)}, "NOT_TAKING_OPINIONS"),
        (
            {"opens_on": TODAY - timedelta(days=2), "closes_on": TODAY - timedelta(days=1)},
            "NOT_TAKING_OPINIONS",
        ),
        ({"opens_on": TODAY, "closes_on": TODAY}, ""),
    ],
)
def test_whoever_brings_an_opinion_meets_the_same_door(draft_is, refusal, received, say):
    draft = received()
    open_to(draft, TODAY)
    seen_open = DraftVersion.objects.get(id=draft.id)
    DraftVersion.objects.filter(id=draft.id).update(**draft_is)
    if not refusal:
        assert say(seen_open, "Điều 1", "Đề nghị nâng mức.").receipt
        return
    with pytest.raises(Refusal) as refused:
        take_public(
            draft=seen_open,
            provision=None,
            statement=Statement("Đề nghị nâng mức.", sender=Sender("Lò Thị Pá")),
            arrival=Arrival("192.0.2.1", 60.0),
            key=uuid.uuid4(),
            now=NOON,
        )
    assert refused.value.code == refusal
    assert not opinions(draft).exists()
    assert not OpinionSender.objects.filter(opinion__draft=draft).exists()


def test_a_cancelled_criticism_takes_no_opinion_and_the_last_day_lasts_until_midnight(
    received, van, say
):
    draft = received()
    open_to(draft, TODAY)
    DraftVersion.objects.filter(id=draft.id).update(closes_on=TODAY)
    assert say(draft, "Điều 1", "Ý kiến cuối ngày.", now=NOON + timedelta(hours=11)).receipt
    with pytest.raises(NotTakingOpinions) as refused:
        say(draft, "Điều 1", "Ý kiến quá nửa đêm.", now=NOON + timedelta(hours=12))
    assert "đã kết thúc ngày 22/11/2026" in refused.value.sentence()
    assert "ended on 22 Nov 2026" in refused.value.sentence("en")
    Case.objects.filter(id=draft.case_id).update(
        state="cancelled", ended_on=TODAY, ended_why="Cơ quan soạn thảo rút."
    )
    with pytest.raises(DraftNotPublic):
        say(draft, "Điều 1", "Ý kiến sau khi hủy.")


# files


def test_a_workbook_with_its_own_heads(received, van, run_waiting):
    draft = received()
    content = workbook(
        [
            ["BẢNG TỔNG HỢP GÓP Ý", "", "", ""],
            ["STT", "Đơn vị góp ý", "Điều khoản", "Nội dung góp ý"],
            [1, "Hội Khuyến học tỉnh", "điểm a, khoản 2 Điều 2", "Đề nghị nâng lên 800.000 đồng."],
            [2, "Ông Trần Văn A, thôn 3", "d2k1", "Đề nghị thêm học sinh khuyết tật."],
            [3, "Bà B", "Điều 9", "Điều này chưa rõ."],
            [4, "Bà C", "", "Tôi đồng tình với nghị quyết."],
            [5, "Ông D", "Điều 1", ""],
        ]
    )
    made = bring(van, draft, "gop-y.xlsx", content, run_waiting)
    assert (made.state, made.taken) == (OpinionFile.State.READ, 4)
    assert [row for row, _why in made.problems] == [7]
    told = {one.text: one for one in opinions(draft).select_related("provision")}
    first = told["Đề nghị nâng lên 800.000 đồng."]
    assert (first.provision.path, first.who_type, first.who) == (
        "Điều 2 khoản 2 điểm a",
        "organisation",
        "Hội Khuyến học tỉnh",
    )
    second = told["Đề nghị thêm học sinh khuyết tật."]
    assert (second.provision.path, second.who, second.who_type) == ("Điều 2 khoản 1", "", "citizen")
    assert told["Điều này chưa rõ."].anchor_state == "wrong"
    assert told["Tôi đồng tình với nghị quyết."].anchor_state == "missing"
    with pytest.raises(SameOpinions):
        actions.bring_file(actor=van, draft=draft, file_name="x.xlsx", content=content, now=NOON)


def test_a_word_table_and_lines_of_minutes_in_word(received, van, run_waiting):
    draft = received()
    word = Document()
    table = word.add_table(rows=2, cols=3)
    for cell, text in zip(
        table.rows[0].cells, ("Điều khoản", "Ý kiến góp ý", "Cơ quan, tổ chức"), strict=True
    ):
        cell.text = text
    for cell, text in zip(
        table.rows[1].cells,
        ("khoản 2 Điều 1", "Nên áp dụng từ học kỳ II.", "Sở Tư pháp"),
        strict=True,
    ):
        cell.text = text
    out = io.BytesIO()
    word.save(out)
    assert bring(van, draft, "bang.docx", out.getvalue(), run_waiting).taken == 1
    lines = Document()
    lines.add_paragraph("Ý kiến tại hội nghị")
    lines.add_paragraph("Ông Lê Văn Tám | Điều 3 | Nên lùi hiệu lực.")
    lines.add_paragraph("Khoản 1 Điều 1: phạm vi còn hẹp.")
    out = io.BytesIO()
    lines.save(out)
    assert bring(van, draft, "bien-ban.docx", out.getvalue(), run_waiting).taken == 2


def test_a_file_cut_off_in_a_line_keeps_what_is_whole_and_names_the_rest(
    received, van, run_waiting
):
    draft = received()
    rows = "\n".join(
        json.dumps({"id": f"x{n}", "text": f"Đề nghị số {n} về mức hỗ trợ.", "anchor": "Điều 2"})
        for n in range(5_000)
    )
    made = bring(van, draft, "lon.jsonl", rows[:-20].encode(), run_waiting)
    assert made.taken == 4_999
    assert made.problems[0][0] == 5_000
    assert "bị cắt" in made.problems[0][1]["vi"]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("x.xlsx", b"PK\x03\x04 broken", "hỏng"),
        ("x.jsonl", b"\xff\xfe\x00bad", "UTF-8"),
        ("x.exe", b"MZ", ".xlsx"),
        ("x.xlsx", workbook([["A", "B"], [1, 2]]), "Nội dung góp ý"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(name, content, why, received, van, run_waiting):
    draft = received()
    made = bring(van, draft, name, content, run_waiting)
    assert made.state == OpinionFile.State.UNREADABLE
    assert why in made.trouble
    assert made.trouble_en
    assert not VIETNAMESE.search(re.sub("“[^”]*”", "", made.trouble_en))
    assert not opinions(draft).exists()


def test_a_megabyte_in_one_opinion_is_named_and_the_others_are_taken(received, van, run_waiting):
    draft = received()
    rows = [{"id": "a", "text": "Ý " * 500_000}, {"id": "b", "text": "Đề nghị nâng mức."}]
    made = bring(van, draft, "x.jsonl", "\n".join(map(json.dumps, rows)).encode(), run_waiting)
    assert made.taken == 1
    assert "ký tự" in made.problems[0][1]["vi"]


def test_taking_a_file_begun_again_doubles_nothing(received, van, run_waiting):
    draft = received()
    content = (SAMPLES / "d1_nghi_quyet_ho_tro_bhyt_comments.jsonl").read_bytes()
    made = bring(van, draft, "x.jsonl", content, run_waiting)

    job = Job.objects.filter(kind="take-opinions", subject_id=made.id).latest("id")
    Job.objects.filter(id=job.id).update(state=Job.State.WAITING, claim="", tries=0)
    count = opinions(draft).count()
    run_waiting()
    assert opinions(draft).count() == count == 34


# minutes and forms


def test_minutes_are_taken_whole_or_not_at_all(received, van):
    draft = received()
    with pytest.raises(NoMinutesRead) as refused:
        actions.transcribe(
            actor=van, draft=draft, text="Ông A | Điều 1 | Rõ rồi.\nkhông theo mẫu", now=NOON
        )
    assert refused.value.facts == {"lines": "2"}
    assert not opinions(draft).exists()
    text = "Ông A | Điều 1 | Rõ rồi.\n\nHội Nông dân xã | điểm b khoản 2 Điều 2 | Nâng lên 1.000.000 đồng."
    assert actions.transcribe(actor=van, draft=draft, text=text, now=NOON) == 2
    assert actions.transcribe(actor=van, draft=draft, text=text, now=NOON) == 0, (
        "the same minutes again"
    )
    assert opinions(draft, who="Hội Nông dân xã", who_type="organisation").count() == 1


def test_an_expert_answers_by_link_on_five_sides_and_on_provisions(received, van, client):
    draft = received()
    key = actions.invite(
        actor=van,
        case=draft.case,
        name="TS. Hoàng A",
        post="Hội đồng tư vấn",
        who_type="citizen",
        now=NOON,
    )
    page = client.get(f"/gop-y/{key}/")
    assert page["Referrer-Policy"] == "same-origin"
    assert "Sự cần thiết" in page.content.decode()
    form = {
        "key": str(uuid.uuid4()),
        "axis_1": "Rất cần thiết.",
        "axis_4": "Tác động tốt.",
        "points": "Điều 2 khoản 9: chưa rõ",
    }
    unclear = client.post(f"/gop-y/{key}/", form)
    assert "Điều 2 khoản 9" in unclear.content.decode()
    assert not opinions(draft).exists()
    form["points"] = "Khoản 1 Điều 2: nên thêm học sinh mồ côi"
    sent = client.post(f"/gop-y/{key}/", form)
    assert "3 ý kiến" in sent.content.decode()
    client.post(f"/gop-y/{key}/", form)
    assert opinions(draft, source="expert").count() == 3, "the same form again is the same"
    assert sorted(one.axis for one in opinions(draft).exclude(axis=None)) == [1, 4]
    actions.revoke_invite(actor=van, invited=OpinionInvite.objects.get(case=draft.case), now=NOON)
    assert client.get(f"/gop-y/{key}/").status_code == 410
    assert client.get("/gop-y/khong-phai-duong-dan/").status_code == 404


def test_an_invitation_taken_back_while_the_form_was_written_sends_nothing(received, van):
    draft = received()
    actions.invite(actor=van, case=draft.case, name="A", post="", who_type="citizen", now=NOON)
    seen = OpinionInvite.objects.select_related("case").get(case=draft.case)
    actions.revoke_invite(actor=van, invited=OpinionInvite.objects.get(id=seen.id), now=NOON)
    with pytest.raises(NotNow):
        actions.send_form(
            actor=Actor(None, "A"),
            invited=seen,
            draft=draft,
            axes={1: "Cần thiết."},
            points=[],
            key=uuid.uuid4(),
            now=NOON,
        )
    assert not opinions(draft).exists()


def test_an_expired_invitation_sends_nothing(received, van):
    draft = received()
    actions.invite(actor=van, case=draft.case, name="A", post="", who_type="citizen", now=NOON)
    with pytest.raises(NotNow):
        actions.send_form(
            actor=van,
            invited=OpinionInvite.objects.get(case=draft.case),
            draft=draft,
            axes={1: "x"},
            points=[],
            key=uuid.uuid4(),
            now=NOON + timedelta(days=90),
        )


# placing and judging


def test_unclear_opinions_are_placed_by_a_person(received, van, say, run_waiting):
    draft = received()
    made = say(draft, None, "Phải chuyển sớm hơn nữa.")
    actions.ask_grouping(actor=van, draft=draft, now=NOON)
    run_waiting()
    place = draft.provisions.get(path="Điều 3")
    assert (
        actions.place_opinions(actor=van, draft=draft, ids=[made.id], provision=place, now=NOON)
        == 1
    )
    run_waiting()
    made.refresh_from_db()
    assert (made.provision_id, made.anchor_state, made.group.path) == (place.id, "set", "Điều 3")
    with pytest.raises(NothingChosen):
        actions.place_opinions(actor=van, draft=draft, ids=[], provision=place, now=NOON)


def test_held_opinions_are_counted_or_left_out_with_a_reason(received, van, say, run_waiting):
    draft = received()
    good = say(draft, "Điều 1", "Đề nghị nâng mức hỗ trợ cho các cháu.", seconds=1)
    bad = say(draft, "Điều 1", "Mua ngay https://a.example https://b.example")
    with pytest.raises(ReasonTooShort):
        actions.judge(actor=van, draft=draft, ids=[bad.id], counts=False, reason="rác", now=NOON)
    assert (
        actions.judge(actor=van, draft=draft, ids=[good.id], counts=True, reason="", now=NOON) == 1
    )
    assert (
        actions.judge(actor=van, draft=draft, ids=[bad.id], counts=False, reason=WHY, now=NOON) == 1
    )
    run_waiting()
    draft.refresh_from_db()
    assert draft.opinions == 1
    bad.refresh_from_db()
    assert (bad.state, bad.judged_why) == (OpinionState.REJECTED, WHY)
    assert OpinionGroup.objects.filter(draft=draft).count() == 1


def test_a_sender_is_opened_with_a_reason_that_the_trail_keeps(received, van, say):
    draft = received()
    made = say(draft, "Điều 1", "Đề nghị làm rõ phạm vi.", name="Lê Thị Tư", contact="thôn 2")
    with pytest.raises(ReasonTooShort):
        actions.open_sender(actor=van, opinion=made, reason="xem", now=NOON)
    told = actions.open_sender(actor=van, opinion=made, reason=WHY, now=NOON)
    assert told == Sender("Lê Thị Tư", "thôn 2")
    entry = AuditEntry.objects.filter(verb="sender.opened").latest("id")
    assert entry.details["reason"] == WHY
    assert "Lê Thị Tư" not in json.dumps(entry.details)


def test_opinions_for_the_version_before_stay_with_it(received, say, van, run_waiting):
    first = received()
    say(first, "Điều 2 khoản 2", "Đề nghị nâng lên 70% cho hộ cận nghèo.")
    second = received(first_text().replace("50%", "60%"), case=first.case)
    actions.open_to_public(actor=van, draft=first, opens_on=TODAY, closes_on=TODAY, now=NOON)
    late = say(first, "Điều 2 khoản 2", "Vẫn đề nghị 70%.")
    assert late.draft_id == first.id
    actions.ask_grouping(actor=van, draft=first, now=NOON)
    run_waiting()
    after = second.provisions.get(path="Điều 2 khoản 2")
    assert (after.before.opinions, after.change) == (2, "modified")


def first_text():
    from tests.giamsat.criticism.conftest import TEXT

    return TEXT


def test_no_search_index_holds_opinions(received, say):
    draft = received()
    say(draft, "Điều 1", "Đề nghị xyzzy đặc biệt.", name="Phạm Quyzzy")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_index WHERE text LIKE '%%yzzy%%'")
        assert cursor.fetchone()[0] == 0


def test_what_can_be_in_one_place_alone_is_placed_for_many_at_once(
    received, van, signed_in, run_waiting
):
    draft = received(WITH_ATTACHED)
    rows = [
        {"id": "a", "text": "Thủ tục nên làm qua mạng.", "anchor": "Điều 3"},
        {"id": "b", "text": "Bỏ giấy xác nhận của xã.", "anchor": "Điều 3"},
        {"id": "c", "text": "Nên tăng mức cho hộ cận nghèo.", "anchor": "Điều 2"},
    ]
    bring(van, draft, "x.jsonl", "\n".join(map(json.dumps, rows)).encode(), run_waiting)
    browser, address = signed_in("van"), f"/phan-bien/{draft.case.code}/y-kien/"
    page = browser.get(address, {"tt": "unclear"}).content.decode()
    assert "2 ý kiến trong danh sách này chưa rõ điều khoản nhưng chỉ có thể thuộc" in page
    found = browser.get(address, {"tim": "qua mạng"}).content.decode()
    assert ("qua mạng" in found, "cận nghèo" in found) == (True, False)
    browser.post(f"{address}?tt=unclear", {"do": "accept"})
    placed = dict(opinions(draft).values_list("text", "provision__path"))
    assert placed["Thủ tục nên làm qua mạng."] == "Quy định kèm theo: Điều 3"
    assert placed["Bỏ giấy xác nhận của xã."] == "Quy định kèm theo: Điều 3"
    assert placed["Nên tăng mức cho hộ cận nghèo."] is None, "a person says which text is meant"
    assert browser.post(f"{address}?tt=unclear", {"do": "accept"}).status_code == 422


def test_a_refused_place_keeps_the_ticks_and_names_what_may_be_meant(
    received, van, signed_in, run_waiting
):
    draft = received(WITH_ATTACHED)
    rows = [{"id": "c", "text": "Nên tăng mức cho hộ cận nghèo.", "anchor": "Điều 2"}]
    bring(van, draft, "x.jsonl", json.dumps(rows[0]).encode(), run_waiting)
    told = opinions(draft).get()
    browser, address = signed_in("van"), f"/phan-bien/{draft.case.code}/y-kien/"
    response = browser.post(address, {"do": "place", "id": told.id, "provision": "Điều 2"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Điều 2 Quy định kèm theo; Điều 2 văn bản chính" in page
    assert 'value="Điều 2"' in page
    assert f'value="{told.id}" checked' in page
    browser.post(address, {"do": "place", "id": told.id, "provision": "Điều 2 Quy định"})
    told.refresh_from_db()
    assert told.provision.path == "Quy định kèm theo: Điều 2"
    browser.post(address, {"do": "place", "id": told.id, "provision": "Điều 2 văn bản chính"})
    told.refresh_from_db()
    assert told.provision.path == "Điều 2"


def test_the_work_list_shows_only_what_somebody_can_do(received, say, signed_in, van):
    """An officer of another organisation sees the case and has nothing to do in it."""
    draft = received()
    say(draft, "Điều 2", "Đề nghị nâng mức hỗ trợ lên 70%.", address="192.0.2.7")
    opinions(draft).update(anchor_state="ambiguous", provision=None)
    assert draft.case.code in signed_in("van").get("/").content.decode()
    assert draft.case.code not in signed_in("ha").get("/").content.decode()
