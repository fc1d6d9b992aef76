"""The form in which a person says what the tables of a file are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civickit.vntext import fold
from giamsat.foundation.fields import marked_vietnamese
from giamsat.sheets.choices import ColumnChoice, FormChoice, SheetChoice
from giamsat.sheets.doors import FileDoor

LINES = 35  # sheets and columns on a page
_LAST_ROW = 1_048_576  # of a sheet in Excel
Piece = tuple[int, FormChoice, Sequence[SheetChoice], Sequence[ColumnChoice]]
_READ = (("1", gettext_lazy("Đọc")), ("0", gettext_lazy("Bỏ qua")))


def pieces_of(found: Iterable[FormChoice]) -> list[list[Piece]]:
    """The forms cut into pages, so that no page grows with the file."""
    pages: list[list[Piece]] = [[]]
    asked: set[int] = set()  # a sheet with two tables is asked about once
    left = LINES
    for no, form in enumerate(found):
        sheets = [sheet for sheet in form.sheets if sheet.no not in asked]
        asked |= {sheet.no for sheet in sheets}
        lines: list[SheetChoice | ColumnChoice] = [*sheets, *form.columns]
        while lines:
            some, lines = lines[:left], lines[left:]
            pages[-1].append((no, form, _kept(some, SheetChoice), _kept(some, ColumnChoice)))
            left -= len(some)
            if left == 0:
                pages.append([])
                left = LINES
    return [page for page in pages if page] or [[]]


def _kept(lines: Iterable[Any], kind: type) -> list[Any]:
    return [line for line in lines if isinstance(line, kind)]


class TablesForm(forms.Form):
    """What each sheet and column of a page is."""

    def __init__(
        self,
        *args: Any,
        door: FileDoor | None = None,
        pieces: Sequence[Piece] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.pieces = pieces
        meanings = _meanings(door) if door else []
        for _no, _form, sheets, columns in pieces:
            for sheet in sheets:
                self._ask_of_sheet(sheet)
            for column in columns:
                self.fields[column.name] = _column_field(column, meanings)

    def _ask_of_sheet(self, sheet: SheetChoice) -> None:
        name = marked_vietnamese(sheet.name)
        self.fields[f"trang-{sheet.no}"] = forms.ChoiceField(
            label=format_html(_("Trang tính “{}”"), name),
            choices=_READ,
            initial="1" if sheet.is_read else "0",
        )
        self.fields[f"dong-{sheet.no}"] = forms.IntegerField(
            label=format_html(_("Tên các cột của “{}” ở dòng"), name),
            required=False,
            min_value=1,
            max_value=_LAST_ROW,
            initial=sheet.header_row or None,
            widget=forms.NumberInput(attrs={"class": "short"}),
            help_text=_(
                "Dòng cuối của tiêu đề, đếm như Excel. Đổi dòng thì đọc lại trước rồi mới chọn cột."
            )
            if sheet.header_row
            else _("Chưa thấy bảng trên trang này. Ghi dòng có tên các cột, hoặc để trống."),
        )

    @property
    def parts(self) -> list[tuple[FormChoice, list[Any], list[Any]]]:
        """Each form with the fields of its sheets and of its columns."""
        return [
            (
                form,
                [(sheet, self[f"trang-{sheet.no}"], self[f"dong-{sheet.no}"]) for sheet in sheets],
                [self[column.name] for column in columns],
            )
            for _no, form, sheets, columns in self.pieces
        ]

    def clean(self) -> dict[str, Any]:
        """One column has a meaning, not two."""
        answer = super().clean() or {}
        for _no, form, _sheets, columns in self.pieces:
            self._check_meanings(answer, form, columns)
        return answer

    def _check_meanings(
        self, answer: Mapping[str, Any], form: FormChoice, columns: Sequence[ColumnChoice]
    ) -> None:
        shown = {column.name for column in columns}
        taken = {
            column.meaning: column
            for column in form.columns
            if column.meaning and column.name not in shown
        }
        for column in columns:
            meaning = answer.get(column.name, "")
            other = taken.setdefault(meaning, column) if meaning else column
            if other is not column:
                sentence = _("Cột %(letter)s cũng được hiểu như vậy. Chọn một cột, bỏ cột kia.")
                self.add_error(column.name, sentence % {"letter": other.letter})

    def said(self) -> dict[str, Any]:
        """What the action is called with: by sheet, and by form and column."""
        answer = self.cleaned_data
        sheets: dict[str, dict[str, Any]] = {}
        columns: dict[int, dict[str, str]] = {}
        for no, _form, some_sheets, some_columns in self.pieces:
            for sheet in some_sheets:
                sheets[sheet.name] = {
                    "read": answer[f"trang-{sheet.no}"] == "1",
                    "header_row": answer[f"dong-{sheet.no}"],
                }
            if some_columns:
                columns[no] = {column.key: answer[column.name] for column in some_columns}
        return {"answer": {"sheets": sheets, "columns": columns}}


def _column_field(column: ColumnChoice, meanings: Sequence[Any]) -> forms.ChoiceField:
    known = {value for _label, group in meanings for value, _name in group}
    own = [] if column.meaning in known else [("", [(column.meaning, _named(column.meaning))])]
    return forms.ChoiceField(
        label=_head(column),
        required=False,
        choices=[*meanings, *own],
        initial=column.meaning,
        help_text=_values(column),
    )


def _named(meaning: str) -> str:
    """A column of ticks, by the time it stands for: a quarter or a month."""
    kind, _space, number = meaning.removeprefix("mark:").partition(" ")
    if fold(kind) == "quy":
        return _("đánh dấu quý %(number)s") % {"number": number}
    if fold(kind) == "thang":
        return _("đánh dấu tháng %(number)s") % {"number": number}
    return f"{kind} {number}".strip()


def _meanings(door: FileDoor) -> list[tuple[str | Promise, list[tuple[str, str]]]]:
    plain = [("", _("(không đọc cột này)"))]
    plain += [(code, capfirst(str(name))) for code, name in door.meanings.items()]
    ticks = [(f"mark:{time}", _named(time)) for time in door.ticks]
    return [(_("Cột này là"), plain), *([(_("Cột đánh dấu x"), ticks)] if ticks else [])]


def _head(column: ColumnChoice) -> SafeString:
    if not column.head:
        return format_html(_("Cột {} (không có tên)"), column.letter)
    return format_html(_("Cột {}: {}"), column.letter, marked_vietnamese(column.head))


def _values(column: ColumnChoice) -> SafeString:
    """How sure the meaning is, and three values."""
    shown = format_html_join("; ", '<span lang="vi">“{}”</span>', ((v,) for v in column.values))
    if not column.values:
        return format_html("{}", _("Cột trống."))
    if not column.meaning and column.sure < 1:
        return format_html(_("Chưa hiểu, không đọc. Ví dụ: {}"), shown)
    if 0 < column.sure < 1:
        return format_html(
            _("Đoán theo các ô, chắc {}%. Ví dụ: {}"), round(100 * column.sure), shown
        )
    return format_html(_("Ví dụ: {}"), shown)
