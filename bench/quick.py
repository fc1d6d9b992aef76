"""Small promises: help, the main job, one deadline.

.venv/bin/python -m bench.quick
"""

import sys
import tempfile
from pathlib import Path

from bench.measuring import run, show

ROOT = Path(__file__).parents[1]
GIAMSAT = [sys.executable, "-m", "giamsat.cli.main"]


def main() -> int:
    """Measure and print."""
    base = min(run([sys.executable, "-c", "pass"]).wall for _ in range(3))
    help_ = min(run([*GIAMSAT, "--help"]).wall for _ in range(3))
    good = show(
        "giamsat --help",
        f"{help_:.2f} s",
        "under 0.3 s",
        met=help_ < 0.3,
        beside=f"python -c pass: {base:.2f} s",
    )
    with tempfile.TemporaryDirectory() as out:
        files = [str(path) for path in sorted((ROOT / "samples").glob("[1-6]*.xlsx"))]
        more = [
            "--against",
            str(ROOT / "samples/ke_hoach_thanh_tra_tinh.xlsx"),
            "--year",
            "2025",
            "--rulebook",
            "nghe-an-2021",
            "--out",
            out,
        ]
        job = run([*GIAMSAT, "plan", *files, *more])
    return (
        0
        if good
        & show(
            "the main job on six workbooks",
            f"{job.wall:.1f} s",
            "under 60 s",
            met=job.wall < 60 and job.code == 0,
        )
        else 1
    )


if __name__ == "__main__":
    raise SystemExit(main())
