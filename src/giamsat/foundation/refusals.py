"""Refusals: what a person can act on, said in a sentence with a stable code."""


class Refusal(Exception):
    """Base of all refusals; subclasses stand beside the code that raises them.

    ``code`` is stable; ``vi`` and ``en`` are templates filled with the keyword facts; ``status`` is how HTTP says it.
    """

    code = "REFUSED"
    status = 422
    vi = ""
    en = ""

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts

    def sentence(self, lang: str = "vi") -> str:
        """The sentence a person reads."""
        return (self.vi if lang == "vi" else self.en).format(**self.facts)
