"""The whole test suite, on SQLite and on PostgreSQL, in two lanes for two cores; one lane's output stays together.

The browser's lane tells its journeys on SQLite, then on PostgreSQL. The other lane runs everything else on SQLite, then
what touches a database on PostgreSQL. The exit code is 0 only when all of them have passed.
"""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTEST = [sys.executable, "-m", "pytest", "--no-header"]
POSTGRES = [sys.executable, "tools/with_postgres.py"]
JOURNEYS = ("story", "pages", "field", "followed", "criticism", "strangers", "targets")
BROWSER = [*PYTEST, *(f"tests/journeys/test_{name}.py" for name in JOURNEYS)]
HARD_TIMES = [*PYTEST, "tests/journeys/test_hard_times.py"]
LANES = {
    "browser": [("journeys on SQLite", BROWSER), ("journeys on PostgreSQL", [*POSTGRES, *BROWSER])],
    "rest": [
        (
            "engines, without Django",
            [*PYTEST, "-c", "tests/engines.ini", "--rootdir", ".", "tests/civickit"],
        ),
        (
            "application, upgrade and laws on SQLite",
            [*PYTEST, "tests/giamsat", "tests/upgrade", "tests/rules"],
        ),
        ("hard times on SQLite", HARD_TIMES),
        (
            "application and upgrade on PostgreSQL",
            [*POSTGRES, *PYTEST, "tests/giamsat", "tests/upgrade"],
        ),
        ("hard times on PostgreSQL", [*POSTGRES, *HARD_TIMES]),
    ],
}


def check_nothing_is_left_out() -> None:
    told = {
        word
        for lane in LANES.values()
        for _, command in lane
        for word in command
        if word.startswith("tests/")
    }
    left = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("test_*.py")
        if not any(str(path.relative_to(ROOT)).startswith(one) for one in told)
    }
    assert not left, f"no lane runs {left}"


def run(lane: str) -> list[tuple[str, int, float, str]]:
    out = []
    for name, command in LANES[lane]:
        started = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        out.append((name, done.returncode, time.monotonic() - started, done.stdout + done.stderr))
    return out


def main() -> int:
    check_nothing_is_left_out()
    with ThreadPoolExecutor(len(LANES)) as pool:
        results = [one for lane in pool.map(run, LANES) for one in lane]
    for name, code, seconds, text in results:
        print(
            f"== {name}: {'passed' if code == 0 else f'FAILED ({code})'} in {seconds:.0f} s\n{text}",
            flush=True,
        )
    return max(code for _, code, _, _ in results)


if __name__ == "__main__":
    sys.exit(main())
