"""A proposal by form, with what it resembles shown while it is typed; the template workbook; priorities; moving by hand."""

from datetime import date, timedelta

import pytest
from tests.giamsat.conftest import NOON, ROOT

from civickit.planner import parse_instance, verify
from civickit.worksheets import read_workbook
from giamsat.organisations.models import Organisation
from giamsat.planning import actions as plan_actions
from giamsat.planning.actions.plans import PlanAtWork, UnknownActivity
from giamsat.planning.models import Activity, ActivityUnit, Variant
from giamsat.programmes.models import Edition
from giamsat.proposals import actions, engine
from giamsat.proposals.models import Programme, Proposal

TYPED = {
    "title": "Giám sát việc thực hiện pháp luật về phòng, chống bạo lực gia đình",
    "kind": "supervision",
    "supervised_units": "Công an tỉnh",
    "time_text": "Quý I/2025",
}


def like(browser, programme, **typed):
    return browser.get(
        f"/chuong-trinh/{programme.id}/de-xuat/giong/", TYPED | typed
    ).content.decode()


def test_what_another_organisation_sent_shows_while_typing(signed_in, programme):
    page = like(signed_in("khoi"), programme)
    assert "Hội Liên hiệp Phụ nữ" in page
    assert "bạo lực gia đình" in page


def test_the_title_alone_is_enough(signed_in, programme):
    page = like(signed_in("khoi"), programme, supervised_units="", time_text="")
    assert "bạo lực gia đình" in page


def test_other_bodies_plans_show_too(signed_in, programme):
    outside = Proposal.objects.filter(is_outside=True).first()
    page = like(
        signed_in("khoi"),
        programme,
        title=outside.title,
        supervised_units="; ".join(outside.supervised_units),
        time_text=outside.time_text,
    )
    assert outside.outside_body in page


def test_earlier_years_show_with_their_year(signed_in, programme):
    before = Programme.objects.create(
        front=programme.front,
        year=2023,
        rulebook="mac-dinh",
        province=programme.province,
        opened_by_name="x",
        opened_at=NOON,
    )
    old = Proposal(
        programme=before,
        organisation=Organisation.objects.get(code="CCB"),
        code="CCB-01",
        state="sent",
        kind="supervision",
        title="Giám sát việc quản lý đất nghĩa trang liệt sĩ",
        supervised_units=["Sở Tài nguyên và Môi trường"],
        edited_at=NOON,
        edited_by_name="x",
    )
    engine.sum_up(old)
    old.save()
    page = like(
        signed_in("khoi"),
        programme,
        title=old.title,
        supervised_units="Sở Tài nguyên và Môi trường",
        time_text="",
    )
    assert "2023" in page
    assert "nghĩa trang liệt sĩ" in page


def test_another_organisations_draft_stays_its_own(signed_in, programme):
    Proposal.objects.filter(organisation__code="LHPN").update(state="draft")
    assert "bạo lực gia đình" not in like(signed_in("khoi"), programme).replace(TYPED["title"], "")


def test_nothing_alike_says_so(signed_in, programme):
    page = like(
        signed_in("khoi"),
        programme,
        title="Phản biện quy hoạch cảng hàng không vũ trụ",
        supervised_units="Sở Du lịch",
    )
    assert "Chưa thấy nội dung nào giống" in page
    assert (
        "Gõ ít nhất ba chữ"
        in signed_in("khoi").get(f"/chuong-trinh/{programme.id}/de-xuat/moi/").content.decode()
    )


def test_a_proposal_by_form_is_saved_and_sent(signed_in, programme):
    browser, address = signed_in("khoi"), f"/chuong-trinh/{programme.id}/de-xuat/moi/"
    body = Organisation.objects.get(code="HND")
    typed = TYPED | {
        "title": "Giám sát việc hỗ trợ giống lúa sau bão",
        "organisation": body.id,
        "people_affected": "12000",
        "vulnerable_groups": "hộ nghèo",
        "hot_issue_evidence": "9 kiến nghị của cử tri",
        "last_supervised_on": "30/9/2022",
    }
    wrong = browser.post(address, typed | {"time_text": "Quý 9", "do": "send"})
    assert "Giám sát việc hỗ trợ giống lúa sau bão" in wrong.content.decode()
    assert "9 kiến nghị của cử tri" in wrong.content.decode()
    response = browser.post(address, typed | {"do": "send"})
    made = Proposal.objects.get(title="Giám sát việc hỗ trợ giống lúa sau bão")
    assert response["Location"] == f"/de-xuat/{made.id}/"
    assert (made.state, made.organisation, made.last_supervised_on) == (
        "sent",
        body,
        date(2022, 9, 30),
    )


def test_nobody_proposes_for_another_organisation(signed_in, programme):
    other = Organisation.objects.get(code="LHPN")
    response = signed_in("khoi").post(
        f"/chuong-trinh/{programme.id}/de-xuat/moi/",
        TYPED | {"organisation": other.id, "do": "save"},
    )
    assert response.status_code == 200
    assert not Proposal.objects.filter(
        organisation=other, title=TYPED["title"], workbook=None
    ).exists()


