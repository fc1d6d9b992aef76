"""What the papers of a case say by themselves, taken from the case as it stands."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from civickit.rendering.paper import official_day
from giamsat.documents.models import Paper
from giamsat.foundation.wording import day_text
from giamsat.organisations.six import signing_name
from giamsat.procedures.guiding import procedure_of
from giamsat.procedures.papers import papers_of
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.states import RecommendationState
from giamsat.rulebooks import find_deadline_rule
from giamsat.supervision.models import Case, Member, WorkSession
from giamsat.supervision.states import BoardKind, MemberRole

_NOBODY = {"name": "………………………", "post": "", "role": "", "task": "", "no": 0}
_RANKS = list(MemberRole)


def case_context(case: Case) -> dict[str, Any]:
    """Everything any paper of a case may name; each template takes what it needs."""
    name = signing_name(case.lead.name)
    return {
        "title": _lower(case.title),
        "org": name,
        "issuer": name.upper(),
        "place_name": _place_of(case),
        "year": case.year,
        "code": case.code,
        "units": [unit.name for unit in case.units.order_by("id")],
        "grounds": _grounds(case),
        "days": f"từ ngày {day_text(case.first_day)} đến ngày {day_text(case.last_day)}",
        "order": list(procedure_of(case)[0].session_order),
        "copies": "03",
        "delegation_file": "hồ sơ đoàn giám sát",
        **_people(case),
        **_issued(case),
        **_deadlines(case),
        **_seen(case),
        **_recommended(case),
        **_of_board(case),
    }


def _people(case: Case) -> dict[str, Any]:
    """Who is in the delegation or on the board, and who leads it."""
    members = sorted(
        case.members.filter(left_on=None),
        key=lambda member: (_RANKS.index(MemberRole(member.role)), member.id),
    )
    return {
        "members": _board_members(case)
        if case.board
        else [_member(no, member) for no, member in enumerate(members, 1)],
        "head": _first(members, MemberRole.CHAIR if case.is_criticism else MemberRole.HEAD),
        "secretary": _first(members, MemberRole.SECRETARY),
    }


def _issued(case: Case) -> dict[str, str]:
    """Papers of the case that later ones cite."""
    papers = papers_of(case).filter(state=Paper.State.ISSUED).order_by("id")
    cited = {paper.kind: paper.cited for paper in papers}
    return {
        "plan": cited.get("ke-hoach", ""),
        "decision": cited.get("quyet-dinh", ""),
        "result": cited.get("bao-cao-ket-qua", ""),
    }


def _deadlines(case: Case) -> dict[str, str]:
    """The day the body reports by, and how many days the law gives for what."""
    report_in = case.steps.filter(code="REPORT_IN").values_list("due_on", flat=True).first()
    return {
        "report_by": official_day(report_in) if report_in else "……………",
        "notice_days": _days("SUP_NOTICE", case.opened_on),
        "report_days": _days("SUP_REPORT_IN", case.opened_on),
        "result_days": _days("SUP_RESULT_REPORT", case.opened_on),
    }


def _seen(case: Case) -> dict[str, Any]:
    """Sessions, notes from the field and findings."""
    sessions = case.sessions.filter(dropped_why="").select_related("unit").order_by("starts_at")
    notes = case.notes.prefetch_related("photos").order_by("taken_at")
    return {
        "sessions": [_session(session) for session in sessions],
        "notes": [_note(note) for note in notes],
        "findings": _findings(case),
    }


def _lower(title: str) -> str:
    """A title inside a sentence.

    Without "Giám sát" or "Phản biện" before it, its first letter small.
    """
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
        number = f"{edition.paper_number:02d}/{edition.paper_symbol}"
        day = day_text(edition.issued_on)
        about = f"về giám sát và phản biện xã hội năm {programme.year}"
        return [f"Kế hoạch số {number} ngày {day} {about}"]
    return [case.ground] if case.ground else []


def _member(no: int, member: Member) -> dict[str, Any]:
    return {
        "no": no,
        "name": member.name,
        "post": member.post,
        "role": str(member.get_role_display()),
        "task": member.task,
    }


def _board_members(case: Case) -> list[dict[str, Any]]:
    assert case.board is not None
    rows = case.board.members.filter(left_on=None).order_by("id")
    return [
        {
            "no": no,
            "name": member.name,
            "post": str(member.get_stands_for_display()),
            "role": str(member.get_role_display()),
            "task": "",
        }
        for no, member in enumerate(rows, 1)
    ]


def _first(members: Iterable[Member], role: MemberRole) -> dict[str, Any]:
    return next((_member(1, one) for one in members if one.role == role), _NOBODY)


def _session(session: WorkSession) -> dict[str, str]:
    at = timezone.localtime(session.starts_at)
    return {
        "unit": session.unit.name if session.unit else "Các bên được mời",
        "place": session.place,
        "time": f"{at.hour} giờ {at.minute:02d}, {official_day(at.date())}",
    }


def _days(rule: str, day: date) -> str:
    return f"{find_deadline_rule(rule, day).rule.count:02d}"


def _note(note: Any) -> dict[str, Any]:
    at = timezone.localtime(note.taken_at)
    return {
        "at": f"{at.hour}:{at.minute:02d} ngày {at:%d/%m/%Y}",
        "place": note.place,
        "text": note.text,
        "photos": len(note.photos.all()),
        "by": note.by_name,
    }


def _findings(case: Case) -> list[dict[str, Any]]:
    rows = case.findings.prefetch_related("evidence").order_by("no")
    out = []
    for finding in rows:
        count = len(finding.evidence.all())
        out.append(
            {
                "no": finding.no,
                "text": finding.text,
                "law": finding.law,
                "evidence": f"{count:02d} tài liệu, hình ảnh" if count else "",
            }
        )
    return out


def _due(day: date | None) -> str:
    """By when a recommendation is answered: a day, or what the law gives."""
    return f"chậm nhất ngày {day_text(day)}" if day else "trong thời hạn 15 ngày kể từ ngày nhận"


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
            "code": recommendation.code,
            "to": recommendation.recipient.name,
            "text": recommendation.text,
            "measure": recommendation.measure,
            "due": _due(recommendation.due_on),
        }
        for no, recommendation in enumerate(rows, 1)
    ]
    return {
        "recommendations": listed,
        "receivers": list(dict.fromkeys(recommendation["to"] for recommendation in listed)),
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
