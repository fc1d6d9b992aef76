"""Forms of signing in and of accounts."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.fields import RowField
from giamsat.organisations.choosing import BodyField, standing
from giamsat.organisations.models import Organisation, Place
from giamsat.organisations.permissions import ROLE_NAMES, Role


def role_name(role: str) -> str:
    """A role in the reader's language."""
    return str(ROLE_NAMES[Role(role)])


class SignInForm(forms.Form):
    """Name and password."""

    name = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """The second factor."""

    code = forms.CharField(
        label=_("Mã 6 số trên điện thoại"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class ProvingForm(forms.Form):
    """The second factor, or one of the codes kept for a day without the telephone."""

    code = forms.CharField(
        label=_("Mã 6 số trên điện thoại, hoặc một mã dự phòng"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )


class PasswordForm(forms.Form):
    """A new password of one's own."""

    old = forms.CharField(
        label=_("Mật khẩu đang dùng"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        help_text=_("Ít nhất 10 ký tự, không chỉ gồm chữ số."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        validators=[validate_password],
    )


class PersonForm(forms.Form):
    """A new account with its first role."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    sign_in_name = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]{2,59}$",
        label=_("Tên đăng nhập"),
        help_text=_("Chữ thường không dấu, chữ số, dấu chấm. Ví dụ: van.nth"),
        error_messages={
            "invalid": _("Chỉ dùng chữ thường không dấu, chữ số và dấu chấm, ít nhất 3 ký tự.")
        },
    )
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    password = forms.CharField(
        label=_("Mật khẩu đầu tiên"),
        help_text=_("Ít nhất 10 ký tự. Người dùng đổi lại sau khi đăng nhập."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        validators=[validate_password],
    )


class RoleForm(forms.Form):
    """A role for somebody."""

    organisation = BodyField(_("Tổ chức"))
    role = forms.TypedChoiceField(label=_("Vai trò"), coerce=Role)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            ("", "---------"),
            *((role.value, role_name(role)) for role in Role),
        ]


class EndForm(forms.Form):
    """Which role ends."""

    membership = RowField()


class ResetForm(forms.Form):
    """A new first password for somebody."""

    password = forms.CharField(
        label=_("Mật khẩu đầu tiên"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        validators=[validate_password],
    )


class SuccessionForm(forms.Form):
    """Who takes over from an organisation."""

    new = BodyField(_("Tổ chức kế tục"))
    happened_on = forms.DateField(
        label=_("Từ ngày"),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        help_text=_("Ví dụ: 1/7/2025"),
        error_messages={"invalid": _("Ghi ngày/tháng/năm, ví dụ 1/7/2025.")},
    )
    decree = forms.CharField(label=_("Căn cứ"), max_length=100, required=False)

    def __init__(self, *args: Any, old: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new"].offer(standing().exclude(id=old.id))  # type: ignore[attr-defined]


class EmailForm(forms.Form):
    """One's own address for letters."""

    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        help_text=_("Để trống nếu không muốn nhận thư nhắc việc."),
    )


class OrganisationForm(forms.Form):
    """A body that approves, commissions or is supervised; or the Front of a commune."""

    kind = forms.ChoiceField(
        label=_("Loại"),
        choices=[
            (one.value, one.label)
            for one in (
                Organisation.Kind.AUTHORITY,
                Organisation.Kind.PARTY,
                Organisation.Kind.FRONT,
            )
        ],
    )
    level = forms.ChoiceField(
        label=_("Cấp"),
        choices=[(one.value, one.label) for one in (Place.Level.PROVINCE, Place.Level.COMMUNE)],
        initial=Place.Level.PROVINCE,
        required=False,
    )
    name = forms.CharField(
        label=_("Tên đầy đủ"),
        max_length=200,
        help_text=_("Ghi như trong văn bản, ví dụ: Sở Nội vụ tỉnh Nghệ An"),
    )
    short_name = forms.CharField(
        label=_("Tên gọn"),
        max_length=60,
        help_text=_("Như các tổ chức ghi trong đề xuất, ví dụ: Sở Nội vụ"),
    )
    code = forms.RegexField(
        r"^[A-Z0-9]{2,12}$",
        label=_("Mã"),
        help_text=_("Chữ in không dấu và chữ số, ví dụ: SNV"),
        error_messages={"invalid": _("Chỉ dùng chữ in không dấu và chữ số, từ 2 đến 12 ký tự.")},
    )


class CommunesForm(forms.Form):
    """Open the organisations of all communes."""

    former = forms.BooleanField(required=False)

    def said(self) -> dict[str, bool]:
        """Whether those that are no more are opened too."""
        return {"with_former": self.cleaned_data["former"]}


class RenameForm(forms.Form):
    """A new name of an organisation."""

    name = forms.CharField(label=_("Tên đầy đủ"), max_length=200)
    short_name = forms.CharField(label=_("Tên gọn"), max_length=60)
    from_day = forms.DateField(
        label=_("Áp dụng từ ngày"),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        help_text=_("Ví dụ: 1/7/2025"),
        error_messages={"invalid": _("Ghi ngày/tháng/năm, ví dụ 1/7/2025.")},
    )
    decree = forms.CharField(label=_("Căn cứ"), max_length=100, required=False)
