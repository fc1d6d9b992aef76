"""Who sent something: sealed as soon as it comes in, and known again by a keyed hash alone.

This half only writes; ``revealing`` opens.
"""

import json
from dataclasses import dataclass

from civickit.vntext import fold
from giamsat.foundation.limits import keyed
from giamsat.foundation.sealing import Kept, seal
from giamsat.intake.words import tidy


@dataclass(frozen=True)
class Sender:
    """A person as they named themselves; both empty when they did not say."""

    name: str = ""
    contact: str = ""  # telephone, or where they live

    def __bool__(self) -> bool:
        return bool(self.name or self.contact)

    @property
    def key(self) -> str:
        """The same person has the same key; "" for one who gave no name."""
        return keyed("who", f"citizen:{fold(self.name)}:{fold(self.contact)}") if self.name else ""

    def sealed(self) -> str:
        """As it is kept; nothing of it can be read without opening."""
        said = {"name": tidy(self.name)[:120], "contact": tidy(self.contact)[:200]}
        return seal(json.dumps(said, ensure_ascii=False), Kept.SENDER)


def body_key(name: str) -> str:
    """The key of an organisation, which speaks under its open name; "" without one."""
    return keyed("who", f"organisation:{fold(name)}") if name else ""
