"""Refusals: what a person can act on, said in a sentence with a stable code."""

from giamsat.foundation.words import filled, reader


class Refusal(Exception):
    """Base of all refusals; subclasses stand beside the code that raises them.

    ``code`` is stable; ``vi`` and ``en`` are templates filled with the keyword facts; ``status`` is
    how HTTP says it. Facts are values, not sentences: a day is a ``date``, and what differs by
    language is ``Words`` or a lazy message.
    """

    code = "REFUSED"
    status = 422
    vi = ""
    en = ""

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts

    def sentence(self, lang: str = "") -> str:
        """The sentence a person reads, in their language where none is named."""
        lang = lang or reader()
        return filled(self.vi if lang == "vi" else self.en, self.facts, lang)


def every_refusal() -> list[type[Refusal]]:
    """All refusals of the modules that are loaded, each once."""
    found: dict[type[Refusal], None] = {}
    rest: list[type[Refusal]] = [Refusal]
    while rest:
        below = rest.pop().__subclasses__()
        found |= dict.fromkeys(below)
        rest += below
    return list(found)


def refusal_of(code: str) -> type[Refusal] | None:
    """The refusal with this code; None when there is none."""
    return next((kind for kind in every_refusal() if kind.code == code), None)
