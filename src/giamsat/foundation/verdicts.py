"""An answer to "may they?", with the reason when they may not."""

from dataclasses import dataclass

from giamsat.foundation.refusals import Refusal
from giamsat.foundation.wording import Saying, with_facts


class NotAllowed(Refusal):
    """The person may not do this here; ``why`` is the verdict's own sentence."""

    code = "NOT_ALLOWED"
    status = 403
    vi = "{why}"
    en = "{why}"


class NotNow(Refusal):
    """It was theirs to do, but things have moved on.

    The page shows where they stand and keeps what was typed.
    """

    code = "NOT_NOW"
    status = 409
    vi = "{why}"
    en = "{why}"


@dataclass(frozen=True)
class Verdict:
    """Whether something is allowed, and the sentence a person reads when it is not.

    The sentence is in the reader's language.
    """

    allowed: bool
    reason: Saying = ""
    is_about_time: bool = False  # the person may, the moment is wrong

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(allowed=True)


def no(reason: Saying, **facts: object) -> Verdict:
    """Not allowed, for this reason: a lazy message whose places ``facts`` fill, or Words."""
    return Verdict(allowed=False, reason=with_facts(reason, **facts) if facts else reason)


def not_now(reason: Saying, **facts: object) -> Verdict:
    """Not at this point, for this reason."""
    return Verdict(allowed=False, reason=no(reason, **facts).reason, is_about_time=True)


def require(verdict: Verdict) -> None:
    """The first line of every action. Raises NotAllowed or NotNow."""
    if not verdict:
        raise (
            NotNow(why=verdict.reason) if verdict.is_about_time else NotAllowed(why=verdict.reason)
        )
