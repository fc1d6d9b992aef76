"""The face of this app: long work."""

from giamsat.foundation.capability import Capability
from giamsat.foundation.words import Words

_VERBS = {
    "papers.asked": Words("viết lại văn bản", "had papers written again"),
    "job.stopped": Words("dừng", "stopped"),
}

CAPABILITY = Capability(verbs=_VERBS)
