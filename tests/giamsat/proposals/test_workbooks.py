"""Bringing workbooks: read, matched with what was there, corrected, sent; hostile files stay out."""

import io
import zipfile

import openpyxl
import pytest
from tests.giamsat.conftest import NOON

from giamsat.audit.models import AuditEntry
from giamsat.audit.recording import entries_of
from giamsat.files.models import StoredFile
from giamsat.foundation.verdicts import NotAllowed
from giamsat.organisations.models import Organisation
from giamsat.proposals import actions, queries
from giamsat.proposals.actions.proposals import EditedTwice, NothingToSend
from giamsat.proposals.actions.workbooks import (
    AlreadyBrought,
    FileTooLarge,
    HasMacros,
    NotASpreadsheet,
)
from giamsat.proposals.models import Proposal, RowProblem, Workbook
from giamsat.proposals.states import ProposalState, Way

HEAD = ("TT", "Nội dung giám sát", "Đơn vị được giám sát", "Thời gian")


def book(rows, head="HỘI NÔNG DÂN TỈNH BÌNH HẢI", year=2025):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.append([head])
    sheet.append([f"ĐĂNG KÝ NỘI DUNG GIÁM SÁT NĂM {year}"])
    sheet.append(HEAD)
    for n, row in enumerate(rows, 1):
        sheet.append((n, *row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


ROWS = [
    ("Giám sát dồn đổi, tích tụ đất đai", "Sở Nông nghiệp và Môi trường", "Quý I"),
    ("Giám sát chất lượng phân bón tại đại lý", "Sở Nông nghiệp và Môi trường", "Quý 5"),
    ("Giám sát vốn vay ủy thác", "", "Tháng 8"),
]


@pytest.fixture
def bring(van, programme, run_waiting):
    """``bring(content)`` takes a file in; beside what was sent before it is taken as ``way`` says."""

    def do(content, name="HND_2025.xlsx", actor=van, way=Way.ADD, **more):
        made = actions.bring_workbook(
            actor=actor,
            programme=programme,
            name=name,
            content=content,
            organisation=None,
            now=NOON,
            **more,
        )
        run_waiting()
        made.refresh_from_db()
        if made.state == Workbook.State.WAITING:
            stands = made.comparison["stands"]
            actions.choose_way(actor=actor, workbook=made, way=way, stands=stands, now=NOON)
            run_waiting()
            made.refresh_from_db()
        return made

    return do


def titles(workbook):
    return [
        one.title
        for one in workbook.proposals.exclude(state=ProposalState.WITHDRAWN).order_by("excel_row")
    ]


def test_every_row_is_a_proposal_or_a_problem_beside_its_row(bring):
    made = bring(book(ROWS))
    assert made.state == Workbook.State.READ
    assert made.organisation.code == "HND"
    assert titles(made) == [row[0] for row in ROWS]
    told = [(one.excel_row, one.code, one.proposal.title) for one in queries.open_problems(made)]
    assert told == [(5, "TIME_UNKNOWN", ROWS[1][0]), (6, "UNIT_MISSING", ROWS[2][0])]
    assert "Quý 5" in queries.open_problems(made)[0].row_text
    assert AuditEntry.objects.filter(verb="workbook.received", subject_id=str(made.id)).count() == 1


def test_a_sent_correction_settles_its_problem_and_lets_the_row_go(bring, van):
    made = bring(book(ROWS))
    with pytest.raises(NotAllowed):
        actions.send(actor=van.__class__(None, "nobody"), workbooks=[made], now=NOON)
    assert actions.send(actor=van, workbooks=[made], now=NOON) == 1
    row = made.proposals.get(title=ROWS[1][0])
    actions.correct(
        actor=van,
        proposal=row,
        version=row.version,
        now=NOON,
        values={"time_text": "Quý III", "period_start": "2025-07-01", "period_end": "2025-09-30"},
    )
    assert actions.send(actor=van, workbooks=[made], now=NOON) == 1
    with pytest.raises(NothingToSend):
        actions.send(actor=van, workbooks=[made], now=NOON)
    assert RowProblem.objects.get(proposal=row).settled_how == "corrected"


def test_the_same_file_again_is_refused_and_nothing_is_kept(bring, programme):
    content = book(ROWS)
    bring(content)
    before = (Workbook.objects.count(), Proposal.objects.count(), StoredFile.objects.count())
    with pytest.raises(AlreadyBrought):
        bring(content, name="khac.xlsx")
    assert before == (
        Workbook.objects.count(),
        Proposal.objects.count(),
        StoredFile.objects.count(),
    )


def test_a_newer_file_updates_and_never_doubles(bring, van):
    first = bring(book(ROWS))
    corrected = first.proposals.get(title=ROWS[2][0])
    actions.correct(
        actor=van,
        proposal=corrected,
        version=1,
        values={"supervised_units": ["Ngân hàng CSXH tỉnh"]},
        now=NOON,
    )
    codes = {one.title: one.code for one in first.proposals.all()}
    newer = [
        (ROWS[0][0], ROWS[0][1], "Quý II"),  # another time
        (
            "Giám sát chất lượng phân bón bán tại các đại lý",
            ROWS[1][1],
            "Quý III",
        ),  # another wording, same number
        ROWS[2],  # as it was: what was corrected stays
        ("Giám sát chống hạn mặn", "Sở Nông nghiệp và Môi trường", "Tháng 3"),  # new
    ]
    second = bring(book(newer), name="HND_2025 (2).xlsx", way=Way.REPLACE)
    first.refresh_from_db()
    assert first.state == Workbook.State.REPLACED
    assert titles(second) == [row[0] for row in newer]
    rows = {one.title: one for one in second.proposals.all()}
    assert rows[newer[0][0]].code == codes[ROWS[0][0]]
    assert rows[newer[0][0]].period_start.isoformat() == "2025-04-01"
    assert rows[newer[1][0]].code == codes[ROWS[1][0]]
    assert rows[newer[1][0]].problem_count == 0
    assert rows[ROWS[2][0]].supervised_units == ["Ngân hàng CSXH tỉnh"]
    assert rows[ROWS[2][0]].problem_count == 0
    assert not queries.open_problems(second)


def test_a_row_that_left_the_file_is_withdrawn_when_it_was_sent_else_gone(bring, van):
    first = bring(book(ROWS))
    actions.send(actor=van, workbooks=[first], now=NOON)
    sent, unsent = (first.proposals.get(title=ROWS[n][0]) for n in (0, 1))
    second = bring(book([ROWS[2]]), name="HND_2025_v2.xlsx", way=Way.REPLACE)
    sent.refresh_from_db()
    assert (sent.state, sent.withdrawn_why) == (
        ProposalState.WITHDRAWN,
        "Không còn trong tệp HND_2025_v2.xlsx",
    )
    assert entries_of(sent)[0].verb == "proposal.withdrawn"
    assert not Proposal.objects.filter(id=unsent.id).exists()
    assert len(titles(second)) == 1


def test_another_file_of_the_same_organisation_leaves_the_first_alone(bring):
    first = bring(book(ROWS))
    bring(
        book([("Phản biện dự thảo chính sách tích tụ đất", "Sở NN&MT", "Quý II")]),
        name="HND_phan_bien.xlsx",
    )
    first.refresh_from_db()
    assert first.state == Workbook.State.READ
    assert len(titles(first)) == 3


def test_a_file_without_a_known_sender_waits_for_one(bring, van):
    made = bring(book(ROWS, head="CÂU LẠC BỘ HƯU TRÍ"), name="a.xlsx")
    assert (made.state, made.trouble["code"]) == (Workbook.State.UNREADABLE, "UNKNOWN_ORGANISATION")
    assert made.proposals.count() == 0


def test_an_organisation_brings_only_its_own_file(bring, ha, khoi):
    assert bring(book(ROWS), actor=khoi).organisation.code == "HND"
    taken = bring(book(ROWS[:1]), actor=ha, name="b.xlsx")
    assert taken.organisation.code == "LHPN"  # whatever the file says: who brings it answers for it


def test_only_the_owning_organisation_and_the_front_correct_a_row(bring, ha, khoi):
    row = bring(book(ROWS)).proposals.first()
    with pytest.raises(NotAllowed):
        actions.correct(actor=ha, proposal=row, version=1, values={"note": "x"}, now=NOON)
    actions.correct(actor=khoi, proposal=row, version=1, values={"note": "x"}, now=NOON)
    row.refresh_from_db()
    assert (row.note, row.version) == ("x", 2)


def test_the_second_of_two_who_edit_one_row_is_told(bring, van, khoi):
    row = bring(book(ROWS)).proposals.first()
    actions.correct(actor=khoi, proposal=row, version=1, values={"note": "của Khôi"}, now=NOON)
    with pytest.raises(EditedTwice) as told:
        actions.correct(
            actor=van,
            proposal=Proposal.objects.get(id=row.id),
            version=1,
            values={"note": "của Vân"},
            now=NOON,
        )
    assert "Lê Minh Khôi" in told.value.sentence()
    assert Proposal.objects.get(id=row.id).note == "của Khôi"


def test_a_row_nobody_could_read_becomes_a_proposal_or_is_set_aside(bring, van, programme):
    made = bring(book([ROWS[0], ("", "Sở Nội vụ", "Quý I"), ("", "Sở Y tế", "Quý II")]))
    lost = [one for one in queries.open_problems(made) if one.proposal is None]
    assert [one.code for one in lost] == ["MISSING_TITLE", "MISSING_TITLE"]
    actions.set_aside(actor=van, problem=lost[0], now=NOON)
    organisation = Organisation.objects.get(code="HND")
    added = actions.add_proposal(
        actor=van,
        programme=programme,
        organisation=organisation,
        values={"title": "Giám sát trạm y tế"},
        problem=lost[1],
        now=NOON,
    )
    assert {one.code for one in queries.open_problems(made)} == {"TIME_MISSING", "UNIT_MISSING"}
    assert added.excel_row == 6


def macro_file():
    content = io.BytesIO(book(ROWS))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("a.xlsx", b"MZ\x90\x00" + b"\x00" * 100, NotASpreadsheet),
        (
            "a.xlsx",
            b"%PDF-1.7\n" + book(ROWS),
            NotASpreadsheet,
        ),  # a workbook hidden behind a PDF's head
        ("a.html", b"<script>alert(1)</script>", NotASpreadsheet),
        ("a.csv", b"PK\x03\x04 not text", NotASpreadsheet),
        ("a.xlsx", b"PK\x03\x04 cut off", NotASpreadsheet),
        ("a.xlsm", book(ROWS), HasMacros),
        ("a.xlsx", macro_file(), HasMacros),
        ("a.xlsx", b"PK\x03\x04" + b"\x00" * (21 * 2**20), FileTooLarge),
    ],
)
def test_a_hostile_file_stays_outside(name, content, refusal, bring):
    before = (Workbook.objects.count(), StoredFile.objects.count(), AuditEntry.objects.count())
    with pytest.raises(refusal):
        bring(content, name=name)
    assert before == (
        Workbook.objects.count(),
        StoredFile.objects.count(),
        AuditEntry.objects.count(),
    )


def test_a_zip_bomb_is_taken_in_and_said_to_be_too_large(bring):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (450 * 2**20))
    made = bring(out.getvalue(), name="bom.xlsx")
    assert (made.state, made.trouble["code"]) == (Workbook.State.UNREADABLE, "TOO_LARGE")


def test_the_corrected_file_reads_back_as_what_is_on_the_page(bring, signed_in, van):
    from civickit.worksheets import read_workbook

    made = bring(book([ROWS[0]]))
    row = made.proposals.get()
    actions.correct(
        actor=van,
        proposal=row,
        version=1,
        values={"title": "Giám sát dồn điền, đổi thửa"},
        now=NOON,
    )
    response = signed_in("van").get(f"/tep/{made.id}/da-sua/")
    assert "attachment" in response["Content-Disposition"]
    (reading,) = read_workbook(response.content, "x.xlsx", 2025)
    assert [
        (one.title, one.supervised_units, str(one.period_start), str(one.period_end))
        for one in reading.rows
    ] == [
        (
            "Giám sát dồn điền, đổi thửa",
            ["Sở Nông nghiệp và Môi trường"],
            "2025-01-01",
            "2025-03-31",
        )
    ]
    assert reading.organisation == "Hội Nông dân"
