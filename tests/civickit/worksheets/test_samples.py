"""The six sample workbooks, field by field, against what a person read in them."""

import json
from pathlib import Path

import pytest

from civickit.worksheets import read_files

TRUTH = json.loads((Path(__file__).parent / "samples_truth.json").read_text("utf-8"))
FIELDS = (
    "title",
    "kind",
    "supervised_units",
    "form",
    "time_text",
    "sessions",
    "budget_vnd",
    "vulnerable_groups",
    "partners",
)


@pytest.mark.parametrize("name", TRUTH["files"])
def test_every_row_of_a_sample_is_read_or_listed(name, samples):
    [reading] = read_files([samples / name], 2025)
    want = TRUTH["files"][name]
    assert reading.organisation == want["organisation"]
    rows = {row.excel_row: row for row in reading.rows}
    told = {problem.excel_row for problem in reading.problems}
    in_order = iter(reading.rows)
    for expected in want["rows"]:
        if expected.get("invalid"):
            assert expected["excel_row"] in told
            continue
        row = rows[expected["excel_row"]] if "excel_row" in expected else next(in_order)
        for field in FIELDS:
            assert getattr(row, field) == expected[field], field
        for ours, theirs in ((row.period_start, "period_start"), (row.period_end, "period_end")):
            assert (ours and ours.isoformat()) == expected[theirs]
    for problem in want.get("row_errors", []):
        assert problem["excel_row"] in told
