"""Buttons of a page: each is a row of a table, and one place presses them.

A page that lets people do something names its buttons with their form, action and the sentence said
after it. ``press`` looks at what was sent, fills the form, calls the action and says where to go
on. What cannot be taken comes back in the form as it was typed, also when the action refuses.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import urlencode

from giamsat.foundation.asking import whole_number
from giamsat.foundation.fields import StandingField
from giamsat.foundation.refusals import Refusal

Start = Mapping[str, Mapping[str, Any]]
M = TypeVar("M", bound=Model)
EVERY_FILTER = ("*",)


class NoSuchButton(Refusal):
    """Something was sent that no button of the page sends."""

    code = "NO_SUCH_BUTTON"
    status = 404
    vi = (
        "Trang này không có nút vừa bấm. Mở lại trang từ danh sách rồi làm tiếp; chưa có gì được "
        "ghi."
    )
    en = (
        "This page has no such button. Open it again from the list and go on; nothing was recorded."
    )


@dataclass(frozen=True)
class Button:
    """What a person can do on a page: what has to be filled in, the action, what is said after it.

    The action is called with ``actor``, ``now``, what the page is about, and what the form says:
    its ``said()``, or its cleaned data. ``done`` and ``to`` may be functions of what the action
    gave; ``to`` is where to go on, by itself the same page. A button for each row of a list has a
    name that ends in a dash, its value ends in the row, as in ``revoke-12``: then ``row`` turns
    what the page is about and that end into what the action is called with instead. With ``stays``
    the page is shown at once with what the action gave: a secret that is told once. What gives an
    answer has answered.
    """

    form: Callable[..., Form] | None
    act: Callable[..., Any]
    done: Any = ""  # a sentence, or a function of what the action gave; "" says nothing
    to: Callable[[Any], str] | None = None
    prefix: str | None = None  # of the names in the form; in a row's form {} stands for the row
    # of what the page is about, when not all of it:
    takes: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None
    row: Callable[[Mapping[str, Any], str], Mapping[str, Any]] | None = None
    stays: bool = False
    keeps: tuple[str, ...] = ()  # filters that stay in the page's address


class Pressed:
    """The forms of a page: the sent one with what was typed, the others as they are at first."""

    def __init__(
        self,
        request: HttpRequest,
        buttons: Mapping[str, Button],
        initial: Mapping[str, Any],
        start: Start,
    ) -> None:
        self.request, self.buttons = request, buttons
        self.initial, self.start = initial, start
        self.value = request.POST.get("do", "") if request.method == "POST" else None
        self.result: Any = None  # what the action gave, when the page stays
        self._made: dict[str, Form] = {}

    @property
    def forms(self) -> dict[str, Form]:
        """The forms of all buttons that are not those of a row, by name."""
        names = [name for name, one in self.buttons.items() if one.form and not one.row]
        return {name: self.form(name) for name in names}

    def form(self, value: str, **start: Any) -> Form:
        """The form of one button; of a row's with what it shows at first."""
        if value not in self._made:
            self._made[value] = self._filled(value, start)
        return self._made[value]

    def _filled(self, value: str, start: Mapping[str, Any]) -> Form:
        name, row = split(self.buttons, value)
        button = self.buttons[name]
        assert button.form is not None
        is_sent = value == self.value
        made_with = {**self.start.get(name, {}), **start, "prefix": _prefix(button, value, row)}
        made_with["initial"] = {**self.initial, **made_with.get("initial", {})}
        if button.row:  # forms of several rows may send the same names
            made_with["auto_id"] = f"id_{value}_%s"
        sent = (self.request.POST, self.request.FILES) if is_sent else ()
        form = button.form(*sent, **made_with)
        refusal: Refusal | None = self.request.refusal  # type: ignore[attr-defined]
        if is_sent and refusal is not None and refusal.status == 409:
            _stand_anew(form)
        return form


def _prefix(button: Button, value: str, row: str) -> str | None:
    if button.prefix is None:
        return value if button.row else None
    return button.prefix.format(row)


def split(buttons: Mapping[str, Button], value: str) -> tuple[str, str]:
    """The name of the button that sends a value, and the row it is for. Raises NoSuchButton."""
    if value in buttons and buttons[value].row is None:
        return value, ""
    stem, _dash, row = value.partition("-")
    name = f"{stem}-"
    if not row or name not in buttons:
        raise NoSuchButton
    return name, row


def _stand_anew(form: Form) -> None:
    """The page shows what somebody else did meanwhile: the next press is made knowing it."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]  # a form that was sent has a QueryDict
    for name, field in form.fields.items():
        if isinstance(field, StandingField):
            first = form.get_initial_for_field(field, name)
            data[form.add_prefix(name)] = "" if first is None else str(first)
    form.data = data


def press(
    request: HttpRequest,
    buttons: Mapping[str, Button],
    /,
    *,
    initial: Mapping[str, Any] | None = None,
    start: Start | None = None,
    **about: Any,
) -> HttpResponseBase | Pressed:
    """Where to go on when a button was pressed and its action done; else the forms of the page.

    ``initial`` is what fields of these names show at first, in whichever form; ``start`` holds by
    button what else its form is made with; ``about`` is what actions are called with, ``actor`` in
    it when it is not the one signed in. Raises NoSuchButton, and what actions refuse; asked again
    with a refusal, nothing is done once more.
    """
    pressed = Pressed(request, buttons, initial or {}, start or {})
    if pressed.value is None or request.refusal is not None:  # type: ignore[attr-defined]
        return pressed
    name, row = split(buttons, pressed.value)
    button = buttons[name]
    given = _given(button, about, row)
    form = pressed.form(pressed.value) if button.form else None
    if form is not None and not form.is_valid():
        return pressed
    who_and_when = {"actor": request.actor, "now": timezone.now()}  # type: ignore[attr-defined]
    pressed.result = button.act(**{**who_and_when, **given}, **_said(form))
    return _went_on(pressed, button)


def _went_on(pressed: Pressed, button: Button) -> HttpResponseBase | Pressed:
    """What is said of an action that was done, and where it leads."""
    request, result = pressed.request, pressed.result
    if sentence := button.done(result) if callable(button.done) else button.done:
        messages.success(request, str(sentence))
    if isinstance(result, HttpResponseBase):
        return result
    if button.stays:
        return pressed
    return redirect(button.to(result) if button.to else _same_page(request, button.keeps))


def _same_page(request: HttpRequest, keeps: tuple[str, ...]) -> str:
    if keeps == EVERY_FILTER:
        return request.get_full_path()
    kept = [(name, request.GET[name]) for name in keeps if request.GET.get(name)]
    return f"{request.path}?{urlencode(kept)}" if kept else request.path


def _given(button: Button, about: Mapping[str, Any], row: str) -> Mapping[str, Any]:
    if button.row:
        return button.row(about, row)
    return button.takes(about) if button.takes else about


def only(*names: str) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    """For ``takes``: what the page is about under these names alone."""
    return lambda about: {name: about[name] for name in names}


def _said(form: Form | None) -> Mapping[str, Any]:
    if form is None:
        return {}
    return form.said() if hasattr(form, "said") else form.cleaned_data


def row_of(rows: "QuerySet[M]", row: str) -> M:
    """The row a button is for. Raises Http404."""
    return get_object_or_404(rows, id=whole_number(row) or 0)
