"""What the addresses of targets ask for: a day that has come, a rulebook, a target in force."""

from datetime import date, datetime

from django.http import Http404
from django.utils import timezone

from civickit.measures import Target
from giamsat.foundation.asking import asked
from giamsat.foundation.refusals import Refusal
from giamsat.organisations.requests import Request
from giamsat.rulebooks.targets import TargetRulebook
from giamsat.targets.books import find_book
from giamsat.targets.forms import TrialForm
from giamsat.targets.queries import Which
from giamsat.targets.trying import changed


class DayNotCome(Refusal):
    """Nothing can be read of the future."""

    code = "DAY_NOT_COME"
    status = 404
    vi = "Ngày {day} chưa tới nên chưa có số liệu để đọc. Chọn ngày hôm nay hoặc trước đó."
    en = "{day} has not come: there is nothing to read. Choose today or a day before."


def day_asked(request: Request, name: str = "ngay") -> date:
    """The day of the address, or today.

    Raises DayNotCome for the future, Http404 for what is no day.
    """
    today, typed = timezone.localdate(), asked(request, name)
    day = day_of(typed) if typed else today
    if day is None or day.year < 1975:
        raise Http404
    if day > today:
        raise DayNotCome(day=day)
    return day


def day_of(typed: str) -> date | None:
    """2026-11-22 or 22/11/2026."""
    for way in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(typed, way).date()  # noqa: DTZ007 - a day has no time
        except ValueError:
            continue
    return None


def target_asked(book: TargetRulebook, code: str, day: date) -> Target:
    """The version in force on a day, or the first one for a day before it. Raises Http404."""
    found = next((one for one in book.on(day) if one.code == code), None)
    history = book.history(code)
    if found is None and not history:
        raise Http404
    return found or history[0]


def book_and_target(code: str, target: str, day: date) -> tuple[TargetRulebook, Target]:
    """Both at once. Raises Http404."""
    book = find_book(code)
    return book, target_asked(book, target, day)


def which_asked(request: Request) -> Which:
    """Which units the address names."""
    return Which(asked(request, "cap"), asked(request, "to-chuc"), asked(request, "noi"))


def tried(request: Request, book: TargetRulebook, target: Target) -> Target:
    """The target as a trial in the address changes it; itself without one."""
    form = TrialForm(request.GET, vocabulary=book.vocabulary) if "value" in request.GET else None
    return changed(target, form.cleaned_data) if form and form.is_valid() else target
