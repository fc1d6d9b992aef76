"""Forms of the material."""

from giamsat.proposals.forms.commissions import CommissionForm, ProductForm, TakeForm
from giamsat.proposals.forms.material import (
    DecisionForm,
    NewProposalForm,
    OutsidePlanForm,
    ProgrammeForm,
    ProposalForm,
    SenderForm,
    SeveralFiles,
    WithdrawForm,
    WorkbooksForm,
    corrected,
    programme_defaults,
)

__all__ = [
    "CommissionForm",
    "DecisionForm",
    "NewProposalForm",
    "OutsidePlanForm",
    "ProductForm",
    "ProgrammeForm",
    "ProposalForm",
    "SenderForm",
    "SeveralFiles",
    "TakeForm",
    "WithdrawForm",
    "WorkbooksForm",
    "corrected",
    "programme_defaults",
]
