"""An answer to "may they?", with the reason when they may not."""

from dataclasses import dataclass

from giamsat.foundation.refusals import Refusal


class NotAllowed(Refusal):
    """The person may not do this here; ``why`` is the verdict's own sentence."""

    code = "NOT_ALLOWED"
    status = 403
    vi = "{why}"
    en = "{why}"


@dataclass(frozen=True)
class Verdict:
    """Whether something is allowed, and the sentence a person reads when it is not."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(allowed=True)


def no(reason: str) -> Verdict:
    """Not allowed, for this reason."""
    return Verdict(allowed=False, reason=reason)


def require(verdict: Verdict) -> None:
    """The first line of every action. Raises NotAllowed."""
    if not verdict:
        raise NotAllowed(why=verdict.reason)
