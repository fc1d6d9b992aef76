"""What two topics have in common, as numbers between 0 and 1 and as facts for the reasons."""

import math
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from civickit.overlap.bodies import Cover, CoverOfSets, relate_sets
from civickit.overlap.documents import Cited
from civickit.overlap.lexicon import Lexicon
from civickit.overlap.signature import Signature

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
    "organisation_same",
    "level_differs",
    "state_and_front",
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


def compare_signatures(one: Signature, other: Signature, lexicon: Lexicon) -> Common:
    """Everything two signatures have in common; symmetric up to the order of named pairs."""
    one, other = _read_initials(one, other), _read_initials(other, one)
    one, other = level_marks(one, other, lexicon), level_marks(other, one, lexicon)
    cosine, contained, least, most, same_words = _words(one, other)
    letters = (
        fuzz.token_sort_ratio(one.residue, other.residue) / 100
        if one.residue and other.residue
        else 0.0
    )
    letters_set = (
        fuzz.token_set_ratio(one.residue, other.residue) / 100
        if one.residue and other.residue
        else 0.0
    )
    shared, best, soft, pairs = _concepts(one, other, lexicon)
    same_documents = tuple(a for a in one.documents if any(a.is_same(b) for b in other.documents))
    conflicting = None if same_documents else _conflict(one, other)
    bodies = relate_sets(one.bodies, other.bodies)
    smaller = _smaller_place(one, other)
    meet = _times_meet(one, other)
    alike = 0.4 * shared + 0.6 * max(cosine, letters)
    both, either = bool(one.bodies) and bool(other.bodies), bool(one.bodies) or bool(other.bodies)
    all_same = both and bodies.best == Cover.SAME and bodies.share_one == bodies.share_other == 1
    values = (
        cosine,
        contained,
        letters,
        letters_set,
        least,
        most,
        same_words,
        shared,
        best,
        soft,
        float(bool(one.concepts) != bool(other.concepts)),
        float(not one.concepts and not other.concepts),
        float(bool(same_documents)),
        float(conflicting is not None),
        float(all_same),
        float(both and bodies.best == Cover.SAME and not all_same),
        float(bodies.best == Cover.COVERS),
        float(bodies.best == Cover.SAME_PLACE),
        float(bodies.best == Cover.OTHER_OF_CLASS),
        float(both and bodies.best == Cover.NONE),
        float(either and not both),
        float(not either),
        float(smaller == "same"),
        float(smaller == "one"),
        float(smaller == "differs"),
        float(one.topic.kind != other.topic.kind),
        float(one.topic.organisation == other.topic.organisation),
        float(one.level != other.level),
        float(one.is_state != other.is_state),
        float(meet is True),
        float(meet is False),
        alike * float(all_same or bodies.best >= Cover.COVERS),
        alike * float(both and bodies.best <= Cover.OTHER_OF_CLASS),
        best * float(bodies.best >= Cover.COVERS),
    )
    return Common(values, alike, bodies, pairs, same_documents, conflicting, meet, smaller)


def _read_initials(one: Signature, other: Signature) -> Signature:
    """An abbreviation no table knows, read by the words whose initials it is on the other side: PCMT, phòng chống ma túy."""
    words = dict(one.words)
    for short in one.capitals:
        place = other.initials.find(short)
        if place >= 0:
            words.pop(short, None)
            spelled = other.initial_words[place : place + len(short)]
            words.update({word: other.words[word] for word in spelled if word in other.words})
    if len(words) == len(one.words) and words.keys() == one.words.keys():
        return one
    return replace(
        one,
        words=words,
        norm=math.sqrt(sum(w * w for w in words.values())),
        residue=" ".join(words),
    )


def level_marks(one: Signature, other: Signature, lexicon: Lexicon) -> Signature:
    """Where one side has no marks, forget on both the words that look like particles without them ("chợ", "cho")."""
    if (one.marked and other.marked) or not one.words.keys() & lexicon.particles:
        return one
    words = {
        word: weight for word, weight in one.words.items() if word not in lexicon.particles
    } or one.words
    return replace(
        one,
        words=words,
        norm=math.sqrt(sum(w * w for w in words.values())),
        residue=" ".join(words),
    )


def _words(one: Signature, other: Signature) -> tuple[float, float, float, float, float]:
    a, b = one.words, other.words
    if not a or not b:
        return 0.0, 0.0, 1.0, 1.0, float(one.plain == other.plain)
    common = a.keys() & b.keys()
    dot = sum(a[word] * b[word] for word in common)
    total_a, total_b = sum(a.values()), sum(b.values())
    covered_a = sum(a[word] for word in common) / total_a
    covered_b = sum(b[word] for word in common) / total_b
    most = 1 - min(covered_a, covered_b)
    return (
        dot / (one.norm * other.norm),
        max(covered_a, covered_b),
        1 - max(covered_a, covered_b),
        most,
        float(a.keys() == b.keys()),
    )


def _concepts(
    one: Signature, other: Signature, lexicon: Lexicon
) -> tuple[float, float, float, tuple[tuple[str, str, float], ...]]:
    a, b = one.concepts, other.concepts
    if not a or not b:
        return 0.0, 0.0, 0.0, ()
    union = sum(max(a.get(c, 0.0), b.get(c, 0.0)) for c in a.keys() | b.keys())
    shared = sum(min(a[c], b[c]) for c in a.keys() & b.keys()) / union
    pairs = []
    best = 0.0
    for c in a:
        closest = ("", 0.0)
        for d in b:
            close = lexicon.relation(c, d)
            best = max(best, close * max(a[c], b[d]))
            if (close, d) > (closest[1], closest[0]):
                closest = (d, close)
        if closest[1] >= _RELATED:
            pairs.append((c, *closest))
    soft_a = sum(a[c] * max(lexicon.relation(c, d) for d in b) for c in a) / sum(a.values())
    soft_b = sum(b[d] * max(lexicon.relation(c, d) for c in a) for d in b) / sum(b.values())
    pairs.sort(key=lambda found: (-found[2], found[0]))
    return shared, best, min(soft_a, soft_b), tuple(pairs)


def _conflict(one: Signature, other: Signature) -> tuple[Cited, Cited] | None:
    for a in one.documents:
        for b in other.documents:
            if a.type == b.type:
                return a, b
    return None


def _smaller_place(one: Signature, other: Signature) -> str:
    a, b = one.place.districts | one.place.communes, other.place.districts | other.place.communes
    if not a and not b:
        return ""
    if not a or not b:
        return "one"
    return "same" if a & b else "differs"


def _times_meet(one: Signature, other: Signature) -> bool | None:
    if not (one.first_day and one.last_day and other.first_day and other.last_day):
        return None
    return one.first_day <= other.last_day and other.first_day <= one.last_day
