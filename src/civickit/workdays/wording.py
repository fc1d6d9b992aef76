"""Days as each language writes them."""

from datetime import date, timedelta

_WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def day_in(day: date, lang: str) -> str:
    """15/4/2027, or 15 Apr 2027 for readers to whom 4/5 may be April."""
    return f"{day_and_month_in(day, lang)}{' ' if lang == 'en' else '/'}{day.year}"


def day_and_month_in(day: date, lang: str) -> str:
    """15/4, or 15 Apr."""
    return f"{day.day} {_MONTHS[day.month - 1]}" if lang == "en" else f"{day.day}/{day.month}"


def days_in(first: date, last: date, lang: str) -> str:
    """Days without their year, the dash kept with its numbers: 5/4–28/5, or 5 Apr–28 May."""
    begins = day_and_month_in(first, lang)
    return begins if first == last else f"{begins}–\u2060{day_and_month_in(last, lang)}"


def name_of_weekday(day: date, lang: str) -> str:
    """The day of the week in running text: thứ Hai, Monday."""
    return _WEEKDAYS[lang][day.weekday()]


def weekday_in(day: date, lang: str) -> str:
    """Thứ Hai 23/11/2026, or Monday 23 Nov 2026; as it stands within a sentence."""
    return f"{name_of_weekday(day, lang)} {day_in(day, lang)}"


TIME_UNITS = ("quarter", "month", "day")
_QUARTERS = ("I", "II", "III", "IV")


def quarter_of(day: date) -> int:
    """From 0 to 3."""
    return (day.month - 1) // 3


def time_in(first: date, last: date, unit: str, lang: str) -> str:
    """Days within one year as a plan prints them: Quý II, Tháng 5–6, or 5/4–28/5.

    ``unit`` is one of TIME_UNITS.
    """
    if unit == "day":
        return days_in(first, last, lang)
    if unit == "quarter":
        name = "Q" if lang == "en" else "Quý "
        quarters = "1234" if lang == "en" else _QUARTERS
        begins, ends = (quarters[quarter_of(day)] for day in (first, last))
    else:
        name = "" if lang == "en" else "Tháng "
        begins, ends = (
            _MONTHS[day.month - 1] if lang == "en" else str(day.month) for day in (first, last)
        )
    return f"{name}{begins}" if begins == ends else f"{name}{begins}–\u2060{ends}"


def whole_span(first: date, last: date, unit: str) -> tuple[date, date]:
    """The whole months or quarters that some days touch; the days themselves of unit "day"."""
    if unit == "day":
        return first, last
    months = 3 if unit == "quarter" else 1
    begins = (first.month - 1) // months * months + 1
    ends = (last.month - 1) // months * months + months
    following = date(last.year + ends // 12, ends % 12 + 1, 1)
    return date(first.year, begins, 1), following - timedelta(days=1)
