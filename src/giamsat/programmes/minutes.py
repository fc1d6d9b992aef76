"""The job that writes a round's invitation, and its minutes once it is closed."""

from django.db import transaction
from django.utils import timezone

from civickit.rendering.agreement import Item, Meeting, Said, invitation_docx, minutes_docx
from civickit.rendering.paper import short_days
from giamsat.files.storing import store
from giamsat.jobs.handlers import Handle
from giamsat.programmes import queries
from giamsat.programmes.models import Round
from giamsat.programmes.standing import Standing
from giamsat.programmes.states import RoundState
from giamsat.proposals import queries as proposal_queries


def write_round_papers(handle: Handle) -> None:
    """Write what there is to write; a round that is open has no minutes."""
    here = Round.objects.select_related(
        "edition__programme__front", "edition__base", "variant"
    ).get(id=handle.job.subject_id)
    handle.step("papers-writing")
    meeting = meeting_of(here)
    contents = {"giay-moi": invitation_docx(meeting)}
    if here.state == RoundState.CLOSED:
        contents["bien-ban"] = minutes_docx(meeting)
    with transaction.atomic():
        handle.still_held()
        papers = {kind: store(content, now=timezone.now()) for kind, content in contents.items()}
        Round.objects.filter(id=here.id).update(papers=papers)


def meeting_of(here: Round) -> Meeting:
    """A round as its papers say it, in Vietnamese."""
    programme, paper = here.edition.programme, here.variant.paper
    invited = list(here.invited.order_by("id"))
    grounds = {one.code: one.title for one in proposal_queries.rules_of(programme).lead_grounds}
    return Meeting(
        parent=paper["parent"],
        issuer=paper["issuer"],
        town=paper["place"],
        year=programme.year,
        number=here.number,
        amends="" if here.edition.number == 1 else str(here.edition.base),
        place=here.place,
        meets_at=timezone.localtime(here.meets_at),
        answer_by=here.answer_by,
        invitation=here.invitation,
        invited=[one.name for one in invited],
        guests=[one.name for one in invited if one.id != programme.front_id],
        chair=here.chair,
        secretary=here.secretary,
        items=[_item(one, grounds) for one in queries.standings_of(here)],
        closed_at=here.closed_at,
    )


def _item(one: Standing, grounds: dict[str, str]) -> Item:
    said = [Said(word.organisation.name, word.stance, word.text) for word in one.positions.values()]
    done = one.conclusion
    return Item(
        no=one.activity.no,
        title=one.activity.title,
        lead=one.activity.lead.name,
        days=short_days(one.activity.first_day, one.activity.last_day),
        state=one.state,
        said=said,
        silent=tuple(body.name for body in one.silent),
        conclusion=str(done.get_outcome_display()) if done else "",
        reason=done.reason if done else "",
        ground=grounds.get(done.lead_ground, "") if done else "",
    )
