"""Conduct of office-holders: nobody else sees it, the person is heard first, and it is deleted in time."""

import io
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, transaction
from docx import Document
from tests.giamsat.conftest import NOON, _actor

from giamsat.audit.models import AuditEntry
from giamsat.conduct import actions
from giamsat.conduct.models import ConductCase
from giamsat.conduct.states import ConductState, Where
from giamsat.conduct.writing import facts_docx, opened
from giamsat.foundation.verdicts import NotAllowed, NotNow
from giamsat.foundation.wording import ReasonTooShort
from giamsat.organisations.actors import SYSTEM
from giamsat.organisations.models import Organisation

C = ConductState
NAME = "Hoàng Đức Thắng"
GROUND = "Ban công tác Mặt trận phản ánh việc sử dụng xe công vào việc riêng."
HEARD = "Tôi có sử dụng xe công một lần ngày nghỉ và đã hoàn trả chi phí."
FACTS = "Sử dụng xe công 1 lần ngày 12/9/2026 không có lệnh điều xe."


@pytest.fixture
def lien():
    return _actor("lien")


@pytest.fixture
def case(lien):
    return actions.open_conduct_case(
        actor=lien,
        body=Organisation.objects.get(code="SYT"),
        person=NAME,
        post="Phó Giám đốc Sở Y tế",
        where=Where.RESIDENCE,
        ground=GROUND,
        now=NOON,
    )


def now_of(case):
    return ConductCase.objects.select_related("body").get(id=case.id)


def through(lien, case, *steps):
    """Take steps in order."""
    for name in steps:
        here = now_of(case)
        common = {"actor": lien, "case": here, "version": here.version, "now": NOON}
        if name == "hear":
            actions.hear(on=NOON.date(), words=HEARD, **common)
        elif name == "establish":
            actions.establish(facts=FACTS, **common)
        elif name == "recommend":
            actions.recommend(paper="Công văn số 9/MTTQ-BTT", on=NOON.date(), **common)
        else:
            actions.close(reason="Cơ quan quản lý cán bộ đã xử lý xong.", **common)
    return now_of(case)


def test_nothing_is_recommended_before_the_person_was_heard(lien, case):
    for act, said in (
        (actions.establish, {"facts": FACTS}),
        (actions.recommend, {"paper": "CV 1", "on": NOON.date()}),
    ):
        with pytest.raises(NotNow) as refused:
            act(actor=lien, case=case, version=case.version, now=NOON, **said)
        assert "Chưa nghe người liên quan" in refused.value.sentence()
    with pytest.raises(IntegrityError), transaction.atomic():
        ConductCase.objects.filter(id=case.id).update(state="established")
    with pytest.raises(ReasonTooShort):
        actions.hear(actor=lien, case=case, on=NOON.date(), words="không", version=1, now=NOON)
    with pytest.raises(actions.HeardInFuture):
        actions.hear(
            actor=lien,
            case=case,
            on=NOON.date() + timedelta(days=2),
            words=HEARD,
            version=1,
            now=NOON,
        )
    assert through(lien, case, "hear", "establish", "recommend", "close").state == C.CLOSED


def test_only_what_was_established_enters_the_paper(lien, case):
    here = through(lien, case, "hear", "establish")
    words = "\n".join(p.text for p in Document(io.BytesIO(facts_docx(here))).paragraphs)
    assert FACTS in words
    assert NAME in words
    assert GROUND not in words
    assert HEARD not in words


def test_no_role_but_its_own_sees_it_and_no_name_leaks(lien, case, signed_in, van):
    for name in ("van", "bao", "ha", "thanh", "hung", "quantri"):
        browser = signed_in(name)
        assert browser.get("/tu-duong/").status_code == 403
        assert browser.get(f"/tu-duong/{case.code}/").status_code == 404
        assert "Thắng" not in browser.get("/tim/?tim=thắng").content.decode()
    with pytest.raises(NotAllowed):
        actions.open_conduct_case(
            actor=van,
            body=case.body,
            person="A",
            post="Giám đốc",
            where=Where.WORKPLACE,
            ground=GROUND,
            now=NOON,
        )
    listed = signed_in("lien").get("/tu-duong/").content.decode()
    assert case.code in listed
    assert NAME not in listed
    page = signed_in("lien").get(f"/tu-duong/{case.code}/").content.decode()
    assert NAME in page
    assert NAME not in page.split("<title>")[1].split("</title>")[0]
    through(lien, case, "hear", "establish", "recommend", "close")
    trail = "".join(f"{one.subject_name}{one.details}" for one in AuditEntry.objects.all())
    assert "Thắng" not in trail


def test_the_database_holds_no_readable_name(case, tmp_path):
    out = io.StringIO()
    call_command("dumpdata", "conduct", stdout=out)
    for words in ("Thắng", "xe công", "Phó Giám đốc"):
        assert words not in out.getvalue()
    assert opened(case)["person"] == NAME


def test_no_record_about_somebody_without_an_office(lien):
    with pytest.raises(actions.NotAnOffice):
        actions.open_conduct_case(
            actor=lien,
            body=Organisation.objects.get(code="SYT"),
            person="Công dân A",
            post="",
            where=Where.RESIDENCE,
            ground=GROUND,
            now=NOON,
        )


def test_no_table_could_gather_what_is_known_of_a_citizen():
    """Personal fields are names of who acted, members, contacts and accounts: none keys anything else by a person's name."""
    keyed = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("giamsat.")
        for field in model._meta.fields
        if str(model.PRIVACY.get(field.name)) == "personal"
        and (field.unique or field.db_index)
        and not field.is_relation
    ]
    assert keyed == ["organisations.Person.sign_in_name"]


def test_kept_as_long_as_the_rule_says_then_deleted_unless_held(lien, case):
    here = through(lien, case, "close")
    assert here.keep_until.year == NOON.year + 10
    assert actions.purge(actor=SYSTEM, now=NOON) == 0
    later = NOON + timedelta(days=366 * 10)
    actions.hold(
        actor=lien, case=here, on_hold=True, reason="Cơ quan điều tra yêu cầu giữ hồ sơ.", now=NOON
    )
    assert actions.purge(actor=SYSTEM, now=later) == 0
    actions.hold(
        actor=lien,
        case=here,
        on_hold=False,
        reason="Cơ quan điều tra đã kết thúc vụ việc.",
        now=NOON,
    )
    assert actions.purge(actor=SYSTEM, now=later) == 1
    gone = now_of(case)
    assert (gone.state, gone.sealed_person, gone.sealed_ground) == (C.PURGED, "", "")
    with pytest.raises(NotAllowed):
        actions.purge(actor=_actor("van"), now=later)


def test_the_page_takes_every_step(lien, case, signed_in, at_noon):
    browser, day = signed_in("lien"), "22/11/2026"
    address = f"/tu-duong/{case.code}/"
    assert "Chưa nghe người liên quan" in browser.get(address).content.decode()
    early = browser.post(address, {"do": "establish", "version": 1, "xl-facts": FACTS})
    assert early.status_code == 409
    for do, said in (
        ("hear", {"nghe-on": day, "nghe-words": HEARD}),
        ("establish", {"xl-facts": FACTS}),
        ("recommend", {"kn-paper": "Công văn số 9", "kn-on": day}),
        ("close", {"dong-reason": "Đã có kết quả xử lý của cấp có thẩm quyền."}),
    ):
        sent = browser.post(address, {"do": do, "version": now_of(case).version} | said)
        assert sent.status_code == 302, do
    assert now_of(case).state == C.CLOSED
    assert browser.get(f"{address}van-ban.docx").content.startswith(b"PK")
