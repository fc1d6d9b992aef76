"""The face of this app: steps of procedures."""

from giamsat.foundation.capability import Capability
from giamsat.foundation.words import Words

_VERBS = {
    "step.finished": Words("xong một bước của", "finished a step of"),
    "step.skipped": Words("bỏ một bước của", "skipped a step of"),
    "step.reopened": Words("làm lại một bước của", "reopened a step of"),
}

CAPABILITY = Capability(verbs=_VERBS)
