"""Keep how a file was understood; remember what was said of its forms, and find it again."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from civickit.vntext import fold
from civickit.worksheets import TaughtForm
from civickit.worksheets.forms import is_headless
from civickit.worksheets.understanding import TableView
from giamsat.foundation import transactions as db
from giamsat.sheets.choices import ColumnChoice, FormChoice, forms_in
from giamsat.sheets.doors import FileDoor
from giamsat.sheets.models import KnownForm, Understanding

_LONGEST_OWNER = 200


def owner_of(organisation_id: int | None, name: str = "") -> str:
    """Whose files have a form: an organisation, or a body that is only named; "" when unknown."""
    return str(organisation_id) if organisation_id else fold(name)[:_LONGEST_OWNER]


def understanding_of(door: FileDoor, subject_id: int) -> Understanding:
    """How a file was understood; one that nobody looked at yet has no tables."""
    found = Understanding.objects.filter(door=door.code, subject_id=subject_id).first()
    return found or Understanding(door=door.code, subject_id=subject_id)


def known_forms(door: FileDoor, owners: Iterable[str]) -> list[KnownForm]:
    """What was said of forms of these owners; where two say otherwise of one form, neither."""
    found = list(KnownForm.objects.filter(door=door.code, owner__in=list(owners)).order_by("id"))
    meanings: dict[str, list[Any]] = {}
    for form in found:
        meanings.setdefault(form.fingerprint, []).append(form.columns)
    agreed = {key for key, given in meanings.items() if given.count(given[0]) == len(given)}
    return [form for form in found if form.fingerprint in agreed]


def forms_to_read_with(
    known: Iterable[KnownForm], understanding: Understanding
) -> list[dict[str, Any]]:
    """What is said of a file as plain data: of its like first, of itself last; the wider later."""
    given = [{"columns": form.columns} for form in known]
    given.sort(key=lambda form: len(form["columns"]))
    own = [{"columns": columns} for columns in understanding.said.get("forms", [])]
    own.sort(key=lambda form: len(form["columns"]))
    sheets = understanding.said.get("sheets", {})
    return [*given, *own, {"sheets": sheets}] if sheets else [*given, *own]


def as_forms(given: Iterable[Mapping[str, Any]]) -> list[TaughtForm]:
    """The same as the reader of workbooks takes it."""
    return [
        TaughtForm(
            columns=form.get("columns", {}),
            header_rows={
                name: choice["header_row"] - 1
                for name, choice in form.get("sheets", {}).items()
                if choice.get("header_row")
            },
            left_out=frozenset(
                name for name, choice in form.get("sheets", {}).items() if not choice["read"]
            ),
            is_of_this_file="sheets" in form,
        )
        for form in given
    ]


@db.transaction_required
def keep_understanding(
    understanding: Understanding, views: Sequence[TableView], known: Iterable[KnownForm]
) -> None:
    """Keep how the file was read now, and which of the known forms its tables have."""
    tables = [{column.key for column in view.columns} for view in views if view.columns]
    understanding.tables = [view.as_json() for view in views]
    understanding.taught = [
        form.id for form in known if any(TaughtForm(form.columns).fits(keys) for keys in tables)
    ]
    understanding.save()


@db.transaction_required
def forget_values(understanding: Understanding) -> None:
    """Keep how a file was understood without what stood in it."""
    for view in understanding.tables:
        view["first_rows"] = []
        for column in view["columns"]:
            column["values"] = []
    if understanding.pk:
        understanding.save(update_fields=["tables"])


@db.transaction_required
def remember(understanding: Understanding, owner: str, *, seen_in: str, now: datetime) -> None:
    """Remember for an owner what was said of the forms of a file that was read with it."""
    if not owner:
        return
    for columns in understanding.said.get("forms", []):
        KnownForm.objects.update_or_create(
            door=understanding.door,
            owner=owner,
            fingerprint=_fingerprint(columns),
            defaults={
                "columns": columns,
                "seen_in": seen_in[:200],
                "taught_at": now,
                "taught_by_name": understanding.said.get("by", ""),
            },
        )


def _fingerprint(columns: Iterable[str]) -> str:
    heads = sorted(key for key in columns if not is_headless(key))
    return hashlib.sha256("\n".join(heads).encode()).hexdigest()


def followed_forms(understanding: Understanding) -> list[KnownForm]:
    """The forms that were followed and are still remembered."""
    if not understanding.taught:
        return []
    return list(KnownForm.objects.filter(id__in=understanding.taught).order_by("id"))


@dataclass(frozen=True)
class HowRead:
    """How a file was read, in short: columns not understood, remembered forms that were followed.

    Without ``tables`` there is nothing to look at.
    """

    unread: Sequence[ColumnChoice]
    followed: Sequence[KnownForm]
    tables: Sequence[FormChoice]


def how_read(door: FileDoor, subject_id: int) -> HowRead:
    """How a file was read; two queries."""
    understanding = understanding_of(door, subject_id)
    tables = forms_in(understanding)
    unread = [column for form in tables for column in form.unread]
    return HowRead(unread, followed_forms(understanding), tables)


def said_in_full(
    understanding: Understanding, answer: Mapping[str, Any], *, by: str
) -> dict[str, Any]:
    """What a person said of a file: the answer of one page, and what stands beside it.

    A sheet whose head is said to end in another row is read first: its columns are other ones then.
    """
    sheets = dict(understanding.said.get("sheets", {}))
    forms = []
    for no, form in enumerate(forms_in(understanding)):
        stay = False
        for sheet in form.sheets:
            choice = answer["sheets"].get(sheet.name)
            is_moved = choice and (choice["header_row"] or 0) != sheet.header_row
            if choice:
                before = sheets.get(sheet.name, {}).get("header_row")
                row = choice["header_row"] if is_moved else before
                sheets[sheet.name] = {"read": choice["read"], "header_row": row}
            stay = stay or not is_moved
        columns = form.meanings | answer["columns"].get(no, {})
        if columns and stay:
            forms.append(columns)
    return {"sheets": sheets, "forms": forms, "by": by}
