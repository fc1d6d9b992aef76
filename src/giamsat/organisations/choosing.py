"""The field where a body is chosen among hundreds: by any of its names, the near ones first.

It works without scripts: what is typed is looked up when the form is sent, and when it may mean
several bodies the form asks which. With scripts the same list comes while one types.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civickit.vntext.collation import sort_key
from giamsat.foundation.asking import asked, whole_number
from giamsat.foundation.paging import matches
from giamsat.organisations.models import Organisation
from giamsat.organisations.recognising import Register

FEW = 12  # bodies that a person reads over; more are searched
LONGEST_NAME = 200
_MOST_IN_FILTER = 500


def standing() -> QuerySet[Organisation]:
    """Every body of today."""
    return Organisation.objects.filter(valid_to=None)


# What a page may ask to choose among, in its address.
SOURCES: dict[str, Callable[[], QuerySet[Organisation]]] = {
    "": standing,
    "to-chuc": lambda: standing().exclude(
        kind__in=(Organisation.Kind.AUTHORITY, Organisation.Kind.PARTY)
    ),
    "mttq": lambda: standing().filter(kind=Organisation.Kind.FRONT),
}


def look_up(
    typed: str, among: QuerySet[Organisation] | None = None, *, most: int = FEW + 1
) -> list[Organisation]:
    """Whom a name may mean, at most so many.

    A body of exactly this name, also a former one or a known spelling, is meant alone; else all
    whose names hold every word, those of the province first.
    """
    typed = " ".join(typed.replace("\x00", "").split())[:LONGEST_NAME]
    if not typed:
        return []
    rows = standing() if among is None else among
    known = Register().recognise(typed).body_id
    if known and (same := list(rows.filter(id=known))):
        return same
    found = list(rows.filter(matches(typed)).order_by("-level", "id")[:most])
    exact = [one for one in found if _is_named(one, typed)]
    return exact or found


class BodiesAsked(NamedTuple):
    """A filter of an address by a body: its number, or words of its name.

    ``ids`` is None when nothing is asked for, and empty when no body bears such a name.
    """

    ids: list[int] | None
    words: str


def bodies_asked(request: HttpRequest, name: str) -> BodiesAsked:
    """The bodies whose rows a list shall show; ``words`` stand in its box."""
    typed, rows = asked(request, name), Organisation.objects.all()
    number = whole_number(typed)
    if number is not None:
        body = rows.filter(id=number).first()
        return BodiesAsked([number], body.name if body else typed)
    found = look_up(typed, rows, most=_MOST_IN_FILTER)
    return BodiesAsked([one.id for one in found] if typed else None, typed)


def _is_named(body: Organisation, typed: str) -> bool:
    return typed.casefold() in {body.name.casefold(), body.short_name.casefold()}


class _Body(forms.Widget):
    """A box for a name above the bodies it may mean, as radio buttons."""

    template_name = "organisations/body_field.html"
    use_fieldset = True

    def __init__(self) -> None:
        super().__init__()
        self.near: Sequence[Organisation] = ()
        self.found: Sequence[Organisation] = ()
        self.source = ""

    def use_required_attribute(self, initial: Any) -> bool:  # noqa: ARG002 - Django's shape
        """A picked body needs no words."""
        return False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:  # noqa: ARG002 - Django's shape
        sent = data.getlist(name) if hasattr(data, "getlist") else data.get(name)
        return [str(one) for one in sent] if isinstance(sent, list) else [str(sent or "")]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The bodies offered, the one that is chosen, and what was typed."""
        sent = value if isinstance(value, list) else [str(getattr(value, "id", value) or "")]
        chosen, typed = _picked(sent), _typed(sent)
        offered = {one.id: one for one in (*self.found, *self.near)}
        if chosen and chosen not in offered and (body := standing().filter(id=chosen).first()):
            offered = {body.id: body, **offered}
        context = super().get_context(name, value, attrs)
        return context | {
            "offered": name_apart(offered.values()),
            "chosen": chosen,
            "typed": typed,
            "source": self.source,
        }


def name_apart(bodies: Iterable[Organisation]) -> list[tuple[Organisation, str]]:
    """Bodies with their names; two of one name are told apart by their codes."""
    listed = list(bodies)
    names = [body.name for body in listed]
    return [
        (body, body.name if names.count(body.name) == 1 else f"{body.name} ({body.code})")
        for body in listed
    ]


def _picked(sent: Sequence[str]) -> int | None:
    return next((found for one in sent if (found := whole_number(one))), None)


def _typed(sent: Sequence[str]) -> str:
    words = (one.strip() for one in reversed(sent) if not whole_number(one))
    return next((one for one in words if one), "")


class BodyField(forms.Field):
    """A body: picked among the offered, or typed by any of its names."""

    widget: Any = _Body

    def __init__(self, label: Any, *, required: bool = True, help_text: Any = "") -> None:
        super().__init__(label=label, required=required, help_text=help_text)
        self.among: QuerySet[Organisation] | None = None

    def offer(
        self,
        among: QuerySet[Organisation] | None = None,
        *,
        near: Iterable[Organisation] = (),
        source: str = "",
    ) -> None:
        """Choose among these; a few are listed, else the ``near`` ones stand above the search.

        ``source``, of ``SOURCES``, is what is searched while one types.
        """
        self.among = among
        few = list(among[: FEW + 1]) if among is not None else []
        if among is not None and len(few) <= FEW:
            few.sort(key=lambda body: sort_key(body.name))
            empty = [] if len(few) == 1 else [("", gettext_lazy("Chọn"))]
            self.widget = forms.Select(choices=[*empty, *((body.id, body.name) for body in few)])
            self.widget.is_required = self.required
            return
        self.widget.near = list(dict.fromkeys(near))[:FEW]
        self.widget.source = source

    def prepare_value(self, value: Any) -> Any:
        """A body is its number."""
        return value.id if isinstance(value, Organisation) else value

    def clean(self, value: Any) -> Organisation | None:
        """The body, or a refusal that offers whom the words may mean."""
        sent = value if isinstance(value, list) else [str(value or "")]
        chosen, typed = _picked(sent), _typed(sent)
        rows = standing() if self.among is None else self.among
        picked = rows.filter(id=chosen).first() if chosen else None
        if not typed:
            return self._without_words(chosen, picked)
        found = look_up(typed, rows)
        if picked and picked in found:
            return picked  # found by the words, then picked
        if len(found) == 1:
            return found[0]
        self.widget.found = found[:FEW]
        raise ValidationError(_why_not(typed, found))

    def _without_words(
        self, chosen: int | None, picked: Organisation | None
    ) -> Organisation | None:
        if picked is None and (chosen or self.required):
            raise ValidationError(_("Chọn một nơi, hoặc ghi tên nơi ấy."))
        return picked


def _why_not(typed: str, found: Sequence[Organisation]) -> str:
    if not found:
        return _(
            "Danh mục không có nơi nào tên “%(typed)s”. Ghi tên khác của nơi ấy; nơi chưa có thì "
            "người quản trị thêm ở trang Tổ chức."
        ) % {"typed": typed}
    if len(found) > FEW:
        return _("Nhiều nơi có tên như “%(typed)s”. Ghi rõ thêm, hoặc chọn một nơi ở đây.") % {
            "typed": typed
        }
    return _("“%(typed)s” có thể là mấy nơi. Chọn một nơi.") % {"typed": typed}
