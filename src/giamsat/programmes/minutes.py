"""The job that writes a round's invitation, and its minutes once it is closed."""

from django.db import transaction
from django.utils import timezone

from civickit.rendering.agreement import (
    RoundMeeting,
    RoundTopic,
    RoundWord,
    invitation_docx,
    minutes_docx,
)
from giamsat.files.storing import store
from giamsat.foundation.wording import time_text
from giamsat.jobs.handlers import Handle
from giamsat.programmes import queries
from giamsat.programmes.models import Round
from giamsat.programmes.standing import Standing
from giamsat.programmes.states import RoundState
from giamsat.proposals import queries as proposal_queries


def write_round_papers(handle: Handle) -> None:
    """Write what there is to write; a round that is open has no minutes."""
    round_ = Round.objects.select_related(
        "edition__programme__front", "edition__base", "variant"
    ).get(id=handle.job.subject_id)
    handle.step("papers-writing")
    meeting = meeting_of(round_)
    contents = {"giay-moi": invitation_docx(meeting)}
    if round_.state == RoundState.CLOSED:
        contents["bien-ban"] = minutes_docx(meeting)
    with transaction.atomic():
        handle.still_held()
        papers = {kind: store(content, now=timezone.now()) for kind, content in contents.items()}
        Round.objects.filter(id=round_.id).update(papers=papers)


def meeting_of(round_: Round) -> RoundMeeting:
    """A round as its papers say it, in Vietnamese."""
    programme, paper = round_.edition.programme, round_.variant.paper
    invited, came = list(round_.invited.order_by("id")), set(round_.attended.all())
    rules = proposal_queries.rules_of(programme)
    grounds = {ground.code: ground.title for ground in rules.lead_grounds}
    return RoundMeeting(
        parent=paper["parent"],
        issuer=paper["issuer"],
        town=paper["place"],
        year=programme.year,
        number=round_.number,
        amends="" if round_.edition.number == 1 else str(round_.edition.base),
        place=round_.place,
        meets_at=timezone.localtime(round_.meets_at),
        answer_by=round_.answer_by,
        invitation=round_.invitation,
        invited=[body.name for body in invited],
        guests=[body.name for body in invited if body.id != programme.front_id],
        chair=round_.chair,
        secretary=round_.secretary,
        items=[
            _item(standing, grounds, round_.edition.prints)
            for standing in queries.standings_of(round_)
        ],
        closed_at=timezone.localtime(round_.closed_at) if round_.closed_at else None,
        attended=[body.name for body in invited if body in came],
        by_letter=round_.by_letter,
    )


def _item(standing: Standing, grounds: dict[str, str], unit: str) -> RoundTopic:
    words = [
        RoundWord(word.organisation.name, word.stance, word.text)
        for word in standing.positions.values()
    ]
    conclusion = standing.conclusion
    return RoundTopic(
        no=standing.activity.no,
        title=standing.activity.title,
        lead=standing.activity.lead.name,
        days=time_text(standing.activity.first_day, standing.activity.last_day, unit),
        state=standing.state,
        said=words,
        silent=tuple(body.name for body in standing.silent),
        conclusion=str(conclusion.get_outcome_display()) if conclusion else "",
        reason=conclusion.reason if conclusion else "",
        ground=grounds.get(conclusion.lead_ground, "") if conclusion else "",
    )
