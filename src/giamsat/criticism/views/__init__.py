"""Pages of criticism."""

from giamsat.criticism.views.answers import answers, drafter_cases, table_file
from giamsat.criticism.views.drafts import correct_provision, draft, draft_changes, provision
from giamsat.criticism.views.files import opinion_file
from giamsat.criticism.views.hub import criticism, criticism_work, criticisms, open_criticism
from giamsat.criticism.views.invited import expert_form
from giamsat.criticism.views.opinions import add_opinions, opinion, opinions, point
from giamsat.criticism.views.public import (
    public_draft,
    public_drafts,
    public_provision,
    public_receipt,
)
from giamsat.criticism.views.sending import drafter_case, send_draft, sent_draft, sent_file

__all__ = [
    "add_opinions",
    "answers",
    "correct_provision",
    "criticism",
    "criticism_work",
    "criticisms",
    "draft",
    "draft_changes",
    "drafter_case",
    "drafter_cases",
    "expert_form",
    "open_criticism",
    "opinion",
    "opinion_file",
    "opinions",
    "point",
    "provision",
    "public_draft",
    "public_drafts",
    "public_provision",
    "public_receipt",
    "send_draft",
    "sent_draft",
    "sent_file",
    "table_file",
]
