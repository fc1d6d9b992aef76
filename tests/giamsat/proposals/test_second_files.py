"""A second file asks how it is taken and shows what it would do; a wrong one is taken back."""

import pytest
from tests.giamsat.conftest import NOON
from tests.giamsat.proposals import test_workbooks as earlier

from giamsat.audit.recording import entries_of
from giamsat.foundation.moves import Changed
from giamsat.foundation.verdicts import NotAllowed, NotNow
from giamsat.foundation.wording import ReasonTooShort
from giamsat.organisations.models import Organisation
from giamsat.planning.models import Activity, Variant
from giamsat.proposals import actions, queries
from giamsat.proposals.actions.second_files import RowsAreDecided
from giamsat.proposals.actions.workbooks import AlreadyBrought
from giamsat.proposals.models import (
    Commission,
    OverlapPair,
    PairDecision,
    Programme,
    Proposal,
    RowProblem,
    Workbook,
)
from giamsat.proposals.states import ProposalState, Way

LAND = ("Giám sát dồn đổi, tích tụ đất đai", "Sở Nông nghiệp và Môi trường", "Quý I")
SEED = ("Giám sát chất lượng phân bón tại đại lý", "Sở Nông nghiệp và Môi trường", "Quý III")
LOAN = ("Giám sát vốn vay ủy thác", "Sở Nội vụ", "Tháng 8")
DROUGHT = ("Giám sát phòng, chống hạn mặn", "Sở Nông nghiệp và Môi trường", "Tháng 3")
REASON = "Gửi nhầm tệp của năm trước, gửi lại tệp đúng."


def book(rows):
    return earlier.book(rows, year=2026)


def csv(*rows):
    """As Excel writes it: a mark at the beginning, semicolons, lines that end as on Windows."""
    lines = ["HỘI NÔNG DÂN TỈNH BÌNH HẢI", "ĐĂNG KÝ NỘI DUNG GIÁM SÁT NĂM 2026"]
    lines += [";".join(map(str, row)) for row in (earlier.HEAD, *(enumerated(rows)))]
    return "\r\n".join(lines).encode("utf-8-sig")


def enumerated(rows):
    return [(n, *row) for n, row in enumerate(rows, 1)]


@pytest.fixture
def year(programme):
    """A year in which nothing was sent yet."""
    return Programme.objects.create(
        front=programme.front,
        year=2026,
        rulebook=programme.rulebook,
        province=programme.province,
        opened_by_name="x",
        opened_at=NOON,
    )


@pytest.fixture
def bring(khoi, year, run_waiting):
    def do(*rows, name="HND.xlsx", actor=khoi, content=None, **more):
        made = actions.bring_workbook(
            actor=actor,
            programme=year,
            name=name,
            content=content or book(rows),
            organisation=None,
            now=NOON,
            **more,
        )
        run_waiting()
        made.refresh_from_db()
        return made

    return do


@pytest.fixture
def take(khoi, run_waiting):
    """``take(file, Way.ADD)`` says how a file is taken, and lets it be read."""

    def do(file, way, actor=khoi, **more):
        stands = more.pop("stands", file.comparison.get("stands", ""))
        actions.choose_way(actor=actor, workbook=file, way=way, stands=stands, now=NOON, **more)
        run_waiting()
        file.refresh_from_db()
        return file

    return do


def send(workbook, actor):
    return actions.send(actor=actor, workbooks=[workbook], now=NOON)


def standing(year):
    rows = Proposal.objects.filter(programme=year).exclude(state=ProposalState.WITHDRAWN)
    return {one.title: one for one in rows}


def correct(row, actor, **values):
    row.refresh_from_db()
    actions.correct(actor=actor, proposal=row, version=row.version, values=values, now=NOON)
    row.refresh_from_db()


# What is asked and shown.


