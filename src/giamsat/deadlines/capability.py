"""The face of this app: days and rulebooks."""

from giamsat.foundation.capability import Capability

_VERBS = {
    "day.announced": ("ghi", "entered"),
    "day.withdrawn": ("bỏ", "took back"),
}

CAPABILITY = Capability(
    verbs=_VERBS,
)
