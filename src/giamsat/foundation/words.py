"""What a person reads in two languages, where gettext is not at hand or both stand side by side.

Django's pages use gettext. Tables that name roles and verbs, rulebooks and commands work without
it: they hold ``Words``.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime

LANGUAGES = ("vi", "en")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def _unchanged(_lang: str) -> AbstractContextManager[None]:
    return nullcontext()


class _Reader:
    """Who reads: the web asks the request's language, a command its ``--lang``."""

    language: Callable[[], str] = staticmethod(lambda: "vi")
    within: Callable[[str], AbstractContextManager[None]] = staticmethod(_unchanged)


def read_in(
    language: Callable[[], str], within: Callable[[str], AbstractContextManager[None]]
) -> None:
    """Name where the reader's language is asked for, and what makes another one theirs for a while.

    Called once when a process starts.
    """
    _Reader.language, _Reader.within = staticmethod(language), staticmethod(within)


def reader() -> str:
    """The language of whoever reads now: ``vi`` or ``en``."""
    return "en" if _Reader.language() == "en" else "vi"


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
        return filled(self.vi if lang == "vi" else self.en, dict(self.facts), lang)

    def of(self, **facts: object) -> "Words":
        """The same with the facts its places name."""
        return Words(self.vi, self.en, tuple(facts.items()))


def filled(template: str, facts: Mapping[str, object], lang: str) -> str:
    """A sentence with its facts as that language writes them."""
    with _Reader.within(lang):  # lazy messages among the facts
        return template.format(**{name: _written(one, lang) for name, one in facts.items()})


def _written(fact: object, lang: str) -> object:
    if isinstance(fact, Words):
        return fact.sentence(lang)
    if isinstance(fact, datetime):
        return moment_in(fact, lang)
    return day_in(fact, lang) if isinstance(fact, date) else fact


def day_in(day: date, lang: str) -> str:
    """15/4/2027, or 15 Apr 2027 for readers to whom 4/5 may be April."""
    month = f" {_MONTHS[day.month - 1]} " if lang == "en" else f"/{day.month}/"
    return f"{day.day}{month}{day.year}"


def moment_in(at: datetime, lang: str) -> str:
    """8:05 ngày 15/4/2027; the caller has put it into local time."""
    joint = "on" if lang == "en" else "ngày"
    return f"{at.hour}:{at.minute:02d} {joint} {day_in(at, lang)}"
