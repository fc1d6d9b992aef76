"""The face of this app: papers."""

from django.utils.translation import gettext_lazy as _

from giamsat.documents import issuing
from giamsat.foundation.capability import Capability, JobKind
from giamsat.foundation.words import Words

_VERBS = {
    "paper.drafted": Words("soạn", "drafted"),
    "paper.issued": Words("phát hành", "issued"),
}

CAPABILITY = Capability(
    verbs=_VERBS,
    jobs={
        "paper": JobKind(
            issuing.write_paper,
            _("Viết văn bản"),
            {"papers-writing": _("viết từng văn bản")},
            writes_papers=True,
        )
    },
)
