"""No module of ours needs itself, by whatever way round."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "src"


def name_of(path, root=SOURCES):
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(tree, modules) -> Iterator[str]:
    """Every module of ours that a module imports, also inside a function or for types alone."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                if inner in modules or node.module in modules:
                    yield inner if inner in modules else node.module


def imports_of(paths, root=SOURCES):
    trees = {name_of(path, root): ast.parse(path.read_text("utf-8")) for path in paths}
    return {name: set(imported(tree, trees.keys())) - {name} for name, tree in trees.items()}


def circle_in(graph):
    """One circle, as the names of its modules in order; none is an empty list."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return []


@pytest.mark.parametrize("package", ["civickit", "giamsat"])
def test_modules_stand_in_no_circle(package):
    assert circle_in(imports_of(sorted((SOURCES / package).rglob("*.py")))) == []


def test_an_import_inside_a_function_closes_a_circle_too(tmp_path):
    (tmp_path / "upper.py").write_text("from lower import word\n", "utf-8")
    lower = tmp_path / "lower.py"
    lower.write_text("word = 'x'\n", "utf-8")
    paths = sorted(tmp_path.glob("*.py"))
    assert circle_in(imports_of(paths, tmp_path)) == []
    lower.write_text("def later():\n    import upper\n", "utf-8")
    assert set(circle_in(imports_of(paths, tmp_path))) == {"upper", "lower"}
