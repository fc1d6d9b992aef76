"""What every form of a stranger carries.

Its own key, when it was opened, and a field that people do not see.
"""

import time
import uuid
from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer

from giamsat.intake.taking import Arrival

_SIGNER = Signer(salt="gop-y")


class StrangersForm(forms.Form):
    """A form open to everybody; ``website`` stays empty: people do not see it."""

    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    opened = forms.CharField(widget=forms.HiddenInput)

    @staticmethod
    def fresh() -> dict[str, Any]:
        """What a form that was just opened carries."""
        return {"key": uuid.uuid4(), "opened": _SIGNER.sign(str(int(time.time())))}

    def arrival(self, address: str) -> Arrival:
        """How a valid form came, from a network address."""
        said = self.cleaned_data
        return Arrival(address, _seconds_since(said["opened"]), said["website"])


def _seconds_since(signed: str) -> float:
    """How long ago a form was opened; 0 when it is no form of ours."""
    try:
        return time.time() - int(_SIGNER.unsign(signed))
    except (BadSignature, ValueError):
        return 0.0
