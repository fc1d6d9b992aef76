"""The whole test suite, on SQLite and on PostgreSQL, by as many hands as there are cores; a part's output stays together.

Every part runs alone; a hand that is free takes the next of the list, where the longest come first. The exit code is 0
only when all parts have passed. ``tools/suite.py hard rules`` runs the parts whose names begin with these words.
"""

import os
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
JOURNEYS = tuple(
    f"tests/journeys/test_{name}.py"
    for name in (
        "criticism",
        "field",
        "followed",
        "forms",
        "pages",
        "story",
        "strangers",
        "targets",
    )
)
HARD_TIMES = ("tests/journeys/test_hard_times.py",)
APPLICATION = ("tests/giamsat", "tests/upgrade")


@dataclass(frozen=True)
class Part:
    """A run of pytest over some tests."""

    name: str
    tests: tuple[str, ...]
    on_postgres: bool = False

    @property
    def command(self) -> list[str]:
        server = [sys.executable, "tools/with_postgres.py"] if self.on_postgres else []
        return [*server, sys.executable, "-m", "pytest", *self.tests]  # its head names the seed


PARTS = (
    Part("application on PostgreSQL", APPLICATION, on_postgres=True),
    Part("application on SQLite", APPLICATION),
    Part("journeys on SQLite", JOURNEYS),
    Part("journeys on PostgreSQL", JOURNEYS, on_postgres=True),
    Part("rules", ("tests/rules",)),
    Part("hard times on PostgreSQL", HARD_TIMES, on_postgres=True),
    Part("hard times on SQLite", HARD_TIMES),
    Part(
        "engines, without Django",
        ("-c", "tests/engines.ini", "--rootdir", ".", "tests/civickit"),
    ),
)


def check_nothing_is_left_out() -> None:
    begun = {word for part in PARTS for word in part.tests if word.startswith("tests/")}
    left = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("test_*.py")
        if not any(str(path.relative_to(ROOT)).startswith(word) for word in begun)
    }
    assert not left, f"no part runs {left}"


def run(part: Part) -> tuple[Part, int, float, str]:
    started = time.monotonic()
    done = subprocess.run(part.command, cwd=ROOT, capture_output=True, text=True, check=False)
    return part, done.returncode, time.monotonic() - started, done.stdout + done.stderr


def main(wanted: tuple[str, ...]) -> int:
    check_nothing_is_left_out()
    started, codes = time.monotonic(), []
    parts = [part for part in PARTS if not wanted or part.name.startswith(wanted)]
    with ThreadPoolExecutor(os.cpu_count() or 2) as hands:
        for part, code, seconds, text in hands.map(run, parts):
            outcome = "passed" if code == 0 else f"FAILED ({code})"
            print(f"== {part.name}: {outcome} in {seconds:.0f} s\n{text}", flush=True)
            codes.append(code)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"== {len(parts)} parts in {time.monotonic() - started:.0f} s, "
        f"{spent.ru_utime + spent.ru_stime:.0f} s of processor time (servers apart)"
    )
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:])))
