"""What a topic is about, taken apart once so that many comparisons are cheap."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from civickit.overlap.bodies import Body, parse_body
from civickit.overlap.documents import Cited, find_documents
from civickit.overlap.lexicon import COMPOUND, STOCK, Lexicon, Span
from civickit.overlap.places import NamedPlace, locality, named_places, successor
from civickit.overlap.topics import Topic
from civickit.vntext import clean, fold, has_diacritics, is_syllable, spelling_key, tokens
from civickit.worksheets.periods import parse_period

_NUMBER = re.compile(
    r"\d+(?:/\d+)?(?:\s?[-/]\s?[A-ZĐ]+\d*)+"
)  # 05-CT/TW: cited documents are compared on their own
_HEADS = frozenset(("quy hoach", "ke hoach", "chinh sach"))
_FRAME = re.compile(
    r"\b(?:trach nhiem|vai tro)(?: lanh dao| chi dao| quan ly)*(?: cua)?(?: [a-z]+){0,3} "
    r"(?:nguoi dung dau|thu truong|cap uy|chinh quyen)(?: [a-z]+){0,8}? (?:trong|ve|doi voi)"
    r"(?: viec| cong tac| thuc hien)*(?= [a-z]+ [a-z]+)"
)
_DIGIT = re.compile(r"\d")
_BACKGROUND = frozenset(("nham", "phuc vu", "gop phan", "huong toi", "tien toi"))
_BACKGROUND_WEIGHT = 0.4
_AUDIENCE_WEIGHT = 0.45
_DOCUMENT_WEIGHT = 0.8
_MANY_DOCUMENTS = 8
_FEWEST_BEFORE_AIM = 3  # words
_BODY_IN_TITLE = re.compile(
    r"(?:tại|ở|của|đối với|do|\(|cơ quan soạn thảo:)\s*"
    r"((?:Sở|UBND|Ủy ban nhân dân|Chủ tịch UBND|Công an|BHXH|Bảo hiểm xã hội|Trung tâm|Bệnh viện|"
    r"Trường|Chi cục|Cục|Phòng|Công ty|Ngân hàng|Thanh tra|Văn phòng|Trạm|Đảng ủy|Ban Quản lý|"
    r"Ban QLDA|Hạt|Đội|Quỹ|Điện lực|Viện)\b[^,;()]*?)"
    r"(?=\s+(?:soạn thảo|trong|về|năm|giai đoạn|quý|tháng|nhằm|từ)\b|[,;()]|$)"
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
    initials: str  # first letters of all words, by which the other side's capitals are read
    initial_words: tuple[str, ...]
    concepts: Mapping[str, float]
    documents: tuple[Cited, ...]
    bodies: tuple[Body, ...]
    place: NamedPlace
    provinces: frozenset[str]  # it is about; where none is said, those of its bodies
    level: int | None
    first_day: date | None
    last_day: date | None

    @property
    def year(self) -> int | None:
        """The year it is planned for."""
        return self.topic.year

    @property
    def bodies_said(self) -> bool:
        """Whether its bodies were listed, not read from the title."""
        return bool(self.topic.supervised_units)

    @property
    def plain(self) -> str:
        """The title folded, for equality."""
        return fold(self.topic.title)


def sign(topic: Topic, lexicon: Lexicon, rarity: Mapping[str, float], unknown: float) -> Signature:
    """Take a topic apart. ``rarity`` weighs folded words; a word it lacks weighs ``unknown``."""
    title = clean(topic.title)
    expanded = lexicon.abbreviations.expand(title)
    named = topic.supervised_units or tuple(_bodies_in(title))
    surface = [word for word in tokens(_NUMBER.sub(" ", expanded)) if word.isalpha()]
    folded = [_folded(word) for word in surface]
    marked = has_diacritics(title)
    kept = _of_the_matter(folded, topic, [*named, *_bodies_in(title)], lexicon)
    matter = _Matter(lexicon, [surface[i] for i in kept], [folded[i] for i in kept], marked=marked)
    words = matter.words(rarity, unknown)
    documents = find_documents(expanded) if _DIGIT.search(title) else ()
    first_day, last_day = _days(topic)
    place = _place(topic, title)
    bodies = _bodies_named(named, topic, place)
    return Signature(
        topic=topic,
        marked=marked,
        words=words,
        norm=norm_of(words),
        residue=" ".join(words),
        capitals=_unknown_capitals(title, surface) if marked else (),
        initials="".join(word[0] for word in folded),
        initial_words=tuple(folded),
        concepts=_with_known(matter.concepts(), documents, lexicon),
        documents=documents,
        bodies=bodies,
        place=place,
        provinces=_provinces(place, bodies),
        level=_LEVELS.get(topic.level or ""),
        first_day=first_day,
        last_day=last_day,
    )


def _of_the_matter(
    folded: list[str], topic: Topic, names: list[str], lexicon: Lexicon
) -> list[int]:
    """Which words of a title tell its matter: neither a name nor the frame around it."""
    framed = _frame(folded)
    unnamed = _without_names(folded, topic, names, lexicon)
    return [number for number in unnamed if number not in framed]


def _bodies_named(names: Iterable[str], topic: Topic, place: NamedPlace) -> tuple[Body, ...]:
    return tuple(_body(name, place.province, topic.year) for name in names)


def _provinces(place: NamedPlace, bodies: tuple[Body, ...]) -> frozenset[str]:
    names = (place.province,) if place.province else tuple(body.province for body in bodies)
    return _one_set(names)


@lru_cache(maxsize=65536)
def _one_set(names: tuple[str, ...]) -> frozenset[str]:
    """One set for all topics of the same provinces: it is asked for with every pair."""
    return frozenset(filter(None, names))


@lru_cache(maxsize=65536)
def _body(name: str, province: str, year: int | None) -> Body:
    """A body with its province, which is the topic's own where its name says none."""
    body = parse_body(name)
    return replace(body, province=successor(body.province, year) or province)


