"""Laws the repository keeps on itself."""

import ast
import re
import tomllib
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest
from tests.rules.sources import ROOT, nodes_of, shown, text_of, tree_of

SOURCES = sorted((ROOT / "src").rglob("*.py"))
WRITTEN = [path for path in SOURCES if "migrations" not in path.parts]
# Nodes of a syntax tree; they only ever fall.
LARGEST_FUNCTION = 350
NINE_OF_TEN_FUNCTIONS = 191
LONGEST_FILE = 400
# One name for unlike things, and why.
SHARED_NAMES = {
    "Decision": "to be renamed: on a pair of proposals, and on a group of opinions",
    "Line": "to be renamed: of a draft, and of a table of opinions",
    "OpenForm": "to be renamed: opens a matter of conduct, a draft",
    "Stance": "to be renamed: of an organisation, and of an opinion",
}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def functions(path):
    return [
        node for node in nodes_of(path) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


@cache
def nodes(function):
    """How much a function says, however wide its lines are: the nodes of its syntax tree."""
    return sum(1 for _ in ast.walk(function))


def lines(path):
    return len(text_of(path).splitlines())


def test_no_file_over_400_lines():
    assert [shown(path) for path in WRITTEN if lines(path) > LONGEST_FILE] == []


def test_no_function_says_too_much():
    assert [
        f"{shown(path)}:{f.lineno} {f.name}"
        for path in WRITTEN
        for f in functions(path)
        if nodes(f) > LARGEST_FUNCTION
    ] == []


def test_files_and_functions_are_small_in_the_middle():
    lengths = sorted(lines(path) for path in SOURCES)
    sizes = sorted(nodes(f) for path in WRITTEN for f in functions(path))
    assert lengths[len(lengths) // 2] <= 150
    assert sizes[len(sizes) * 9 // 10] <= NINE_OF_TEN_FUNCTIONS


MOST_POSITIONAL = 5


def test_a_call_names_what_it_gives():
    """Six values in a row are a riddle: the reader has to count to know which is which."""
    wide = [
        f"{shown(path)}:{call.lineno}"
        for path in WRITTEN
        for call in nodes_of(path)
        if isinstance(call, ast.Call)
        and sum(not isinstance(given, ast.Starred) for given in call.args) > MOST_POSITIONAL
    ]
    assert wide == []


NO_NOUNS = {"one", "told", "said", "here"}


def own_nodes(function):
    """What a function says itself: functions and classes inside it speak for themselves."""
    waiting = [function]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [
            child
            for child in ast.iter_child_nodes(node)
            if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        ]


def names_given(function):
    """Parameters and names bound in a function, those of comprehensions on one line aside."""
    loops = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
    nodes = list(own_nodes(function))
    short = {
        id(inner)
        for node in nodes
        if isinstance(node, loops) and node.lineno == node.end_lineno
        for inner in ast.walk(node)
    }
    for node in nodes:
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield from () if id(node) in short else (node.id,)


def test_what_lives_over_five_lines_has_a_noun_of_the_domain():
    nameless = [
        f"{shown(path)}:{function.lineno} {function.name}"
        for path in WRITTEN
        for function in functions(path)
        if function.end_lineno - function.lineno + 1 > 5 and NO_NOUNS & set(names_given(function))
    ]
    assert nameless == []


def test_a_class_has_a_name_of_its_own():
    """Two unlike things of one name are mistaken for each other in every search and import.

    What is private to a module is neither.
    """
    held = {}
    for path in WRITTEN:
        for node in tree_of(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                held.setdefault(node.name, []).append(str(path.relative_to(ROOT / "src")))
    shared = {name: places for name, places in held.items() if len(places) > 1}
    assert {name: places for name, places in shared.items() if name not in SHARED_NAMES} == {}
    assert set(SHARED_NAMES) <= set(shared)


CLOCKS = re.compile(
    r"\b(?:datetime\.now|date\.today|datetime\.today|time\.time|random\.\w+|uuid\.\w+)\b"
)


def test_engines_have_no_clock_and_no_chance():
    engines = [path for path in SOURCES if "civickit" in path.parts]
    assert len(engines) > 100
    assert [
        (shown(path), CLOCKS.findall(text_of(path)))
        for path in engines
        if CLOCKS.search(text_of(path))
    ] == []


def test_no_module_is_named_for_nothing():
    empty = {"utils", "helpers", "common", "misc", "manager", "service", "base"}
    assert [shown(path) for path in SOURCES if path.stem in empty] == []


def test_every_dependency_says_why():
    block = (
        (ROOT / "pyproject.toml").read_text("utf-8").split("dependencies = [")[1].split("\n]")[0]
    )
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
        if path.name != Path(__file__).name and marks.search(text_of(path))
    ] == []


@pytest.mark.parametrize("path", sorted((ROOT / "tests/journeys").glob("*.py")), ids=str)
def test_a_journey_waits_for_what_it_asserts(path):
    """A click comes back before the new page is whole: ``expect`` waits, what is read at once may not be there yet."""
    at_once = {
        "count",
        "is_visible",
        "is_hidden",
        "is_checked",
        "is_enabled",
        "is_disabled",
        "input_value",
        "title",
    }
    told = [
        ast.unparse(call)
        for node in nodes_of(path)
        if isinstance(node, ast.Assert)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and not call.args
        if isinstance(call.func, ast.Attribute) and call.func.attr in at_once
    ]
    assert told == []


def test_names_of_the_glossary_are_the_names_in_the_code():
    glossary = (ROOT / "docs/glossary.md").read_text("utf-8")
    rows = [
        line.split("|")[1:4]
        for line in glossary.splitlines()
        if line.startswith("| ") and "---" not in line
    ][1:]
    words = {word for path in SOURCES for word in re.findall(r"\w+(?:\.\w+)*", text_of(path))}
    words |= {part for word in words for part in word.split(".")}
    names = {name.strip(" `") for _, _, cell in rows for name in cell.split(",")}
    assert len(names) > 20
    assert names - words == set()


def test_an_installed_package_has_every_file_that_stands_beside_the_code():
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["*"]
    files = [
        path
        for app in ("civickit", "giamsat")
        for path in (ROOT / "src" / app).rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    ]
    assert files
    left_out = [one for one in files if not any(fnmatch(one.name, each) for each in patterns)]
    assert left_out == []
    assert not [one for one in files if one.suffix == ".mo"]  # made by each installation
