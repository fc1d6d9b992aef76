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
    ReturnForm,
    RowsForm,
    SenderForm,
    SeveralFiles,
    WithdrawForm,
    WorkbooksForm,
    programme_defaults,
)
from giamsat.proposals.forms.names import NameForm
from giamsat.proposals.forms.second_files import BesideForm, OtherFileForm, TakeBackForm, WayForm

__all__ = [
    "AcceptProductForm",
    "BesideForm",
    "CommissionForm",
    "CorrectionForm",
    "DecisionForm",
    "JudgeForm",
    "ManyDecisionsForm",
    "NameForm",
    "NewProposalForm",
    "OtherFileForm",
    "OutsidePlanForm",
    "ProductForm",
    "ProgrammeForm",
    "ReturnForm",
    "RowsForm",
    "SenderForm",
    "SeveralFiles",
    "TakeBackForm",
    "TakeForm",
    "WayForm",
    "WithdrawForm",
    "WorkbooksForm",
    "programme_defaults",
]
