"""The floors of coverage: what falls below one fails the suite."""

import runpy

import pytest
from coverage import Coverage
from tools.floors import Floor, measured, verdict


@pytest.mark.parametrize(
    ("lines", "branches", "word"),
    [
        (97.0, 94.0, "held"),
        (97.9, 94.9, "held"),
        (96.9, 99.0, "BELOW"),
        (99.0, 93.9, "BELOW"),
        (98.0, 94.0, "above: raise the floor"),
        (97.0, 95.0, "above: raise the floor"),
    ],
)
def test_a_floor_holds_lines_and_branches(lines, branches, word):
    assert verdict(Floor("engines", (), 97, 94), lines, branches) == word


def test_lines_and_branches_are_counted_in_the_files_of_the_floor(tmp_path):
    for name in ("counted", "other"):
        (tmp_path / f"{name}.py").write_text("a = 1\nif a:\n    b = 2\nelse:\n    b = 3\n", "utf-8")
    cover = Coverage(data_file=None, config_file=False, branch=True, include=[f"{tmp_path}/*"])
    with cover.collect():
        runpy.run_path(str(tmp_path / "counted.py"))
    floor = Floor("one file", ("*/counted.py",), 0, 0)
    assert measured(cover, floor) == (75.0, 50.0)
