"""A file whose columns were taken for something else is put right once, and its form is remembered."""

import io
import re

import openpyxl
import pytest
from tests.giamsat.conftest import NOON

from giamsat.foundation.verdicts import NotAllowed
from giamsat.organisations.models import Organisation
from giamsat.proposals import actions, queries
from giamsat.proposals.door import PROPOSALS
from giamsat.proposals.models import Programme, Proposal, Workbook
from giamsat.proposals.states import Way
from giamsat.sheets.choices import forms_in
from giamsat.sheets.keeping import understanding_of
from giamsat.sheets.models import KnownForm

# What no program can guess: which text is the topic, where it happens, what is only a note.
HEADS = ("Mã", "Sự vụ", "Nơi đến làm việc", "Diễn giải", "ngày khởi đầu", "ngày hoàn tất")
ROWS = [
    (
        "A1",
        "rác thải",
        "Sở Xây dựng",
        "Giám sát thu gom rác thải ở đô thị",
        "1/4/2025",
        "30/4/2025",
    ),
    (
        "A2",
        "nước sạch",
        "Sở Y tế",
        "Giám sát chất lượng nước sạch nông thôn",
        "1/5/2025",
        "30/5/2025",
    ),
]
SAID = {"Mã": "no", "Sự vụ": "title", "Diễn giải": "note"}


def book(rows, heads=HEADS, year=2025, sheets=("Sheet",)):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name in sheets:
        sheet = made.create_sheet(name)
        sheet.append(["HỘI NÔNG DÂN TỈNH BÌNH HẢI"])
        sheet.append([f"ĐĂNG KÝ GIÁM SÁT NĂM {year}"])
        sheet.append(heads)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def add_to_the_others(workbook, actor, run_waiting):
    """The sample's organisations sent a file before: this one adds to it."""
    if workbook.state == Workbook.State.WAITING:
        stands = workbook.comparison["stands"]
        actions.choose_way(actor=actor, workbook=workbook, way=Way.ADD, stands=stands, now=NOON)
        run_waiting()
        workbook.refresh_from_db()


@pytest.fixture
def bring(van, programme, run_waiting):
    def do(content, name="HND.xlsx", to=programme, **more):
        brought = actions.bring_workbook(
            actor=van,
            programme=to,
            name=name,
            content=content,
            now=NOON,
            **{"organisation": None} | more,
        )
        run_waiting()
        brought.refresh_from_db()
        add_to_the_others(brought, van, run_waiting)
        return brought

    return do


@pytest.fixture
def teach(signed_in, van, run_waiting):
    """Choose on the page what some columns are, and press the button."""

    def do(workbook, columns, who="van", **fields):
        address = f"/tep/{workbook.id}/cach-doc/"
        client = signed_in(who)
        page = client.get(address).content.decode()
        sent = dict(re.findall(r'name="(trang-\d+|dong-\d+)"[^>]*?value="(\d+)"', page))
        sent |= dict.fromkeys(re.findall(r'name="(trang-\d+)"', page), "1")
        for form in forms_in(understanding_of(PROPOSALS, workbook.id)):
            for column in form.columns:
                sent[column.name] = columns.get(column.head, column.meaning)
        answer = client.post(address, sent | {"do": "read"} | fields)
        run_waiting()
        workbook.refresh_from_db()
        add_to_the_others(workbook, van, run_waiting)
        return answer

    return do


def titles(workbook):
    rows = workbook.proposals.exclude(state=Proposal.State.WITHDRAWN)
    return [row.title for row in rows.order_by("sheet", "excel_row")]


def test_a_page_shows_each_column_with_its_meaning_and_values_and_names_the_others(
    bring, signed_in
):
    made = bring(book(ROWS))
    page = signed_in("van").get(f"/tep/{made.id}/cach-doc/").content.decode()
    for head in HEADS:
        assert head in page
    assert "“rác thải”" in page
    assert "Chưa hiểu, không đọc" in page
    assert (
        '“<span lang="vi">Sự vụ</span>”'
        in signed_in("van").get(f"/tep/{made.id}/").content.decode()
    )


def test_what_is_said_of_a_column_is_followed_and_rows_keep_their_proposals(bring, teach):
    made = bring(book(ROWS))
    assert titles(made) == [row[3] for row in ROWS]
    codes = [row.code for row in made.proposals.order_by("excel_row")]
    assert teach(made, SAID).status_code == 302
    assert made.state == Workbook.State.READ
    assert titles(made) == ["rác thải", "nước sạch"]
    rows = list(made.proposals.order_by("excel_row"))
    assert [row.code for row in rows] == codes
    assert [row.note for row in rows] == [row[3] for row in ROWS]
    assert [str(row.period_start) for row in rows] == ["2025-04-01", "2025-05-01"]


def test_next_years_file_of_the_form_reads_by_itself_until_it_is_forgotten(
    bring, teach, programme, signed_in
):
    teach(bring(book(ROWS)), SAID)
    later = Programme.objects.create(
        front=programme.front,
        year=2026,
        rulebook=programme.rulebook,
        province=programme.province,
        opened_by_name="x",
        opened_at=NOON,
    )
    rows = [("B1", "đất đai", "Sở Xây dựng", "theo đơn thư", "1/4/2026", "30/4/2026")]
    next_year = bring(book(rows, year=2026), to=later)
    assert titles(next_year) == ["đất đai"]
    van = signed_in("van")
    page = van.get(f"/tep/{next_year.id}/cach-doc/").content.decode()
    assert "đã chỉ ngày" in page
    known = KnownForm.objects.get()
    assert (
        van.post(f"/tep/{next_year.id}/cach-doc/", {"do": f"forget-{known.id}"}).status_code == 302
    )
    assert not KnownForm.objects.exists()
    assert titles(next_year) == ["đất đai"]


