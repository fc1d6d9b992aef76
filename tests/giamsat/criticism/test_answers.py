"""Groups that a person splits and merges, answers, promises beside the next version, the table."""

import io
from datetime import timedelta

import pytest
from docx import Document
from openpyxl import load_workbook
from tests.giamsat.conftest import NOON
from tests.giamsat.criticism.conftest import TEXT, WITH_ATTACHED, open_to

from giamsat.criticism import actions
from giamsat.criticism.actions.answering import (
    AnswerChanged,
    NoCauseGiven,
    NoReasonGiven,
    NothingToPublish,
    PlaceNotThere,
    PointCountChanged,
)
from giamsat.criticism.actions.grouping import GroupAnswered, GroupChanged
from giamsat.criticism.actions.opinions import NothingChosen
from giamsat.criticism.contexts import criticism_context
from giamsat.criticism.grouping import group_by_itself
from giamsat.criticism.models import CriticismExport, DrafterAnswer, DraftOpinion, OpinionGroup
from giamsat.files.storing import content_of
from giamsat.foundation.verdicts import NotAllowed, NotNow

REASON = "Ngân sách tỉnh chưa cân đối được trong kế hoạch trung hạn."


@pytest.fixture
def spoken(received, say, van, run_waiting):
    """A draft with five opinions in four points."""
    draft = received()
    for number, (path, text) in enumerate(
        (
            ("Điều 2 khoản 2", "Đề nghị nâng mức hỗ trợ hộ cận nghèo lên 70%."),
            ("Điều 2 khoản 2", "De nghi nang muc ho tro ho can ngheo len 70%"),
            ("Điều 2 khoản 2", "Đề nghị nâng mức hỗ trợ hộ cận nghèo lên 80%."),
            ("Điều 2 khoản 2", "Không đồng ý nâng mức hỗ trợ hộ cận nghèo lên 70%."),
            ("Điều 3", "Nên lùi ngày hiệu lực để chuẩn bị."),
        )
    ):
        say(draft, path, text, address=f"192.0.2.{number}")
    actions.ask_grouping(actor=van, draft=draft, now=NOON)
    run_waiting()
    draft.refresh_from_db()
    return draft


def points(draft):
    return list(OpinionGroup.objects.filter(draft=draft).order_by("place", "-size", "id"))


def answer(actor, draft, groups, decision="accepted", reason="", place="", seen=None):
    return actions.answer_groups(
        actor=actor,
        draft=draft,
        ids=[one.id for one in groups],
        seen=len(groups) if seen is None else seen,
        decision=decision,
        reason=reason,
        place=place,
        paper="",
        now=NOON,
    )


def test_numbers_and_negation_keep_opinions_apart(spoken):
    assert [(one.size, one.people, one.why) for one in points(spoken)] == [
        (2, 2, "same words"),
        (1, 1, "alone"),
        (1, 1, "alone"),
        (1, 1, "alone"),
    ]
    assert spoken.opinions == 5
    row = spoken.provisions.get(path="Điều 2 khoản 2")
    assert (row.opinions, row.groups) == (4, 3)


def test_a_person_splits_and_merges_and_grouping_again_leaves_it(spoken, van, run_waiting, say):
    first, second = points(spoken)[:2]
    members = list(first.members.order_by("id"))
    made = actions.split_group(
        actor=van, group=first, ids=[members[1].id], version=first.version, now=NOON
    )
    assert (made.size or OpinionGroup.objects.get(id=made.id).size) == 1
    with pytest.raises(GroupChanged):
        actions.split_group(
            actor=van, group=first, ids=[members[0].id], version=first.version, now=NOON
        )
    first.refresh_from_db()
    assert (
        actions.merge_groups(
            actor=van, group=first, others=[second.id], version=first.version, now=NOON
        )
        == 1
    )
    say(
        spoken,
        "Điều 2 khoản 2",
        "ĐỀ NGHỊ NÂNG MỨC HỖ TRỢ HỘ CẬN NGHÈO LÊN 80%",
        address="198.51.100.1",
    )
    actions.ask_grouping(actor=van, draft=spoken, now=NOON)
    run_waiting()
    first.refresh_from_db()
    assert first.size == 3, "the newcomer joined what a person had merged"
    assert DraftOpinion.objects.get(id=members[1].id).group_id == made.id
    assert not DraftOpinion.objects.filter(draft=spoken, group=None).exists()


