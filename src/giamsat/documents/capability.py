"""The face of this app: papers."""

from giamsat.foundation.capability import Capability

_VERBS = {
    "paper.drafted": ("soạn", "drafted"),
    "paper.issued": ("phát hành", "issued"),
}

CAPABILITY = Capability(
    verbs=_VERBS,
)
