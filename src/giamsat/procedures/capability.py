"""The face of this app: steps of procedures."""

from giamsat.foundation.capability import Capability

_VERBS = {
    "step.finished": ("xong một bước của", "finished a step of"),
    "step.skipped": ("bỏ một bước của", "skipped a step of"),
    "step.reopened": ("làm lại một bước của", "reopened a step of"),
}

CAPABILITY = Capability(verbs=_VERBS)
