"""A variant as readers see it: the year by organisation, by supervised body, as a table.

The plan says what takes place; here are only words for it and places on the strip of the year,
counted in days from 1 January.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civickit.planner import PlannedActivity, Separation, YearPlan, separations
from civickit.planner.wording import MINIMUM_NAMES, QUARTERS
from civickit.planner.yearplan import Lift, MissedMinimum, Reached
from civickit.vntext import sentence_case
from giamsat.foundation.wording import days_text, time_text

_MOST_NAMED = 2  # organisations named in the opening sentence
_LAST_PLACE, _LEAST_WIDTH = 364, 3  # of a strip


@dataclass(frozen=True)
class Bar:
    """A stretch of the year's strip, in days from 1 January."""

    x: int
    width: int
    kind: str  # class of the style sheet: t2 supervision, t1 criticism, y-ex another body


@dataclass
class YearLine:
    """One activity, or another body's visit, with the words that carry the facts of its bar."""

    title: str
    kind: str
    units: tuple[str, ...]
    first_day: date
    last_day: date
    bar: Bar
    id: str = ""
    codes: tuple[str, ...] = ()
    lead: str = ""  # an organisation's id; of another body its name
    joint: tuple[str, ...] = ()
    is_outside: bool = False
    about: str = ""
    who: str = ""
    where: str = ""
    unit: str = "day"
    href: str = ""

    @property
    def days(self) -> str:
        """When it takes place, as the programme prints times."""
        return time_text(self.first_day, self.last_day, self.unit)


@dataclass(frozen=True)
class MissedInWords:
    """A missed minimum: whose, what, why, and what would lift it."""

    body: str
    what: str
    message: str
    requirements: tuple[str, ...]  # that cannot hold together; empty when the reason is simpler
    missed: MissedMinimum

    @property
    def subject(self) -> str:
        """The organisation's id."""
        return self.missed.reached.body

    @property
    def minimum(self) -> str:
        """Which minimum."""
        return self.missed.reached.minimum

    @property
    def lack(self) -> int:
        """How many are missing."""
        return self.missed.reached.lack

    @property
    def suggestions(self) -> tuple[Lift, ...]:
        """Changes that were tried and help."""
        return self.missed.lifts


@dataclass(frozen=True)
class Unplaced:
    """A proposal that is not in, with its organisation's name and why."""

    code: str
    title: str
    reason: str
    body: str


@dataclass(frozen=True)
class SeparationInWords:
    """A pair that was decided to change its time: both sides, their days, and what became of it."""

    one: str
    one_days: str
    other: str
    other_days: str
    outcome: str
    is_held: bool


@dataclass
class YearGroup:
    """The lines of one organisation or supervised body."""

    name: str
    lines: list[YearLine] = field(default_factory=list)
    reached: list[tuple[str, Reached]] = field(default_factory=list)  # in words, and counted
    busiest: str = ""


