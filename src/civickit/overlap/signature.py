"""What a topic is about, taken apart once so that many comparisons are cheap."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from civickit.overlap.bodies import Body, parse_body
from civickit.overlap.documents import Cited, find_documents
from civickit.overlap.lexicon import STOCK, Lexicon
from civickit.overlap.places import Place, locality, named_places, successor
from civickit.overlap.topics import Topic
from civickit.vntext import clean, fold, has_diacritics, is_syllable, spelling_key, tokens
from civickit.worksheets.periods import parse_period

_NUMBER = re.compile(
    r"\d+(?:/\d+)?(?:\s?[-/]\s?[A-ZĐ]+\d*)+"
)  # 05-CT/TW: cited documents are compared on their own
_DIGIT = re.compile(r"\d")
_BACKGROUND = frozenset(("nham", "phuc vu", "gop phan", "huong toi", "tien toi"))
_BACKGROUND_WEIGHT = 0.4
_AUDIENCE_WEIGHT = 0.45
_BODY_IN_TITLE = re.compile(
    r"(?:tại|ở|của|đối với|do|\(|cơ quan soạn thảo:)\s*((?:Sở|UBND|Ủy ban nhân dân|Chủ tịch UBND|Công an|BHXH|Bảo hiểm xã hội|Trung tâm|Bệnh viện|Trường|Chi cục|Cục|Phòng|"
    r"Công ty|Ngân hàng|Thanh tra|Văn phòng|Trạm|Đảng ủy|Ban Quản lý|Ban QLDA|Hạt|Đội|Quỹ|Điện lực|Viện)\b[^,;()]*?)(?=\s+(?:soạn thảo|trong|về|năm|giai đoạn|quý|tháng|nhằm|từ)\b|[,;()]|$)"
)
_STATE_BODIES = re.compile(
    r"hdnd|hoi dong nhan dan|thanh tra|kiem toan|ubkt|uy ban kiem tra|quoc hoi|dbqh|chinh phu|\bbo\b|trung uong|tinh uy|cap uy|\bso\b|ubnd"
)
_LEVELS = {"central": 3, "province": 2, "district": 1, "commune": 0}


_folded = lru_cache(maxsize=65536)(fold)  # few words make up all titles
_key = lru_cache(maxsize=65536)(spelling_key)


@dataclass(frozen=True)
class Signature:
    """A topic taken apart. ``words`` and ``concepts`` map to weights; days are inclusive."""

    topic: Topic
    marked: bool
    words: Mapping[str, float]
    norm: float
    residue: str
    capitals: tuple[str, ...]  # abbreviations no table knows, folded
    initials: str  # first letters of all words, against which the other side's unknown abbreviations are read
    initial_words: tuple[str, ...]
    concepts: Mapping[str, float]
    documents: tuple[Cited, ...]
    bodies: tuple[Body, ...]
    bodies_said: bool
    place: Place
    level: int | None
    is_state: bool
    year: int | None
    first_day: date | None
    last_day: date | None

    @property
    def plain(self) -> str:
        """The title folded, for equality."""
        return fold(self.topic.title)


def sign(topic: Topic, lexicon: Lexicon, rarity: Mapping[str, float], unknown: float) -> Signature:
    """Take a topic apart. ``rarity`` weighs folded words; a word it lacks weighs ``unknown``."""
    title = clean(topic.title)
    marked = has_diacritics(title)
    expanded = lexicon.abbreviations.expand(title)
    documents = find_documents(expanded) if _DIGIT.search(title) else ()
    named = topic.supervised_units or tuple(found[1] for found in _BODY_IN_TITLE.finditer(title))
    bodies = tuple(parse_body(unit) for unit in named)
    surface = [word for word in tokens(_NUMBER.sub(" ", expanded)) if word.isalpha()]
    folded = [_folded(word) for word in surface]
    all_words = tuple(folded)
    capitals = (
        tuple(
            fold(word)
            for word in surface
            if word.isupper() and len(word) > 2 and not title.isupper() and not is_syllable(word)
        )
        if marked
        else ()
    )
    kept = _without_names(folded, topic, named, title, lexicon)
    surface, folded = [surface[i] for i in kept], [folded[i] for i in kept]
    keys = [_key(word) for word in surface] if marked else folded
    words, concepts = _weigh(keys, folded, lexicon, rarity, unknown, marked=marked)
    for cited in documents:
        for known, ids in lexicon.documents.items() if len(documents) < 8 else ():
            if cited.is_same(known):
                concepts.update({concept: max(concepts.get(concept, 0.0), 0.8) for concept in ids})
    period = (
        parse_period(topic.time_text or "", topic.year or 2000) if not topic.first_day else None
    )
    place = locality(topic.locality)
    return Signature(
        topic,
        marked,
        words,
        math.sqrt(sum(w * w for w in words.values())),
        " ".join(words),
        capitals,
        "".join(word[0] for word in all_words),
        all_words,
        concepts,
        documents,
        bodies,
        bool(topic.supervised_units),
        _place(place, topic, title),
        _LEVELS.get(topic.level or ""),
        bool(_STATE_BODIES.search(fold(topic.organisation or ""))),
        topic.year,
        topic.first_day or (period.first_day if period else None),
        topic.last_day or (period.last_day if period else None),
    )


def _place(place: Place, topic: Topic, title: str) -> Place:
    """The locality with the smaller places that bodies and title name."""
    districts, communes = set(place.districts), set(place.communes)
    for text in (*topic.supervised_units, title):
        more_districts, more_communes = named_places(text)
        districts |= more_districts
        communes |= more_communes
    return Place(
        successor(place.province, topic.year),
        frozenset(districts - {place.province}),
        frozenset(communes),
    )


def _without_names(
    folded: list[str], topic: Topic, named: tuple[str, ...], title: str, lexicon: Lexicon
) -> list[int]:
    """Positions of the words that are no part of a body's or place's name: "TTYT Cẩm Phả" is not primary care."""
    phrases: set[tuple[str, ...]] = set()
    for name in (*named, *(m[1] for m in _BODY_IN_TITLE.finditer(title))):
        phrases |= _forms(name, lexicon)
    places = locality(topic.locality)
    for place in {
        places.province,
        *places.districts,
        *places.communes,
        *(p for part in named_places(title) for p in part),
    }:
        phrases.add(tuple(place.split()))
    dropped: set[int] = set()
    for phrase in phrases:
        size = len(phrase)
        if size < 2:
            continue
        for start in range(len(folded) - size + 1):
            if folded[start] == phrase[0] and tuple(folded[start : start + size]) == phrase:
                dropped.update(range(start, start + size))
    return [i for i in range(len(folded)) if i not in dropped]


@lru_cache(maxsize=65536)
def _forms(name: str, lexicon: Lexicon) -> frozenset[tuple[str, ...]]:
    """A name as folded words, as written and written out."""
    texts = (name, lexicon.abbreviations.expand(name))
    return frozenset(
        tuple(word for word in re.findall(r"[a-z0-9]+", fold(text)) if not word.isdigit())
        for text in texts
    )


def _weigh(
    keys: list[str],
    folded: list[str],
    lexicon: Lexicon,
    rarity: Mapping[str, float],
    unknown: float,
    *,
    marked: bool,
) -> tuple[dict[str, float], dict[str, float]]:
    background = len(keys)
    for i in range(3, len(folded)):
        if folded[i] in _BACKGROUND or " ".join(folded[i : i + 2]) in _BACKGROUND:
            background = i
            break
    stock: set[int] = set()
    concepts: dict[str, float] = {}
    for span in lexicon.find(keys, marked=marked):
        if span.entry == STOCK:
            stock.update(range(span.first, span.last))
            continue
        weight = (_AUDIENCE_WEIGHT if span.entry in lexicon.audiences else 1.0) * (
            _BACKGROUND_WEIGHT if span.first >= background else 1.0
        )
        concepts[span.entry] = max(concepts.get(span.entry, 0.0), weight)
    words: dict[str, float] = {}
    for i, word in enumerate(folded):
        if i not in stock and len(word) > 1:
            weight = rarity.get(word, unknown) * (_BACKGROUND_WEIGHT if i >= background else 1.0)
            words[word] = max(words.get(word, 0.0), weight)
    return words, concepts
