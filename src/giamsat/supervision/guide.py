"""What a step of a case may need, each with the sentence that says what to do.

The guide of cases.
"""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from giamsat.foundation.wording import Saying, with_facts
from giamsat.procedures.guides import Deed, Guide, Happened
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.states import RecommendationState
from giamsat.supervision.contexts import case_context
from giamsat.supervision.facts import Facts, read_facts
from giamsat.supervision.models import Case
from giamsat.supervision.states import MemberRole


def _delegation(facts: Facts) -> Saying:
    roles = [one.role for one in facts.members]
    if not roles:
        return _("Chưa có thành viên đoàn. Thêm trưởng đoàn, thư ký và thành viên.")
    if len(roles) < 2:
        return _("Đoàn mới có một người. Thêm thành viên: một người không thành đoàn giám sát.")
    if MemberRole.HEAD not in roles:
        return _("Đoàn chưa có trưởng đoàn. Ghi vai trò trưởng đoàn cho một thành viên.")
    return (
        ""
        if MemberRole.SECRETARY in roles
        else _("Đoàn chưa có thư ký. Ghi vai trò thư ký cho một thành viên.")
    )


def _conflicts(facts: Facts) -> Saying:
    if waiting := [one.name for one in facts.members if one.has_conflict is None]:
        return with_facts(
            _("Chưa kê khai xung đột lợi ích: {names}. Ghi kê khai của từng người."),
            names=", ".join(waiting),
        )
    if related := [one.name for one in facts.members if one.has_conflict]:
        return with_facts(
            _(
                "Có liên quan tới nơi được giám sát: {names}. Cho thôi tham gia đoàn, cử người "
                "khác."
            ),
            names=", ".join(related),
        )
    return ""


def _reports(facts: Facts) -> Saying:
    return _counted(
        facts.units - facts.reported,
        _(
            "Còn {n} nơi chưa gửi báo cáo. Ghi báo cáo nhận được, hoặc ghi lý do khi tiếp tục mà "
            "chưa đủ."
        ),
    )


def _counted(missing: int, words: Saying) -> Saying:
    return with_facts(words, n=missing) if missing else ""


NEEDS: dict[str, Callable[[Facts], Saying]] = {
    "units": lambda f: "" if f.units else _("Chưa có nơi được giám sát. Thêm ít nhất một nơi."),
    "delegation": _delegation,
    "conflicts": _conflicts,
    "session": lambda f: (
        ""
        if f.sessions
        else _("Chưa hẹn buổi làm việc nào. Hẹn buổi làm việc trước khi gửi thông báo.")
    ),
    "session_over": lambda f: (
        ""
        if f.held and f.held == f.sessions
        else _("Chưa ghi kết quả đủ các buổi. Ghi buổi nào đã làm, bỏ buổi không làm.")
    ),
    "reports": _reports,
    "notes": lambda f: (
        "" if f.notes else _("Chưa có ghi chép nào. Ghi tại thực địa hoặc ghi ý kiến đã tham gia.")
    ),
    "findings": lambda f: (
        ""
        if f.findings
        else _("Chưa có nhận định nào. Ghi ít nhất một nhận định, kể cả khi không có hạn chế.")
    ),
    "recommendations": lambda f: (
        "" if f.sent else _("Chưa gửi kiến nghị nào từ cuộc này. Ghi kiến nghị rồi gửi.")
    ),
    "all_resolved": lambda f: _counted(f.unresolved, _("Còn {n} kiến nghị chưa giải quyết xong.")),
    "board_members": lambda f: f.board_trouble,
    "start": lambda f: (
        ""
        if f.case.starts_on
        else _("Chưa ghi ngày bắt đầu giám sát. Ghi ngày ở phần thông tin cuộc giám sát.")
    ),
    "confirmed": lambda f: (
        "" if f.is_confirmed else _("Ủy ban MTTQ xã chưa xác nhận biên bản, kiến nghị của Ban.")
    ),
    "drafter": lambda f: (
        "" if f.units else _("Chưa ghi cơ quan soạn thảo. Thêm ở phần thông tin bên dưới.")
    ),
    "chaired": lambda f: (
        ""
        if {MemberRole.CHAIR, MemberRole.SECRETARY} <= {one.role for one in f.members}
        else _("Chưa ghi đủ người chủ trì và thư ký. Ghi ở trang “Thành phần, buổi họp”.")
    ),
    "representative": lambda f: (
        ""
        if any(one.role == MemberRole.REPRESENTATIVE for one in f.members)
        else _("Chưa ghi người được cử tham gia.")
    ),
}


def _all_reported(facts: Facts) -> Deed | None:
    if not facts.units or facts.reported < facts.units:
        return None
    units = facts.case.units.order_by("id").values_list("reported_on", "report_paper")
    days, papers = zip(*units, strict=True)
    return Deed(max(days), "; ".join(dict.fromkeys(papers)), "")


def _all_sent(facts: Facts) -> Deed | None:
    """Every recommendation that was drafted is sent."""
    rows = Recommendation.objects.filter(origin_code=facts.case.code)
    if not facts.sent or rows.filter(state=RecommendationState.DRAFT).exists():
        return None
    sent = rows.exclude(sent_on=None).order_by("sent_on", "id").values_list("sent_on", "sent_with")
    days, papers = zip(*sent, strict=True)
    cited = "; ".join(dict.fromkeys(paper for paper in papers if paper))
    return Deed(max(days), cited, _("Kiến nghị đã gửi tại đây."))


def _all_resolved(facts: Facts) -> Deed | None:
    if not facts.sent or facts.unresolved:
        return None
    return Deed(None, "", _("Mọi kiến nghị đã giải quyết xong, khép lại hoặc rút."))


ACTS: dict[str, Happened] = {
    "reports": _all_reported,
    "recommendations": _all_sent,
    "all_resolved": _all_resolved,
}


def days(facts: Facts) -> Mapping[str, date | None]:
    """The days beside those of steps that deadlines of a case are counted from."""
    all_held = facts.held and facts.held == facts.sessions
    return {
        "session": facts.first_session,
        "session_end": facts.last_held if all_held else None,
        "start": facts.case.starts_on,
    }


# Reports of bodies may be missing for a reason.
GUIDES = (
    Guide(
        Case,
        read_facts,
        days,
        NEEDS,
        (case_context,),
        excusable=frozenset({"reports"}),
        acts=ACTS,
    ),
)
