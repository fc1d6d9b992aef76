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
    names = {one.id: one.short_name for one in Organisation.objects.only("id", "short_name")}
    fields = topic_fields()
    late = (
        rows.filter(is_running=True, due_on__lt=as_of)
        .select_related("recipient")
        .order_by("due_on", "id")
    )
    return {
        "cases": _cases(first, last),
        "forms": _forms(first, last),
        "sums": sums
        | {
            "answered_rate": rate(sums["answered"], sums["sent"]),
            "resolved_rate": rate(sums["resolved"], sums["sent"]),
            "long_days": following_rules(as_of).long_overdue_days,
        },
        "tables": [
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
        ],
        "late": [
            {
                "code": one.code,
                "receiver": one.recipient.short_name,
                "text": one.text,
                "due": f"{one.due_on:%d/%m/%Y}",
                "days": (as_of - one.due_on).days if one.due_on else 0,
                "urged": one.urged_count,
            }
            for one in late[:MOST_LATE]
        ],
        "late_more": max(0, sums["overdue"] - MOST_LATE),
    }


def rate(part: int, whole: int) -> str:
    """85,4%."""
    return f"{share(part, whole):.1f}%".replace(".", ",")


def grouped(rows: QuerySet[Recommendation], by: str, as_of: date) -> Iterable[Row]:
    """Counts by one field, those with most overdue first."""
    told: Any = rows.values(by)
    return [
        one | {"key": one[by]}
        for one in told.annotate(**counts(as_of)).order_by("-overdue", "-sent", by)
    ]


def _table(title: str, head: str, query: str, rows: Iterable[Row], name: Any) -> dict[str, Any]:
    """``query`` is the filter of the list by which a number opens to what it counts."""
    told = [
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
    return {"title": title, "head": head, "query": query, "rows": told}


def _in_period(first: date, last: date) -> Q:
    return (
        Q(opened_on__lte=last)
        & (Q(ended_on__isnull=True) | Q(ended_on__gte=first))
        & ~Q(state=CaseState.CANCELLED)
        & ~Q(form__in=CRITICISM)
    )


def _cases(first: date, last: date) -> dict[str, int]:
    closed = Count("id", filter=Q(state=CaseState.CLOSED, ended_on__range=(first, last)))
    told = Case.objects.filter(_in_period(first, last)).aggregate(total=Count("id"), closed=closed)
    cases = Case.objects.filter(_in_period(first, last)).values("id")
    return told | {
        "units": CaseUnit.objects.filter(case__in=cases).values("key").distinct().count()
    }


def _forms(first: date, last: date) -> list[dict[str, Any]]:
    closed = Count("id", filter=Q(state=CaseState.CLOSED, ended_on__range=(first, last)))
    rows: Any = Case.objects.filter(_in_period(first, last)).order_by().values("form")
    told = {one["form"]: one for one in rows.annotate(total=Count("id"), closed=closed)}
    return [
        {
            "form": one.value,
            "name": str(one.label),
            "total": told[one]["total"],
            "closed": told[one]["closed"],
        }
        for one in Form
        if one in told
    ]
