"""Reasons a committee can read, made from the very facts the judgement used."""

from collections.abc import Iterator

from civickit.overlap.bodies import Cover
from civickit.overlap.features import Common
from civickit.overlap.lexicon import Lexicon
from civickit.overlap.signature import Signature
from civickit.vntext import fold, tokens

_SAME_WORDING = 0.6
_MOST_CONCEPTS, _MOST_WORDS, _MOST_DOCUMENTS = 3, 8, 2  # that a sentence names
_QUARTERS = ("I", "II", "III", "IV")
_RELATIONS = {Cover.COVERS: "covers", Cover.SAME_PLACE: "body_place"}
_TEXTS = {
    "matter": ("cùng nội dung: {0}", "same matter: {0}"),
    "near": ("nội dung gần nhau: {0} và {1}", "related matters: {0} and {1}"),
    "wording": ("cách nêu nội dung gần như nhau: {0}", "nearly the same wording: {0}"),
    "document": ("cùng thực hiện {0}", "both about {0}"),
    "conflict": ("khác văn bản: {0} và {1}", "different documents: {0} and {1}"),
    "body": ("cùng đối tượng: {0}", "same body: {0}"),
    "body_as": ("cùng đối tượng: {0}, bên kia ghi {1}", "same body: {0}, the other side says {1}"),
    "covers": ("{0} bao gồm {1}", "{0} covers {1}"),
    "body_place": ("cùng địa bàn: {0} và {1}", "same place: {0} and {1}"),
    "body_other": ("khác đối tượng: {0} và {1}", "different bodies: {0} and {1}"),
    "place": ("cùng địa bàn", "same place"),
    "place_other": ("khác địa bàn", "different places"),
    "province": ("khác tỉnh, thành phố: {0} và {1}", "different provinces: {0} and {1}"),
    "year": ("khác năm: {0} và {1}", "different years: {0} and {1}"),
    "time": ("thời gian giao nhau: {0}", "the times meet: {0}"),
    "time_apart": ("thời gian không giao nhau", "the times do not meet"),
    "kind": ("một bên giám sát, một bên phản biện", "one is supervision, the other criticism"),
    "level": ("khác cấp", "different levels"),
    "none": ("không chung nội dung, không chung đối tượng", "neither matter nor body in common"),
}


class Speaker:
    """Tells reasons in one language."""

    def __init__(self, lexicon: Lexicon, lang: str = "vi") -> None:
        self.lexicon = lexicon
        self.side = 0 if lang == "vi" else 1

    def _say(self, key: str, *facts: object) -> str:
        return _TEXTS[key][self.side].format(*facts)

    def explain(
        self, label: str, common: Common, own: Signature, other: Signature
    ) -> tuple[str, ...]:
        """Sentences, the strongest first; a difference is a reason too."""
        reasons = [
            *(self._apart(own, other) if label == "distinct" else ()),
            *self._matter(common, own, other),
            *self._bodies(common, own, other),
            *self._place_and_time(common, own, other),
        ]
        if own.topic.kind != other.topic.kind:
            reasons.append(self._say("kind"))
        if own.level is not None and other.level is not None and own.level != other.level:
            reasons.append(self._say("level"))
        return tuple(reasons) or (self._say("none"),)

    def _apart(self, one: Signature, other: Signature) -> Iterator[str]:
        if one.provinces and other.provinces and one.provinces.isdisjoint(other.provinces):
            yield self._say("province", *map(_provinces_said, (one, other)))
        if one.year and other.year and one.year != other.year:
            yield self._say("year", one.year, other.year)

    def _matter(self, common: Common, own: Signature, other: Signature) -> Iterator[str]:
        same = [self.lexicon.label(a) for a, b, _ in common.concept_pairs if a == b]
        if same:
            yield self._say("matter", ", ".join(same[:_MOST_CONCEPTS]))
        elif common.concept_pairs:
            a, b, _ = common.concept_pairs[0]
            yield self._say("near", self.lexicon.label(a), self.lexicon.label(b))
        elif common.alike >= _SAME_WORDING * 0.6 or common.values[0] >= _SAME_WORDING:
            shared = _shared_words(own, other)
            if len(shared) > 1:
                yield self._say("wording", " ".join(shared[:_MOST_WORDS]))
        if common.same_documents:
            documents = map(str, common.same_documents[:_MOST_DOCUMENTS])
            yield self._say("document", ", ".join(documents))
        if common.conflicting:
            yield self._say("conflict", *common.conflicting)

    def _bodies(self, common: Common, own: Signature, other: Signature) -> Iterator[str]:
        if common.bodies.pair is None:
            if own.bodies and other.bodies:
                yield self._say("body_other", own.bodies[0].name, other.bodies[0].name)
            return
        first, second = common.bodies.pair
        if common.bodies.best == Cover.SAME:
            is_one_name = fold(first) == fold(second)
            yield self._say(*(("body", first) if is_one_name else ("body_as", first, second)))
        else:
            yield self._say(_RELATIONS.get(common.bodies.best, "body_other"), first, second)

    def _place_and_time(self, common: Common, own: Signature, other: Signature) -> Iterator[str]:
        if common.smaller_place == "same" and common.bodies.best < Cover.COVERS:
            yield self._say("place")
        if common.smaller_place == "differs":
            yield self._say("place_other")
        if common.times_meet:
            yield self._say("time", _meeting(own, other))
        elif common.times_meet is False:
            yield self._say("time_apart")


def _provinces_said(signature: Signature) -> str:
    """The place as it is written, else the bodies whose names have it."""
    names = [body.name for body in signature.bodies if body.province]
    return signature.topic.locality or ", ".join(names)


def _shared_words(one: Signature, other: Signature) -> list[str]:
    """Words of one title that weigh in both, in its order."""
    words = tokens(one.topic.title)
    return [w.lower() for w in words if fold(w) in one.words and fold(w) in other.words]


def _meeting(own: Signature, other: Signature) -> str:
    """The days in common: a quarter by its number, else from and to."""
    first = max(day for day in (own.first_day, other.first_day) if day)
    last = min(day for day in (own.last_day, other.last_day) if day)
    is_from_begin = first.day == 1 and first.month % 3 == 1
    if is_from_begin and last.month % 3 == 0 and last.month - first.month == 2:
        return f"quý {_QUARTERS[first.month // 3]}"
    if first == last:
        return f"{first.day}/{first.month}"
    return f"{first.day}/{first.month}–{last.day}/{last.month}"