def test_a_split_takes_some_and_never_all(spoken, van):
    first = points(spoken)[0]
    with pytest.raises(NothingChosen):
        actions.split_group(actor=van, group=first, ids=[], version=first.version, now=NOON)
    first.refresh_from_db()
    ids = list(first.members.values_list("id", flat=True))
    with pytest.raises(NothingChosen):
        actions.split_group(actor=van, group=first, ids=ids, version=first.version, now=NOON)


def test_one_answer_for_many_in_one_counted_step(spoken, hung, van):
    some = points(spoken)[:3]
    with pytest.raises(PointCountChanged):
        answer(hung, spoken, some, seen=2)
    assert answer(hung, spoken, some, "not", REASON) == (3, 4)
    assert DrafterAnswer.objects.filter(draft=spoken).count() == 1
    one = OpinionGroup.objects.get(id=some[0].id)
    with pytest.raises(GroupAnswered):
        actions.split_group(actor=van, group=one, ids=[1], version=one.version, now=NOON)


def test_what_is_not_accepted_must_be_explained(spoken, hung):
    for decision in ("not", "partly"):
        with pytest.raises(NoReasonGiven):
            answer(hung, spoken, points(spoken)[:1], decision, "không")
    assert not DrafterAnswer.objects.filter(draft=spoken).exists()


def test_only_the_drafter_or_who_leads_answers(spoken, hung, ha, van, bodies):
    with pytest.raises(NotAllowed):
        answer(ha, spoken, points(spoken)[:1])
    answer(van, spoken, points(spoken)[:1])
    spoken.case.units.update(organisation=bodies["SYT"])
    with pytest.raises(NotAllowed):
        answer(hung, spoken, points(spoken)[1:2])


def test_answers_are_published_together_and_then_stay(spoken, hung, van):
    answer(hung, spoken, points(spoken)[:1], "not", REASON)
    told = DrafterAnswer.objects.get(draft=spoken)
    more = {"decision": "partly", "reason": REASON, "place": "", "paper": "", "now": NOON}
    actions.change_answer(actor=hung, answer=told, version=told.version, **more)
    with pytest.raises(AnswerChanged):
        actions.change_answer(actor=hung, answer=told, version=told.version, **more)
    with pytest.raises(NotAllowed):
        actions.publish_answers(actor=hung, draft=spoken, now=NOON)
    assert actions.publish_answers(actor=van, draft=spoken, now=NOON) == 1
    told.refresh_from_db()
    with pytest.raises(NotNow):
        actions.change_answer(actor=hung, answer=told, version=told.version, **more)
    with pytest.raises(NothingToPublish):
        actions.publish_answers(actor=van, draft=spoken, now=NOON)


def test_promises_are_checked_when_the_next_version_comes_in(spoken, hung, received):
    first, second, third, last = points(spoken)
    answer(hung, spoken, [first])  # the provision changes
    answer(hung, spoken, [last])  # Điều 3 does not
    answer(hung, spoken, [second], "partly", REASON, place="Điều 9")
    answer(hung, spoken, [third], "not", REASON)
    assert [one.promise for one in points(spoken)] == ["waiting", "waiting", "", "waiting"]
    received(TEXT.replace("50%", "70%"), case=spoken.case)
    assert [one.promise for one in points(spoken)] == ["kept", "no_place", "", "unchanged"]
    told = DrafterAnswer.objects.get(groups=second)
    actions.change_answer(
        actor=hung,
        answer=told,
        decision="accepted",
        reason="",
        place="Điều 2 khoản 2",
        paper="",
        version=told.version,
        now=NOON,
    )
    assert [one.promise for one in points(spoken)] == ["kept", "kept", "", "unchanged"]


