"""How many small faults the tests notice: random changes of the code, each tried by the tests that run its line.

``python -m bench.mutation`` changes 120 places of the engines and of the application's actions, permissions, queries
and engines of apps (60 and 60), one at a time, and prints the share noticed and the faults that nobody noticed, as
``file:line``. The same seed changes the same places of the same code.

One process imports everything and gathers the tests; each change is made in a forked child, by giving a function its
changed code, so nothing is written to the disk and nothing is imported twice. Before any change the harness looks at
itself: children in which a function was compiled again *without* a change must pass, or the run means nothing.
"""

import argparse
import ast
import gc
import os
import pickle
import random
import signal
import sys
import time
import traceback
import warnings
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType

import coverage
import pytest
from coverage.exceptions import CoverageWarning

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
STORE = ROOT / ".test-data" / "mutation"
PARTS = {
    "engines": ("civickit/",),
    "application": ("/actions", "/access", "/queries", "/engine.py", "/states.py"),
}
# The engines alone are tried by their own tests; the application by all, since it runs engines, too.
TESTS = defaultdict(
    lambda: ("tests/civickit", "tests/giamsat"), {("engines",): ("tests/civickit",)}
)
_SECONDS = 60.0  # of tests for one change: what they have not noticed by then counts as unnoticed
_NULLS = 8


@dataclass(frozen=True)
class Change:
    """One place of one function, and what stands there instead."""

    path: str  # below src
    line: int
    function: tuple[str, int]  # name and first line, as code objects have it
    node: int  # the how-manieth node of the file, in the order of ast.walk
    kind: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.kind}"


SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


def kind_of(node: ast.AST) -> str:
    """What may be changed at this node, or nothing: types, sentences and names stay."""
    match node:
        case ast.Compare(ops=[op, *_]) | ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in SWAPS:
            kind = f"{type(op).__name__} -> {SWAPS[type(op)].__name__}"
        case ast.UnaryOp(op=ast.Not()):
            kind = "not removed"
        case ast.If() | ast.IfExp() | ast.While():
            kind = "condition turned round"
        case ast.Constant(value=bool() as value):
            kind = f"{value} -> {not value}"
        case ast.Constant(value=int() as value):
            kind = f"{value} -> {value + 1}"
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            kind = "returns None"
        case ast.Expr(value=ast.Call()):
            kind = "call removed"
        case ast.comprehension(ifs=[_, *_]):
            kind = "filter removed"
        case _:
            kind = ""
    return kind


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def changed(node: ast.AST, kind: str) -> ast.AST:
    """The node after the change; the tree is changed in place where the node stays."""
    match node:
        case ast.Compare():
            node.ops[0] = SWAPS[type(node.ops[0])]()  # type: ignore[assignment]
        case ast.BoolOp() | ast.BinOp():
            node.op = SWAPS[type(node.op)]()  # type: ignore[assignment]
        case ast.UnaryOp():
            return node.operand
        case ast.If() | ast.IfExp() | ast.While():
            node.test = ast.UnaryOp(ast.Not(), node.test)
        case ast.Constant(value=bool() as value):
            node.value = not value
        case ast.Constant(value=int() as value):
            node.value = value + 1
        case ast.Return():
            node.value = ast.Constant(None)
        case ast.Expr():
            return ast.Pass()
        case ast.comprehension():
            node.ifs = node.ifs[1:]
        case _:
            raise ValueError(kind)
    return node


class _Places(ast.NodeVisitor):
    """The places of one file that may be changed, all of them inside functions."""

    def __init__(self, path: str, tree: ast.Module) -> None:
        self.path, self.found = path, list[Change]()
        self._number = {id(node): index for index, node in enumerate(ast.walk(tree))}
        self._function: tuple[str, int] | None = None
        self.visit(tree)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        before = self._function
        if before is None:  # a function inside another is changed with the outer one
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            self._function = (node.name, first)
        for one in node.body:
            self.visit(one)
        self._function = before

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Raise(self, node: ast.Raise) -> None:
        """The facts of a refusal are sentences' facts; whether it is raised is its condition's business."""

    def generic_visit(self, node: ast.AST) -> None:
        kind = kind_of(node)
        if self._function and kind:
            line = getattr(node, "lineno", 0) or node.target.lineno  # type: ignore[attr-defined]
            self.found.append(Change(self.path, line, self._function, self._number[id(node)], kind))
        super().generic_visit(node)


