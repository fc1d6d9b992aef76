"""What a topic resembles while it is typed: topics of all years, and other bodies' plans."""

from dataclasses import dataclass

from django.db.models import Q

from civickit.overlap import DUPLICATE, Judgement, find_pairs
from civickit.worksheets import ProposalRow, parse_period
from civickit.worksheets.units import split_bodies
from giamsat.proposals.engine import row_of
from giamsat.proposals.gathering import GatheredTopic, topic_of
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


@dataclass(frozen=True)
class Typed:
    """A topic as it stands in the form while it is typed."""

    title: str
    units: str
    time_text: str
    kind: str

    def as_row(self, year: int) -> ProposalRow:
        """What the engine of overlap compares."""
        period = parse_period(self.time_text, year) if self.time_text else None
        return ProposalRow(
            excel_row=0,
            no=None,
            title=self.title,
            kind=self.kind,
            supervised_units=list(split_bodies(self.units)),
            form=None,
            time_text=self.time_text or None,
            period_start=period.first_day if period else None,
            period_end=period.last_day if period else None,
        )


def alike(programme: Programme, typed: Typed) -> list[Alike]:
    """The likeliest first, at most six. The index gives candidates, the engine of overlap judges.

    Every office sees that a topic like its own exists, and whose it is: that is what prevents
    overlap (Law 75/2015 Art. 25.3).
    """
    rows = _candidates(programme, typed.title)
    topics = [topic_of(GatheredTopic("", "", "", typed.as_row(programme.year)), programme.year)]
    others = [
        topic_of(GatheredTopic(row.code, str(row.organisation_id), "", row_of(row)), programme.year)
        for row in rows
    ]
    pairs = sorted(find_pairs(topics, against=others), key=lambda pair: -pair.judgement.score)
    return [
        _as_alike(rows[pair.other - 1], pair.judgement, programme)
        for pair in pairs
        if pair.judgement.basis == "matter"
    ][:_MOST]


def _candidates(programme: Programme, title: str) -> list[Proposal]:
    """By the words of a title, the likeliest first."""
    same_front = Proposal.objects.filter(programme__front=programme.front_id).exclude(
        state=ProposalState.WITHDRAWN
    )
    # Another organisation's draft is its own affair until it is sent.
    open_ = same_front.filter(Q(state=ProposalState.SENT) | Q(is_outside=True))
    telling = " ".join(word for word in title.split() if word.lower() not in _EVERYWHERE) or title
    ids = find("proposal", telling, open_, most=_CANDIDATES, any_word=True, ranked=_RANKED)
    rows = Proposal.objects.select_related("organisation", "programme").in_bulk(ids)
    return [rows[row_id] for row_id in ids if row_id in rows]


def _as_alike(topic: Proposal, judged: Judgement, programme: Programme) -> Alike:
    year = topic.programme.year
    return Alike(
        title=topic.title,
        who=topic.organisation.name if topic.organisation else topic.outside_body,
        year=year,
        when=topic.time_text,
        is_duplicate=judged.label == DUPLICATE,
        is_same_year=year == programme.year,
        reasons=tuple(judged.reasons),
    )
