"""Fields that many forms have."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civickit.vntext import fold
from civickit.workdays import day_in
from giamsat.foundation.asking import numbers, whole_number

_DAYS = ["%d/%m/%Y", "%Y-%m-%d"]
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_DAY = re.compile(
    r"\b(?P<day>\d{1,2})\s*(?:[/.-]|thang)\s*(?P<month>\d{1,2})\s*(?:[/.-]|nam)\s*(?P<year>\d{4})\b"
)
_HOUR = re.compile(r"(?P<hour>\d{1,2})\s*(?::|h|g|gio)\s*(?P<minute>\d{2})?\s*(?:phut|p)?")
_FILLING = re.compile(r"\b(?:luc|ngay|thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\b|[,;()]")
_DAY_ERROR = {"invalid": _("Ghi ngày/tháng/năm, ví dụ 15/11/2026.")}


class MomentField(forms.DateTimeField):
    """A day and an hour of our times.

    What no database or time zone can hold is refused like any other bad one.
    """

    def to_python(self, value: Any) -> datetime | None:
        """The moment, or none."""
        moment = super().to_python(value)
        if moment and not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return moment


def spoken_moment(typed: str) -> str:
    """As fields take it: "8:00 4/12/2026" of "8h00 ngày 04/12/2026"; anything else as it is.

    Half of the day said in words beside an hour below twelve ("2 giờ chiều") is not guessed at.
    """
    folded = fold(typed)
    day = _DAY.search(folded)
    if day is None:
        return typed
    rest = _FILLING.sub(" ", folded[: day.start()] + " " + folded[day.end() :]).strip()
    hour = _HOUR.fullmatch(rest)
    if hour is None:
        return typed
    return f"{hour['hour']}:{hour['minute'] or '00'} {day['day']}/{day['month']}/{day['year']}"


class SpokenMomentField(MomentField):
    """A moment as people here write it: hour and day, in either order."""

    def __init__(self, label: Any, example: Any) -> None:
        wrong = format_lazy(_("Ghi giờ và ngày, ví dụ {example}."), example=example)
        super().__init__(
            label=label,
            input_formats=["%H:%M %d/%m/%Y", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"],
            help_text=format_lazy(_("Ví dụ: {example}"), example=example),
            error_messages={"invalid": wrong},
        )

    def to_python(self, value: Any) -> datetime | None:
        """The moment, or none."""
        return super().to_python(spoken_moment(value) if isinstance(value, str) else value)


class StandingField(forms.Field):
    """Hidden: where things stood when the page was shown.

    Refused because they moved on, the form stands anew.
    """


class RowField(forms.Field):
    """Hidden: the number of a row. What is none is 0, which no row has."""

    def __init__(self) -> None:
        # Several forms of a page may send it under one name: it needs no identity.
        super().__init__(required=False, widget=forms.HiddenInput(attrs={"id": False}))

    def clean(self, value: Any) -> int:
        """A number in any case."""
        return whole_number(str(value or "")) or 0


class VersionField(StandingField, RowField):
    """The version a page showed; of 0 the action says that the page is old."""


def marked_vietnamese(name: object) -> SafeString:
    """A name that is Vietnamese whoever reads, marked so for those who listen."""
    return format_html('<span lang="vi">{}</span>', name)


def choose_in_vietnamese(field: Any, choices: Iterable[tuple[str, Any]]) -> None:
    """Offers choices that are Vietnamese whoever reads: names of law, of rulebooks, of people."""
    if isinstance(field.widget, forms.CheckboxSelectMultiple):
        choices = [(value, marked_vietnamese(name)) for value, name in choices]
    else:
        field.widget.attrs["lang"] = "vi"
    field.choices = list(choices)


class _Boxes(forms.Widget):
    """Boxes that the page draws beside its rows."""

    is_hidden = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002 - Django's shape
        return data.getlist(name)

    def render(self, *_args: Any, **_kwargs: Any) -> SafeString:
        return SafeString()


class TickedField(forms.Field):
    """The rows that were ticked, as their numbers.

    What is no number was ticked on no page of ours.
    """

    widget = _Boxes

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> list[int]:
        """The numbers."""
        return numbers(value or ())


class Upload(NamedTuple):
    """A file as it came."""

    name: str
    content: bytes


class UploadField(forms.FileField):
    """A file; None when there is none."""

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        """Its name and what is in it."""
        file = super().clean(data, initial)
        return Upload(file.name, file.read()) if file else None


class PageForm(forms.Form):
    """One form of several on a page.

    What all of them send bears one name, whatever prefix the other fields have.
    """

    shared: ClassVar[tuple[str, ...]] = ("version", "id")

    def add_prefix(self, field_name: str) -> str:
        """The name under which a field is sent."""
        return field_name if field_name in self.shared else super().add_prefix(field_name)


class VersionedForm(PageForm):
    """Sends the version that the page showed."""

    version = VersionField()


class LinesField(forms.CharField):
    """Several lines. A browser sends CRLF, as HTML says; what is stored ends them with LF."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """The text, its lines as everywhere else."""
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


def text_field(
    label: Any, *, rows: int = 3, most: int = 5000, required: bool = True, help_text: Any = ""
) -> forms.CharField:
    """Several lines."""
    return LinesField(
        label=label,
        max_length=most,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def day_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    """A day as people here write it."""
    return forms.DateField(
        label=label,
        input_formats=_DAYS,
        help_text=help_text,
        error_messages=_DAY_ERROR,
        required=required,
    )


def typed_day(day: date) -> str:
    """15/4/2027, as a field of a form takes it in either language."""
    return day_in(day, "vi")


def today_text() -> str:
    """Today as a form shows it."""
    return typed_day(timezone.localdate())


class ReasonForm(forms.Form):
    """Why something is taken back, sent back or given up."""

    reason = text_field(
        _("Lý do"),
        rows=2,
        most=3000,
        help_text=_("Ít nhất 20 chữ cái; các bên liên quan đều đọc được."),
    )