def test_a_first_file_is_taken_and_a_second_asks(bring, year):
    assert bring(LAND).state == Workbook.State.READ
    second = bring(SEED, name="HND_bo_sung.xlsx")
    assert second.state == Workbook.State.WAITING
    assert set(standing(year)) == {LAND[0]}  # nothing has happened yet
    assert not RowProblem.objects.filter(workbook=second).exists()


def test_files_of_two_organisations_ask_nothing(bring, ha):
    bring(LAND)
    assert bring(SEED, actor=ha, name="PN.xlsx").state == Workbook.State.READ


def test_what_each_way_would_do_is_shown_field_by_field(bring, khoi, signed_in):
    first = bring(LAND, SEED)
    send(first, khoi)
    moved = (LAND[0], LAND[1], "Quý II")
    second = bring(moved, DROUGHT, name="HND_2.xlsx")
    page = signed_in("khoi").get(f"/tep/{second.id}/").content.decode()
    assert "Thay: tệp này đứng thay tệp trước. Thêm 1, sửa 1, bỏ 1 dòng." in page
    assert "Bổ sung: chỉ thêm dòng mới. Thêm 1 dòng" in page
    assert "Sửa: sửa dòng đã có, thêm dòng mới. Thêm 1, sửa 1, không bỏ dòng nào." in page
    assert "Thời gian: <del>Quý I → 1/1–31/3</del> → <ins>Quý II → 1/4–30/6</ins>" in page.replace(
        "\u2060", ""
    )
    assert "Giám sát phòng, chống hạn mặn" in page
    assert "Đề xuất đã gửi sẽ bị rút." in page


@pytest.mark.parametrize(
    ("way", "titles", "time"),
    [
        (Way.REPLACE, {LAND[0], DROUGHT[0]}, "Quý II"),
        (Way.ADD, {LAND[0], SEED[0], DROUGHT[0]}, "Quý I"),
        (Way.CORRECT, {LAND[0], SEED[0], DROUGHT[0]}, "Quý II"),
    ],
)
def test_each_way_does_what_it_said(way, titles, time, bring, take, year):
    first = bring(LAND, SEED)
    code = standing(year)[LAND[0]].code
    second = bring((LAND[0], LAND[1], "Quý II"), DROUGHT, name="HND_2.xlsx")
    take(second, way)
    rows = standing(year)
    assert (set(rows), rows[LAND[0]].time_text, rows[LAND[0]].code) == (titles, time, code)
    first.refresh_from_db()
    gone = way == Way.REPLACE
    assert first.state == (Workbook.State.REPLACED if gone else Workbook.State.READ)
    assert (second.state, second.comparison) == (Workbook.State.READ, {})
    line = entries_of(second).get(verb="workbook.way_chosen")
    assert line.details == {"way": way, "added": 1, "changed": 1, "gone": 1}


def test_a_file_whose_every_row_was_corrected_by_another_stands_no_more(bring, take):
    first = bring(LAND)
    take(bring((LAND[0], LAND[1], "Quý II"), name="sua.xlsx"), Way.CORRECT)
    first.refresh_from_db()
    assert first.state == Workbook.State.REPLACED


def test_a_row_that_was_sent_and_changes_says_so_on_its_own_page(bring, take, khoi, year):
    send(bring(LAND), khoi)
    take(bring((LAND[0], LAND[1], "Quý II"), name="sua.xlsx"), Way.CORRECT)
    row = standing(year)[LAND[0]]
    assert row.state == ProposalState.SENT
    line = entries_of(row)[0]
    assert (line.verb, line.person_name) == ("proposal.changed_by_file", khoi.name)
    assert line.details == {"workbook": "sua.xlsx", "fields": ["time_text"]}


def test_a_row_with_something_to_correct_has_to_be_sent_again(bring, take, khoi, year):
    send(bring(LAND), khoi)
    second = bring((LAND[0], LAND[1], "Quý 9"), name="sua.xlsx")
    assert second.comparison["changed"][0]["lacks"]
    take(second, Way.CORRECT)
    row = standing(year)[LAND[0]]
    assert (row.state, row.problem_count) == (ProposalState.DRAFT, 1)
    assert [one.code for one in queries.open_problems(second)] == ["TIME_UNKNOWN"]


