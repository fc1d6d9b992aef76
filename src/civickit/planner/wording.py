"""Plans, conflicts and deferrals in words a committee reads."""

from civickit.planner.conflicts import Conflict, Requirement, Suggestion
from civickit.planner.deferrals import Deferral
from civickit.planner.facts import Instance, Proposal
from civickit.planner.program import LimitKey

QUARTERS = ("I", "II", "III", "IV")
MINIMUM_NAMES = {
    "supervision": ("nội dung giám sát", "supervision topics"),
    "criticism": ("nội dung phản biện xã hội", "criticism topics"),
    "key_cadre": ("cuộc giám sát cán bộ chủ chốt", "supervisions of key cadres"),
    "hot_issue": ("cuộc về vấn đề nổi cộm", "activities on a hot issue"),
}
_DEFERRED = {
    "WINDOW_BACKWARDS": (
        "thời gian kết thúc trước khi bắt đầu; cần sửa lại đề xuất",
        "its time ends before it begins; correct the proposal",
    ),
    "WINDOWS_DO_NOT_MEET": (
        "các đề xuất trùng nhau không có ngày chung",
        "the duplicates have no day in common",
    ),
    "OTHER_YEAR": (
        "thời gian đề xuất không thuộc năm {year}",
        "the proposed time is not in {year}",
    ),
    "WINDOW_TOO_SHORT": (
        "cần {days} ngày nhưng khoảng thời gian đề xuất ngắn hơn",
        "needs {days} days, the proposed time is shorter",
    ),
    "PINS_DIFFER": (
        "các đề xuất gộp được ghim ở những tháng khác nhau",
        "the joined proposals are pinned to different months",
    ),
    "PIN_OUTSIDE_WINDOW": (
        "tháng được ghim nằm ngoài thời gian đề xuất hoặc trùng ngày nghỉ",
        "the pinned month lies outside the proposed time or on closed days",
    ),
    "BLACKOUT": (
        "khoảng thời gian đề xuất rơi hết vào Tết, kỳ họp hoặc ngày bận của tổ chức",
        "the proposed time falls on Tết, sessions or the organisation's closed days",
    ),
    "OUTSIDE_VISITS": (
        "nơi được giám sát đã đủ số cuộc do đoàn của cơ quan khác trong mọi quý có thể đi",
        "other bodies' visits fill the cap in every possible quarter",
    ),
    "UNIT_FULL": (
        "{full} đã đủ số cuộc tối đa; dành chỗ cho nội dung giúp đạt chỉ tiêu",
        "{full} already at the cap; the room went to topics that meet minimums",
    ),
    "CAPACITY_FULL": (
        "{full} đã đủ việc; không còn tháng nào nhận thêm",
        "{full} already at capacity",
    ),
    "NO_ROOM": (
        "{full} đã đủ; không còn tháng nào nhận thêm",
        "{full} already full; no month has room",
    ),
    "OUTWEIGHED": (
        "nhường chỗ cho nội dung khác giúp đạt nhiều chỉ tiêu hơn",
        "gave way to topics that meet more minimums",
    ),
    "ROW_INCOMPLETE": ("dòng đề xuất chưa đủ thông tin", "the row is incomplete"),
}
_SUGGESTED = {
    "MORE_VISITS": (
        "cho {name} tiếp thêm 01 cuộc trong quý {which}",
        "let {name} take one more visit in quarter {which}",
    ),
    "MORE_ACTIVITIES": (
        "{name} nhận thêm 01 cuộc trong tháng {which}",
        "let {name} take one more activity in month {which}",
    ),
    "WIDER_WINDOW": (
        "cho đề xuất “{name}” làm vào tháng khác trong năm",
        "let “{name}” take place in another month",
    ),
    "MORE_PROPOSALS": (
        "{name} đăng ký thêm {which:02d} {what}",
        "{name} proposes {which} more {what}",
    ),
}


