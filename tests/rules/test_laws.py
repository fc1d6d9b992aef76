"""Laws the repository keeps on itself."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def functions(path):
    tree = ast.parse(path.read_text("utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_no_function_over_50_lines_and_no_file_over_400(path):
    assert len(path.read_text("utf-8").splitlines()) <= 400
    assert [f.name for f in functions(path) if f.end_lineno - f.lineno + 1 > 50] == []


def test_files_and_functions_are_small_in_the_middle():
    sizes = sorted(len(path.read_text("utf-8").splitlines()) for path in SOURCES)
    lengths = sorted(f.end_lineno - f.lineno + 1 for path in SOURCES for f in functions(path))
    assert sizes[len(sizes) // 2] <= 130
    assert lengths[len(lengths) // 2] <= 12


@pytest.mark.parametrize("path", [path for path in SOURCES if "civickit" in path.parts], ids=str)
def test_engines_have_no_clock_and_no_chance(path):
    told = re.findall(
        r"\b(?:datetime\.now|date\.today|datetime\.today|time\.time|random\.\w+|uuid\.\w+)\b", path.read_text("utf-8")
    )
    assert told == []


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_no_module_is_named_for_nothing(path):
    assert path.stem not in {"utils", "helpers", "common", "misc", "manager", "service", "base"}


def test_every_dependency_says_why():
    block = (ROOT / "pyproject.toml").read_text("utf-8").split("dependencies = [")[1].split("\n]")[0]
    lines = [line for line in block.splitlines() if line.strip()]
    assert len(lines) == len(PROJECT["project"]["dependencies"])
    assert all("# " in line for line in lines)


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_lock_files_pin_with_hashes_and_name_no_host(name):
    text = (ROOT / "requirements" / name).read_text("utf-8")
    assert "--hash=sha256:" in text
    assert not re.search(r"https?://|--(extra-)?index-url|file:", text)


def test_every_direct_dependency_is_pinned():
    pinned = {
        line.split("==")[0].lower()
        for line in (ROOT / "requirements/run.txt").read_text("utf-8").splitlines()
        if "==" in line
    }
    wanted = {re.split(r"[>=<\[; ]", one)[0].lower() for one in PROJECT["project"]["dependencies"]}
    assert wanted <= pinned


def test_no_test_is_skipped_or_expected_to_fail():
    marks = re.compile(r"pytest\.(?:mark\.)?(?:skip|xfail|importorskip)")
    assert [
        path.name
        for path in (ROOT / "tests").rglob("*.py")
        if path.name != Path(__file__).name and marks.search(path.read_text("utf-8"))
    ] == []


@pytest.mark.parametrize("path", sorted((ROOT / "tests/journeys").glob("*.py")), ids=str)
def test_a_journey_waits_for_what_it_asserts(path):
    """A click comes back before the new page is whole: ``expect`` waits, what is read at once may not be there yet."""
    at_once = {"count", "is_visible", "is_hidden", "is_checked", "is_enabled", "is_disabled", "input_value", "title"}
    told = [
        ast.unparse(call)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Assert)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and not call.args
        if isinstance(call.func, ast.Attribute) and call.func.attr in at_once
    ]
    assert told == []


def test_names_of_the_glossary_are_the_names_in_the_code():
    glossary = (ROOT / "docs/glossary.md").read_text("utf-8")
    rows = [line.split("|")[1:4] for line in glossary.splitlines() if line.startswith("| ") and "---" not in line][1:]
    text = "\n".join(path.read_text("utf-8") for path in SOURCES)
    names = {name.strip(" `") for _, _, cell in rows for name in cell.split(",")}
    assert len(names) > 20
    assert [name for name in names if not re.search(rf"\b{re.escape(name)}\b", text)] == []