def test_a_provision_struck_out_keeps_the_promise_and_so_does_a_change_inside(
    spoken, hung, received, say, van, run_waiting
):
    say(spoken, "Điều 2", "Đề nghị sửa cả Điều 2 cho dễ hiểu.", address="203.0.113.1")
    actions.ask_grouping(actor=van, draft=spoken, now=NOON)
    run_waiting()
    whole = OpinionGroup.objects.get(draft=spoken, path="Điều 2")
    last = OpinionGroup.objects.get(draft=spoken, path="Điều 3")
    answer(hung, spoken, [whole, last])
    text = TEXT.replace("a) Cấp tiểu học: 600.000 đồng;", "a) Cấp tiểu học: 700.000 đồng;")
    received(text[: text.index("Điều 3.")], case=spoken.case)
    assert set(
        OpinionGroup.objects.filter(id__in=[whole.id, last.id]).values_list("promise", flat=True)
    ) == {"kept"}


def test_the_sample_shows_a_promise_that_was_not_kept(sample):
    told = dict(
        OpinionGroup.objects.filter(draft__case=sample)
        .exclude(promise="")
        .values_list("path", "promise")
    )
    assert "unchanged" in told.values()
    assert "kept" in told.values()


def test_the_table_as_word_and_workbook(spoken, hung, van, run_waiting, say):
    say(
        spoken,
        "Điều 3",
        "=HYPERLINK(1) <b>Ông A</b> đề nghị bỏ",
        name="Nguyễn Thị Kín",
        address="203.0.113.9",
    )
    answer(hung, spoken, points(spoken)[:1], "partly", REASON, place="Điều 2 khoản 2")
    actions.ask_grouping(actor=van, draft=spoken, now=NOON)
    run_waiting()
    actions.ask_table(actor=hung, draft=spoken, now=NOON)
    run_waiting()
    made = CriticismExport.objects.get(draft=spoken)
    sheet = load_workbook(io.BytesIO(content_of(made.xlsx_sha256))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert len(rows) == made.points == 5
    assert rows[0][1] == "Khoản 2 Điều 2"
    assert rows[0][5] == f"Tiếp thu một phần. {REASON}"
    assert any("=HYPERLINK(1) <b>Ông A</b> đề nghị bỏ" in row[3] for row in rows)
    table = Document(io.BytesIO(content_of(made.docx_sha256))).tables[-1]
    assert len(table.rows) == 6
    assert "Kín" not in "".join(str(cell) for row in rows for cell in row)


def test_opinions_nobody_grouped_are_grouped_by_themselves(received, say, run_waiting):
    draft = received()
    say(draft, "Điều 1", "Đề nghị mở rộng phạm vi.")
    group_by_itself(NOON)
    run_waiting()
    assert OpinionGroup.objects.filter(draft=draft).count() == 1
    say(draft, "Điều 1", "Đề nghị thu hẹp phạm vi.", address="192.0.2.8")
    draft.refresh_from_db()
    group_by_itself(draft.groups_made_at + timedelta(minutes=5))
    assert OpinionGroup.objects.filter(draft=draft).count() == 1
    group_by_itself(draft.groups_made_at + timedelta(minutes=11))
    run_waiting()
    assert OpinionGroup.objects.filter(draft=draft).count() == 2


def test_papers_are_told_what_stands_in_the_case(spoken, say, van, run_waiting):
    say(spoken, "Điều 1", "Bảng | lạ\n# đầu đề {{ x }}", address="203.0.113.2")
    actions.ask_grouping(actor=van, draft=spoken, now=NOON)
    run_waiting()
    told = criticism_context(spoken.case)
    assert told["n_opinions"] == 6
    assert told["points"][0]["text"] == "Bảng / lạ # đầu đề {{ x }}"
    assert {one["path"] for one in told["points"]} == {"Điều 1", "Khoản 2 Điều 2", "Điều 3"}


def test_the_document_says_what_an_official_worded_and_leaves_out_what_he_left_out(
    spoken, van, signed_in, run_waiting
):
    first, second, *_rest = points(spoken)
    browser = signed_in("van")
    asked = f"/phan-bien/{spoken.case.code}/noi-dung/{first.id}/"
    assert first.text in browser.get(asked).content.decode()
    worded = "Đề nghị nâng mức hỗ trợ đối với hộ cận nghèo."
    form = {
        "do": "word",
        "version": first.version,
        "heading": worded,
        "provision": "khoản 1 Điều 2",
    }
    assert browser.post(asked, form).status_code == 302
    assert browser.post(asked, form).status_code == 409, "it has moved on"
    left = {"version": second.version, "provision": "khoản 2 Điều 2", "is_left_out": "on"}
    browser.post(f"/phan-bien/{spoken.case.code}/noi-dung/{second.id}/", left | {"do": "word"})
    actions.ask_grouping(actor=van, draft=spoken, now=NOON)
    run_waiting()
    told = criticism_context(spoken.case)
    in_document = [(point["path"], point["text"]) for point in told["points_chosen"]]
    assert in_document[0] == ("Khoản 1 Điều 2", worded)
    assert second.text not in dict(in_document).values()
    assert {point["text"] for point in told["points"]} > {text for _path, text in in_document}
    assert set(first.members.values_list("provision__path", flat=True)) == {"Điều 2 khoản 1"}


def test_an_answered_point_is_worded_and_never_placed_elsewhere(spoken, van, hung):
    first = points(spoken)[0]
    answer(hung, spoken, [first])
    first.refresh_from_db()
    elsewhere = spoken.provisions.get(path="Điều 3")
    said = {"actor": van, "group": first, "version": first.version, "now": NOON}
    with pytest.raises(GroupAnswered):
        actions.word_point(heading="", provision=elsewhere, is_left_out=False, **said)
    actions.word_point(
        heading="Nâng mức hỗ trợ.", provision=first.provision, is_left_out=False, **said
    )
    first.refresh_from_db()
    assert first.wording == "Nâng mức hỗ trợ."


def test_points_of_one_meaning_and_other_words_are_a_list_until_somebody_looked(
    spoken, van, signed_in
):
    first, second, *_rest = points(spoken)
    OpinionGroup.objects.filter(id=first.id).update(why="same meaning")
    where = f"/phan-bien/{spoken.case.code}/tiep-thu/?tt=look"
    page = signed_in("van").get(where).content.decode()
    assert first.text in page
    assert second.text not in page
    actions.word_point(
        actor=van,
        group=first,
        heading="",
        provision=first.provision,
        is_left_out=False,
        version=first.version,
        now=NOON,
    )
    assert first.text not in signed_in("van").get(where).content.decode()


def test_a_synthesis_counts_marks_as_marks(spoken):
    told = criticism_context(spoken.case)
    assert told["n_support"] + told["n_oppose"] + told["n_unmarked"] == told["n_opinions"] == 5


def test_answering_the_last_point_lets_the_step_be_finished(spoken, hung, van):
    from giamsat.procedures.guiding import facts_of, lacking, procedure_of

    _procedure, version = procedure_of(spoken.case)
    step = version.step("REPLY")
    assert "4 nội dung" in str(lacking(spoken.case, step, facts_of(spoken.case)))
    answer(hung, spoken, points(spoken), "not", REASON)
    assert lacking(spoken.case, step, facts_of(spoken.case)) is None
    assert "chưa công khai" in str(
        lacking(spoken.case, version.step("PUBLISH"), facts_of(spoken.case))
    )
    actions.publish_answers(actor=van, draft=spoken, now=NOON)
    assert lacking(spoken.case, version.step("PUBLISH"), facts_of(spoken.case)) is None


@pytest.fixture
def promised(received, say, van, hung, run_waiting):
    """``promised(path, place, after)``: one accepted point of a draft with an attached text, its next version."""

    def make(path, place, after):
        draft = received(WITH_ATTACHED)
        say(draft, path, "Đề nghị viết lại nội dung này cho rõ hơn.", address="192.0.2.9")
        actions.ask_grouping(actor=van, draft=draft, now=NOON)
        run_waiting()
        answer(hung, draft, points(draft), place=place)
        received(after, case=draft.case)
        return points(draft)[0]

    return make


CHANGED = WITH_ATTACHED.replace("900.000", "950.000")
ATTACHED_POINT = "Quy định kèm theo: Điều 2 khoản 2 điểm b"


@pytest.mark.parametrize(
    "place",
    [
        "",
        "điểm b khoản 2 Điều 2",
        "Điểm b, khoản 2, Điều 2 Quy định",
        "Điều 2 khoản 2 điểm b",
        "khoản 2 Điều 2 của Quy định kèm theo",
        ATTACHED_POINT,
    ],
)
def test_a_promise_is_found_in_whatever_order_its_place_is_written(promised, place):
    assert promised(ATTACHED_POINT, place, CHANGED).promise == "kept"


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (
            "Điều 1 Quy định",
            "elsewhere",
        ),  # not there, but the point's own provision has other words
        ("Điều 77", "no_place"),
        ("xem tờ trình", "no_place"),
    ],
)
def test_what_the_machine_does_not_find_is_a_doubt(promised, place, found):
    assert promised(ATTACHED_POINT, place, CHANGED).promise == found


