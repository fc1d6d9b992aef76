"""A variant as readers see it: the year by organisation, by supervised body, as a table; positions are days of the year."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civickit.planner.wording import MINIMUM_NAMES
from civickit.rendering import short_days
from giamsat.planning.making import moved

_MOST_NAMED = 2  # organisations named in the opening sentence
QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Bar:
    """A stretch of the year's strip, in days from 1 January."""

    x: int
    width: int
    kind: str  # class of the style sheet: t2 supervision, t1 criticism, y-ex another body


@dataclass
class Line:
    """One activity with the words that carry the same facts as its bar."""

    id: str
    title: str
    codes: tuple[str, ...]
    kind: str
    lead: str
    joint: tuple[str, ...]
    units: tuple[str, ...]
    first_day: date
    last_day: date
    days: str
    bar: Bar
    is_outside: bool = False
    about: str = ""
    who: str = ""
    where: str = ""
    href: str = ""


@dataclass(frozen=True)
class Reached:
    """One minimum of an organisation."""

    what: str
    have: int
    needed: int

    @property
    def lack(self) -> int:
        """How many are missing."""
        return max(0, self.needed - self.have)


@dataclass(frozen=True)
class Shortfall:
    """A missed minimum: whose, what, how many, why, and what would lift it."""

    body: str
    subject: str
    minimum: str
    what: str
    lack: int
    message: str
    requirements: list[str]  # that cannot hold together; empty when the reason is simpler
    suggestions: list[dict[str, Any]]
    minimal: bool


@dataclass
class Group:
    """The lines of one organisation or supervised body."""

    name: str
    lines: list[Line] = field(default_factory=list)
    reached: list[Reached] = field(default_factory=list)
    busiest: str = ""


