"""Laws of refusals: a code is said by one of them alone, and the page of refusals has them all."""

import ast
import re
from collections import Counter

from tests.rules.sources import ROOT, nodes_of

CLASSES = [
    node
    for path in sorted((ROOT / "src/giamsat").rglob("*.py"))
    for node in nodes_of(path)
    if isinstance(node, ast.ClassDef)
]


def refusals():
    """The classes below ``Refusal``, read from the sources without importing any."""
    names, count = {"Refusal"}, 0
    while count < len(names):
        count = len(names)
        names |= {one.name for one in CLASSES if names & {*map(ast.unparse, one.bases)}}
    return [one for one in CLASSES if names & {*map(ast.unparse, one.bases)}]


def codes():
    return [
        line.value.value
        for kind in refusals()
        for line in kind.body
        if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "code"
    ]


def test_a_code_stands_for_one_refusal():
    assert [code for code, count in Counter(codes()).items() if count > 1] == []


def test_the_page_of_refusals_has_every_one():
    page = (ROOT / "docs/reference/refusals.md").read_text("utf-8")
    on_page = re.findall(r"^\| `([A-Z_0-9]+)` \|", page, re.MULTILINE)
    assert len(on_page) > 130
    assert sorted(on_page) == sorted(codes())
