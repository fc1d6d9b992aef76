"""Check a rulebook against its schema and say what is wrong and where."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from giamsat.foundation.words import Words
from giamsat.rulebooks.files import BadRulebook, read_yaml

_WORDS = {
    "required": Words("thiếu mục", "an item is missing"),
    "additionalProperties": Words("có mục lạ", "there is an unknown item"),
    "enum": Words("giá trị ngoài danh sách cho phép", "the value is not one of those allowed"),
    "type": Words("sai kiểu dữ liệu", "it is of the wrong type"),
    "pattern": Words("sai cách viết", "it is written wrongly"),
    "minimum": Words("số quá nhỏ", "the number is too small"),
    "minItems": Words("danh sách còn thiếu", "the list is too short"),
    "minLength": Words("chữ quá ngắn", "the text is too short"),
}
_WRONG = Words("chưa đúng", "it is not right")
_AT_THE_TOP = Words("đầu tệp", "at the top")


def plain(value: Any) -> Any:
    """YAML's days as ISO text, as JSON would hold them."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def check(name: str, data: Any, schema: str) -> None:
    """Raises BadRulebook with the place of the first fault."""
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(read_yaml(f"schemas/{schema}.yaml"))
    faults = sorted(
        validator.iter_errors(plain(data)),
        key=lambda fault: list(map(str, fault.absolute_path)),
    )
    if fault := next(iter(faults), None):
        place = " > ".join(
            str(part + 1 if isinstance(part, int) else part) for part in fault.absolute_path
        )
        raise BadRulebook(
            name=name,
            why=Words("{place}: {what} ({detail})", "{place}: {what} ({detail})").of(
                place=place or _AT_THE_TOP,
                what=_WORDS.get(str(fault.validator), _WRONG),
                detail=fault.message,
            ),
        )
