"""Concepts, stock phrases and known documents.

An office extends them with files of the same form.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from civickit.overlap.documents import Cited, find_documents
from civickit.vntext import Abbreviations, clean, fold, load_abbreviations, spelling_key, tokens

STOCK = ""  # the entry of a phrase that says nothing about the matter
COMPOUND = "\1"  # the entry of a word in which a shorter alias means something else
_END = "\0"
_RELATED, _PARENT, _SIBLING, _FIELD = 0.55, 0.75, 0.45, 0.2


@dataclass
class Concept:
    """A policy matter: its parent, its neighbours and how people call it."""

    id: str
    parent: str | None
    related: frozenset[str]
    label: str
    aliases: list[str] = field(default_factory=list)

    @property
    def field(self) -> str:
        """The policy field: the id before its dot."""
        return self.id.partition(".")[0]


@dataclass(frozen=True)
class Span:
    """A phrase found in a text: token positions (end excluded) and its entry.

    An entry is a concept, STOCK or COMPOUND.
    """

    first: int
    last: int
    entry: str


class Lexicon:
    """Finds concepts in texts and says how two concepts stand to each other."""

    def __init__(
        self,
        concepts: Mapping[str, Concept],
        stock: Iterable[str],
        documents: Mapping[Cited, tuple[str, ...]],
        audiences: Iterable[str],
        abbreviations: Abbreviations,
        *,
        compounds: Iterable[str] = (),
    ) -> None:
        self.concepts = dict(concepts)
        self.documents = dict(documents)
        self.audiences = frozenset(audiences)
        self.abbreviations = abbreviations
        self._marked: dict[str, Any] = {}
        self._folded: dict[str, Any] = {}
        for word in compounds:
            self._plant(word, COMPOUND)
        phrases = list(stock)
        self.particles = frozenset(
            fold(phrase) for phrase in phrases if " " not in phrase
        )  # "cho" may be "chợ" when marks are missing
        for phrase in phrases:
            self._plant(phrase, STOCK)
        for concept in concepts.values():
            for alias in concept.aliases:
                self._plant(alias, concept.id)
        self._relations: dict[tuple[str, str], float] = {}
        self._neighbours: dict[float, dict[str, list[str]]] = {}

    def _plant(self, phrase: str, entry: str) -> None:
        words = tokens(abbreviated(phrase, self.abbreviations))
        marked = [spelling_key(word) for word in words]
        _insert(self._marked, marked, entry)
        # Folded single syllables mean too many things: "dat" is land, reach and set.
        if len(words) > 1 or entry == STOCK:
            _insert(self._folded, [fold(word) for word in words], entry)

    def find(self, words: Sequence[str], *, marked: bool) -> Iterator[Span]:
        """Longest phrases first come, first served.

        ``words`` are spelling keys, or folded when not marked.
        """
        root = self._marked if marked else self._folded
        place = 0
        while place < len(words):
            best = _longest(root, words, place)
            if best and best.entry == STOCK:
                best = _before_matter(root, words, best)
            if best:
                yield best
            place = best.last if best else place + 1

    def relation(self, concept: str, other: str) -> float:
        """1 for the same concept, down to 0 for nothing in common."""
        if concept == other:
            return 1.0
        key = (concept, other) if concept < other else (other, concept)
        if key not in self._relations:
            self._relations[key] = self._relate(*key)
        return self._relations[key]

    def neighbours(self, lowest: float) -> dict[str, list[str]]:
        """For every concept the others related to it at least so much; worked out once."""
        if lowest not in self._neighbours:
            names = list(self.concepts)
            self._neighbours[lowest] = {
                concept: [
                    other
                    for other in names
                    if other != concept and self.relation(concept, other) >= lowest
                ]
                for concept in names
            }
        return self._neighbours[lowest]

    def _relate(self, concept: str, other: str) -> float:
        a, b = self.concepts.get(concept), self.concepts.get(other)
        if not a or not b:
            return 0.0
        if other == a.parent or concept == b.parent:
            return _PARENT
        if other in a.related or concept in b.related:
            return _RELATED
        if a.parent and a.parent == b.parent:
            return _SIBLING
        return _FIELD if a.field == b.field else 0.0

    def label(self, concept: str) -> str:
        """How a committee calls the concept."""
        return self.concepts[concept].label if concept in self.concepts else concept


def abbreviated(text: str, abbreviations: Abbreviations) -> str:
    """Lexicon lines are typed in small letters; capitals inside them are abbreviations."""
    return abbreviations.expand(text) if any(char.isupper() for char in text) else clean(text)


def _longest(root: dict[str, Any], words: Sequence[str], place: int) -> Span | None:
    """The longest phrase that begins at a place."""
    node: dict[str, Any] | None = root
    best: Span | None = None
    for ahead in range(place, len(words)):
        node = node.get(words[ahead]) if node else None
        if node is None:
            break
        if _END in node:
            best = Span(place, ahead + 1, node[_END])
    return best


def _before_matter(root: dict[str, Any], words: Sequence[str], stock: Span) -> Span:
    """A stock phrase as far as no matter begins in it that goes on after it.

    "chính sách, pháp luật lao động" is "chính sách" and the law of labour.
    """
    for start in range(stock.first + 1, stock.last):
        matter = _longest(root, words, start)
        if matter and matter.last > stock.last and matter.entry not in (STOCK, COMPOUND):
            return Span(stock.first, start, STOCK)
    return stock


def _insert(root: dict[str, Any], words: Sequence[str], entry: str) -> None:
    if not words:
        return
    for word in words:
        root = root.setdefault(word, {})
    if entry != STOCK or _END not in root:  # a concept beats a stock phrase of the same wording
        root[_END] = entry


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield line.strip()


def _add_concepts(concepts: dict[str, Concept], text: str) -> None:
    for line in _lines(text):
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 4:
            raise ValueError(f"concepts.txt: {line[:60]}")
        name, parent, related, aliases = parts
        names = [alias.strip() for alias in aliases.split(";") if alias.strip()]
        old = concepts.get(name)
        if old:
            old.aliases += names
            old.related |= frozenset(r.strip() for r in related.split(",") if r.strip())
        else:
            concepts[name] = Concept(
                name,
                parent or None,
                frozenset(r.strip() for r in related.split(",") if r.strip()),
                names[0] if names else name,
                names,
            )


def _read_documents(text: str) -> dict[Cited, tuple[str, ...]]:
    out = {}
    for line in _lines(text):
        name, _, concepts = line.partition("=")
        cited = find_documents(name.strip())
        if cited:
            out[cited[0]] = tuple(
                concept.strip() for concept in concepts.split(",") if concept.strip()
            )
    return out


@lru_cache(maxsize=4)
def load_lexicon(folder: Path | None = None) -> Lexicon:
    """The packaged lexicon, extended by files of the same names in an office's own folder.

    Raises ValueError naming the line that cannot be read.
    """
    packaged = resources.files("civickit.overlap.lexicon")

    def text(name: str) -> str:
        own = folder / name if folder else None
        return (packaged / name).read_text("utf-8") + (
            "\n" + own.read_text("utf-8") if own and own.is_file() else ""
        )

    concepts: dict[str, Concept] = {}
    _add_concepts(concepts, text("concepts.txt"))
    own_short = folder / "abbreviations.txt" if folder else None
    short = load_abbreviations(
        own_short.read_text("utf-8").splitlines() if own_short and own_short.is_file() else ()
    )
    return Lexicon(
        concepts,
        _lines(text("stock.txt")),
        _read_documents(text("documents.txt")),
        _lines(text("audiences.txt")),
        short,
        compounds=_lines(text("compounds.txt")),
    )
