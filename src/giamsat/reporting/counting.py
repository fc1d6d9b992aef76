"""The numbers of a period, each set in one query, whatever the number of rows."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from giamsat.foundation.words import noted
from giamsat.organisations.models import Organisation
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.queries import SENT, counts, share
from giamsat.rulebooks.carrying import following_rules, topic_fields
from giamsat.supervision.models import Case, CaseUnit
from giamsat.supervision.states import CRITICISM, CaseState, Form

MOST_LATE = 30  # overdue recommendations that are named one by one
Row = dict[str, Any]


def sent_in(first: date, last: date) -> QuerySet[Recommendation]:
    """Recommendations sent in a period."""
    return Recommendation.objects.filter(SENT, sent_on__range=(first, last)).order_by()


def numbers_of(first: date, last: date, as_of: date) -> dict[str, Any]:
    """Everything a report says in numbers; nine queries."""
    rows = sent_in(first, last)
    sums = rows.aggregate(**counts(as_of))
    return {
        "cases": _cases(first, last),
        "forms": _forms(first, last),
        "sums": sums
        | {
            "answered_rate": rate(sums["answered"], sums["sent"]),
            "resolved_rate": rate(sums["resolved"], sums["sent"]),
            "long_days": following_rules(as_of).long_overdue_days,
        },
        "tables": _tables(rows, as_of),
        "late": _late(rows, as_of),
        "late_more": max(0, sums["overdue"] - MOST_LATE),
    }


def _tables(rows: QuerySet[Recommendation], as_of: date) -> list[dict[str, Any]]:
    """Recommendations by where they went, by field, by place, by who makes them."""
    names = {body.id: body.short_name for body in Organisation.objects.only("id", "short_name")}
    fields = topic_fields()
    return [
        _table(
            noted("Theo nơi nhận"),
            noted("Nơi nhận"),
            "noi",
            grouped(rows, "recipient", as_of),
            lambda key: names.get(key, "–"),
        ),
        _table(
            noted("Theo lĩnh vực"),
            noted("Lĩnh vực"),
            "linh-vuc",
            grouped(rows, "field", as_of),
            lambda key: fields[key].sentence("vi") if key in fields else key,
        ),
        _table(
            noted("Theo địa bàn"),
            noted("Địa bàn"),
            "dia-ban",
            grouped(rows, "place", as_of),
            lambda key: key or noted("Chưa ghi địa bàn"),
        ),
        _table(
            noted("Theo bên kiến nghị"),
            noted("Bên kiến nghị"),
            "ben",
            grouped(rows, "lead", as_of),
            lambda key: names.get(key, "–"),
        ),
    ]


def _late(rows: QuerySet[Recommendation], as_of: date) -> list[dict[str, Any]]:
    """What is overdue, the longest first."""
    late = rows.filter(is_running=True, due_on__lt=as_of).order_by("due_on", "id")
    return [
        {
            "code": row.code,
            "receiver": row.recipient.short_name,
            "text": row.text,
            "due": f"{row.due_on:%d/%m/%Y}",
            "days": (as_of - row.due_on).days if row.due_on else 0,
            "urged": row.urged_count,
        }
        for row in late.select_related("recipient")[:MOST_LATE]
    ]


def rate(part: int, whole: int) -> str:
    """85,4%; of nothing there is no share."""
    if not whole:
        return "–"
    return f"{share(part, whole):.1f}%".replace(".", ",")


def grouped(rows: QuerySet[Recommendation], by: str, as_of: date) -> Iterable[Row]:
    """Counts by one field, those with most overdue first."""
    values: Any = rows.values(by).annotate(**counts(as_of))
    return [row | {"key": row[by]} for row in values.order_by("-overdue", "-sent", by)]


def _table(title: str, head: str, query: str, rows: Iterable[Row], name: Any) -> dict[str, Any]:
    """``query`` is the filter of the list by which a number opens to what it counts."""
    shown = [
        {
            "key": row["key"],
            "name": name(row["key"]),
            "sent": row["sent"],
            "overdue": row["overdue"],
            "answered": f"{row['answered']} ({rate(row['answered'], row['sent'])})",
            "resolved": f"{row['resolved']} ({rate(row['resolved'], row['sent'])})",
        }
        for row in rows
    ]
    return {"title": title, "head": head, "query": query, "rows": shown}


def _in_period(first: date, last: date) -> Q:
    return (
        Q(opened_on__lte=last)
        & (Q(ended_on__isnull=True) | Q(ended_on__gte=first))
        & ~Q(state=CaseState.CANCELLED)
        & ~Q(form__in=CRITICISM)
    )


def _cases(first: date, last: date) -> dict[str, int]:
    closed = Count("id", filter=Q(state=CaseState.CLOSED, ended_on__range=(first, last)))
    cases = Case.objects.filter(_in_period(first, last))
    units = CaseUnit.objects.filter(case__in=cases.values("id")).values("key").distinct()
    return cases.aggregate(total=Count("id"), closed=closed) | {"units": units.count()}


def _forms(first: date, last: date) -> list[dict[str, Any]]:
    closed = Count("id", filter=Q(state=CaseState.CLOSED, ended_on__range=(first, last)))
    rows: Any = Case.objects.filter(_in_period(first, last)).order_by().values("form")
    counted = {row["form"]: row for row in rows.annotate(total=Count("id"), closed=closed)}
    return [
        {
            "form": form.value,
            "name": str(form.label),
            "total": counted[form]["total"],
            "closed": counted[form]["closed"],
        }
        for form in Form
        if form in counted
    ]
