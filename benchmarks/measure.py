"""Time and memory of a process with all that it starts, medians, and the exponent of a growth."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

__all__ = ["Cost", "cost", "exponent", "middle"]

_ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Cost:
    """What a run took.

    Attributes:
        wall: seconds on the clock.
        cpu: seconds of processors, of all processes together; holds on a busy machine, too.
        peak: megabytes of the process that took most at once.
    """

    wall: float
    cpu: float
    peak: float


def cost(task: str, root: Path, argument: str = "") -> Cost:
    """Run one of `benchmarks.tasks` in a new process."""
    command = [sys.executable, "-m", "benchmarks.tasks", task, str(root), argument]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "NO_MKDOCS_2_WARNING": "1"}
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read().decode() if process.stderr else ""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{task} of {root.name} failed:\n{said}")
    return Cost(time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def middle(costs: Sequence[Cost]) -> Cost:
    """The medians of several runs."""
    return Cost(
        wall=median(one.wall for one in costs), cpu=median(one.cpu for one in costs), peak=max(o.peak for o in costs)
    )


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The power of size by which a cost grows: the slope of a line through the points on logarithmic scales.

    Example:
        >>> round(exponent([(10, 3.0), (20, 6.0), (40, 12.0)]), 3)
        1.0
    """
    logs = [(math.log(size), math.log(value)) for size, value in points]
    x, y = (sum(one[at] for one in logs) / len(logs) for at in (0, 1))
    return sum((a - x) * (b - y) for a, b in logs) / sum((a - x) ** 2 for a, _ in logs)
