"""Tight instances by seed: one level, a province, a large province, the country.

    .venv/bin/python -m bench.plan_stress [--national]

Ours beside planning by priority, first come first served, as a secretary would with a calendar (same run, same
instances). Missed minimums are counted from the answer, not believed; planted duplicates must all be together and
nothing else joined.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.measuring import Answer, run, show
from civickit.planner import parse_instance, verify
from civickit.planner.facts import Instance
from civickit.planner.items import Item, make_items
from civickit.planner.limits import LimitKey, limit_keys, limits_of
from civickit.planner.yearplan import reached_minimums

MAKER = Path(__file__).parent / "stress_instances.py"


def make(mode: str, seed: int, folder: Path) -> list[Path]:
    """Write instances and the truth beside them."""
    subprocess.run(
        [sys.executable, str(MAKER), mode, "--seed", str(seed), "--out", str(folder)],
        check=True,
        capture_output=True,
    )
    return (
        sorted((folder / f"national-{seed}").glob("p*.json"))
        if mode == "national"
        else [folder / f"{mode}-{seed}.json"]
    )


def by_priority(instance: Instance, groups: list[list[str]]) -> int:
    """Missed minimums when commissioned ones, then the most people, are placed in the first month with room."""
    items, days = make_items(instance, groups)
    limits = limits_of(instance, days)
    used: dict[LimitKey, int] = dict(limits.used)
    placed: list[Item] = []
    for item in sorted(items, key=lambda item: (not item.commissioned, -item.people)):
        for months in item.choices:
            keys = limit_keys(item, months)
            if all(
                used.get(key, 0) < (limits.cap if key[0] == "visits" else limits.capacity[key[1]])
                for key in keys
            ):
                for key in keys:
                    used[key] = used.get(key, 0) + 1
                placed.append(item)
                break
    return sum(reached.lack for reached in reached_minimums(instance, placed))


def judged(path: Path, answer: Answer) -> tuple[int, int, int, int]:
    """Hard errors, planted groups apart, joins beyond them, and missed minimums counted anew."""
    instance = parse_instance(json.loads(path.read_text("utf-8")))
    groups = json.loads((path.parent / "truth.json").read_text("utf-8"))["instances"][path.name][
        "duplicate_groups"
    ]
    broken = verify(instance, answer, groups)
    planted = {frozenset(group) for group in groups}
    joined = [frozenset(a["proposals"]) for a in answer["activities"] if len(a["proposals"]) > 1]
    apart = sum(one.code == "DUPLICATE" for one in broken)
    return (
        len(broken) - apart,
        apart,
        sum(group not in planted for group in joined),
        answer["objective"],
    )


def one(path: Path, *more: str) -> tuple[Answer, float, float]:
    """Plan one instance in a process of its own: the answer, processor seconds, MB."""
    done = run(
        [sys.executable, "-m", "giamsat.cli.main", "plan", "--instance", str(path), "--json", *more]
    )
    return json.loads(done.output), done.cpu, done.megabytes


def province(mode: str, seed: int, folder: Path, seconds: float, start: float) -> bool:
    """Measure one instance beside the baseline. ``start`` is what starting Python and its libraries costs."""
    [path] = make(mode, seed, folder)
    # A second of a shared machine's noise would drown a fifth of a second: the least of seven for the small ones.
    answer, cpu, megabytes = min(
        (one(path) for _ in range(7 if mode == "s1" else 1)), key=lambda run: run[1]
    )
    errors, apart, extra, missed = judged(path, answer)
    instance = parse_instance(json.loads(path.read_text("utf-8")))
    groups = json.loads((folder / "truth.json").read_text("utf-8"))["instances"][path.name][
        "duplicate_groups"
    ]
    clean = not (errors or apart or extra) and missed == answer["bound"]
    name = f"{mode} seed {seed}"
    good = show(
        f"{name}: missed minimums, proved",
        f"{missed} (bound {answer['bound']})",
        "proved optimal, no error",
        met=clean,
        beside=f"by priority: {by_priority(instance, groups)}",
    )
    good &= show(
        f"{name}: placed, proved",
        f"{answer['value']} (bound {answer['value_bound']})",
        "within 1 %",
        met=answer["value"] >= 0.99 * answer["value_bound"],
    )
    explained = sum(conflict["minimal"] for conflict in answer["conflicts"])
    good &= show(
        f"{name}: missed minimums with a proved smallest reason",
        f"{explained} of {len(answer['conflicts'])}",
        "a quarter of them in two seconds",
        met=4 * explained >= len(answer["conflicts"]),
    )
    return good & show(
        f"{name}: processor seconds, memory",
        f"{cpu - start:.2f} s, {megabytes:.0f} MB",
        f"under {seconds} s, 400 MB",
        met=cpu - start < seconds and megabytes < 400,
        beside=f"whole command with start-up: {cpu:.2f} s",
    )


def country(seed: int, folder: Path) -> bool:
    """34 provinces, two at a time."""
    paths = make("national", seed, folder)
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda path: one(path, "--explain-seconds", "0"), paths))
    verdicts = [judged(path, answer) for path, (answer, _, _) in zip(paths, results, strict=True)]
    proved = sum(answer["objective"] == answer["bound"] for answer, _, _ in results)
    cpu, most = sum(cpu for _, cpu, _ in results), max(mb for _, _, mb in results)
    clean = all(v[:3] == (0, 0, 0) for v in verdicts)
    good = show(
        f"the country: provinces proved (missed {sum(v[3] for v in verdicts)})",
        f"{proved} of {len(paths)}",
        "every one, no error",
        met=clean and proved == len(paths),
    )
    return good & show(
        "the country: processor seconds, MB a process",
        f"{cpu:.0f} s, {most:.0f} MB",
        "under 200 s, 500 MB",
        met=cpu < 200 and most < 500,
    )


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--national", action="store_true")
    options = parser.parse_args()
    bare = [sys.executable, "-c", "import numpy, highspy, rapidfuzz.fuzz, giamsat.cli.main"]
    start = min(run(bare).cpu for _ in range(7))
    good = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for mode, seeds, seconds in (
            ("s1", (1, 2, 31), 0.5),
            ("s2", (1, 2, 77), 10.0),
            ("s3", (1, 41), 10.0),
        ):
            for seed in seeds:
                good &= province(mode, seed, folder, seconds, start)
        if options.national:
            good &= country(1, folder)
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
