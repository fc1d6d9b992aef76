"""One body whatever its spelling: the names of the register, and what the office settled before."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz, process

from civickit.overlap.bodies import parse_body
from civickit.vntext import clean, fold
from civickit.vntext.offices import CAPITALS, office_key, spell_office
from civickit.worksheets.phrases import take_post
from giamsat.foundation.paging import matches
from giamsat.organisations.models import (
    FormerName,
    Organisation,
    OrganisationSuccession,
    Place,
    Spelling,
)

_LIKE = 84  # alikeness of names, of 100, from which one may be meant
_MOST_CANDIDATES = 5
# Bodies so called are in a register sooner or later: other names are asked about.
_PUBLIC = re.compile(
    r"(?:so|uy ban nhan dan|hoi dong nhan dan|dang uy|cong an|thanh tra|bo chi huy)\b"
)
_PLACE = re.compile(r"(?:xa|phuong|thi tran|dac khu)\b")
_DEPARTMENT = re.compile(r"so\b")
_GROUP = re.compile(r"(?:cac|mot so|nhung|moi|tung|tat ca|doanh nghiep|co so|don vi|\d+)\b")


@dataclass(frozen=True)
class Recognised:
    """What a phrase names: ``name`` as lists write it, of which body and at which post.

    ``candidates`` are the ids of bodies that may be meant, where ``is_unsure``.
    """

    name: str
    post: str = ""
    body_id: int | None = None
    is_unsure: bool = False
    candidates: tuple[int, ...] = ()


class Register:
    """Every name of every body, and the spellings that were settled; read once."""

    def __init__(self) -> None:
        fields = ("id", "code", "kind", "name", "short_name", "level", "valid_to")
        bodies = Organisation.objects.only(*fields)
        self.bodies = {one.id: one for one in bodies}
        self._names: dict[str, dict[int, None]] = {}
        self._settled: dict[str, int | None] = {}
        self._known: dict[str, Recognised] = {}
        self.unsure: dict[str, Recognised] = {}  # by key
        self._province = _province_words(self.bodies.values())
        self._take_names()
        self._heirs = _heirs()

    def _take_names(self) -> None:
        former = FormerName.objects.values_list("organisation", "name", "short_name")
        for body_id, name, short_name in former:
            self._take(body_id, name, short_name)
        for body in self.bodies.values():
            self._take(body.id, body.name, body.short_name)
        settled = Spelling.objects.filter(settled_at__isnull=False)
        self._settled = dict(settled.values_list("key", "organisation"))

    def _take(self, body_id: int, *names: str) -> None:
        for name in names:
            if name:
                self._names.setdefault(self.key(name), {})[body_id] = None

    def key(self, name: str) -> str:
        """What all spellings of a name share here: the office's own province need not be named."""
        key = office_key(name)
        if self._province and key.endswith(self._province):
            key = key.removesuffix(self._province).strip()
        if _DEPARTMENT.match(key):
            key = key.removesuffix(" tinh").removesuffix(" thanh pho")
        if _PLACE.match(key):
            key = f"uy ban nhan dan {key}"
        return key[:200]

    def recognise(self, written: str) -> Recognised:
        """What one phrase names."""
        if written not in self._known:
            self._known[written] = self._look_up(clean(written))
        return self._known[written]

    def body_called(self, name: str) -> Organisation | None:
        """The first body that bears or bore a name, in any spelling; None when nobody does."""
        found = self._names.get(self.key(name), {})
        return self.bodies[next(iter(found))] if found else None

    def _look_up(self, written: str) -> Recognised:
        post, name = take_post(written)
        key = self.key(name)
        if key in self._settled:
            settled = self._settled[key]
            return self._found(settled, post) if settled else Recognised(name, post)
        found = self._same(key, name)
        if len(found) == 1:
            return self._found(found[0], post)
        if not found and (_GROUP.match(fold(name)) or parse_body(name).wild):
            return Recognised(written)
        may_be = tuple(found) or self._like(key)
        if may_be or _PUBLIC.match(key):
            self.unsure[key] = Recognised(name, post, is_unsure=True, candidates=may_be)
            return self.unsure[key]
        return Recognised(name, post)

    def _found(self, body_id: int, post: str) -> Recognised:
        return Recognised(in_lists(self.bodies[body_id]), post, body_id)

    def _same(self, key: str, name: str) -> list[int]:
        """Bodies of this very name: those that stand, else the one that took over."""
        found = list(self._names.get(key, ()))
        standing = [one for one in found if self.bodies[one].valid_to is None]
        if len(standing) > 1:
            wording = spell_office(name).lower()
            exact = [one for one in standing if wording in _spelled(self.bodies[one])]
            return exact if len(exact) == 1 else standing
        if standing or not found:
            return standing
        heirs = [new for one in found for new in self._heirs.get(one, ())]
        return list(dict.fromkeys(heirs)) or found

    def _like(self, key: str) -> tuple[int, ...]:
        first = key.split(" ", 1)[0]
        names = [one for one in self._names if one.startswith(first)]
        near = process.extract(
            key, names, scorer=fuzz.token_sort_ratio, score_cutoff=_LIKE, limit=_MOST_CANDIDATES
        )
        found = (body_id for name, _score, _place in near for body_id in self._names[name])
        return tuple(dict.fromkeys(found))[:_MOST_CANDIDATES]


def _province_words(bodies: Iterable[Organisation]) -> str:
    """The name of the office's own province: "nghe an" of Tỉnh ủy Nghệ An."""
    front = next((one for one in bodies if one.code == "MTTQ"), None)
    found = re.search(r"\b(?:tinh|thanh pho) (.+)$", office_key(front.name) if front else "")
    return f" {found[1]}" if found else ""


def _heirs() -> dict[int, list[int]]:
    heirs: dict[int, list[int]] = {}
    rows = OrganisationSuccession.objects.order_by("id").values_list("old", "new")
    for old, new in rows:
        heirs.setdefault(old, []).append(new)
    return heirs


def in_lists(body: Organisation) -> str:
    """A body as lists and papers write it: "Sở Nội vụ", "UBND xã Yên Thành".

    The short name is a word for word name there, and no name where it abbreviates.
    """
    is_six = body.kind not in (Organisation.Kind.AUTHORITY, Organisation.Kind.PARTY)
    shortened = re.search(rf"[{CAPITALS}]{{2,}}|&", body.short_name.removeprefix("UBND"))
    if (is_six and body.level == Place.Level.PROVINCE) or shortened:
        return body.name
    return body.short_name


def _spelled(body: Organisation) -> set[str]:
    return {spell_office(body.name).lower(), spell_office(body.short_name).lower()}


def ask_about(register: Register, *, seen_in: str, now: datetime) -> int:
    """Keep what the register was unsure of as questions; how many are new."""
    there = set(Spelling.objects.filter(key__in=register.unsure).values_list("key", flat=True))
    asked = [
        Spelling(
            key=key,
            written=unsure.name[:300],
            seen_in=seen_in[:200],
            candidates=list(unsure.candidates),
            asked_at=now,
        )
        for key, unsure in register.unsure.items()
        if key not in there
    ]
    Spelling.objects.bulk_create(asked, ignore_conflicts=True)
    return len(asked)


def find_bodies(words: str, *, most: int = 12) -> list[Organisation]:
    """Standing bodies that hold every word, those of the province first."""
    if not words.strip():
        return []
    rows = Organisation.objects.filter(matches(words), valid_to=None)
    return list(rows.order_by("-level", "id")[:most])
