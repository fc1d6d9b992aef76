"""What the pages of a plan need; a fixed number of queries each."""

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery

from giamsat.organisations.actors import Actor
from giamsat.planning import access
from giamsat.planning.models import Activity, ActivityUnit, Variant
from giamsat.proposals.models import (
    Programme,
)


def with_acceptance(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Programmes with ``accepted_at``, when one of their variants was taken."""
    accepted = Variant.objects.filter(programme=OuterRef("pk"), accepted_at__isnull=False)
    return programmes.annotate(accepted_at=Subquery(accepted.values("accepted_at")))


def variants(actor: Actor, programme: Programme) -> list[Variant]:
    """All variants without their plans, newest first."""
    rows = access.visible_variants(actor).filter(programme=programme).select_related("parent")
    heavy = ("instance", "answer", "as_proposed", "paper")
    return list(rows.defer(*heavy, *(f"parent__{name}" for name in heavy)).order_by("-number"))


def shown_variant(actor: Actor, programme: Programme) -> Variant | None:
    """The accepted variant, else the newest that is made."""
    rows = (
        access.visible_variants(actor)
        .select_related(None)
        .defer("instance", "answer", "as_proposed", "paper")
    )
    made = rows.filter(programme=programme, made_at__isnull=False)
    return made.order_by(F("accepted_at").desc(nulls_last=True), "-number").first()


def activities_of(variant_id: int) -> list[Activity]:
    """All activities of a variant with their supervised bodies; two queries."""
    rows = (
        Activity.objects.filter(variant=variant_id)
        .select_related("lead")
        .order_by("first_day", "no")
    )
    return list(rows.prefetch_related(Prefetch("units", ActivityUnit.objects.order_by("id"))))