def test_another_organisation_is_not_spoken_for(bring, teach):
    teach(bring(book(ROWS)), SAID)
    theirs = openpyxl.load_workbook(io.BytesIO(book(ROWS)))
    theirs.active["A1"] = "HỘI LIÊN HIỆP PHỤ NỮ TỈNH BÌNH HẢI"
    out = io.BytesIO()
    theirs.save(out)
    brought = bring(
        out.getvalue(), name="LHPN.xlsx", organisation=Organisation.objects.get(code="LHPN")
    )
    assert titles(brought) == [row[3] for row in ROWS]


def test_corrections_by_hand_are_kept_and_named(bring, teach, van):
    made = bring(book(ROWS))
    row = made.proposals.get(excel_row=4)
    actions.correct(
        actor=van,
        proposal=row,
        version=row.version,
        values={"title": "Giám sát rác ở phường"},
        now=NOON,
    )
    teach(made, SAID)
    row.refresh_from_db()
    assert (row.title, row.note) == ("Giám sát rác ở phường", ROWS[0][3])
    told = [problem.code for problem in queries.problems_and_remarks(made, 100)[1]]
    assert "KEPT_BY_HAND" in told


def test_a_row_set_aside_or_typed_in_stays_so(bring, teach, van, programme):
    rows = [*ROWS, ("A3", "", "Sở Y tế", "", "", ""), ("A4", "", "Sở Nội vụ", "", "", "")]
    made = bring(book(rows))
    lost = list(queries.open_problems(made).filter(proposal=None))
    assert len(lost) == 2
    actions.set_aside(actor=van, problem=lost[0], now=NOON)
    typed = actions.add_proposal(
        actor=van,
        programme=programme,
        organisation=made.organisation,
        values={"title": "Giám sát trạm y tế"},
        problem=lost[1],
        now=NOON,
    )
    teach(made, SAID)
    typed.refresh_from_db()
    assert (typed.state, typed.title) == (Proposal.State.DRAFT, "Giám sát trạm y tế")
    assert (
        not queries.open_problems(made).filter(proposal=None, excel_row=lost[0].excel_row).exists()
    )


def test_a_sheet_can_be_left_out_and_its_rows_are_named_when_they_go(bring, teach):
    made = bring(book(ROWS, sheets=("Năm nay", "Năm cũ")))
    assert len(titles(made)) == 2 or len(titles(made)) == 4
    before = len(titles(made))
    teach(made, {}, **{"trang-1": "0"})
    assert len(titles(made)) == 2
    told = [problem.code for problem in queries.problems_and_remarks(made, 100)[1]]
    assert "SHEET_LEFT_OUT" in told
    assert before == 2 or "GONE_BY_READING" in told
    teach(made, {}, **{"trang-1": "1"})
    assert len(titles(made)) == before


def test_a_file_without_a_table_is_read_from_the_row_that_is_named(bring, teach, signed_in):
    heads = ("Mã", "Sự vụ", "Đầu việc", "Kỳ")
    rows = [("A1", "rác", "Sở Xây dựng", "II"), ("A2", "nước", "Sở Y tế", "III")]
    made = bring(book(rows, heads))
    assert made.state == Workbook.State.UNREADABLE
    page = signed_in("van").get(f"/tep/{made.id}/cach-doc/").content.decode()
    assert "Mã | Sự vụ | Đầu việc | Kỳ" in page
    teach(made, {}, **{"dong-0": "3"})
    teach(made, {"Mã": "no", "Sự vụ": "title", "Đầu việc": "supervised_units", "Kỳ": "quarter"})
    assert made.state == Workbook.State.READ
    assert titles(made) == ["rác", "nước"]
    assert [str(row.period_start) for row in made.proposals.order_by("excel_row")] == [
        "2025-04-01",
        "2025-07-01",
    ]


def test_two_columns_of_one_meaning_are_refused_and_what_was_chosen_stays(bring, teach):
    made = bring(book(ROWS))
    answer = teach(made, {"Sự vụ": "title", "Diễn giải": "title"})
    assert "cũng được hiểu như vậy" in answer.content.decode()
    assert made.state == Workbook.State.READ


def test_who_may_not_bring_the_file_may_not_say_what_it_means(bring, ha):
    made = bring(book(ROWS))
    with pytest.raises(NotAllowed):
        actions.read_again(actor=ha, workbook=made, answer={"sheets": {}, "columns": {}}, now=NOON)


def test_a_file_of_many_columns_comes_in_parts_that_stay_light(bring, signed_in):
    heads = (*HEADS, *(f"Cột riêng {n}" for n in range(90)))
    made = bring(book([(*row, *(["x"] * 90)) for row in ROWS], heads))
    page = signed_in("van").get(f"/tep/{made.id}/cach-doc/?trang=2").content
    assert len(page) < 120_000
    assert "?trang=3" in page.decode()


def test_another_bodys_plan_is_put_right_on_the_same_page_and_its_form_is_that_bodys(bring, teach):
    outside = {"is_outside": True, "outside_body": "Thanh tra tỉnh"}
    plan = bring(book(ROWS), name="thanh tra.xlsx", **outside)
    assert teach(plan, SAID).status_code == 302
    assert titles(plan) == ["rác thải", "nước sạch"]
    assert KnownForm.objects.get().owner == "thanh tra tinh"
    of_others = bring(
        book(ROWS[::-1]), name="kiểm toán.xlsx", is_outside=True, outside_body="Kiểm toán"
    )
    assert titles(of_others) == [row[3] for row in ROWS[::-1]]
