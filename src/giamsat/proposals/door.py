"""The door through which files of proposals and plans of other bodies come in."""

from civickit.worksheets.forms import TICKED
from giamsat.proposals.corrections import COLUMN_NAMES
from giamsat.proposals.models import Workbook
from giamsat.sheets.doors import FileDoor
from giamsat.sheets.keeping import owner_of

PROPOSALS = FileDoor("proposals", COLUMN_NAMES, TICKED)


def owner(workbook: Workbook) -> str:
    """Whose files have the form of this one; "" while nobody knows."""
    if workbook.is_outside:
        return owner_of(None, workbook.outside_body)
    return owner_of(workbook.organisation_id)
