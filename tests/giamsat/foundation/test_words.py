"""One saying, two languages, the same facts; days as each language writes them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client
from django.utils.translation import gettext_lazy, override
from tests.giamsat.conftest import NOON
from tests.vietnamese import VIETNAMESE

from giamsat.audit.models import AuditEntry
from giamsat.audit.recording import record
from giamsat.cli.main import main
from giamsat.criticism import guide as criticism
from giamsat.deadlines.models import AnnouncedDay
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.templatetags import furniture
from giamsat.foundation.verdicts import NotAllowed, no, not_now, require
from giamsat.foundation.words import Words
from giamsat.organisations.permissions import PERMISSION_NAMES, ROLE_NAMES
from giamsat.procedures.guides import guides
from giamsat.procedures.guiding import facts_of, lacking, procedure_of
from giamsat.rulebooks.carrying import procedures
from giamsat.supervision.models import Case

A_BODY = Words("một cơ quan", "an agency")


class Refused(Refusal):
    code = "REFUSED_IN_A_TEST"
    vi = "{who} chưa gửi trước ngày {day}: còn {n:02d}."
    en = "{who} sent nothing before {day}: {n:02d} are left."


def test_a_refusal_writes_its_facts_in_the_language_asked_for():
    refusal = Refused(who=A_BODY, day=date(2027, 4, 5), n=3)
    assert refusal.sentence("vi") == "một cơ quan chưa gửi trước ngày 5/4/2027: còn 03."
    assert refusal.sentence("en") == "an agency sent nothing before 5 Apr 2027: 03 are left."


def test_lazy_messages_among_the_facts_follow_the_language_asked_for():
    assert Refused(who=gettext_lazy("ngày nghỉ"), day=date(2027, 4, 5), n=3).sentence("en") == (
        "a day off sent nothing before 5 Apr 2027: 03 are left."
    )


def test_words_are_read_in_the_readers_language_with_words_and_moments_inside():
    told = Words("{who} gửi lúc {at}", "{who} sent at {at}").of(
        who=A_BODY, at=datetime(2027, 4, 5, 8, 5)
    )
    assert str(told) == "một cơ quan gửi lúc 8:05 ngày 5/4/2027"
    with override("en"):
        assert str(told) == "an agency sent at 8:05 on 5 Apr 2027"


def test_the_reason_of_a_verdict_is_read_when_it_is_shown_not_when_it_is_given():
    verdict = not_now(gettext_lazy("Còn {n} trả lời chưa công khai."), n=4)
    with override("en"):
        assert str(verdict.reason) == "Answers not published yet: 4."
        with pytest.raises(Refusal) as refused:
            require(verdict)
        assert refused.value.sentence("en") == "Answers not published yet: 4."
    assert str(verdict.reason) == "Còn 4 trả lời chưa công khai."


def test_a_verdict_may_carry_words():
    with pytest.raises(NotAllowed) as refused:
        require(no(A_BODY))
    assert refused.value.sentence("en") == "an agency"


def test_names_of_roles_and_permissions_stand_in_both_languages():
    for name in [*PERMISSION_NAMES.values(), *ROLE_NAMES.values()]:
        assert VIETNAMESE.search(name.vi)
        # "hiệp thương" has no English
        assert not VIETNAMESE.search(name.en.replace("hiệp thương", ""))


def test_whoever_may_not_is_told_so_in_their_language(signed_in):
    browser = signed_in("ha")
    assert "không gồm việc quản lý tài khoản" in browser.get("/nguoi/").content.decode()
    browser.cookies["ngon-ngu"] = "en"
    page = browser.get("/nguoi/").content.decode()
    assert "Your role does not let you manage accounts and roles." in page
    assert "Vai trò của anh/chị" not in page


def test_the_api_tells_code_and_sentence_in_the_language_asked_for(signed_in):
    browser = signed_in("hung")
    told = {}
    for lang in ("vi", "en"):
        answer = browser.get("/api/v1/targets/nghe-an-2021", headers={"accept-language": lang})
        assert (answer.status_code, answer["Content-Language"]) == (403, lang)
        told[lang] = answer.json()
    assert told["vi"]["code"] == told["en"]["code"] == "NOT_ALLOWED"
    assert told["vi"]["title"].startswith("Vai trò của anh/chị")
    assert told["en"]["title"].startswith("Your role does not let you")
    stranger = Client().get("/api/v1/cases", headers={"accept-language": "en"}).json()
    assert stranger["title"].startswith("The key of a body's system")


def test_every_need_of_every_procedure_is_told_in_both_languages():
    case = Case.objects.get(code="2026-PB-01")
    empty = {"members": (), "sessions": 0, "held": 0, "notes": 0, "findings": 0, "sent": 0}
    empty |= {"unresolved": 3, "reported": 0, "board_trouble": "", "is_confirmed": False}
    case.starts_on = None
    nothing, late = (replace(facts_of(case), units=units, case=case, **empty) for units in (0, 2))
    told = guides()[Case].needs
    asked = {
        need
        for procedure in procedures().values()
        for version in procedure.versions
        for step in version.steps
        for need in step.needs
    }
    assert asked <= set(told)
    for need in asked - {"conflicts", "board_members"}:  # told with names; nobody is there
        words = told[need](nothing) or told[need](late)
        assert words or need in criticism.NEEDS, need
        with override("en"):
            assert not VIETNAMESE.search(str(words)), need


def test_what_a_step_lacks_names_its_need():
    case = Case.objects.get(code="2026-GS-01")
    facts, version = facts_of(case), procedure_of(case)[1]
    lacks = next(lack for step in version.steps if (lack := lacking(case, step, facts)))
    assert lacks.need in guides()[Case].needs
    with override("en"):
        assert not VIETNAMESE.search(str(lacks))


def test_the_trail_is_kept_in_vietnamese_whoever_acts(van):
    made = AnnouncedDay.objects.create(
        day=date(2027, 4, 5), is_working=False, source="x", announced_at=NOON
    )
    with override("en"):
        assert str(made) == "5 Apr 2027: a day off"
        with transaction.atomic():
            record(van, "day.announced", made, at=NOON)
    assert AuditEntry.objects.latest("id").subject_name == "5/4/2027: ngày nghỉ"


def test_days_are_written_as_each_language_writes_them():
    noon = datetime(2027, 4, 5, 1, 5, tzinfo=UTC)
    visit = SimpleNamespace(first_day=date(2027, 4, 5), last_day=date(2027, 5, 28))
    told = {}
    for lang in ("vi", "en"):
        with override(lang):
            told[lang] = (
                furniture.day(visit.first_day),
                furniture.weekday(visit.first_day),
                furniture.moment(noon),
                furniture.days(visit),
                furniture.number(1234.5),
            )
    assert told["vi"] == (
        "5/4/2027",
        "thứ Hai 5/4/2027",
        "8:05 ngày 5/4/2027",
        "5/4–\u206028/5",
        "1.234,5",
    )
    assert told["en"] == (
        "5 Apr 2027",
        "Monday 5 Apr 2027",
        "8:05 on 5 Apr 2027",
        "5 Apr–\u206028 May",
        "1,234.5",
    )


def test_a_page_explains_its_deadline_in_the_language_of_the_page(signed_in):
    browser = signed_in("van")
    told = {}
    for lang in ("vi", "en"):
        browser.cookies["ngon-ngu"] = lang
        told[lang] = browser.get("/giam-sat/2026-GS-01/").content.decode()
    assert "; ngày này không tính" in told["vi"]
    assert "; not counted" in told["en"]
    assert "không tính" not in told["en"]
    assert "the day of" in told["en"]


def test_a_command_leaves_the_language_of_the_process_as_it_was(capsys):
    with override("en"):
        assert main(["rulebook"]) == 0
        assert str(Words("Mở", "Open")) == "Open"
    assert str(Words("Mở", "Open")) == "Mở"