def test_the_template_workbook_is_read_back(signed_in, programme, tmp_path):
    import openpyxl

    response = signed_in("khoi").get(f"/chuong-trinh/{programme.id}/tep-mau/")
    path = tmp_path / "mau.xlsx"
    path.write_bytes(response.content)
    book = openpyxl.load_workbook(path)
    sheet = book["Đề xuất"]
    for column, value in enumerate(
        (
            1,
            "Giám sát việc cấp nước",
            "Giám sát",
            "Sở Y tế; UBND xã Tú Sơn",
            "Quý III/2025",
            "Đoàn giám sát",
        ),
        1,
    ):
        sheet.cell(5, column, value)
    book.save(path)
    (reading,) = read_workbook(path.read_bytes(), path.name, programme.year)
    assert [(row.title, row.kind, row.supervised_units) for row in reading.rows] == [
        ("Giám sát việc cấp nước", "supervision", ["Sở Y tế", "UBND xã Tú Sơn"])
    ]
    assert reading.organisation == "Hội Nông dân"
    assert not reading.problems


def test_a_score_opens_to_its_parts(signed_in, programme):
    topic = Proposal.objects.filter(state="sent", organisation__code="HND").first()
    Proposal.objects.filter(id=topic.id).update(
        people_affected=60_000,
        vulnerable_groups=["người nghèo", "trẻ em", "người già"],
        public_investment="Hồ Bản Mồng",
        hot_issue_evidence="12 kiến nghị của cử tri",
    )
    page = signed_in("van").get(f"/de-xuat/{topic.id}/").content.decode()
    for words in (
        "khoảng 60.000 người",
        "người nghèo, trẻ em, người già",
        "Hồ Bản Mồng",
        "12 kiến nghị của cử tri",
        "Ưu tiên: 78 điểm",
    ):
        assert words in page


def test_months_since_the_last_supervision_come_from_issued_programmes(programme, before_agreement):
    from giamsat.proposals.priorities import parts_of

    before = Programme.objects.create(
        front=programme.front,
        year=2024,
        rulebook="mac-dinh",
        province=programme.province,
        opened_by_name="x",
        opened_at=NOON,
    )
    variant = Variant.objects.create(
        programme=before, number=1, asked_at=NOON, asked_by_name="x", made_at=NOON
    )
    visit = Activity.objects.create(
        variant=variant,
        no=1,
        key="A1",
        title="Giám sát cũ",
        kind="supervision",
        lead=programme.front,
        first_day=date(2024, 7, 1),
        last_day=date(2024, 7, 5),
        fingerprint="x",
        search="giám sát cũ",
    )
    ActivityUnit.objects.create(activity=visit, key="so noi vu", name="Sở Nội vụ")
    topic = Proposal.objects.filter(
        programme=programme, supervised_units__icontains="Sở Nội vụ"
    ).first() or next(
        one
        for one in Proposal.objects.filter(programme=programme)
        if "Sở Nội vụ" in one.supervised_units
    )
    (never,) = parts_of(programme, [topic])
    assert (never[-1].points, never[-1].fact) == (10, None)
    Edition.objects.create(
        programme=before,
        number=1,
        variant=variant,
        state="issued",
        approved_at=NOON,
        issued_at=NOON,
        issued_on=NOON.date(),
        paper_number=1,
        paper_symbol="KH",
        opened_at=NOON,
        opened_by_name="x",
    )
    (told,) = parts_of(programme, [topic])
    assert (told[-1].points, told[-1].fact) == (
        2,
        6,
    )  # July 2024 to January 2025, of 36 months for all ten points


def test_the_page_says_what_each_month_breaks(signed_in, van, programme):
    variant = Variant.objects.get()
    activity = Activity.objects.filter(variant=variant).first()
    page = (
        signed_in("van")
        .get(f"/phuong-an/{variant.id}/doi/{activity.key}/?thang=7")
        .content.decode()
    )
    assert page.count("<tr") == 13
    assert "không vướng" in page
    assert signed_in("van").get(f"/phuong-an/{variant.id}/doi/KHONG-CO/").status_code == 404


def test_moved_by_hand_everything_else_stays(van, programme, run_waiting):
    variant = Variant.objects.get()
    activity = variant.answer["activities"][0]
    month = 9 if activity["first_day"][5:7] != "09" else 10
    made = plan_actions.move_activity(
        actor=van, variant=variant, activity=activity["id"], month=month, now=NOON
    )
    run_waiting()
    made = Variant.objects.get(id=made.id)
    before = {one["id"]: one["first_day"] for one in variant.answer["activities"]}
    after = {one["id"]: one["first_day"] for one in made.answer["activities"]}
    assert {key for key in before if before[key] != after[key]} == {activity["id"]}
    assert int(after[activity["id"]][5:7]) == month
    assert set(made.papers) == {"docx", "xlsx", "ics", "html", "lam-viec", "json"}
    broken = {one.vi for one in verify(parse_instance(made.instance), made.answer)}
    assert broken <= set(made.broken)
    with pytest.raises(UnknownActivity):
        plan_actions.move_activity(actor=van, variant=variant, activity="A9999", month=3, now=NOON)


