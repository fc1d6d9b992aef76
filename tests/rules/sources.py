"""Every source file, read and parsed once for all laws."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def text_of(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    """The tree of a file; laws look at it and change nothing."""
    return ast.parse(text_of(path))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a file, in the order of ``ast.walk``."""
    return tuple(ast.walk(tree_of(path)))


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))
