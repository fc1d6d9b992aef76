"""What a step of a case may need, each with the sentence that says what to do; the guide of cases."""

from collections.abc import Callable, Mapping
from datetime import date

from giamsat.procedures.guides import Guide
from giamsat.supervision.contexts import case_context
from giamsat.supervision.facts import Facts, read_facts
from giamsat.supervision.models import Case
from giamsat.supervision.states import MemberRole


def _delegation(facts: Facts) -> str:
    roles = [one.role for one in facts.members]
    if len(roles) < 2:
        return (
            "Đoàn mới có một người. Thêm thành viên: một người không thành đoàn giám sát."
            if roles
            else "Chưa có thành viên đoàn. Thêm trưởng đoàn, thư ký và thành viên."
        )
    if MemberRole.HEAD not in roles:
        return "Đoàn chưa có trưởng đoàn. Ghi vai trò trưởng đoàn cho một thành viên."
    return (
        ""
        if MemberRole.SECRETARY in roles
        else "Đoàn chưa có thư ký. Ghi vai trò thư ký cho một thành viên."
    )


def _conflicts(facts: Facts) -> str:
    waiting = [one.name for one in facts.members if one.has_conflict is None]
    if waiting:
        return f"Chưa kê khai xung đột lợi ích: {', '.join(waiting)}. Ghi kê khai của từng người."
    related = [one.name for one in facts.members if one.has_conflict]
    return (
        f"Có liên quan tới nơi được giám sát: {', '.join(related)}. Cho thôi tham gia đoàn, cử người khác."
        if related
        else ""
    )


def _reports(facts: Facts) -> str:
    missing = facts.units - facts.reported
    return (
        f"Còn {missing} nơi chưa gửi báo cáo. Ghi báo cáo nhận được, hoặc ghi lý do khi tiếp tục mà chưa đủ."
        if missing
        else ""
    )


NEEDS: dict[str, Callable[[Facts], str]] = {
    "units": lambda f: "" if f.units else "Chưa có nơi được giám sát. Thêm ít nhất một nơi.",
    "delegation": _delegation,
    "conflicts": _conflicts,
    "session": lambda f: (
        ""
        if f.sessions
        else "Chưa hẹn buổi làm việc nào. Hẹn buổi làm việc trước khi gửi thông báo."
    ),
    "session_over": lambda f: (
        ""
        if f.held and f.held == f.sessions
        else "Chưa ghi kết quả đủ các buổi. Ghi buổi nào đã làm, bỏ buổi không làm."
    ),
    "reports": _reports,
    "notes": lambda f: (
        "" if f.notes else "Chưa có ghi chép nào. Ghi tại thực địa hoặc ghi ý kiến đã tham gia."
    ),
    "findings": lambda f: (
        ""
        if f.findings
        else "Chưa có nhận định nào. Ghi ít nhất một nhận định, kể cả khi không có hạn chế."
    ),
    "recommendations": lambda f: (
        "" if f.sent else "Chưa gửi kiến nghị nào từ cuộc này. Ghi kiến nghị rồi gửi."
    ),
    "all_resolved": lambda f: (
        f"Còn {f.unresolved} kiến nghị chưa giải quyết xong." if f.unresolved else ""
    ),
    "board_members": lambda f: f.board_trouble,
    "start": lambda f: (
        ""
        if f.case.starts_on
        else "Chưa ghi ngày bắt đầu giám sát. Ghi ngày ở phần thông tin cuộc giám sát."
    ),
    "confirmed": lambda f: (
        "" if f.is_confirmed else "Ủy ban MTTQ xã chưa xác nhận biên bản, kiến nghị của Ban."
    ),
    "drafter": lambda f: (
        "" if f.units else "Chưa ghi cơ quan soạn thảo. Thêm ở phần thông tin bên dưới."
    ),
    "chaired": lambda f: (
        ""
        if {MemberRole.CHAIR, MemberRole.SECRETARY} <= {one.role for one in f.members}
        else "Chưa ghi đủ người chủ trì và thư ký. Ghi ở trang “Thành phần, buổi họp”."
    ),
    "representative": lambda f: (
        ""
        if any(one.role == MemberRole.REPRESENTATIVE for one in f.members)
        else "Chưa ghi người được cử tham gia."
    ),
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
GUIDES = (Guide(Case, read_facts, days, NEEDS, (case_context,), excusable=frozenset({"reports"})),)