def test_an_opinion_on_the_resolutions_own_article_stays_there(promised):
    group = promised("Điều 2 khoản 2", "", CHANGED)
    assert (group.path, group.promise) == ("Điều 2 khoản 2", "unchanged")


def test_nobody_outside_reads_a_doubt_until_a_person_has_looked(promised, van, hung, client):
    elsewhere = WITH_ATTACHED.replace("100%", "90%")
    group = promised(ATTACHED_POINT, "Điều 1 Quy định", elsewhere)
    draft = group.draft
    actions.publish_answers(actor=van, draft=draft, now=NOON)
    open_to(draft, NOON.date())
    address = f"/cong-khai/du-thao/{draft.case.code}/{draft.no}/{group.provision.place}/"
    assert group.promise == "unchanged"
    page = client.get(address).content.decode()
    assert "đang đối chiếu với bản sau" in page
    assert "chưa thấy sửa" not in page
    with pytest.raises(NotAllowed):
        actions.judge_promise(
            actor=hung, group=group, is_kept=False, version=group.version, now=NOON
        )
    actions.judge_promise(actor=van, group=group, is_kept=False, version=group.version, now=NOON)
    assert "đã nhận tiếp thu nhưng bản sau chưa sửa" in client.get(address).content.decode()
    group.refresh_from_db()
    with pytest.raises(GroupChanged):
        actions.judge_promise(
            actor=van, group=group, is_kept=True, version=group.version - 1, now=NOON
        )
    actions.judge_promise(actor=van, group=group, is_kept=True, version=group.version, now=NOON)
    page = client.get(address).content.decode()
    assert "đã sửa ở bản sau" in page
    assert "chưa sửa" not in page


