"""Planning instances and earlier plans in files: read, or refused with what is wrong in them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from civickit.planner import BadInstance, Instance, parse_instance, previous_days
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.words import Words


class UnreadableInstance(Refusal):
    """The planning instance, or the plan to verify, cannot be read."""

    code = "UNREADABLE_INSTANCE"
    vi = "Không đọc được {file}: {why}."
    en = "{file} cannot be read: {why}."


def read_object(path: Path) -> dict[str, Any]:
    """A JSON object. Raises UnreadableInstance."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise UnreadableInstance(
            file=path.name,
            why=getattr(error, "strerror", None)
            or Words("không phải JSON UTF-8", "it is not JSON in UTF-8"),
        ) from error
    if not isinstance(data, dict):
        raise UnreadableInstance(
            file=path.name, why=Words("không phải đối tượng JSON", "it is no JSON object")
        )
    return data


def read_instance(path: Path) -> Instance:
    """A planning instance. Raises UnreadableInstance with the place of what is wrong."""
    try:
        return parse_instance(read_object(path))
    except BadInstance as error:
        why = Words(f"{error.where}: {error.vi}", f"{error.where}: {error.en}")
        raise UnreadableInstance(file=path.name, why=why) from error


def days_before(path: Path | None) -> dict[str, tuple[date, date]] | None:
    """The days of every proposal in an earlier answer or programme.json; None without a file.

    Raises UnreadableInstance.
    """
    if path is None:
        return None
    try:
        return previous_days(read_object(path))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableInstance(
            file=path.name,
            why=Words("thiếu hoặc sai {what}", "{what} is missing or wrong").of(what=str(error)),
        ) from error
