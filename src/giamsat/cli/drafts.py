"""Opening drafts for the commands that read them."""

from pathlib import Path
from typing import TYPE_CHECKING

from giamsat.foundation.refusals import Refusal

if TYPE_CHECKING:
    from civickit.legaltext import Draft


class UnreadableDraftFile(Refusal):
    """A draft that cannot be read."""

    code = "UNREADABLE_DRAFT"
    vi = "{file}: {why}"
    en = "{file}: {why}"


def opened_draft(path: Path, lang: str) -> "Draft":
    """The draft in a file. Raises UnreadableDraftFile with the reason."""
    from civickit.legaltext import UnreadableDraft, read_draft

    try:
        return read_draft(path)
    except UnreadableDraft as error:
        raise UnreadableDraftFile(file=path.name, why=error.finding.message(lang)) from error
