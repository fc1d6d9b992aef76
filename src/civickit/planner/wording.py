"""Plans, conflicts and deferrals in words a committee reads."""

from collections.abc import Iterable
from datetime import date

from civickit.planner.conflicts import Conflict, Requirement
from civickit.planner.deferrals import Deferral
from civickit.planner.facts import Apart, Instance, ProposalFacts
from civickit.planner.items import Item
from civickit.planner.limits import LimitKey
from civickit.planner.suggesting import Suggestion

QUARTERS = ("I", "II", "III", "IV")
_MOST_BLOCKED = 3  # proposals without a day that a sentence names
MINIMUM_NAMES = {
    "supervision": ("nội dung giám sát", "supervision topics"),
    "criticism": ("nội dung phản biện xã hội", "criticism topics"),
    "key_cadre": ("cuộc giám sát cán bộ chủ chốt", "supervisions of key cadres"),
    "hot_issue": ("cuộc về vấn đề nổi cộm", "activities on a hot issue"),
}
DEFERRED = {
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
    "KEPT_FROM_OTHERS": (
        "đã quyết đổi thời gian để tránh {apart} mà thời gian đề xuất không còn ngày khác",
        "it was decided to keep clear of {apart}, and the proposed time has no other day",
    ),
    "KEPT_APART": (
        "đã quyết làm khác thời gian với {apart} mà không còn ngày rời nhau",
        "it was decided to hold it at another time than {apart}, and no such day is left",
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
SUGGESTED = {
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


def _short(day: date) -> str:
    return f"{day.day}/{day.month}"


class Teller:
    """Speaks about one instance in one language."""

    def __init__(self, instance: Instance, lang: str = "vi") -> None:
        self.instance = instance
        self.side = 0 if lang == "vi" else 1
        self.proposals: dict[str, ProposalFacts] = {p.id: p for p in instance.proposals}
        self.bodies = {body.id: body.name for body in instance.bodies}

    def _say(self, vi: str, en: str) -> str:
        return (vi, en)[self.side]

    def _name(self, subject: str) -> str:
        """A unit or an organisation by its id."""
        return self.instance.units.get(subject) or self.bodies.get(subject, subject)

    def minimum(self, name: str) -> str:
        """What a minimum counts."""
        return MINIMUM_NAMES[name][self.side]

    def limit(self, key: LimitKey) -> str:
        """A limit by its place and time."""
        kind, subject, which = key
        if kind == "visits":
            name = self.instance.units.get(subject, subject)
            quarter = QUARTERS[which - 1]
            return self._say(f"{name} quý {quarter}", f"{name} in quarter {which}")
        name = self.bodies.get(subject, subject)
        return self._say(f"{name} tháng {which}", f"{name} in month {which}")

    def deferral(self, deferral: Deferral) -> str:
        """Why a proposal was deferred."""
        return self._left_out(
            deferral.code,
            days=self.proposals[deferral.proposal].duration,
            full=", ".join(map(self.limit, deferral.full)),
            apart=self.kept_clear_of(deferral.proposal, deferral.apart),
        )

    def _left_out(self, code: str, *, days: int, full: str = "", apart: str = "") -> str:
        sentence = DEFERRED[code][self.side]
        return sentence.format(year=self.instance.year, days=days, full=full, apart=apart)

    def kept_clear_of(self, code: str, decided: Iterable[Apart]) -> str:
        """What a proposal must not meet: other proposals by title, other bodies with their days."""
        return ", ".join(self._side(code, apart) for apart in decided)

    def _side(self, code: str, apart: Apart) -> str:
        if not apart.is_outside:
            return f"“{self.proposals[apart.other if code == apart.one else apart.one].title}”"
        days = ""
        if apart.first_day and apart.last_day:
            days = f" ({_short(apart.first_day)} – {_short(apart.last_day)})"
        return self._say(
            f"“{apart.topic}” của {apart.body}{days}", f"“{apart.topic}” of {apart.body}{days}"
        )

    def requirement(self, requirement: Requirement) -> str:
        """A requirement of a conflict."""
        subject, which, amount = requirement.subject, requirement.which, requirement.amount
        if requirement.kind == "commission":
            title = self.proposals[subject].title
            return self._say(
                f"nội dung được đặt hàng “{title}” phải có trong chương trình",
                f"the commissioned “{title}” must be placed",
            )
        if requirement.kind == "apart":
            first, second = self.proposals[subject].title, self.proposals[str(which)].title
            return self._say(
                f"“{first}” và “{second}” làm khác thời gian, như đã quyết định",
                f"“{first}” and “{second}” take place at different times, as was decided",
            )
        if requirement.kind == "visits":
            name = self.instance.units.get(subject, subject)
            quarter = QUARTERS[int(which) - 1]
            return self._say(
                f"{name} tiếp không quá {amount:02d} cuộc trong quý {quarter}",
                f"{name} takes at most {amount} visits in quarter {which}",
            )
        name = self.bodies.get(subject, subject)
        if requirement.kind == "minimum":
            what = self.minimum(str(which))
            return self._say(
                f"{name} có ít nhất {amount:02d} {what}", f"{name} has at least {amount} {what}"
            )
        return self._say(
            f"{name} làm không quá {amount:02d} cuộc trong tháng {which}",
            f"{name} has at most {amount} activities in month {which}",
        )

    def conflict(self, conflict: Conflict) -> str:
        """A missed minimum and why, in one or two sentences."""
        reached = conflict.reached
        if conflict.registered < reached.needed:
            return self._too_few(conflict)
        name, what = self.bodies.get(reached.body, reached.body), self.minimum(reached.minimum)
        planned, needed = reached.planned, reached.needed
        head = self._say(
            f"{name} mới có {planned:02d} {what}, chỉ tiêu là {needed:02d}",
            f"{name} has {planned} {what}, the minimum is {needed}",
        )
        return f"{head}: {self._why(conflict)}."

    def _why(self, conflict: Conflict) -> str:
        count = len(conflict.requirements)
        if count > 1:
            listed = "; ".join(
                f"({number}) {self.requirement(requirement)}"
                for number, requirement in enumerate(conflict.requirements, 1)
            )
            return self._say(
                f"{count} yêu cầu sau không thể cùng đúng: {listed}",
                f"these {count} cannot hold together: {listed}",
            )
        if conflict.blocked:
            return "; ".join(
                (f"“{item.proposals[0].title}”: {self._blocked(item)}")
                for item in conflict.blocked[:_MOST_BLOCKED]
            )
        return self._say(
            "các nội dung khác cùng tranh chỗ trong những tháng đó",
            "other topics compete for the same months",
        )

    def _blocked(self, item: Item) -> str:
        codes = {proposal.id for proposal in item.proposals}
        away = [one for one in self.instance.apart if one.is_outside and one.one in codes]
        apart = self.kept_clear_of(item.proposals[0].id, away)
        return self._left_out(item.blocked_by, days=item.duration, apart=apart)

    def _too_few(self, conflict: Conflict) -> str:
        """Fewer were proposed than are needed."""
        reached, registered = conflict.reached, conflict.registered
        name, what = self.bodies.get(reached.body, reached.body), self.minimum(reached.minimum)
        needed, lack = reached.needed, reached.needed - registered
        proposed = (
            f"chỉ đăng ký {registered:02d} {what}" if registered else f"chưa đăng ký {what} nào"
        )
        return self._say(
            f"{name} {proposed}, chỉ tiêu tối thiểu là {needed:02d}; "
            f"cần đăng ký thêm {lack:02d} hoặc giảm chỉ tiêu.",
            f"{name} registered only {registered} {what}, the minimum is {needed}; "
            f"{lack} more are needed, or a lower minimum.",
        )

    def suggestion(self, suggestion: Suggestion) -> str:
        """A suggestion that was tried."""
        subject, which = suggestion.subject, suggestion.which
        is_window = suggestion.code == "WIDER_WINDOW"
        name = self.proposals[subject].title if is_window else self._name(subject)
        if suggestion.code == "MORE_VISITS" and self.side == 0:
            which = QUARTERS[int(which) - 1]
        what = self.minimum(suggestion.minimum) if suggestion.minimum else ""
        return SUGGESTED[suggestion.code][self.side].format(name=name, which=which, what=what)

    def subjects(self, conflict: Conflict) -> list[str]:
        """Ids a conflict is about, the organisation first."""
        subjects = (requirement.subject for requirement in conflict.requirements)
        return list(dict.fromkeys([conflict.reached.body, *subjects]))
