"""What a door for files with tables asks for, and what its page calls that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class FileDoor:
    """One kind of file: the meanings a column may have by code, and the times it may tick."""

    code: str
    meanings: "Mapping[str, str | _StrPromise]"
    ticks: Sequence[str] = ()
