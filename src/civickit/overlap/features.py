"""What two topics have in common, as numbers between 0 and 1 and as facts for the reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from civickit.overlap.bodies import Cover, CoverOfSets, relate_sets
from civickit.overlap.documents import Cited
from civickit.overlap.lexicon import Lexicon
from civickit.overlap.signature import Signature, norm_of

NAMES = (
    "words_cosine",
    "words_contained",
    "letters",
    "letters_set",
    "rare_left_least",
    "rare_left_most",
    "same_words",
    "concepts_shared",
    "concepts_best",
    "concepts_soft",
    "concepts_one_side",
    "concepts_none",
    "document_same",
    "document_conflict",
    "bodies_same",
    "bodies_some_same",
    "bodies_covered",
    "bodies_same_place",
    "bodies_other_of_class",
    "bodies_apart",
    "bodies_one_side",
    "bodies_none",
    "place_smaller_same",
    "place_smaller_one_side",
    "place_smaller_differs",
    "kind_differs",
    "level_differs",
    "time_same",
    "time_apart",
    "alike_and_same_body",
    "alike_and_apart",
    "related_and_same_body",
)
_RELATED = 0.4


@dataclass(frozen=True)
class Common:
    """The numbers in the order of NAMES, with the facts they came from."""

    values: tuple[float, ...]
    alike: float
    bodies: CoverOfSets
    concept_pairs: tuple[tuple[str, str, float], ...]  # one side's concept, the other's, how close
    same_documents: tuple[Cited, ...]
    conflicting: tuple[Cited, Cited] | None
    times_meet: bool | None
    smaller_place: str  # same, one, differs or ""


def compare_signatures(own: Signature, other: Signature, lexicon: Lexicon) -> Common:
    """Everything two signatures have in common; symmetric up to the order of named pairs."""
    own, other = _read_initials(own, other), _read_initials(other, own)
    own, other = level_marks(own, other, lexicon), level_marks(other, own, lexicon)
    words, letters = _words(own, other), _letters(own, other)
    concepts, pairs = _concepts(own, other, lexicon)
    same_documents, conflicting = _documents(own, other)
    bodies = relate_sets(own.bodies, other.bodies)
    smaller, meet = _smaller_place(own, other), _times_meet(own, other)
    alike = 0.4 * concepts[0] + 0.6 * max(words[0], letters[0])
    values = (
        *words[:2],
        *letters,
        *words[2:],
        *concepts,
        float(bool(same_documents)),
        float(conflicting is not None),
        *_standing(own, other, bodies),
        *(float(smaller == name) for name in ("same", "one", "differs")),
        *_differences(own, other),
        float(meet is True),
        float(meet is False),
        *_together(own, other, bodies, alike=alike, related=concepts[1]),
    )
    return Common(
        values=values,
        alike=alike,
        bodies=bodies,
        concept_pairs=pairs,
        same_documents=same_documents,
        conflicting=conflicting,
        times_meet=meet,
        smaller_place=smaller,
    )


def _letters(own: Signature, other: Signature) -> tuple[float, float]:
    """Likeness by letters, of all words and of the sets of words."""
    if not (own.residue and other.residue):
        return 0.0, 0.0
    return (
        fuzz.token_sort_ratio(own.residue, other.residue) / 100,
        fuzz.token_set_ratio(own.residue, other.residue) / 100,
    )


def _standing(own: Signature, other: Signature, bodies: CoverOfSets) -> tuple[float, ...]:
    """How the bodies of both stand to each other, from all the same to none named."""
    is_both, is_either = bool(own.bodies and other.bodies), bool(own.bodies or other.bodies)
    is_same = is_both and bodies.best == Cover.SAME
    is_all = is_same and bodies.are_all_matched
    return (
        float(is_all),
        float(is_same and not is_all),
        float(bodies.best == Cover.COVERS),
        float(bodies.best == Cover.SAME_PLACE),
        float(bodies.best == Cover.OTHER_OF_CLASS),
        float(is_both and bodies.best == Cover.NONE),
        float(is_either and not is_both),
        float(not is_either),
    )


def _together(
    own: Signature, other: Signature, bodies: CoverOfSets, *, alike: float, related: float
) -> tuple[float, float, float]:
    """Likeness of matter where the bodies are one, where they are apart; relation where one."""
    is_covered = float(bodies.best >= Cover.COVERS)
    is_apart = float(bool(own.bodies and other.bodies) and bodies.best <= Cover.OTHER_OF_CLASS)
    return alike * is_covered, alike * is_apart, related * is_covered


def _differences(one: Signature, other: Signature) -> tuple[float, ...]:
    """Kind and level; who plans a topic is no part of what it is about."""
    return float(one.topic.kind != other.topic.kind), float(one.level != other.level)


def _read_initials(own: Signature, other: Signature) -> Signature:
    """An abbreviation no table knows, read by the words whose initials it is on the other side.

    PCMT is "phòng chống ma túy" where the other side writes it out.
    """
    if not own.capitals:
        return own
    words = dict(own.words)
    for short in own.capitals:
        place = other.initials.find(short)
        if place >= 0:
            words.pop(short, None)
            spelled = other.initial_words[place : place + len(short)]
            words.update({word: other.words[word] for word in spelled if word in other.words})
    return own if words.keys() == own.words.keys() else _with_words(own, words)


def level_marks(own: Signature, other: Signature, lexicon: Lexicon) -> Signature:
    """Where one side has no marks, forget on both the words that look like particles without them.

    "chợ" is "cho" there.
    """
    if (own.marked and other.marked) or not own.words.keys() & lexicon.particles:
        return own
    kept = {word: weight for word, weight in own.words.items() if word not in lexicon.particles}
    return _with_words(own, kept or own.words)


def _with_words(signature: Signature, words: Mapping[str, float]) -> Signature:
    return replace(signature, words=words, norm=norm_of(words), residue=" ".join(words))


def _words(own: Signature, other: Signature) -> tuple[float, float, float, float, float]:
    """Cosine, share contained, rare words left over on each side (lesser, greater), equality."""
    a, b = own.words, other.words
    if not a or not b:
        return 0.0, 0.0, 1.0, 1.0, float(own.plain == other.plain)
    common = a.keys() & b.keys()
    dot = sum(a[word] * b[word] for word in common)
    covered_a = sum(a[word] for word in common) / sum(a.values())
    covered_b = sum(b[word] for word in common) / sum(b.values())
    most, least = max(covered_a, covered_b), min(covered_a, covered_b)
    is_same = float(a.keys() == b.keys())
    return dot / (own.norm * other.norm), most, 1 - most, 1 - least, is_same


Weights = Mapping[str, float]
Pairs = tuple[tuple[str, str, float], ...]


def _concepts(
    own: Signature, other: Signature, lexicon: Lexicon
) -> tuple[tuple[float, ...], Pairs]:
    """Five numbers of the concepts, and the closest pairs.

    The share in common, the relation of the best pair, how far the lesser side is met, whether
    one side alone has none, whether both have none.
    """
    a, b = own.concepts, other.concepts
    if not a or not b:
        return (0.0, 0.0, 0.0, float(bool(a) != bool(b)), float(not a and not b)), ()
    close = {c: {d: lexicon.relation(c, d) for d in b} for c in a}
    best = max(close[c][d] * max(a[c], b[d]) for c in a for d in b)
    met_a = sum(a[c] * max(close[c].values()) for c in a) / sum(a.values())
    met_b = sum(b[d] * max(close[c][d] for c in a) for d in b) / sum(b.values())
    return (_shared(a, b), best, min(met_a, met_b), 0.0, 0.0), _closest(close)


def _shared(a: Weights, b: Weights) -> float:
    """The weight in common, as a share of all."""
    union = sum(max(a.get(c, 0.0), b.get(c, 0.0)) for c in a.keys() | b.keys())
    return sum(min(a[c], b[c]) for c in a.keys() & b.keys()) / union


def _closest(close: Mapping[str, Weights]) -> Pairs:
    """Every concept of one side with the closest of the other, where they are related at all."""
    closest = [(c, max(near, key=lambda d: (near[d], d))) for c, near in close.items()]
    pairs = [(c, d, close[c][d]) for c, d in closest if close[c][d] >= _RELATED]
    return tuple(sorted(pairs, key=lambda pair: (-pair[2], pair[0])))


def _documents(
    own: Signature, other: Signature
) -> tuple[tuple[Cited, ...], tuple[Cited, Cited] | None]:
    """Documents that both cite; where there is none, two of one type that differ."""
    same = tuple(a for a in own.documents if any(a.is_same(b) for b in other.documents))
    pairs = ((a, b) for a in own.documents for b in other.documents if a.type == b.type)
    return same, None if same else next(pairs, None)


def _smaller_place(own: Signature, other: Signature) -> str:
    a, b = own.place.districts | own.place.communes, other.place.districts | other.place.communes
    if not a and not b:
        return ""
    if not a or not b:
        return "one"
    return "same" if a & b else "differs"


def _times_meet(one: Signature, other: Signature) -> bool | None:
    if not (one.first_day and one.last_day and other.first_day and other.last_day):
        return None
    return one.first_day <= other.last_day and other.first_day <= one.last_day