def test_a_public_answer_is_corrected_and_what_it_said_stays_to_be_read(
    promised, van, hung, client
):
    group = promised(ATTACHED_POINT, "Điều 1 Quy định", CHANGED)
    draft, told = group.draft, group.answer
    actions.publish_answers(actor=van, draft=draft, now=NOON)
    open_to(draft, NOON.date())
    told.refresh_from_db()
    said = {
        "decision": "accepted",
        "reason": "",
        "place": "điểm b khoản 2 Điều 2 Quy định",
        "paper": "",
        "version": told.version,
        "now": NOON,
    }
    with pytest.raises(NoCauseGiven):
        actions.correct_answer(actor=hung, answer=told, why="Nhầm.", **said)
    with pytest.raises(PlaceNotThere):
        actions.correct_answer(
            actor=hung, answer=told, why=REASON, **said | {"place": "khoản 9 Điều 2"}
        )
    actions.correct_answer(actor=hung, answer=told, why="Ghi nhầm nơi thể hiện ở bản sau.", **said)
    group.refresh_from_db()
    assert group.promise == "kept"
    address = f"/cong-khai/du-thao/{draft.case.code}/{draft.no}/{group.provision.place}/"
    page = client.get(address).content.decode()
    assert "Ghi nhầm nơi thể hiện ở bản sau." in page
    assert "Điều 1 Quy định" in page, "what stood there before"
    with pytest.raises(AnswerChanged):
        actions.correct_answer(actor=hung, answer=told, why=REASON, **said)
