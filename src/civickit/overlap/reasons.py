"""Reasons a committee can read, made from the very facts the judgement used."""

from collections.abc import Callable

from civickit.overlap.bodies import Cover
from civickit.overlap.features import Common
from civickit.overlap.lexicon import Lexicon
from civickit.overlap.signature import Signature
from civickit.vntext import fold, tokens

Say = Callable[..., str]
_SAME_WORDING = 0.6
_TEXTS = {
    "matter": ("cùng nội dung: {0}", "same matter: {0}"),
    "near": ("nội dung gần nhau: {0} và {1}", "related matters: {0} and {1}"),
    "wording": ("cách nêu nội dung gần như nhau: {0}", "nearly the same wording: {0}"),
    "document": ("cùng thực hiện {0}", "both about {0}"),
    "conflict": ("khác văn bản: {0} và {1}", "different documents: {0} and {1}"),
    "body": ("cùng đối tượng: {0}", "same body: {0}"),
    "covers": ("{0} bao gồm {1}", "{0} covers {1}"),
    "body_place": ("cùng địa bàn: {0} và {1}", "same place: {0} and {1}"),
    "body_other": ("khác đối tượng: {0} và {1}", "different bodies: {0} and {1}"),
    "place": ("cùng địa bàn", "same place"),
    "place_other": ("khác địa bàn", "different places"),
    "province": ("khác tỉnh, thành phố", "different provinces"),
    "year": ("khác năm: {0} và {1}", "different years: {0} and {1}"),
    "time": ("thời gian giao nhau: {0}", "the times meet: {0}"),
    "time_apart": ("thời gian không giao nhau", "the times do not meet"),
    "kind": ("một bên giám sát, một bên phản biện", "one is supervision, the other criticism"),
    "level": ("khác cấp", "different levels"),
    "none": ("không chung nội dung, không chung đối tượng", "neither matter nor body in common"),
}


def explain(
    label: str, common: Common, one: Signature, other: Signature, lexicon: Lexicon, lang: str = "vi"
) -> tuple[str, ...]:
    """Sentences, the strongest first; a difference is a reason too."""

    def say(key: str, *facts: object) -> str:
        return _TEXTS[key][0 if lang == "vi" else 1].format(*facts)

    out = [*_apart(one, other, say)] if label == "distinct" else []
    out += _matter(common, one, other, lexicon, say)
    out += _bodies(common, one, other, say)
    if common.smaller_place == "same" and common.bodies.best < Cover.COVERS:
        out.append(say("place"))
    if common.smaller_place == "differs":
        out.append(say("place_other"))
    if common.times_meet:
        out.append(say("time", _meeting(one, other)))
    elif common.times_meet is False:
        out.append(say("time_apart"))
    if one.topic.kind != other.topic.kind:
        out.append(say("kind"))
    if one.level is not None and other.level is not None and one.level != other.level:
        out.append(say("level"))
    return tuple(out or [say("none")])


def _apart(one: Signature, other: Signature, say: Say) -> list[str]:
    out = []
    if one.place.province and other.place.province and one.place.province != other.place.province:
        out.append(say("province"))
    if one.year and other.year and one.year != other.year:
        out.append(say("year", one.year, other.year))
    return out


def _matter(
    common: Common, one: Signature, other: Signature, lexicon: Lexicon, say: Say
) -> list[str]:
    out = []
    same = [lexicon.label(a) for a, b, close in common.concept_pairs if a == b]
    if same:
        out.append(say("matter", ", ".join(same[:3])))
    elif common.concept_pairs:
        a, b, _ = common.concept_pairs[0]
        out.append(say("near", lexicon.label(a), lexicon.label(b)))
    elif common.alike >= _SAME_WORDING * 0.6 or common.values[0] >= _SAME_WORDING:
        shared = [
            word.lower()
            for word in tokens(one.topic.title)
            if fold(word) in one.words and fold(word) in other.words
        ]
        if len(shared) > 1:
            out.append(say("wording", " ".join(shared[:8])))
    if common.same_documents:
        out.append(say("document", ", ".join(map(str, common.same_documents[:2]))))
    if common.conflicting:
        out.append(say("conflict", *common.conflicting))
    return out


def _bodies(common: Common, one: Signature, other: Signature, say: Say) -> list[str]:
    if common.bodies.pair is None:
        return (
            [say("body_other", one.bodies[0].name, other.bodies[0].name)]
            if one.bodies and other.bodies
            else []
        )
    return _related_bodies(common, say)


def _related_bodies(common: Common, say: Say) -> list[str]:
    one, other = common.bodies.pair or ("", "")
    match common.bodies.best:
        case Cover.SAME:
            return [say("body", one if len(one) >= len(other) else other)]
        case Cover.COVERS:
            return [say("covers", one, other)]
        case Cover.SAME_PLACE:
            return [say("body_place", one, other)]
        case _:
            return [say("body_other", one, other)]


def _meeting(one: Signature, other: Signature) -> str:
    first = max(day for day in (one.first_day, other.first_day) if day)
    last = min(day for day in (one.last_day, other.last_day) if day)
    if (first.day, first.month % 3, last.month % 3) == (1, 1, 0) and last.month - first.month == 2:
        return f"quý {('I', 'II', 'III', 'IV')[first.month // 3]}"
    return (
        f"{first.day}/{first.month}–{last.day}/{last.month}"
        if first != last
        else f"{first.day}/{first.month}"
    )