def test_what_was_open_in_the_earlier_file_is_not_asked_beside_the_new_one(bring, take, khoi, year):
    bring((LAND[0], LAND[1], "Quý 9"))
    take(bring(LAND, name="sua.xlsx"), Way.CORRECT)
    row = standing(year)[LAND[0]]
    correct(row, khoi, note="đã xem")
    assert row.problem_count == 0


def test_the_same_rows_in_another_kind_of_file_change_nothing(bring, take, year):
    bring(LAND, SEED)
    codes = {one.title: one.code for one in standing(year).values()}
    second = bring(name="HND.csv", content=csv(LAND, SEED))
    assert (second.comparison["same"], second.comparison["changed"]) == (2, [])
    take(second, Way.REPLACE)
    assert {one.title: one.code for one in standing(year).values()} == codes


# What people corrected by hand.


def test_a_correction_by_hand_is_shown_and_stays_unless_the_file_is_to_win(
    bring, take, khoi, year, signed_in
):
    row = standing_row(bring(LAND), year)
    correct(row, khoi, title="Giám sát dồn điền, đổi thửa và tích tụ đất đai", note="ghi tay")
    newer = ("Giám sát việc dồn đổi, tích tụ đất đai", LAND[1], "Quý II")
    second = bring(newer, name="sua.xlsx")
    page = signed_in("khoi").get(f"/tep/{second.id}/").content.decode()
    assert page.count("đã sửa tay</span>") == 1
    assert f'name="take" value="{row.id}"' in page
    take(second, Way.CORRECT)
    row.refresh_from_db()
    assert (row.title, row.time_text, row.note) == (
        "Giám sát dồn điền, đổi thửa và tích tụ đất đai",
        "Quý II",
        "ghi tay",
    )
    third = bring((newer[0], LAND[1], "Quý III"), name="sua_2.xlsx")
    fields = third.comparison["changed"][0]["fields"]
    assert [one["name"] for one in fields] == ["time_text"]  # it was answered before
    fourth = bring(
        ("Giám sát việc dồn đổi, tích tụ ruộng đất", LAND[1], "Quý III"), name="sua_3.xlsx"
    )
    take(fourth, Way.CORRECT, take=[row.id])
    row.refresh_from_db()
    assert (row.title, row.by_hand) == ("Giám sát việc dồn đổi, tích tụ ruộng đất", {"note": ""})


def standing_row(workbook, year):
    (row,) = Proposal.objects.filter(programme=year, workbook=workbook)
    return row


def test_a_file_that_says_what_it_said_never_undoes_a_correction(bring, take, khoi, year):
    """Also when another cell of the row changed: the correction of the first is no difference."""
    row = standing_row(bring(LAND), year)
    correct(row, khoi, supervised_units=["Sở Nội vụ"])
    second = bring((LAND[0], LAND[1], "Quý II"), name="sua.xlsx")
    fields = [one["name"] for one in second.comparison["changed"][0]["fields"]]
    assert fields == ["time_text"]
    take(second, Way.REPLACE)
    row.refresh_from_db()
    assert (row.supervised_units, row.time_text) == (["Sở Nội vụ"], "Quý II")


def test_a_time_corrected_by_hand_is_not_asked_again_when_it_stays(bring, take, khoi, year):
    row = standing_row(bring((LAND[0], LAND[1], "Quý 9")), year)
    correct(row, khoi, time_text="Quý I", period_start="2026-01-01", period_end="2026-03-31")
    second = bring((LAND[0], "Sở Nội vụ", "Quý 8"), name="sua.xlsx")
    take(second, Way.CORRECT)
    row.refresh_from_db()
    assert (row.time_text, row.problem_count) == ("Quý I", 0)
    assert not queries.open_problems(second)


