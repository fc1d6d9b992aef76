"""Every bench, one after another; ``make bench``."""

import subprocess
import sys

ENGINES = (
    ["bench.drafts"],
    ["bench.opinions"],
    ["bench.quick"],
    ["bench.worksheet_large"],
    ["bench.overlap_many"],
    ["bench.plan_stress", "--national"],
)
SITE = [sys.executable, "-m", "bench.site"]
FOLLOWING = [sys.executable, "-m", "bench.following"]
TARGETS = [sys.executable, "-m", "bench.targets"]
CRITICISM = [sys.executable, "-m", "bench.criticism"]
COMMANDS = [
    *([sys.executable, "-m", *bench] for bench in ENGINES),
    SITE,
    [sys.executable, "tools/with_postgres.py", *SITE],
    FOLLOWING,
    [sys.executable, "tools/with_postgres.py", *FOLLOWING],
    CRITICISM,
    [sys.executable, "tools/with_postgres.py", *CRITICISM],
    TARGETS,
    [sys.executable, "tools/with_postgres.py", *TARGETS],
    ["make", "bench-spark"],
]


def main() -> int:
    """Run all; 1 when a promise is not kept."""
    return max(subprocess.run(command, check=False).returncode for command in COMMANDS)


if __name__ == "__main__":
    raise SystemExit(main())
