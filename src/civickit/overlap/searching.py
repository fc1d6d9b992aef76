"""All overlapping pairs among many topics, without comparing all with all.

Topics meet only within a province (after the mergers) and year. There an inverted index on rare words, concepts,
cited documents and bodies, per place, brings together the few that can be alike; the judge then decides.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from civickit.overlap.judging import DISTINCT, Judge, Judgement
from civickit.overlap.lexicon import load_lexicon
from civickit.overlap.places import locality, successor
from civickit.overlap.signature import Signature
from civickit.overlap.topics import Topic

_MANY = 5_000  # topics from which the work is shared among processes and candidates are limited
_LONGEST_LIST = 400  # an entry of the index found in more topics than this says too little
_MOST_CANDIDATES = 5  # per topic, in a large set
_RAREST = 5  # words of a topic that are looked up
_LOWEST = 0.4  # relation of concepts from which topics are brought together
_WORTH = {"concept": 1.0, "near": 0.6, "document": 1.5, "body": 1.2}


@dataclass(frozen=True)
class Pair:
    """Two topics by their place in the list, the smaller first, and the judgement."""

    one: int
    other: int
    judgement: Judgement


def find_pairs(
    topics: Sequence[Topic],
    *,
    against: Sequence[Topic] = (),
    lexicon_folder: Path | None = None,
    processes: int | None = None,
    lang: str = "vi",
) -> list[Pair]:
    """Every pair above "distinct" among ``topics`` and between them and ``against``, in the order of the list.

    Places in ``against`` go on counting after ``topics``; two topics of ``against`` are never paired. In a set of more
    than 5,000 topics each keeps its 5 likeliest partners.
    """
    everything = [*topics, *against]
    many = len(everything) > _MANY
    bins = _bins(everything, (processes or os.cpu_count() or 1) if many else 1)
    jobs = [
        ([everything[i] for i in ids], ids, len(topics), lexicon_folder, lang, many) for ids in bins
    ]
    if len(jobs) == 1:
        found = [_search(*jobs[0])]
    else:
        with ProcessPoolExecutor(len(jobs), mp_context=get_context("spawn")) as pool:
            found = list(pool.map(_search, *zip(*jobs, strict=True)))
    pairs = {(pair.one, pair.other): pair for part in found for pair in part}
    return [pairs[key] for key in sorted(pairs)]


def _bins(topics: Sequence[Topic], count: int) -> list[list[int]]:
    """Split by place so that pairs stay together; topics of a whole province go to each part of it."""
    sites: dict[tuple[str, int | None, str], list[int]] = defaultdict(list)
    for i, topic in enumerate(topics):
        place = locality(topic.locality)
        sites[
            successor(place.province, topic.year),
            topic.year,
            ",".join(sorted(place.districts or place.communes)),
        ].append(i)
    if count == 1:
        return [list(range(len(topics)))]
    anywhere = [
        i for (province, year, _), ids in sites.items() if not province or year is None for i in ids
    ]
    out: list[list[int]] = [list(anywhere) for _ in range(count)]
    whole = {(province, year): ids for (province, year, small), ids in sites.items() if not small}
    placed: list[set[tuple[str, int | None]]] = [set() for _ in range(count)]
    for (province, year, _), ids in sorted(
        sites.items(), key=lambda site: (-len(site[1]), str(site[0]))
    ):
        if not province or year is None:
            continue
        lightest = min(range(count), key=lambda k: len(out[k]))
        if (province, year) not in placed[lightest]:
            placed[lightest].add((province, year))
            out[lightest] += whole.get((province, year), [])
        if ids is not whole.get((province, year)):
            out[lightest] += ids
    return [sorted(ids) for ids in out if ids]


def _search(
    topics: Sequence[Topic],
    ids: Sequence[int],
    own: int,
    lexicon_folder: Path | None,
    lang: str,
    many: bool,  # noqa: FBT001 - called through a process pool
) -> list[Pair]:
    judge = Judge(load_lexicon(lexicon_folder))
    signatures = [judge.sign(topic) for topic in topics]
    wanted = [
        (i, j)
        for i, j in sorted(set(_candidates(signatures, judge, many=many)))
        if min(ids[i], ids[j]) < own
    ]
    judgements = judge.judge(
        ((signatures[i], signatures[j]) for i, j in wanted), lang, explain_distinct=False
    )
    return [
        Pair(min(ids[i], ids[j]), max(ids[i], ids[j]), told)
        for (i, j), told in zip(wanted, judgements, strict=True)
        if told.label != DISTINCT
    ]


def _candidates(
    signatures: Sequence[Signature], judge: Judge, *, many: bool
) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing, each once, by what the index brings together."""
    near = judge.lexicon.neighbours(_LOWEST)
    index: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, signature in enumerate(signatures):
        for key, _ in _keys(signature, {}):
            index[key].append(i)
    longest = _LONGEST_LIST if many else len(signatures)
    for i, signature in enumerate(signatures):
        score: Counter[int] = Counter()
        # Many topics of one commune need not ask the whole province: who works in the whole of it asks for them.
        local = many and bool(signature.place.districts or signature.place.communes)
        for key, worth in _keys(signature, near, local=local):
            met = index.get(key, ())
            if len(met) <= longest:
                for j in met:
                    score[j] += worth  # type: ignore[assignment]
        score.pop(i, None)
        best = (
            sorted(score.items(), key=lambda found: (-found[1], found[0]))[:_MOST_CANDIDATES]
            if many
            else score.items()
        )
        for j, _ in best:
            if many or j > i:  # in a large set a pair may be among the best of one side only
                yield (i, j) if i < j else (j, i)


def _sites(signature: Signature) -> list[tuple[object, ...]]:
    """Where a topic can meet others: its province and year, and the smaller place it is about."""
    whole = (signature.place.province, signature.year)
    smaller = signature.place.districts | signature.place.communes
    return [(*whole, place) for place in sorted(smaller)] or [(*whole, "")]


def _keys(
    signature: Signature, near: dict[str, list[str]], *, local: bool = False
) -> Iterator[tuple[tuple[object, ...], float]]:
    """Entries of the index with their worth; with ``near`` also those of related concepts, for asking."""
    rarest = sorted(signature.words.items(), key=lambda word: (-word[1], word[0]))[:_RAREST]
    whole = (signature.place.province, signature.year, "*")
    for site in (*_sites(signature), *(() if local else (whole,))):
        for word, weight in rarest:
            yield (*site, "w", word), weight
        for concept, weight in signature.concepts.items():
            yield (*site, "c", concept), _WORTH["concept"] * weight
            for other in near.get(concept, ()):
                yield (*site, "c", other), _WORTH["near"] * weight
        for cited in signature.documents:
            yield (*site, "d", cited.type, cited.number), _WORTH["document"]
    if signature.topic.kind == "supervision":
        for body in signature.bodies:
            yield (*whole, "b", body.kind, body.core, *sorted(body.place)), _WORTH["body"]
            if body.kind:
                yield (*whole, "bk", body.kind, body.level), _WORTH["body"] / 3