def test_what_was_typed_for_an_unreadable_row_goes_along(bring, take, khoi, year):
    first = bring(LAND, ("", "Sở Y tế", "Quý II"))
    (lost,) = queries.open_problems(first)
    typed = actions.add_proposal(
        actor=khoi,
        programme=year,
        organisation=Organisation.objects.get(code="HND"),
        values={"title": "Giám sát trạm y tế"},
        problem=lost,
        now=NOON,
    )
    second = bring(LAND, SEED, name="HND (2).xlsx")
    assert second.comparison["gone"] == []
    take(second, Way.REPLACE)
    typed.refresh_from_db()
    assert (typed.workbook, typed.state) == (second, ProposalState.DRAFT)


# What stands between looking and choosing.


def test_what_moved_since_it_was_looked_at_is_shown_anew(bring, take, khoi, year, signed_in):
    row = standing_row(bring(LAND), year)
    second = bring(SEED, name="HND_2.xlsx")
    correct(row, khoi, note="sửa sau khi so")
    take(second, Way.REPLACE)
    assert (second.state, second.way) == (Workbook.State.WAITING, "")
    assert set(standing(year)) == {LAND[0]}
    page = signed_in("khoi").get(f"/tep/{second.id}/").content.decode()
    assert "xem lại rồi chọn lần nữa" in page
    take(second, Way.REPLACE)
    assert set(standing(year)) == {SEED[0]}


def test_an_old_page_chooses_nothing(bring, take):
    bring(LAND)
    second = bring(SEED, name="HND_2.xlsx")
    with pytest.raises(Changed):
        take(second, Way.ADD, stands="x" * 16)
    take(second, Way.ADD)
    with pytest.raises(NotNow):
        take(second, Way.REPLACE)


def decide(year, proposal):
    """A decision on a pair of a proposal with another's."""
    other = Proposal.objects.filter(organisation__code="LHPN").first()
    one, two = sorted((proposal, other), key=lambda row: row.id)
    pair = OverlapPair.objects.create(
        programme=year,
        one=one,
        other=two,
        label="overlap",
        basis="matter",
        score=0.9,
        state="decided",
        found_at=NOON,
    )
    PairDecision.objects.create(
        pair=pair, decision="apart", reason="Khác nhau.", decided_by_name="x", decided_at=NOON
    )


def plan(year, proposal, **accepted):
    variant = Variant.objects.create(programme=year, number=1, asked_at=NOON, **accepted)
    Activity.objects.create(
        variant=variant,
        no=1,
        key="a",
        codes=[proposal.code],
        title=proposal.title,
        kind="supervision",
        lead=proposal.organisation,
        first_day="2026-01-05",
        last_day="2026-01-09",
    )


def accept(year, proposal):
    plan(year, proposal, accepted_at=NOON, accepted_by_name="x")


def order(year, proposal):
    Commission.objects.create(
        programme=year,
        requester=year.front,
        question="Việc gì?",
        product="Báo cáo",
        due_on=NOON.date(),
        state="taken",
        taken_by=proposal.organisation,
        proposal=proposal,
        made_at=NOON,
        made_by_name="x",
        search="viec gi",
    )


DECIDED = pytest.mark.parametrize("decides", [decide, accept, order])


@DECIDED
def test_no_file_takes_away_what_was_decided_on(decides, bring, take, khoi, year, signed_in):
    first = bring(LAND, SEED)
    send(first, khoi)
    row = standing(year)[LAND[0]]
    decides(year, row)
    with pytest.raises(RowsAreDecided) as told:
        actions.remove_workbook(actor=khoi, workbook=first, reason=REASON, now=NOON)
    assert row.code in told.value.sentence()
    assert (
        f"đã có quyết định về {row.code}"
        in signed_in("khoi").get(f"/tep/{first.id}/").content.decode()
    )
    second = bring(SEED, name="HND (2).xlsx")
    page = signed_in("khoi").get(f"/tep/{second.id}/").content.decode()
    assert "không bỏ theo tệp được" in page
    with pytest.raises(RowsAreDecided):
        take(second, Way.REPLACE)
    take(second, Way.CORRECT)
    assert set(standing(year)) == {LAND[0], SEED[0]}


