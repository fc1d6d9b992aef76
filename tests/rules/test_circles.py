"""No module of ours needs itself, by whatever way round."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from tests.rules.sources import nodes_of

SOURCES = Path(__file__).parents[2] / "src"


def name_of(path, root=SOURCES):
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(nodes, modules) -> Iterator[str]:
    """Every module of ours that a module imports, also inside a function or for types alone."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                if inner in modules or node.module in modules:
                    yield inner if inner in modules else node.module


def imports_of(paths, root=SOURCES):
    written = {name_of(path, root): nodes_of(path) for path in paths}
    return {name: set(imported(nodes, written.keys())) - {name} for name, nodes in written.items()}


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


@pytest.mark.parametrize(
    ("lower", "circle"),
    [("word = 'x'\n", set()), ("def later():\n    import upper\n", {"upper", "lower"})],
)
def test_an_import_inside_a_function_closes_a_circle_too(lower, circle, tmp_path):
    (tmp_path / "upper.py").write_text("from lower import word\n", "utf-8")
    (tmp_path / "lower.py").write_text(lower, "utf-8")
    assert set(circle_in(imports_of(sorted(tmp_path.glob("*.py")), tmp_path))) == circle
