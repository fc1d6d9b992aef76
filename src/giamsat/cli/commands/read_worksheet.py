"""``giamsat read-worksheet FILE… --year Y --json``."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from giamsat.cli.checking import checked_year
from giamsat.cli.wording import Phrases


def add_arguments(parser: argparse.ArgumentParser, words: Phrases) -> None:
    """Declare the command's arguments."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=words("files"))
    parser.add_argument("--year", type=int, required=True, help=words("year"))
    parser.add_argument("--json", action="store_true", help=words("json"))


def run(options: argparse.Namespace, words: Phrases) -> int:
    """Print what was read; 2 when a file could not be read."""
    from civickit.worksheets import read_files

    readings = read_files(options.files, checked_year(options.year))
    if options.json:
        json.dump(
            {"files": [as_json(reading, words.lang) for reading in readings]},
            sys.stdout,
            ensure_ascii=False,
            default=str,
        )
        print()
    else:
        from giamsat.cli.talk import tell_readings

        tell_readings(readings, words.lang, sys.stdout)
    return 2 if any(reading.error for reading in readings) else 0


def as_json(reading: Any, lang: str) -> dict[str, Any]:
    """One sheet in the form of the contract."""
    error = reading.error and {"code": reading.error.code, "message": reading.error.message(lang)}
    return {
        "file": reading.file,
        "sheet": reading.sheet,
        "organisation": reading.organisation,
        "level": reading.level,
        "rows": [asdict(row) for row in reading.rows],
        "problems": [
            {"excel_row": p.excel_row, "code": p.code, "message": p.message(lang)}
            for p in reading.problems
        ],
        "error": error,
    }