def test_what_is_decided_while_the_file_is_read_stops_it_too(bring, khoi, year, run_waiting):
    first = bring(LAND, SEED)
    send(first, khoi)
    second = bring(SEED, name="HND (2).xlsx")
    stands = second.comparison["stands"]
    actions.choose_way(actor=khoi, workbook=second, way=Way.REPLACE, stands=stands, now=NOON)
    accept(year, standing(year)[LAND[0]])
    run_waiting()
    second.refresh_from_db()
    assert second.state == Workbook.State.WAITING
    assert set(standing(year)) == {LAND[0], SEED[0]}


def test_a_variant_nobody_accepted_keeps_nothing(bring, khoi, year):
    first = bring(LAND)
    plan(year, standing(year)[LAND[0]])
    actions.remove_workbook(actor=khoi, workbook=first, now=NOON)
    assert not standing(year)


# Read again another way (test_reading_again.py has the page).


def teach(workbook, actor, run_waiting):
    actions.read_again(
        actor=actor, workbook=workbook, answer={"sheets": {}, "columns": {}}, now=NOON
    )
    run_waiting()
    workbook.refresh_from_db()


def test_a_file_read_again_asks_nothing_and_leaves_the_rows_of_others(
    bring, take, khoi, year, run_waiting
):
    first = bring(LAND, SEED)
    second = take(bring(LAND, DROUGHT, name="them.xlsx"), Way.ADD)
    before = {title: row.code for title, row in standing(year).items()}
    for file in (second, first):
        teach(file, khoi, run_waiting)
        assert file.state == Workbook.State.READ
    assert {title: row.code for title, row in standing(year).items()} == before


def test_a_waiting_file_read_another_way_asks_anew(bring, khoi, run_waiting):
    bring(LAND)
    second = bring(SEED, name="them.xlsx")
    teach(second, khoi, run_waiting)
    assert (second.state, len(second.comparison["added"])) == (Workbook.State.WAITING, 1)


# Beside which file.


def test_a_file_is_put_beside_the_one_it_looks_like_or_the_one_that_is_named(
    bring, take, khoi, year, run_waiting
):
    one = bring(LAND, LOAN)
    two = take(bring(SEED, name="phan_bon.xlsx"), Way.ADD)
    third = bring((LAND[0], LAND[1], "Quý II"), name="HND (2).xlsx")
    assert third.comparison["books"] == [one.id]
    actions.compare_with(actor=khoi, workbook=third, other=two, now=NOON)
    run_waiting()
    third.refresh_from_db()
    assert (third.state, third.comparison["books"]) == (Workbook.State.WAITING, [two.id])
    assert [line["title"] for line in third.comparison["gone"]] == [SEED[0]]


# Taken back.


def test_a_wrong_file_is_taken_back_and_its_codes_are_free_again(bring, khoi, year):
    wrong = bring(LAND, SEED)
    codes = sorted(one.code for one in standing(year).values())
    actions.remove_workbook(actor=khoi, workbook=wrong, now=NOON)
    wrong.refresh_from_db()
    assert wrong.state == Workbook.State.REMOVED
    assert not Proposal.objects.filter(programme=year).exists()
    assert not queries.workbooks(khoi, year)
    assert entries_of(wrong).filter(verb="workbook.removed", person_name=khoi.name).exists()
    assert entries_of(wrong).get(verb="proposal.removed").details["rows"] == codes
    bring(LOAN, name="dung.xlsx")
    assert standing(year)[LOAN[0]].code == codes[0]


def test_what_was_sent_is_withdrawn_for_a_reason_and_keeps_its_code(bring, khoi, year):
    wrong = bring(LAND, SEED)
    send(wrong, khoi)
    row = standing(year)[LAND[0]]
    with pytest.raises(ReasonTooShort):
        actions.remove_workbook(actor=khoi, workbook=wrong, reason="nhầm", now=NOON)
    assert len(standing(year)) == 2
    actions.remove_workbook(actor=khoi, workbook=wrong, reason=REASON, now=NOON)
    row.refresh_from_db()
    assert (row.state, row.withdrawn_why) == (ProposalState.WITHDRAWN, REASON)
    assert entries_of(row)[0].details == {"reason": REASON}
    bring(LOAN, name="dung.xlsx")
    assert standing(year)[LOAN[0]].code == "HND-03"


