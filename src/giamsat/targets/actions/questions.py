"""Ask the planner what a changed minimum would do to the year."""

from datetime import datetime

from civickit.measures import Target
from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.jobs import queue
from giamsat.organisations.actors import Actor
from giamsat.planning.models import Variant
from giamsat.targets import access
from giamsat.targets.asking import rules_of
from giamsat.targets.models import PlanQuestion


class NothingPlanned(Refusal):
    """There is no variant whose proposals could be planned anew."""

    code = "NOTHING_PLANNED"
    vi = "Chưa có phương án lịch nào để thử. Xếp một phương án trong chương trình năm rồi hỏi lại."
    en = "There is no variant to try it on. Make one in the yearly programme first."


class NotInThePlan(Refusal):
    """The yearly plan has no minimum of this kind."""

    code = "NOT_IN_THE_PLAN"
    vi = (
        "Lịch năm không có mức tối thiểu loại này nên không bị ảnh hưởng. Lịch năm tính được: số "
        "nội dung giám sát, phản biện, giám sát cán bộ chủ chốt, vấn đề nổi cộm của mỗi tổ chức "
        "trong năm."
    )
    en = (
        "The yearly plan has no minimum of this kind. It knows minimums of supervisions, "
        "criticisms, key cadres and hot issues."
    )


@db.transaction
def ask_planner(*, actor: Actor, book_code: str, target: Target, now: datetime) -> PlanQuestion:
    """Plan the newest variant's proposals with the target as the plan's minimum, as a job.

    Raises NotInThePlan or NothingPlanned.
    """
    access.require(access.may_ask_planner(actor))
    rules = rules_of(target)
    if not rules:
        raise NotInThePlan
    variant = (
        Variant.objects.filter(made_at__isnull=False)
        .order_by("-programme__year", "-number")
        .first()
    )
    if variant is None:
        raise NothingPlanned
    question = PlanQuestion.objects.create(
        book_code=book_code,
        target_code=target.code,
        variant_id=variant.id,
        rules=rules,
        asked_at=now,
        asked_by_name=actor.name,
    )
    queue.ask(actor, "plan-question", question.id, now=now)
    record(actor, "targets.planner_asked", question, at=now)
    return question
