"""One JSON object a line on standard error.

What a person typed, read or is called never gets in.
"""

import json
import logging
from datetime import UTC, datetime

_EXTRAS = (
    "request_id",
    "method",
    "route",
    "status",
    "ms",
    "person_id",
    "job",
    "kind",
    "refusal",
    "error",
)


class JsonFormatter(logging.Formatter):
    """The record's own words plus the extras that are allowed by name."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {
            name: value for name in _EXTRAS if (value := getattr(record, name, None)) is not None
        }
        if record.exc_info and record.exc_info[0]:
            # Type and place, not the message: messages carry what people typed.
            line["error"] = record.exc_info[0].__name__
            line["where"] = _places(record)
        return json.dumps(line, ensure_ascii=False)


def _places(record: logging.LogRecord) -> list[str]:
    trace = record.exc_info[2] if record.exc_info else None
    places = []
    while trace:
        code = trace.tb_frame.f_code
        places.append(
            f"{code.co_filename.rsplit('site-packages/', 1)[-1]}:{trace.tb_lineno} {code.co_name}"
        )
        trace = trace.tb_next
    return places[-12:]