def test_a_file_that_waits_is_taken_back_without_touching_the_first(bring, khoi, year):
    bring(LAND)
    second = bring(SEED, name="HND_2.xlsx")
    actions.remove_workbook(actor=khoi, workbook=second, now=NOON)
    assert set(standing(year)) == {LAND[0]}


def test_a_file_taken_back_while_it_is_read_gives_nothing(khoi, year, run_waiting):
    made = actions.bring_workbook(
        actor=khoi, programme=year, name="a.xlsx", content=book([LAND]), organisation=None, now=NOON
    )
    actions.remove_workbook(actor=khoi, workbook=made, now=NOON)
    run_waiting()
    made.refresh_from_db()
    assert made.state == Workbook.State.REMOVED
    assert not standing(year)


def test_an_unreadable_file_leaves_the_list_and_the_work(bring, van, year, signed_in):
    bad = bring(name="chi_co_dau.xlsx", actor=van)
    assert bad.state == Workbook.State.UNREADABLE
    assert (
        "chi_co_dau.xlsx" in signed_in("van").get(f"/chuong-trinh/{year.id}/tep/").content.decode()
    )
    actions.remove_workbook(actor=van, workbook=bad, now=NOON)
    page = signed_in("van").get(f"/chuong-trinh/{year.id}/tep/").content.decode()
    assert "chi_co_dau.xlsx" not in page


def test_what_waits_for_a_choice_or_cannot_be_read_is_work_of_its_organisation(
    bring, khoi, year, signed_in
):
    bring(LAND)
    second = bring(SEED, name="HND_2.xlsx")
    bad = bring(name="chi_co_dau.xlsx")
    home = signed_in("khoi").get("/").content.decode()
    assert "Chọn cách nhận 1 tệp gửi thêm" in home
    assert "Xem 1 tệp chưa đọc được" in home
    assert "tệp gửi thêm" not in signed_in("ha").get("/").content.decode()
    for file in (second, bad):
        actions.remove_workbook(actor=khoi, workbook=file, now=NOON)
    home = signed_in("khoi").get("/").content.decode()
    assert "tệp gửi thêm" not in home
    assert "chưa đọc được" not in home


def test_a_readable_file_in_place_of_an_unreadable_one_is_taken_at_once(bring):
    bad = bring(name="chi_co_dau.xlsx")
    good = bring(LAND, name="dung.xlsx", aimed_at=bad)
    bad.refresh_from_db()
    assert (bad.state, good.state) == (Workbook.State.REPLACED, Workbook.State.READ)


def test_the_same_content_is_refused_only_while_it_stands(bring, khoi, year):
    content = book([LAND])
    first = bring(content=content)
    with pytest.raises(AlreadyBrought):
        bring(content=content, name="khac.xlsx")
    actions.remove_workbook(actor=khoi, workbook=first, now=NOON)
    assert bring(content=content).state == Workbook.State.READ
    other = bring(SEED, name="HND.xlsx")  # the same name, another content
    assert other.state == Workbook.State.WAITING


# Who.


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("khoi", True),
        ("van", True),
        ("ha", False),
        ("bao", False),
        ("thanh", False),
        ("hung", False),
        ("quantri", False),
    ],
)
def test_only_its_organisation_and_the_front_take_a_file_back(name, may, bring, request):
    actor = request.getfixturevalue(name)
    file = bring(LAND)
    if may:
        actions.remove_workbook(actor=actor, workbook=file, now=NOON)
    else:
        with pytest.raises(NotAllowed):
            actions.remove_workbook(actor=actor, workbook=file, now=NOON)
        with pytest.raises(NotAllowed):
            bring(SEED, name="a.xlsx", actor=actor, aimed_at=file)
        second = bring(SEED, name="HND_2.xlsx")
        with pytest.raises(NotAllowed):
            actions.choose_way(
                actor=actor,
                workbook=second,
                way=Way.ADD,
                stands=second.comparison["stands"],
                now=NOON,
            )
        with pytest.raises(NotAllowed):
            actions.compare_with(actor=actor, workbook=second, other=file, now=NOON)


