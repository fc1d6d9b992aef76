"""What a topic resembles while it is typed: this year's topics, earlier years', and other bodies' plans."""

from dataclasses import dataclass

from django.db.models import Q

from civickit.overlap import DUPLICATE, Judgement, find_pairs
from civickit.worksheets import ProposalRow, parse_period
from civickit.worksheets.units import split_bodies
from giamsat.proposals.engine import row_of
from giamsat.proposals.gathering import Entry, topic_of
from giamsat.proposals.models import Programme, Proposal
from giamsat.proposals.states import ProposalState
from giamsat.searching.finding import find

_CANDIDATES = 40
_RANKED = 20_000
# Words of nearly every title: they tell no two topics apart, and would make candidates of all.
_EVERYWHERE = frozenset(
    {
        "giám",
        "sát",
        "phản",
        "biện",
        "xã",
        "hội",
        "việc",
        "thực",
        "hiện",
        "công",
        "tác",
        "tình",
        "hình",
        "chính",
        "sách",
        "pháp",
        "luật",
        "quy",
        "định",
        "về",
        "của",
        "và",
        "các",
        "những",
        "trên",
        "địa",
        "bàn",
        "tại",
        "trong",
        "năm",
        "đối",
        "với",
        "cho",
        "theo",
        "tỉnh",
        "dự",
        "thảo",
    }
)
_MOST = 6


@dataclass(frozen=True)
class Alike:
    """One topic that resembles the typed one: how, why, whose, of which year."""

    title: str
    who: str
    year: int
    when: str
    is_duplicate: bool
    is_same_year: bool
    reasons: tuple[str, ...]


def alike(programme: Programme, title: str, units: str, time_text: str, kind: str) -> list[Alike]:
    """The likeliest first, at most six. The index gives candidates by words, the engine of overlap judges them.

    Every office sees that a topic like its own exists, and whose it is: that is what prevents overlap (Law 75/2015 Art. 25.3).
    """
    same_front = Proposal.objects.filter(programme__front=programme.front_id).exclude(
        state=ProposalState.WITHDRAWN
    )
    # Another organisation's draft is its own affair until it is sent.
    open_ = same_front.filter(Q(state=ProposalState.SENT) | Q(is_outside=True))
    telling = " ".join(word for word in title.split() if word.lower() not in _EVERYWHERE) or title
    ids = find("proposal", telling, open_, most=_CANDIDATES, any_word=True, ranked=_RANKED)
    found = {
        one.id: one
        for one in Proposal.objects.filter(id__in=ids).select_related("organisation", "programme")
    }
    rows = [found[one] for one in ids if one in found]
    period = parse_period(time_text, programme.year) if time_text else None
    typed = ProposalRow(
        excel_row=0,
        no=None,
        title=title,
        kind=kind,
        supervised_units=list(split_bodies(units)),
        form=None,
        time_text=time_text or None,
        period_start=period.first_day if period else None,
        period_end=period.last_day if period else None,
    )
    topics = [topic_of(Entry("", "", "", typed), programme.year)]
    others = [
        topic_of(Entry(one.code, str(one.organisation_id), "", row_of(one)), programme.year)
        for one in rows
    ]
    pairs = sorted(find_pairs(topics, against=others), key=lambda pair: -pair.judgement.score)
    return [
        _told(rows[pair.other - 1], pair.judgement, programme)
        for pair in pairs
        if pair.judgement.basis == "matter"
    ][:_MOST]


def _told(one: Proposal, judged: Judgement, programme: Programme) -> Alike:
    who = one.organisation.name if one.organisation else one.outside_body
    year = one.programme.year
    is_duplicate = judged.label == DUPLICATE
    return Alike(
        title=one.title,
        who=who,
        year=year,
        when=one.time_text,
        is_duplicate=is_duplicate,
        is_same_year=year == programme.year,
        reasons=tuple(judged.reasons),
    )
