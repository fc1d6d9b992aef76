"""Measure one piece of work in a process of its own: processor seconds, peak memory, what it returned."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Measured:
    """Wall and processor seconds, peak memory of the largest process in MB, exit code and output."""

    wall: float
    cpu: float
    megabytes: float
    code: int
    output: str


def run(command: Sequence[str], *, timeout: float = 900) -> Measured:
    """Run a command to its end, with byte code kept as an office has it; children of the command are counted."""
    watch = (
        "import resource,subprocess,sys,time,json;t=time.monotonic();p=subprocess.run(sys.argv[1:],capture_output=True,text=True);"
        "u=resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(json.dumps([time.monotonic()-t,u.ru_utime+u.ru_stime,u.ru_maxrss/1024,p.returncode,p.stdout if len(p.stdout)<50_000_000 else '',p.stderr[-2000:]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", watch, *command],
        capture_output=True,
        text=True,
        timeout=timeout,
        check=True,
        env={key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"},
    )
    wall, cpu, megabytes, code, output, _ = json.loads(done.stdout)
    return Measured(wall, cpu, megabytes, code, output)


def here() -> tuple[float, float]:
    """Processor seconds of this process and peak memory in MB."""
    use = resource.getrusage(resource.RUSAGE_SELF)
    return time.process_time(), use.ru_maxrss / 1024


def show(name: str, ours: str, asked: str, *, met: bool, beside: str = "") -> bool:
    """One line of a bench; returns whether the promise is kept."""
    print(f"{'ok ' if met else 'LOW'} {name:58} {ours:34} asked: {asked:28} {beside}", flush=True)
    return met


Answer = dict[str, Any]
