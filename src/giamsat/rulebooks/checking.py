"""Check a rulebook against its schema and say in Vietnamese what is wrong and where."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from giamsat.rulebooks.files import BadRulebook, read_yaml

_WORDS = {
    "required": "thiếu mục",
    "additionalProperties": "có mục lạ",
    "enum": "giá trị ngoài danh sách cho phép",
    "type": "sai kiểu dữ liệu",
    "pattern": "sai cách viết",
    "minimum": "số quá nhỏ",
    "minItems": "danh sách còn thiếu",
    "minLength": "chữ quá ngắn",
}


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
        wrong = _WORDS.get(str(fault.validator), "chưa đúng")
        raise BadRulebook(
            name=name,
            why=f"{place or 'đầu tệp'}: {wrong} ({fault.message})",
        )
