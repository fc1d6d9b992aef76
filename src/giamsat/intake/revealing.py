"""Read who sent something.

Only an action that asks for a reason and records who looked may import this.
"""

import json

from giamsat.foundation.unsealing import unseal
from giamsat.intake.senders import Sender


def reveal(sealed: str) -> Sender:
    """The sender again. Raises ``foundation.unsealing.CannotOpen``."""
    return Sender(**json.loads(unseal(sealed)))