def test_another_bodys_plan_is_taken_back_by_who_brings_plans(bring, van, khoi):
    plan = bring(LAND, actor=van, is_outside=True, outside_body="Thanh tra tỉnh", name="TT.xlsx")
    with pytest.raises(NotAllowed):
        actions.remove_workbook(actor=khoi, workbook=plan, now=NOON)
    second = bring(SEED, actor=van, is_outside=True, outside_body="Thanh tra tỉnh", name="TT2.xlsx")
    assert second.state == Workbook.State.WAITING
    other = bring(LOAN, actor=van, is_outside=True, outside_body="HĐND tỉnh", name="HD.xlsx")
    assert other.state == Workbook.State.READ
    actions.remove_workbook(actor=van, workbook=plan, now=NOON)
    assert {one.state for one in plan.proposals.all()} == {ProposalState.WITHDRAWN}


# Through the page.


def test_the_page_takes_a_file_back_replaces_it_and_says_what_is_wrong(
    bring, khoi, signed_in, year
):
    from django.core.files.uploadedfile import SimpleUploadedFile

    first = bring(LAND)
    send(first, khoi)
    browser, address = signed_in("khoi"), f"/tep/{first.id}/"
    refused = browser.post(address, {"do": "remove", "reason": "nhầm\r\ntệp"})
    assert "Lý do còn ngắn" in refused.content.decode()
    assert "nhầm\ntệp" in refused.content.decode().replace("\r\n", "\n")
    refused = browser.post(address, {"do": "replace"})
    assert "Chọn tệp thay vào" in refused.content.decode()
    went = browser.post(
        address, {"do": "replace", "file": SimpleUploadedFile("moi.xlsx", book([SEED]))}
    )
    made = Workbook.objects.get(file_name="moi.xlsx")
    assert (went["Location"], made.aimed_at) == (f"/tep/{made.id}/", first)
    went = browser.post(address, {"do": "remove", "reason": REASON})
    assert went["Location"] == f"/chuong-trinh/{year.id}/tep/"
    page = browser.get(address).content.decode()
    assert "Tệp này đã bỏ." in page
    assert 'value="remove"' not in page


def test_the_page_of_a_waiting_file_takes_odd_answers(bring, signed_in):
    bring(LAND)
    second = bring(SEED, name="HND_2.xlsx")
    browser, address = signed_in("khoi"), f"/tep/{second.id}/"
    for odd in ({"way": "x"}, {}, {"way": "add", "stands": "²"}, {"way": "add", "take": "x"}):
        answer = browser.post(address, {"do": "way"} | odd)
        assert answer.status_code in (200, 409, 422)
    assert browser.get(f"{address}?muc=bo&trang=²").status_code == 200
    assert browser.get(f"{address}?muc=x").status_code == 200
    second.refresh_from_db()
    assert second.state == Workbook.State.WAITING


def test_a_long_comparison_is_paged_and_light(bring, signed_in):
    bring(*[(f"Giám sát việc số {n} của hội viên", "Sở Nội vụ", "Quý I") for n in range(300)])
    second = bring(SEED, name="HND_2.xlsx")
    browser = signed_in("khoi")
    page = browser.get(f"/tep/{second.id}/").content
    assert len(page) < 120_000
    assert "Xem cả 300 dòng" in page.decode()
    part = browser.get(f"/tep/{second.id}/?muc=bo&trang=3").content.decode()
    assert "Giám sát việc số 299" in part
    assert "Đang xem 201–300 trên 300" in part
