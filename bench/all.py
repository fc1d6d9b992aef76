"""Every bench, one after another; ``make bench``."""

import subprocess
import sys

BENCHES = (["bench.quick"], ["bench.worksheet_large"], ["bench.overlap_many"], ["bench.plan_stress", "--national"])


def main() -> int:
    """Run all; 1 when a promise is not kept."""
    return max(subprocess.run([sys.executable, "-m", *bench], check=False).returncode for bench in BENCHES)


if __name__ == "__main__":
    raise SystemExit(main())