class Teller:
    """Speaks about one instance in one language."""

    def __init__(self, instance: Instance, lang: str = "vi") -> None:
        self.instance = instance
        self.side = 0 if lang == "vi" else 1
        self.proposals: dict[str, Proposal] = {p.id: p for p in instance.proposals}
        self.bodies = {body.id: body.name for body in instance.bodies}

    def minimum(self, name: str) -> str:
        """What a minimum counts."""
        return MINIMUM_NAMES[name][self.side]

    def limit(self, key: LimitKey) -> str:
        """A limit by its place and time."""
        kind, subject, which = key
        if kind == "visits":
            name = self.instance.units.get(subject, subject)
            return (
                f"{name} quý {QUARTERS[which - 1]}"
                if self.side == 0
                else f"{name} in quarter {which}"
            )
        name = self.bodies.get(subject, subject)
        return f"{name} tháng {which}" if self.side == 0 else f"{name} in month {which}"

    def deferral(self, one: Deferral) -> str:
        """Why a proposal was deferred."""
        proposal = self.proposals[one.proposal]
        return _DEFERRED[one.code][self.side].format(
            year=self.instance.year,
            days=proposal.duration,
            full=", ".join(map(self.limit, one.full)),
        )

    def requirement(self, one: Requirement) -> str:
        """A requirement of a conflict."""
        vi = self.side == 0
        if one.kind == "minimum":
            name = self.bodies.get(one.subject, one.subject)
            return (
                f"{name} có ít nhất {one.amount:02d} {self.minimum(str(one.which))}"
                if vi
                else f"{name} has at least {one.amount} {self.minimum(str(one.which))}"
            )
        if one.kind == "commission":
            title = self.proposals[one.subject].title
            return (
                f"nội dung được đặt hàng “{title}” phải có trong chương trình"
                if vi
                else f"the commissioned “{title}” must be placed"
            )
        if one.kind == "visits":
            name = self.instance.units.get(one.subject, one.subject)
            return (
                f"{name} tiếp không quá {one.amount:02d} cuộc trong quý {QUARTERS[int(one.which) - 1]}"
                if vi
                else f"{name} takes at most {one.amount} visits in quarter {one.which}"
            )
        name = self.bodies.get(one.subject, one.subject)
        return (
            f"{name} làm không quá {one.amount:02d} cuộc trong tháng {one.which}"
            if vi
            else f"{name} has at most {one.amount} activities in month {one.which}"
        )

    def conflict(self, one: Conflict) -> str:
        """A missed minimum and why, in one or two sentences."""
        name, what = self.bodies.get(one.body, one.body), self.minimum(one.minimum)
        vi = self.side == 0
        if one.registered < one.needed:
            return self._too_few(one, name, what)
        head = (
            f"{name} mới có {one.planned:02d} {what}, chỉ tiêu là {one.needed:02d}"
            if vi
            else f"{name} has {one.planned} {what}, the minimum is {one.needed}"
        )
        if len(one.requirements) > 1:
            rest = "; ".join(
                f"({n}) {self.requirement(r)}" for n, r in enumerate(one.requirements, 1)
            )
            return (
                f"{head}: {len(one.requirements)} yêu cầu sau không thể cùng đúng: {rest}."
                if vi
                else f"{head}: these {len(one.requirements)} cannot hold together: {rest}."
            )
        if one.blocked:
            why = "; ".join(
                f"“{item.proposals[0].title}”: {_DEFERRED[item.blocked_by][self.side].format(year=self.instance.year, days=item.duration, full='')}"
                for item in one.blocked[:3]
            )
            return f"{head}: {why}."
        return (
            f"{head}: các nội dung khác cùng tranh chỗ trong những tháng đó."
            if vi
            else f"{head}: other topics compete for the same months."
        )

    def _too_few(self, one: Conflict, name: str, what: str) -> str:
        lack = one.needed - one.registered
        if self.side == 0 and not one.registered:
            return f"{name} chưa đăng ký {what} nào, chỉ tiêu tối thiểu là {one.needed:02d}; cần đăng ký thêm {lack:02d} hoặc giảm chỉ tiêu."
        if self.side == 0:
            return f"{name} chỉ đăng ký {one.registered:02d} {what}, chỉ tiêu tối thiểu là {one.needed:02d}; cần đăng ký thêm {lack:02d} hoặc giảm chỉ tiêu."
        return f"{name} registered only {one.registered} {what}, the minimum is {one.needed}; {lack} more are needed, or a lower minimum."

    def suggestion(self, one: Suggestion) -> str:
        """A suggestion that was tried."""
        if one.code == "WIDER_WINDOW":
            name = self.proposals[one.subject].title
        else:
            name = self.instance.units.get(one.subject) or self.bodies.get(one.subject, one.subject)
        which = (
            QUARTERS[int(one.which) - 1]
            if one.code == "MORE_VISITS" and self.side == 0
            else one.which
        )
        what = self.minimum(one.minimum) if one.minimum else ""
        return _SUGGESTED[one.code][self.side].format(name=name, which=which, what=what)

    def subjects(self, one: Conflict) -> list[str]:
        """Ids a conflict is about, the body first."""
        return list(dict.fromkeys([one.body, *(r.subject for r in one.requirements)]))