class Year:
    """One variant, ready to be shown. Built from the plan alone: no queries."""

    def __init__(self, plan: YearPlan, *, english: bool = False, unit: str = "day") -> None:
        self.plan, self.english, self.unit = plan, english, unit
        self.bodies = {body.id: body.name for body in plan.instance.bodies}
        self.units = plan.instance.units
        titles = {proposal.id: proposal.title for proposal in plan.instance.proposals}
        self._names = {**titles, **self.bodies, **self.units}
        self.lines = sorted(
            map(self._line, plan.activities), key=lambda line: (line.first_day, line.id)
        )
        self.line_of = {code: line for line in self.lines for code in line.codes}
        self.outside = self._outside()

    def _x(self, day: date) -> int:
        new_year = date(self.plan.instance.year, 1, 1)
        return max(0, min(_LAST_PLACE, (day - new_year).days))

    def _bar(self, first: date, last: date, kind: str) -> Bar:
        return Bar(self._x(first), max(_LEAST_WIDTH, self._x(last) - self._x(first) + 1), kind)

    def _line(self, activity: PlannedActivity) -> YearLine:
        first, last = activity.first_day, activity.last_day
        return YearLine(
            title=activity.title,
            kind=activity.kind,
            units=activity.units,
            first_day=first,
            last_day=last,
            bar=self._bar(first, last, "t2" if activity.leading.is_supervision else "t1"),
            id=activity.id,
            codes=activity.codes,
            lead=activity.lead,
            joint=activity.joint,
            unit=self.unit,
        )

    def _outside(self) -> list[YearLine]:
        """Visits of other bodies, one line for all units of one visit."""
        units: dict[tuple[str, str, date, date], list[str]] = defaultdict(list)
        for visit in self.plan.instance.visits:
            units[visit.body, visit.topic, visit.first_day, visit.last_day].append(visit.unit)
        return [
            YearLine(
                title=topic,
                kind="outside",
                units=tuple(visited),
                first_day=first,
                last_day=last,
                bar=self._bar(first, last, "y-ex"),
                lead=body,
                is_outside=True,
                unit=self.unit,
            )
            for (body, topic, first, last), visited in units.items()
        ]

    def without_other_plans(self) -> None:
        """For who may not read other bodies' plans: that a body is visited, not by whom or why."""
        for line in self.outside:
            line.title, line.lead = _("Cuộc của cơ quan khác"), ""

    @property
    def closed(self) -> list[Bar]:
        """Days without activities, for all."""
        return [
            self._bar(blackout.first_day, blackout.last_day, "y-no")
            for blackout in self.plan.instance.rules.blackouts
            if not blackout.bodies
        ]

    @property
    def months(self) -> list[int]:
        """Where months begin, without January."""
        return [self._x(date(self.plan.instance.year, month, 1)) for month in range(2, 13)]

    def shown(self, ids: dict[str, int]) -> None:
        """Adds to every line the words beside its strip and the page of its proposal."""
        for line in [*self.lines, *self.outside]:
            line.about, line.where = self._about(line), self._where(line)
            line.who = line.lead if line.is_outside else self.names((line.lead, *line.joint))
            leading = next((code for code in line.codes if code in ids), None)
            line.href = reverse("proposal", args=[ids[leading]]) if leading else ""

    def names(self, bodies: Iterable[str]) -> str:
        """Names of organisations in one line."""
        return ", ".join(self.bodies[body] for body in bodies)

    def name_of(self, subject: str) -> str:
        """A unit, an organisation or a proposal by its id; the id where there is none such."""
        return self._names.get(subject, subject)

    def _where(self, line: YearLine) -> str:
        """Whom a line visits."""
        return ", ".join(self.units[unit] for unit in line.units) or _("nơi cụ thể xác định sau")

    def _about(self, line: YearLine) -> str:
        """The words beside a strip: what kind, with whom, where, when."""
        if line.is_outside:
            whose = _("Kế hoạch của %(body)s") % {"body": line.lead} if line.lead else ""
            return " · ".join(filter(None, (whose, line.days)))
        kind = _("Giám sát") if line.kind == "supervision" else _("Phản biện")
        if line.joint:
            kind = _("%(kind)s chung với %(bodies)s") % {
                "kind": kind,
                "bodies": self.names(line.joint),
            }
        return f"{kind} · {self._where(line)} · {line.days}"

    def by_organisation(self) -> list[YearGroup]:
        """Every organisation with what it leads, and its minimums reached or not."""
        groups = {body: YearGroup(name) for body, name in self.bodies.items()}
        for line in self.lines:
            groups[line.lead].lines.append(line)
        for reached in sorted(self.plan.reached, key=lambda reached: reached.minimum):
            what = sentence_case(MINIMUM_NAMES[reached.minimum][self.english])
            groups[reached.body].reached.append((what, reached))
        return list(groups.values())

    def by_unit(self) -> list[YearGroup]:
        """Every supervised body with all visits to it, the busiest first."""
        groups: dict[str, YearGroup] = {}
        for line in [*self.lines, *self.outside]:
            for unit in line.units:
                groups.setdefault(unit, YearGroup(self.units[unit])).lines.append(line)
        for group in groups.values():
            group.lines.sort(key=lambda line: line.first_day)
            group.busiest = self._busiest(group)
        return sorted(groups.values(), key=lambda group: (-len(group.lines), group.name))

    def _busiest(self, group: YearGroup) -> str:
        visits = Counter(
            quarter
            for line in group.lines
            if line.is_outside or line.kind == "supervision"
            for quarter in range((line.first_day.month - 1) // 3, (line.last_day.month + 2) // 3)
        )
        if not visits:
            return ""
        quarter = max(visits, key=lambda quarter: (visits[quarter], -quarter))
        return _("Nhiều nhất quý %(quarter)s: %(count)s cuộc, mức trần %(cap)s.") % {
            "quarter": QUARTERS[quarter],
            "count": visits[quarter],
            "cap": self.plan.instance.rules.max_visits_per_quarter,
        }

    def shortfalls(self) -> list[MissedInWords]:
        """Missed minimums with why and what would lift each."""
        return list(map(self._shortfall, self.plan.missed))

    def _shortfall(self, missed: MissedMinimum) -> MissedInWords:
        name = self.bodies[missed.reached.body]
        return MissedInWords(
            body=name,
            what=MINIMUM_NAMES[missed.reached.minimum][self.english],
            message=sentence_case(missed.message.removeprefix(f"{name} ")),
            requirements=missed.requirements if len(missed.requirements) > 1 else (),
            missed=missed,
        )

    def shortfalls_by_body(self) -> dict[str, list[MissedInWords]]:
        """The same, one entry an organisation."""
        by_body: dict[str, list[MissedInWords]] = {}
        for shortfall in self.shortfalls():
            by_body.setdefault(shortfall.body, []).append(shortfall)
        return by_body

    def unplaced(self) -> list[Unplaced]:
        """Proposals that are not in, and why."""
        return [
            Unplaced(
                code=left.proposal.id,
                title=left.proposal.title,
                reason=left.reason,
                body=self.bodies[left.proposal.organisation],
            )
            for left in self.plan.left_out
        ]

    def separations(self) -> list[SeparationInWords]:
        """Pairs that were decided to change their time, with what became of each."""
        return [self._separation(one) for one in separations(self.plan)]

    def _separation(self, kept: Separation) -> SeparationInWords:
        apart = kept.apart
        other = self.name_of(apart.other) if apart.other else f"{apart.topic} ({apart.body})"
        words = {
            "": _("đã tách"),
            "MEET": _("còn trùng ngày"),
            "TOGETHER": _("đang đi chung một đoàn theo quyết định khác"),
            "UNDATED": _("chưa biết thời gian của cơ quan này: hỏi rồi ghi vào kế hoạch của họ"),
            "LEFT_OUT": _("có nội dung chưa xếp được, lý do ở dưới"),
        }
        return SeparationInWords(
            one=self.name_of(apart.one),
            one_days=days_text(*kept.days) if kept.days else "",
            other=other,
            other_days=days_text(*kept.other_days) if kept.other_days else "",
            outcome=words[kept.code],
            is_held=kept.is_held,
        )

    def lead_sentence(self) -> str:
        """How many topics of how many organisations."""
        supervisions = sum(line.kind == "supervision" for line in self.lines)
        bodies = {body for activity in self.plan.activities for body in activity.bodies}
        return _("Có %(s)s nội dung giám sát và %(c)s nội dung phản biện của %(n)s tổ chức.") % {
            "s": supervisions,
            "c": len(self.lines) - supervisions,
            "n": len(bodies),
        }

    def missed_sentence(self) -> str:
        """How many minimums are missed, and by whom."""
        count = sum(missed.reached.lack for missed in self.plan.missed)
        if not count:
            return ""
        names = list(dict.fromkeys(self.bodies[one.reached.body] for one in self.plan.missed))
        if len(names) <= _MOST_NAMED:
            bodies = ", ".join(names)
        else:
            bodies = _("%(n)s tổ chức") % {"n": len(names)}
        return ngettext(
            "Thiếu %(n)s chỉ tiêu tối thiểu ở %(bodies)s",
            "Thiếu %(n)s chỉ tiêu tối thiểu ở %(bodies)s",
            count,
        ) % {"n": count, "bodies": bodies}


@dataclass(frozen=True)
class Difference:
    """A proposal on whose days two variants differ; no days where it is not in."""

    code: str
    title: str
    one: str
    other: str


def compare_variants(first: Year, second: Year) -> list[Difference]:
    """Proposals that came in, fell out, moved, or are held with others."""
    differences = []
    for code in sorted(first.line_of.keys() | second.line_of.keys()):
        a, b = first.line_of.get(code), second.line_of.get(code)
        if a and b and _is_same(a, b):
            continue
        title = (first if a else second).name_of(code)
        differences.append(Difference(code, title, a.days if a else "", b.days if b else ""))
    return differences


def _is_same(a: YearLine, b: YearLine) -> bool:
    return (a.first_day, a.last_day, {*a.codes}) == (b.first_day, b.last_day, {*b.codes})
