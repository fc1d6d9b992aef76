"""Days as each language writes them."""

from datetime import date

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
