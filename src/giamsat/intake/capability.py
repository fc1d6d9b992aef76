"""The face of this app: what is taken in from people without an account."""

from giamsat.foundation.capability import Capability
from giamsat.intake.forgetting import forget_sources

CAPABILITY = Capability(ticks=(forget_sources,))
