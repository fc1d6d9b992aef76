"""What the papers of a case say by themselves, taken from the case as it stands."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from civickit.rendering.paper import official_day
from giamsat.documents.models import Paper
from giamsat.foundation.wording import day_text
from giamsat.procedures.guiding import procedure_of
from giamsat.procedures.papers import papers_of
from giamsat.recommendations.contexts import signing_name
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.states import RecommendationState
from giamsat.rulebooks import find_deadline_rule
from giamsat.supervision.models import Case, Member, WorkSession
from giamsat.supervision.states import BoardKind, MemberRole

_NOBODY = {"name": "………………………", "post": "", "role": "", "task": "", "no": 0}
_RANKS = list(MemberRole)


def case_context(case: Case) -> dict[str, Any]:
    """Everything any paper of a case may name; each template takes what it needs."""
    members = sorted(
        case.members.filter(left_on=None),
        key=lambda one: (_RANKS.index(MemberRole(one.role)), one.id),
    )
    told = (
        _board_members(case)
        if case.board
        else [_member(no, one) for no, one in enumerate(members, 1)]
    )
    issued = {
        one.kind: one.cited
        for one in papers_of(case).filter(state=Paper.State.ISSUED).order_by("id")
    }
    sessions = list(
        case.sessions.filter(dropped_why="").select_related("unit").order_by("starts_at")
    )
    procedure, _version = procedure_of(case)
    report_in = case.steps.filter(code="REPORT_IN").values_list("due_on", flat=True).first()
    name = signing_name(case.lead.name)
    return {
        "title": _lower(case.title),
        "org": name,
        "issuer": name.upper(),
        "place_name": _place_of(case),
        "year": case.year,
        "code": case.code,
        "units": [one.name for one in case.units.order_by("id")],
        "grounds": _grounds(case),
        "members": told,
        "head": _first(members, MemberRole.CHAIR if case.is_criticism else MemberRole.HEAD),
        "secretary": _first(members, MemberRole.SECRETARY),
        "sessions": [_session(one) for one in sessions],
        "days": f"từ ngày {day_text(case.first_day)} đến ngày {day_text(case.last_day)}",
        "plan": issued.get("ke-hoach", ""),
        "decision": issued.get("quyet-dinh", ""),
        "result": issued.get("bao-cao-ket-qua", ""),
        "report_by": official_day(report_in) if report_in else "……………",
        "order": list(procedure.session_order),
        "copies": "03",
        "notice_days": _days("SUP_NOTICE", case.opened_on),
        "report_days": _days("SUP_REPORT_IN", case.opened_on),
        "result_days": _days("SUP_RESULT_REPORT", case.opened_on),
        "notes": [_note(one) for one in case.notes.prefetch_related("photos").order_by("taken_at")],
        "findings": _findings(case),
        "delegation_file": "hồ sơ đoàn giám sát",
        **_recommended(case),
        **_of_board(case),
    }


def _lower(title: str) -> str:
    """A title inside a sentence: without "Giám sát" or "Phản biện" before it, its first letter small."""
    bare = title.removeprefix("Giám sát ").removeprefix("giám sát ").removeprefix("Phản biện ")
    return bare[:1].lower() + bare[1:] if bare[1:2].islower() or bare[1:2] == " " else bare


def _place_of(case: Case) -> str:
    return case.programme.province if case.programme else case.lead.short_name.removeprefix("MTTQ ")


def _grounds(case: Case) -> list[str]:
    programme = case.programme
    edition = (
        programme.editions.filter(state="issued").order_by("-number").first() if programme else None
    )
    if programme and edition and edition.issued_on:
        return [
            f"Kế hoạch số {edition.paper_number:02d}/{edition.paper_symbol} ngày {day_text(edition.issued_on)} về giám sát và phản biện xã hội năm {programme.year}"
        ]
    return [case.ground] if case.ground else []


def _member(no: int, one: Member) -> dict[str, Any]:
    return {
        "no": no,
        "name": one.name,
        "post": one.post,
        "role": str(one.get_role_display()),
        "task": one.task,
    }


def _board_members(case: Case) -> list[dict[str, Any]]:
    assert case.board is not None
    rows = case.board.members.filter(left_on=None).order_by("id")
    return [
        {
            "no": no,
            "name": one.name,
            "post": str(one.get_stands_for_display()),
            "role": str(one.get_role_display()),
            "task": "",
        }
        for no, one in enumerate(rows, 1)
    ]


def _first(members: Iterable[Member], role: MemberRole) -> dict[str, Any]:
    return next((_member(1, one) for one in members if one.role == role), _NOBODY)


def _session(one: WorkSession) -> dict[str, str]:
    at = timezone.localtime(one.starts_at)
    return {
        "unit": one.unit.name if one.unit else "Các bên được mời",
        "place": one.place,
        "time": f"{at.hour} giờ {at.minute:02d}, {official_day(at.date())}",
    }


def _days(rule: str, day: date) -> str:
    return f"{find_deadline_rule(rule, day).rule.count:02d}"


def _note(one: Any) -> dict[str, Any]:
    at = timezone.localtime(one.taken_at)
    return {
        "at": f"{at.hour}:{at.minute:02d} ngày {at:%d/%m/%Y}",
        "place": one.place,
        "text": one.text,
        "photos": len(one.photos.all()),
        "by": one.by_name,
    }


def _findings(case: Case) -> list[dict[str, Any]]:
    rows = case.findings.prefetch_related("evidence").order_by("no")
    out = []
    for one in rows:
        count = len(one.evidence.all())
        out.append(
            {
                "no": one.no,
                "text": one.text,
                "law": one.law,
                "evidence": f"{count:02d} tài liệu, hình ảnh" if count else "",
            }
        )
    return out


def _recommended(case: Case) -> dict[str, Any]:
    rows = list(
        Recommendation.objects.filter(origin_code=case.code)
        .exclude(state=RecommendationState.WITHDRAWN)
        .select_related("recipient")
        .order_by("no")
    )
    listed = [
        {
            "no": no,
            "code": one.code,
            "to": one.recipient.name,
            "text": one.text,
            "measure": one.measure,
            "due": day_text(one.due_on) if one.due_on else "15 ngày kể từ ngày nhận",
        }
        for no, one in enumerate(rows, 1)
    ]
    return {
        "recommendations": listed,
        "receivers": list(dict.fromkeys(one["to"] for one in listed)),
    }


def _of_board(case: Case) -> dict[str, str]:
    if case.board is None:
        return {"board": "", "project": "", "act": "", "term": ""}
    act = "thành lập" if case.board.kind == BoardKind.INVESTMENT else "công nhận"
    return {
        "board": case.board.name,
        "project": case.board.project,
        "act": act,
        "term": case.board.term or "theo quy định",
    }