class Year:
    """One variant, ready to be shown. Built from the stored plan alone: no queries."""

    def __init__(
        self, instance: dict[str, Any], told: dict[str, Any], *, english: bool = False
    ) -> None:
        self.instance, self.told, self.english = instance, told, english
        self.year = int(instance["year"])
        self.bodies = {one["id"]: one["name"] for one in instance["bodies"]}
        self.units = {one["id"]: one["name"] for one in instance["supervised"]}
        self.proposals = {str(one["id"]): one for one in instance["proposals"]}
        self.cap = int(instance["rules"]["max_visits_per_unit_per_quarter"])
        self.lines = sorted(
            map(self._line, told["activities"]), key=lambda line: (line.first_day, line.id)
        )
        self.outside = self._outside()

    def _x(self, day: date) -> int:
        return max(0, min(364, (day - date(self.year, 1, 1)).days))

    def _bar(self, first: date, last: date, kind: str) -> Bar:
        return Bar(self._x(first), max(3, self._x(last) - self._x(first) + 1), kind)

    def _line(self, one: dict[str, Any]) -> Line:
        members = [self.proposals[name] for name in one["proposals"]]
        leading = next((p for p in members if p["organisation"] == one["lead"]), members[0])
        first, last = date.fromisoformat(one["first_day"]), date.fromisoformat(one["last_day"])
        title = leading["title"][:1].upper() + leading["title"][1:]
        return Line(
            one["id"],
            title,
            tuple(one["proposals"]),
            leading["kind"],
            one["lead"],
            tuple(one["joint"]),
            tuple(one["supervised_units"]),
            first,
            last,
            short_days(first, last),
            self._bar(first, last, "t2" if leading["kind"] == "supervision" else "t1"),
        )

    def _outside(self) -> list[Line]:
        seen: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
        for one in self.instance["external_visits"]:
            seen[one["body"], one["topic"], one["first_day"], one["last_day"]].append(one["unit"])
        out = []
        for (body, topic, start, end), units in seen.items():
            first, last = date.fromisoformat(start), date.fromisoformat(end)
            bar = self._bar(first, last, "y-ex")
            out.append(
                Line(
                    "",
                    topic,
                    (),
                    "outside",
                    body,
                    (),
                    tuple(units),
                    first,
                    last,
                    short_days(first, last),
                    bar,
                    True,
                )
            )
        return out

    @property
    def closed(self) -> list[Bar]:
        """Days without activities, for all."""
        return [
            self._bar(
                date.fromisoformat(one["first_day"]), date.fromisoformat(one["last_day"]), "y-no"
            )
            for one in self.instance["rules"]["blackouts"]
            if not one["bodies"]
        ]

    @property
    def months(self) -> list[int]:
        """Where months begin, without January."""
        return [self._x(date(self.year, month, 1)) for month in range(2, 13)]

    def shown(self, ids: dict[str, int]) -> None:
        """Adds to every line the words beside its strip and the page of its proposal."""
        for line in [*self.lines, *self.outside]:
            line.about, line.where = self._about(line), self._where(line)
            line.who = self.names((line.lead, *line.joint)) if not line.is_outside else line.lead
            leading = next((code for code in line.codes if code in ids), None)
            line.href = reverse("proposal", args=[ids[leading]]) if leading else ""

    def names(self, bodies: tuple[str, ...]) -> str:
        """Names of organisations in one line."""
        return ", ".join(self.bodies[one] for one in bodies)

    def _where(self, line: Line) -> str:
        """Whom a line visits."""
        return ", ".join(self.units[unit] for unit in line.units) or _("nơi cụ thể xác định sau")

    def _about(self, line: Line) -> str:
        """The words beside a strip: what kind, with whom, where, when."""
        if line.is_outside:
            return _("Kế hoạch của %(body)s") % {"body": line.lead} + f" · {line.days}"
        kind = _("Giám sát") if line.kind == "supervision" else _("Phản biện")
        if line.joint:
            kind = _("%(kind)s chung với %(bodies)s") % {
                "kind": kind,
                "bodies": self.names(line.joint),
            }
        return f"{kind} · {self._where(line)} · {line.days}"

    def by_organisation(self) -> list[Group]:
        """Every organisation with what it leads, and its minimums reached or not."""
        groups = {body: Group(name) for body, name in self.bodies.items()}
        for line in self.lines:
            groups[line.lead].lines.append(line)
        for (body, minimum), (have, needed) in sorted(self.minimums().items()):
            what = MINIMUM_NAMES[minimum][self.english]
            groups[body].reached.append(Reached(what[:1].upper() + what[1:], have, needed))
        return list(groups.values())

    def minimums(self) -> dict[tuple[str, str], tuple[int, int]]:
        """What each organisation has of each minimum that binds it."""
        rules = self.instance["rules"]
        asked = {
            "supervision": rules["min_supervisions_per_body"],
            "criticism": rules["min_criticisms_per_body"],
            "key_cadre": rules["min_key_cadre"],
            "hot_issue": rules["min_hot_issue"],
        }
        have: dict[tuple[str, str], int] = defaultdict(int)
        for line in self.lines:
            members = [self.proposals[code] for code in line.codes]
            counted = {
                line.kind,
                *(name for name in ("key_cadre", "hot_issue") if any(p.get(name) for p in members)),
            }
            for body in (line.lead, *line.joint):
                for name in counted:
                    have[body, name] += 1
        exempt = rules.get("exempt") or {}
        return {
            (body, name): (have[body, name], needed)
            for body in self.bodies
            for name, needed in asked.items()
            if needed and body not in exempt.get(name, ())
        }

    def by_unit(self) -> list[Group]:
        """Every supervised body with all visits to it, the busiest first."""
        groups: dict[str, Group] = {}
        for line in [*self.lines, *self.outside]:
            for unit in line.units:
                groups.setdefault(unit, Group(self.units[unit])).lines.append(line)
        for group in groups.values():
            group.lines.sort(key=lambda line: line.first_day)
            group.busiest = self._busiest(group)
        return sorted(groups.values(), key=lambda group: (-len(group.lines), group.name))

    def _busiest(self, group: Group) -> str:
        quarters: dict[int, int] = defaultdict(int)
        for line in group.lines:
            if line.is_outside or line.kind == "supervision":
                for quarter in range(
                    (line.first_day.month - 1) // 3, (line.last_day.month - 1) // 3 + 1
                ):
                    quarters[quarter] += 1
        if not quarters:
            return ""
        quarter = max(quarters, key=lambda one: (quarters[one], -one))
        return _("Nhiều nhất quý %(quarter)s: %(count)s cuộc, mức trần %(cap)s.") % {
            "quarter": QUARTERS[quarter],
            "count": quarters[quarter],
            "cap": self.cap,
        }

    def shortfalls(self) -> list["Shortfall"]:
        """Missed minimums with why and what would lift each."""
        out = []
        for missed, conflict in zip(self.told["missed"], self.told["conflicts"], strict=True):
            name = self.bodies[missed["body"]]
            message = conflict["message"].removeprefix(f"{name} ")
            requirements = conflict["requirements"] if len(conflict["requirements"]) > 1 else []
            out.append(
                Shortfall(
                    name,
                    missed["body"],
                    missed["code"],
                    MINIMUM_NAMES[missed["code"]][self.english],
                    missed["needed"] - missed["planned"],
                    message[:1].upper() + message[1:],
                    requirements,
                    conflict["suggestions"],
                    conflict["minimal"],
                )
            )
        return out

    def shortfalls_by_body(self) -> dict[str, list["Shortfall"]]:
        """The same, one entry an organisation."""
        out: dict[str, list[Shortfall]] = {}
        for one in self.shortfalls():
            out.setdefault(one.body, []).append(one)
        return out

    def deferred(self) -> list[dict[str, Any]]:
        """Proposals that are not in, and why."""
        return [
            {
                "code": one["proposal"],
                "title": self.proposals[one["proposal"]]["title"],
                "reason": one["reason"],
                "body": self.bodies[self.proposals[one["proposal"]]["organisation"]],
            }
            for one in self.told["deferred"]
        ]

    def moved(self) -> list[tuple[Line, str]]:
        """Activities outside the months asked for."""
        by_id = {line.id: line for line in self.lines}
        out = []
        for one in moved(self.instance, self.told):
            months = ", ".join(map(str, one["months"]))
            out.append((by_id[one["activity"]], _("tháng %(months)s") % {"months": months}))
        return out

    def meeting(self, pairs: list[list[str]]) -> list[tuple[Line, Line]]:
        """The activities of pairs that were to be kept apart in time and still meet."""
        by_code = {code: line for line in self.lines for code in line.codes}
        return [(by_code[one], by_code[other]) for one, other in pairs]

    def lead_sentence(self) -> str:
        """How many topics of how many organisations."""
        supervisions = sum(line.kind == "supervision" for line in self.lines)
        bodies = {body for line in self.lines for body in (line.lead, *line.joint)}
        return _("Có %(s)s nội dung giám sát và %(c)s nội dung phản biện của %(n)s tổ chức.") % {
            "s": supervisions,
            "c": len(self.lines) - supervisions,
            "n": len(bodies),
        }

    def missed_sentence(self) -> str:
        """How many minimums are missed, and by whom."""
        missed = self.told["missed"]
        count = sum(one["needed"] - one["planned"] for one in missed)
        if not count:
            return ""
        who = list(dict.fromkeys(self.bodies[one["body"]] for one in missed))
        bodies = ", ".join(who) if len(who) <= _MOST_NAMED else _("%(n)s tổ chức") % {"n": len(who)}
        return ngettext(
            "Thiếu %(n)s chỉ tiêu tối thiểu ở %(bodies)s",
            "Thiếu %(n)s chỉ tiêu tối thiểu ở %(bodies)s",
            count,
        ) % {
            "n": count,
            "bodies": bodies,
        }


def compare_variants(one: Year, other: Year) -> list[dict[str, Any]]:
    """What differs between two variants: proposals that came in, fell out, moved, or are held with others."""
    here = {code: line for line in one.lines for code in line.codes}
    there = {code: line for line in other.lines for code in line.codes}
    out = []
    for code in sorted(here.keys() | there.keys()):
        a, b = here.get(code), there.get(code)
        if (
            a
            and b
            and (a.first_day, a.last_day, set(a.codes)) == (b.first_day, b.last_day, set(b.codes))
        ):
            continue
        line = a or b
        assert line is not None
        title = (one.proposals.get(code) or other.proposals[code])["title"]
        out.append(
            {"code": code, "title": title, "one": a.days if a else "", "other": b.days if b else ""}
        )
    return out
