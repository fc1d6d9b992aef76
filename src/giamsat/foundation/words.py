"""What a person reads in two languages, where gettext is not at hand or both stand side by side.

Django's pages use gettext. Tables that name roles and verbs, rulebooks and commands work without
it: they hold ``Words``.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from civickit.workdays import day_in

LANGUAGES = ("vi", "en")


def _unchanged(_lang: str) -> AbstractContextManager[None]:
    return nullcontext()


class _Language:
    """Who reads: the web asks the request's language, a command its ``--lang``."""

    language: Callable[[], str] = staticmethod(lambda: "vi")
    within: Callable[[str], AbstractContextManager[None]] = staticmethod(_unchanged)


def read_in(
    language: Callable[[], str],
    within: Callable[[str], AbstractContextManager[None]] = _unchanged,
) -> None:
    """Name where the reader's language is asked for, and what makes another one theirs for a while.

    Called once when a process starts.
    """
    _Language.language, _Language.within = staticmethod(language), staticmethod(within)


@contextmanager
def reading_in(lang: str) -> Iterator[None]:
    """The reader's language is this one for a while, until a command has run."""
    before = _Language.language, _Language.within
    read_in(lambda: lang)
    try:
        yield
    finally:
        read_in(*before)


def reader() -> str:
    """The language of whoever reads now: ``vi`` or ``en``."""
    return "en" if _Language.language() == "en" else "vi"


@dataclass(frozen=True)
class Words:
    """One saying in both languages; as text it is in the reader's. ``facts`` fill both alike."""

    vi: str
    en: str
    facts: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return self.sentence(reader())

    def sentence(self, lang: str) -> str:
        """In one language, the facts too."""
        said = self.vi if lang == "vi" else self.en
        return filled(said, dict(self.facts), lang) if self.facts else said

    def of(self, **facts: object) -> "Words":
        """The same with the facts its places name."""
        return Words(self.vi, self.en, tuple(facts.items()))


def filled(template: str, facts: Mapping[str, object], lang: str) -> str:
    """A sentence with its facts as that language writes them."""
    with _Language.within(lang):  # lazy messages among the facts
        return template.format(**{name: _written(one, lang) for name, one in facts.items()})


def kept(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts as JSON keeps them, in both languages where these differ; ``told`` reads them again."""
    return {
        name: fact
        if isinstance(fact, str | int | float) or fact is None
        else {lang: filled("{one}", {"one": fact}, lang) for lang in LANGUAGES}
        for name, fact in facts.items()
    }


def told(facts: Mapping[str, Any]) -> dict[str, object]:
    """The facts that ``kept`` has kept."""
    return {name: Words(**one) if isinstance(one, Mapping) else one for name, one in facts.items()}


def _written(fact: object, lang: str) -> object:
    if hasattr(fact, "sentence"):  # Words, and findings of engines
        return fact.sentence(lang)
    if isinstance(fact, datetime):
        return moment_in(fact, lang)
    return day_in(fact, lang) if isinstance(fact, date) else fact


def moment_in(at: datetime, lang: str) -> str:
    """8:05 ngày 15/4/2027; the caller has put it into local time."""
    time = f"{at.hour}:{at.minute:02d}"
    return _MOMENT.of(time=time, day=at.date()).sentence(lang)


_MOMENT = Words("{time} ngày {day}", "{time} on {day}")


def noted(text: str) -> str:
    """Marks what is stored in Vietnamese and translated by the page that shows it."""
    return text
