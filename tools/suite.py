"""The whole test suite, on SQLite and on PostgreSQL, by as many hands as there are cores; a part's output stays together.

Every part runs alone; a hand that is free takes the next of the list. First come the parts that make what others copy
(an office in which the story was told, a sample province), each of another kind so that no hand waits for the other;
then the longest. The exit code is 0 only when all parts have passed. ``tools/suite.py hard rules`` runs the parts whose
names begin with these words. With GIAMSAT_COVERAGE=1 what runs is measured, and compared with the floors of
``tools/floors.py``.
"""

import os
import resource
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
MEASURED = ROOT / ".test-data" / "coverage"
BROWSED = ("tests/journeys/test_pages.py",)
HARD_TIMES = ("tests/journeys/test_hard_times.py",)
JOURNEYS = tuple(
    str(path.relative_to(ROOT))
    for path in sorted((ROOT / "tests/journeys").glob("test_*.py"))
    if str(path.relative_to(ROOT)) not in {*BROWSED, *HARD_TIMES}
)
OF_APPS = tuple(
    sorted({str(path.parent.relative_to(ROOT)) for path in ROOT.glob("tests/giamsat/*/test_*.py")})
)
OF_THE_SITE = tuple(
    sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("tests/giamsat/test_*.py"))
)


@dataclass(frozen=True)
class Part:
    """A run of pytest over some tests."""

    name: str
    tests: tuple[str, ...]
    on_postgres: bool = False
    is_measured: bool = False  # whether its lines count for the floors

    @property
    def command(self) -> list[str]:
        server = [sys.executable, "tools/with_postgres.py"] if self.on_postgres else []
        return [
            *server,
            sys.executable,
            *self._measuring,
            "-m",
            "pytest",
            *self.tests,
        ]  # its head names the seed

    @property
    def _measuring(self) -> list[str]:
        if not (self.is_measured and is_asked_to_measure()):
            return []
        place = MEASURED / f"part-{self.name.replace(' ', '-')}"
        return ["-m", "coverage", "run", f"--data-file={place}"]


def is_asked_to_measure() -> bool:
    return os.environ.get("GIAMSAT_COVERAGE") == "1"


PARTS = (
    Part("journeys on SQLite", JOURNEYS),
    Part("site on PostgreSQL", OF_THE_SITE, on_postgres=True),
    Part("journeys on PostgreSQL", (*JOURNEYS, *BROWSED), on_postgres=True),
    Part("pages in a browser", BROWSED),
    Part("site on SQLite", OF_THE_SITE, is_measured=True),
    Part("apps on SQLite", (*OF_APPS, "tests/upgrade"), is_measured=True),
    Part("apps on PostgreSQL", (*OF_APPS, "tests/upgrade"), on_postgres=True),
    Part("hard times on PostgreSQL", HARD_TIMES, on_postgres=True),
    Part("hard times on SQLite", HARD_TIMES),
    Part(
        "engines, without Django",
        ("-c", "tests/engines.ini", "--rootdir", ".", "tests/civickit"),
        is_measured=True,
    ),
    Part("rules", ("tests/rules",)),
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


def run_all(parts: list[Part]) -> list[int]:
    codes = []
    with ThreadPoolExecutor(os.cpu_count() or 2) as hands:
        for part, code, seconds, text in hands.map(run, parts):
            outcome = "passed" if code == 0 else f"FAILED ({code})"
            print(f"== {part.name}: {outcome} in {seconds:.0f} s\n{text}", flush=True)
            codes.append(code)
    return codes


def compare_with_floors() -> int:
    done = subprocess.run([sys.executable, "tools/floors.py", MEASURED], cwd=ROOT, check=False)
    return done.returncode


def main(wanted: tuple[str, ...]) -> int:
    check_nothing_is_left_out()
    started = time.monotonic()
    parts = [part for part in PARTS if not wanted or part.name.startswith(wanted)]
    if is_asked_to_measure():
        shutil.rmtree(MEASURED, ignore_errors=True)
        MEASURED.mkdir(parents=True)
    codes = run_all(parts)
    if is_asked_to_measure() and all(part in parts for part in PARTS if part.is_measured):
        codes.append(compare_with_floors())
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"== {len(parts)} parts in {time.monotonic() - started:.0f} s, "
        f"{spent.ru_utime + spent.ru_stime:.0f} s of processor time (servers apart)"
    )
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:])))