def test_a_broken_rule_is_said_and_stays_said(van, programme, signed_in, run_waiting):
    """Twelve activities of one body pressed into one month break its capacity."""
    variant = Variant.objects.get()
    keys = [
        one["id"]
        for one in variant.answer["activities"]
        if one["lead"] == "MTTQ" and not one["first_day"].startswith("2025-09")
    ]
    for key in keys[:6]:
        variant = plan_actions.move_activity(
            actor=van, variant=variant, activity=key, month=9, now=NOON
        )
    run_waiting()
    variant = Variant.objects.get(id=variant.id)
    assert any("sức làm được" in one for one in variant.broken)
    page = signed_in("van").get(f"/phuong-an/{variant.id}/").content.decode()
    assert variant.broken[0] in page
    again = plan_actions.start_plan(
        actor=van, programme=programme, parent=variant, changes=[], now=NOON
    )
    run_waiting()
    again.refresh_from_db()
    assert any("sức làm được" in one for one in again.broken)


def test_while_a_variant_is_made_nothing_is_moved(van, programme):
    variant = Variant.objects.get()
    plan_actions.start_plan(actor=van, programme=programme, parent=variant, changes=[], now=NOON)
    with pytest.raises(PlanAtWork):
        plan_actions.move_activity(
            actor=van,
            variant=variant,
            activity=variant.answer["activities"][0]["id"],
            month=3,
            now=NOON,
        )


def test_a_workbook_of_another_year_is_kept_and_explained(van, programme, signed_in, run_waiting):
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO((ROOT / "samples/2_ldld_tinh.xlsx").read_bytes()))
    for row in book.active.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = cell.value.replace("2025", "2024")
    out = io.BytesIO()
    book.save(out)
    before = Proposal.objects.count()
    brought = actions.bring_workbook(
        actor=van,
        programme=programme,
        name="ldld_nam_ngoai.xlsx",
        content=out.getvalue(),
        organisation=None,
        now=NOON,
    )
    run_waiting()
    page = signed_in("van").get(f"/tep/{brought.id}/").content.decode()
    assert "Tệp ghi năm 2024, chương trình này là năm 2025" in page
    assert Proposal.objects.count() == before
    assert signed_in("van").get(f"/tep/{brought.id}/goc/").content == out.getvalue()


def test_an_organisation_dissolved_in_the_meantime_sends_nothing_more(van, quantri, programme):
    from giamsat.organisations.actions import record_succession
    from giamsat.proposals.actions.proposals import OrganisationGone

    old, new = (Organisation.objects.get(code=code) for code in ("CCB", "HND"))
    record_succession(actor=quantri, old=old, new=new, happened_on=NOON.date(), decree="", now=NOON)
    with pytest.raises(OrganisationGone):
        actions.add_proposal(
            actor=van,
            programme=programme,
            organisation=Organisation.objects.get(code="CCB"),
            values={"title": "Việc mới"},
            now=NOON + timedelta(days=2),
        )


def test_what_a_dissolved_organisation_sent_is_led_by_its_successor(
    van, quantri, programme, run_waiting
):
    from giamsat.organisations.actions import record_succession

    old, new = (Organisation.objects.get(code=code) for code in ("CCB", "HND"))
    record_succession(actor=quantri, old=old, new=new, happened_on=NOON.date(), decree="", now=NOON)
    sent = set(
        Proposal.objects.filter(organisation=old, state="sent").values_list("code", flat=True)
    )
    made = plan_actions.start_plan(
        actor=van, programme=programme, parent=None, changes=[], now=NOON
    )
    run_waiting()
    told = Variant.objects.get(id=made.id).answer
    assert sent
    assert {one["lead"] for one in told["activities"] if set(one["proposals"]) & sent} <= {
        "HND",
        "MTTQ",
        "LDLD",
        "LHPN",
        "DTN",
    }
    assert "CCB" not in {
        body for one in told["activities"] for body in (one["lead"], *one["joint"])
    }


def test_without_a_successor_it_stays_its_own(van, programme, run_waiting):
    Organisation.objects.filter(code="CCB").update(valid_to=NOON.date())
    made = plan_actions.start_plan(
        actor=van, programme=programme, parent=None, changes=[], now=NOON
    )
    run_waiting()
    told = Variant.objects.get(id=made.id).answer
    assert "CCB" in {one["lead"] for one in told["activities"]}


def test_evidence_and_a_commission_count_in_the_plan(programme):
    from giamsat.proposals.models import Commission

    topic = Proposal.objects.filter(
        programme=programme, state="sent", organisation__code="HND"
    ).first()
    Proposal.objects.filter(id=topic.id).update(hot_issue_evidence="12 kiến nghị của cử tri")
    Commission.objects.filter(taken_by__code="HND").update(proposal=topic)
    told = engine.gathered(programme, engine.sent_proposals(programme))
    entry = next(one for one in told.entries if one.id == topic.code)
    assert (entry.is_hot, entry.is_ordered) == (True, True)
    assert sum(one.is_ordered for one in told.entries) == 1