def norm_of(words: Mapping[str, float]) -> float:
    """The length of the vector of weights."""
    return math.sqrt(sum(weight * weight for weight in words.values()))


def _bodies_in(title: str) -> list[str]:
    """Bodies that a title names as the place where or the one with whom something is done."""
    return [match[1] for match in _BODY_IN_TITLE.finditer(title)]


def _unknown_capitals(title: str, surface: list[str]) -> tuple[str, ...]:
    """Abbreviations no table knows, folded; where all is in capitals, none is one."""
    if title.isupper():
        return ()
    return tuple(
        fold(word) for word in surface if word.isupper() and len(word) > 2 and not is_syllable(word)
    )


def _days(topic: Topic) -> tuple[date | None, date | None]:
    """As said, else as its words for the time are read."""
    if topic.first_day:
        return topic.first_day, topic.last_day
    period = parse_period(topic.time_text or "", topic.year or 2000)
    return (
        (period.first_day, topic.last_day or period.last_day) if period else (None, topic.last_day)
    )


def _with_known(
    concepts: dict[str, float], documents: tuple[Cited, ...], lexicon: Lexicon
) -> dict[str, float]:
    """Also the concepts of the cited documents; a list of many says nothing of the matter."""
    for cited in documents if len(documents) < _MANY_DOCUMENTS else ():
        for known, ids in lexicon.documents.items():
            if cited.is_same(known):
                for concept in ids:
                    concepts[concept] = max(concepts.get(concept, 0.0), _DOCUMENT_WEIGHT)
    return concepts


def _place(topic: Topic, title: str) -> NamedPlace:
    """The locality with the smaller places that bodies and title name."""
    place = locality(topic.locality)
    named = [named_places(text) for text in (*topic.supervised_units, title)]
    districts = place.districts.union(*(districts for districts, _ in named))
    communes = place.communes.union(*(communes for _, communes in named))
    province = successor(place.province, topic.year)
    return NamedPlace(province, districts - {place.province}, communes)


def _frame(folded: list[str]) -> range:
    """Positions of the words that say who answers for the matter, where a matter follows.

    "trách nhiệm của người đứng đầu cấp ủy trong công tác" before "tiếp công dân".
    """
    found = _FRAME.search(" ".join(folded))
    if not found:
        return range(0)
    first = found.string.count(" ", 0, found.start())
    return range(first, first + len(found.group().split()))


def _without_names(
    folded: list[str], topic: Topic, bodies: list[str], lexicon: Lexicon
) -> list[int]:
    """Positions of the words that are no part of a body's or place's name.

    "TTYT Cẩm Phả" is not primary care.
    """
    place = locality(topic.locality)
    districts, communes = named_places(clean(topic.title))
    names = {place.province, *place.districts, *place.communes, *districts, *communes}
    phrases = {tuple(name.split()) for name in names}.union(
        *(_forms(body, lexicon) for body in bodies)
    )
    dropped: set[int] = set()
    for phrase in phrases:
        size = len(phrase)
        if size > 1:
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


class _Matter:
    """The words of a title without names, as written and folded, and the phrases in them."""

    def __init__(
        self, lexicon: Lexicon, surface: list[str], folded: list[str], *, marked: bool
    ) -> None:
        self.lexicon, self.folded = lexicon, folded
        keys = [_key(word) for word in surface] if marked else folded
        self.spans = list(lexicon.find(keys, marked=marked))
        self.background = _background(folded)

    def _share(self, position: int) -> float:
        """What is said as the aim of the matter weighs less than the matter."""
        return _BACKGROUND_WEIGHT if position >= self.background else 1.0

    def concepts(self) -> dict[str, float]:
        """Concepts with their weights."""
        concepts: dict[str, float] = {}
        for span in self.spans:
            if span.entry not in (STOCK, COMPOUND):
                is_aside = span.entry in self.lexicon.audiences or self._is_head(span)
                own = _AUDIENCE_WEIGHT if is_aside else 1.0
                weight = own * self._share(span.first)
                concepts[span.entry] = max(concepts.get(span.entry, 0.0), weight)
        return concepts

    def _is_head(self, span: Span) -> bool:
        """Whether it only heads the matter that follows: "quy hoạch" of "quy hoạch chợ"."""
        return " ".join(self.folded[span.first : span.last]) in _HEADS and any(
            other.first >= span.last and other.entry not in (STOCK, COMPOUND)
            for other in self.spans
        )

    def words(self, rarity: Mapping[str, float], unknown: float) -> dict[str, float]:
        """Words that say something, with their weights."""
        stock = {
            position
            for span in self.spans
            if span.entry == STOCK
            for position in range(span.first, span.last)
        }
        words: dict[str, float] = {}
        for position, word in enumerate(self.folded):
            if position not in stock and len(word) > 1:
                weight = rarity.get(word, unknown) * self._share(position)
                words[word] = max(words.get(word, 0.0), weight)
        return words


def _background(folded: list[str]) -> int:
    """Where the aim of the matter begins, after the matter itself; the end when it is not said."""
    for position in range(_FEWEST_BEFORE_AIM, len(folded)):
        pair = " ".join(folded[position : position + 2])
        if folded[position] in _BACKGROUND or pair in _BACKGROUND:
            return position
    return len(folded)
