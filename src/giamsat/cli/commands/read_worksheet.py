"""``giamsat read-worksheet FILE… --year Y [--json] [--explain] [--mapping FILE]``."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from giamsat.cli.checking import checked_year
from giamsat.cli.wording import Phrases
from giamsat.foundation.refusals import Refusal


class UnusableMapping(Refusal):
    """A mapping that cannot be followed."""

    code = "UNUSABLE_MAPPING"
    vi = "Không dùng được tệp {name} cho --mapping: {why}. Hãy in lại bằng --explain rồi sửa."
    en = "The file {name} cannot be used as --mapping: {why}. Print one with --explain and edit it."


def add_arguments(parser: argparse.ArgumentParser, words: Phrases) -> None:
    """Declare the command's arguments."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=words("files"))
    parser.add_argument("--year", type=int, required=True, help=words("year"))
    parser.add_argument("--json", action="store_true", help=words("json"))
    parser.add_argument("--explain", action="store_true", help=words("explain"))
    parser.add_argument("--mapping", type=Path, metavar="FILE", help=words("mapping"))


def run(options: argparse.Namespace, words: Phrases) -> int:
    """Print what was read; 2 when a file could not be read."""
    from civickit.worksheets import mapping_of, read_files

    forms = [_form(options.mapping)] if options.mapping else []
    readings = read_files(options.files, checked_year(options.year), forms)
    if options.json or options.explain:
        answer: dict[str, Any] = {
            "files": [
                as_json(reading, words.lang) | (explained(reading) if options.explain else {})
                for reading in readings
            ]
        }
        if options.explain:
            answer["mapping"] = mapping_of([view for one in readings for view in one.tables])
        json.dump(answer, sys.stdout, ensure_ascii=False, default=str)
        print()
    else:
        from giamsat.cli.talk import tell_readings

        tell_readings(readings, words.lang, sys.stdout)
    return 2 if any(reading.error for reading in readings) else 0


def _form(path: Path) -> Any:
    """What a person wrote of the files. Raises UnusableMapping."""
    from civickit.worksheets import BadMapping, form_from

    try:
        given = json.loads(path.read_text("utf-8"))
        return form_from(given.get("mapping", given) if isinstance(given, dict) else given)
    except (OSError, ValueError, BadMapping) as error:
        raise UnusableMapping(name=path.name, why=str(error)) from error


def explained(reading: Any) -> dict[str, Any]:
    """How a sheet was understood: each column, and each row that is no proposal."""
    return {
        "columns": [
            {"sheet": view.sheet, "header_row": view.header_row} | asdict(column)
            for view in reading.tables
            for column in view.columns
        ],
        "first_rows": [
            {"sheet": view.sheet, "excel_row": row, "text": text}
            for view in reading.tables
            for row, text in view.first_rows
        ],
        "other_rows": [
            {"excel_row": row, "what": what, "text": reading.left_out.get(row, "")}
            for row, what in sorted(reading.skipped.items())
        ],
    }


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
