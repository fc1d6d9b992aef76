"""What can be wrong with a definition, said in both languages beside its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from civickit.workdays import day_in

_SAID = {
    "MISSING": ("thiếu mục này", "is missing"),
    "UNKNOWN_KEY": (
        "không có mục “{word}”; các mục dùng được: {known}",
        "there is no item “{word}”; those that can be used: {known}",
    ),
    "NOT_TEXT": ("phải là chữ", "must be text"),
    "NOT_NUMBER": ("phải là số", "must be a number"),
    "NOT_WHOLE": (
        "phải là số nguyên từ {least} đến {most}",
        "must be a whole number from {least} to {most}",
    ),
    "NOT_LIST": ("phải là một danh sách", "must be a list"),
    "NOT_TABLE": ("phải là các mục có tên", "must be items with names"),
    "NOT_DAY": ("phải là ngày, ví dụ 2026-12-31", "must be a day, for example 2026-12-31"),
    "NOT_CHOICE": (
        "không dùng được “{word}”; chọn một trong: {known}",
        "“{word}” cannot be used; choose one of: {known}",
    ),
    "UNKNOWN_EVENT": (
        "không có loại việc “{word}”; các loại đã khai: {known}",
        "there is no event “{word}”; those declared: {known}",
    ),
    "UNKNOWN_TAG": (
        "không có dấu hiệu “{word}”; các dấu hiệu đã khai: {known}",
        "there is no mark “{word}”; those declared: {known}",
    ),
    "UNKNOWN_KIND": (
        "không có loại cơ quan “{word}”; các loại đã khai: {known}",
        "there is no kind of body “{word}”; those declared: {known}",
    ),
    "UNKNOWN_LEVEL": (
        "không có cấp “{word}”; các cấp đã khai: {known}",
        "there is no level “{word}”; those declared: {known}",
    ),
    "NO_DENOMINATOR": (
        "tỷ lệ phải có mẫu số: ghi mục over",
        "a ratio needs what it is divided by: give “over”",
    ),
    "NO_MEASURE": (
        "phải ghi đúng một cách đo: count, ratio, change hoặc conditions",
        "give exactly one way of measuring: count, ratio, change or conditions",
    ),
    "NO_COMPARISON": (
        'phải ghi mức so sánh, ví dụ {{">=": 2}}',
        'give what to compare with, for example {{">=": 2}}',
    ),
    "BOUNDS_CROSS": (
        "mức dưới {low} cao hơn mức trên {high}",
        "the lower bound {low} is above the upper bound {high}",
    ),
    "TWO_BOUNDS": ("hai mức cùng một phía", "both bounds are on one side"),
    "NO_EVENT": ("phải ghi loại việc được đếm", "name the event that is counted"),
    "TOO_MANY_CONDITIONS": (
        "đòi {asked} điều kiện mà chỉ có {given}",
        "asks for {asked} conditions and has only {given}",
    ),
    "SUM_OF_CONDITIONS": (
        "không cộng được các điều kiện; chọn từng đơn vị hoặc tỷ lệ đơn vị",
        "conditions cannot be added up; choose each unit or a share of units",
    ),
    "DAYS_CROSS": (
        "ngày cuối {last} trước ngày đầu {first}",
        "the last day {last} is before the first day {first}",
    ),
    "STEPS_FALL": (
        "các bậc phải tăng dần, bậc đầu bắt đầu từ 0",
        "steps must rise, the first from 0",
    ),
    "OVERLAPPING": (
        "hai phiên bản cùng có hiệu lực từ {first} đến {last}",
        "two versions are in force at once from {first} to {last}",
    ),
    "OVERLAPPING_FROM": (
        "hai phiên bản cùng có hiệu lực từ {first} đến khi có thay đổi",
        "two versions are in force at once from {first} on",
    ),
    "COUNTS_TOWARD_NOTHING": (
        "không có chỉ tiêu “{word}” trong bộ này",
        "there is no target “{word}” in this rulebook",
    ),
    "COUNTS_TOWARD_SELF": (
        "chỉ tiêu không thể tính vào chính nó",
        "a target cannot count toward itself",
    ),
}
CODES = tuple(_SAID)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a definition and where: ``place`` is a path such as ``measure > over``."""

    place: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, lang: str) -> str:
        """What to correct, without the place."""
        facts = {
            name: day_in(fact, lang) if isinstance(fact, date) else fact
            for name, fact in self.facts.items()
        }
        return _SAID[self.code][0 if lang == "vi" else 1].format(**facts)