def places(part: str) -> list[Change]:
    """Every place of a part of the code that may be changed, file by file."""
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        told = str(path.relative_to(SOURCE))
        inside = any(
            mark in told if mark.startswith("/") else told.startswith(mark) for mark in PARTS[part]
        )
        if inside and "/migrations/" not in told:
            found += _Places(told, ast.parse(path.read_text("utf-8"))).found
    return found


def chosen(part: str, count: int, seed: int) -> list[Change]:
    """``count`` places in an order that depends on the seed alone, one a function."""
    among = places(part)
    random.Random(seed).shuffle(among)
    one_each = {(change.path, change.function): change for change in reversed(among)}
    order = {change: index for index, change in enumerate(among)}
    return sorted(one_each.values(), key=order.__getitem__)[:count]


def code_after(change: Change, *, null: bool = False) -> CodeType | None:
    """The code of the function after the change; None when the change makes no code."""
    place = SOURCE / change.path
    tree = ast.parse(place.read_text("utf-8"))
    target = list(ast.walk(tree))[change.node]

    class Put(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return self.generic_visit(changed(node, change.kind) if node is target else node)

    if not null:
        tree = Put().visit(tree)
    module = compile(ast.fix_missing_locations(tree), str(place), "exec")
    return next((code for code in _codes(module) if _is(code, change)), None)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _is(code: CodeType, change: Change) -> bool:
    return (code.co_name, code.co_firstlineno) == change.function


def put_in(change: Change, *, null: bool = False) -> bool:
    """Give the function its changed code in this process; whether there was a function to give it to."""
    code, place = code_after(change, null=null), str(SOURCE / change.path)
    if code is None:
        return False
    functions = [
        thing
        for thing in gc.get_objects()
        if isinstance(thing, FunctionType)
        and thing.__code__.co_filename == place
        and _is(thing.__code__, change)
        and thing.__code__.co_freevars == code.co_freevars
    ]
    for function in functions:
        function.__code__ = code
    return bool(functions)


@dataclass
class Known:
    """Which tests run which line, and the seconds of each, from one run of all tests without a change."""

    tests: dict[tuple[str, int], list[str]]
    seconds: dict[str, float]
    failed: list[str]


class Harness:
    """Takes pytest's place once the tests are gathered."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.results: list[tuple[str, Change, str]] = []
        self._seconds: dict[str, float] = defaultdict(float)
        self._failed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Pytest tells the end of a test's set-up, call and tear-down."""
        self._seconds[report.nodeid] += report.duration
        if report.failed:
            self._failed.append(report.nodeid)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Pytest has gathered the tests; what follows is ours."""
        items = {item.nodeid: item for item in session.items}
        known = self._known(session, list(items.values()))
        if known.failed:
            sys.exit(f"These fail without any change: {known.failed}")
        work = [
            (part, change)
            for part in self.options.parts
            for change in chosen(
                part, self.options.count // len(self.options.parts), self.options.seed
            )
        ]
        for part, change in random.Random(self.options.seed).sample(work, min(_NULLS, len(work))):
            if self._tried(session, items, known, change, null=True) not in (
                "UNNOTICED",
                "not run",
            ):
                sys.exit(f"A change that changes nothing is noticed: {part} {change}")
        for part, change in work:
            result = self._tried(session, items, known, change)
            self.results.append((part, change, result))
            if self.options.watch:
                print(f"{result:>10} {change}", flush=True)
        return True

    def _known(self, session: pytest.Session, items: Sequence[pytest.Item]) -> Known:
        """The map of lines to tests, drawn once a version of the code and of the tests."""
        from tests.province import name_over

        paths = sorted([*SOURCE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")])
        name = name_over(iter(paths), *sorted(item.nodeid for item in items))
        place = STORE / f"known-{name}.pickle"
        if not place.exists():
            STORE.mkdir(parents=True, exist_ok=True)
            child = os.fork()
            if not child:
                try:
                    self._draw(session, items, place)
                    os._exit(0)
                except BaseException:  # noqa: BLE001 - a forked child ends here, whatever happens
                    traceback.print_exc()
                    os._exit(1)
            _pid, status = os.waitpid(child, 0)
            if status:
                sys.exit("The map of lines to tests could not be drawn.")
        return pickle.loads(place.read_bytes())  # noqa: S301 - our own

    def _draw(self, session: pytest.Session, items: Sequence[pytest.Item], place: Path) -> None:
        cover = coverage.Coverage(data_file=None, source=[str(SOURCE)])
        cover.start()
        for item, following in zip(items, [*items[1:], None], strict=True):
            cover.switch_context(item.nodeid)
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        cover.stop()
        with warnings.catch_warnings():  # that modules were imported before: pytest gathered
            warnings.simplefilter("ignore", CoverageWarning)
            data = cover.get_data()
        tests: dict[tuple[str, int], list[str]] = {}
        for path in data.measured_files():
            told = str(Path(path).relative_to(SOURCE))
            for line, contexts in data.contexts_by_lineno(path).items():
                tests[told, line] = [one for one in contexts if one]
        known = Known(tests, dict(self._seconds), self._failed)
        place.write_bytes(pickle.dumps(known))

    def _tried(
        self,
        session: pytest.Session,
        items: dict[str, pytest.Item],
        known: Known,
        change: Change,
        *,
        null: bool = False,
    ) -> str:
        names = _affordable(known, (change.path, change.line), items)
        if not names:
            return "not run"
        child = os.fork()
        if not child:
            _quietly()
            os._exit(self._noticed(session, [items[name] for name in names], change, null=null))
        seconds = sum(known.seconds[name] for name in names)
        code = _ended(child, within=60 + 10 * seconds)
        return {0: "UNNOTICED", 1: "noticed", 3: "no place"}.get(code, "noticed")

    def _noticed(
        self, session: pytest.Session, items: list[pytest.Item], change: Change, *, null: bool
    ) -> int:
        """In the child: 0 when every test passed, 1 when one failed, 3 when there was nothing to change."""
        if not put_in(change, null=null):
            return 3
        self._failed.clear()
        for item, following in zip(items, [*items[1:], None], strict=True):
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self._failed:
                return 1
        return 0


def _affordable(known: Known, place: tuple[str, int], items: dict[str, pytest.Item]) -> list[str]:
    """The tests that run a line, the quick ones first, as many as the seconds allow."""
    names = [name for name in known.tests.get(place, ()) if name in items]
    names.sort(key=known.seconds.__getitem__)
    left, chosen_names = _SECONDS, []
    for name in names:
        left -= known.seconds[name]
        if left >= 0:
            chosen_names.append(name)
    return chosen_names


def _quietly() -> None:
    """The child says nothing: its exit code does."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)


def _ended(child: int, *, within: float) -> int:
    """The exit code, or -1 when it had to be stopped: a loop without an end is noticed in use, too."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return -1


def report(results: Sequence[tuple[str, Change, str]]) -> None:
    """The shares, and the places that nobody noticed."""
    for part in (*PARTS, None):
        tried = [told for name, _, told in results if part in (None, name) and told != "no place"]
        noticed = tried.count("noticed")
        if tried:
            share = f"{noticed} of {len(tried)} noticed, {noticed / len(tried):.0%}"
            print(f"{part or 'together'}: {share} ({tried.count('not run')} run by no test)")
    for _, change, told in results:
        if told in ("UNNOTICED", "not run"):
            line = (SOURCE / change.path).read_text("utf-8").splitlines()[change.line - 1].strip()
            print(f"  {told}: {change}\n      {line}")


def main() -> int:
    """Prints shares and survivors; the exit code is 0 when the goal is reached."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--count", type=int, default=120)
    told.add_argument("--seed", type=int, default=8)
    told.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    told.add_argument("--watch", action="store_true", help="print each change as it is tried")
    told.add_argument("--goal", type=float, default=0.85)
    options = told.parse_args()
    harness = Harness(options)
    os.chdir(ROOT)
    pytest.main(
        ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", *TESTS[tuple(options.parts)]],
        plugins=[harness],
    )
    report(harness.results)
    tried = [told for _, _, told in harness.results if told != "no place"]
    return int(not tried or tried.count("noticed") / len(tried) < options.goal)


if __name__ == "__main__":
    sys.exit(main())
