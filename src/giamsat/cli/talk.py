"""Sentences for people at a terminal: what was read, what overlaps, what is planned."""

from collections.abc import Iterable
from typing import Any, TextIO

LABELS = {
    "duplicate": {"vi": "trùng", "en": "duplicate"},
    "overlap": {"vi": "chồng chéo", "en": "overlap"},
    "distinct": {"vi": "khác nhau", "en": "distinct"},
}


def tell_readings(readings: Iterable[Any], lang: str, out: TextIO) -> None:
    """What each file gave, and every problem with its row."""
    for reading in readings:
        if reading.error:
            print(f"✗ {reading.file}: {reading.error.message(lang)}", file=out)
            continue
        what = f"{len(reading.rows)} nội dung" if lang == "vi" else f"{len(reading.rows)} topics"
        print(f"✓ {reading.file} › {reading.sheet}: {what} ({reading.organisation or '?'})", file=out)
        for problem in reading.problems:
            print(f"    {problem.message(lang)}", file=out)
