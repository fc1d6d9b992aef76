"""Forms of the material."""

from giamsat.proposals.forms.commissions import (
    AcceptProductForm,
    CommissionForm,
    JudgeForm,
    ProductForm,
    TakeForm,
)
from giamsat.proposals.forms.material import (
    CorrectionForm,
    DecisionForm,
    ManyDecisionsForm,
    NewProposalForm,
    OutsidePlanForm,
    ProgrammeForm,
    RowsForm,
    SenderForm,
    SeveralFiles,
    WithdrawForm,
    WorkbooksForm,
    programme_defaults,
)
from giamsat.proposals.forms.names import NameForm

__all__ = [
    "AcceptProductForm",
    "CommissionForm",
    "CorrectionForm",
    "DecisionForm",
    "JudgeForm",
    "ManyDecisionsForm",
    "NameForm",
    "NewProposalForm",
    "OutsidePlanForm",
    "ProductForm",
    "ProgrammeForm",
    "RowsForm",
    "SenderForm",
    "SeveralFiles",
    "TakeForm",
    "WithdrawForm",
    "WorkbooksForm",
    "programme_defaults",
]
