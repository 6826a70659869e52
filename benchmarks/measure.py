"""Time and memory of a process with all that it starts, medians, and the exponent of a growth."""

from __future__ import annotations

import contextlib
import math
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

__all__ = ["Cost", "cost", "exponent", "middle", "run"]

_ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Cost:
    """What a run took.

    Attributes:
        wall: seconds on the clock.
        cpu: seconds of processors, of all processes together; holds on a busy machine, too.
        peak: megabytes of the process that took most at once.
        together: megabytes that all its processes took at once, memory that they share counted once; looked at twice
            a second, and 0 where the system does not tell.
    """

    wall: float
    cpu: float
    peak: float
    together: float = 0


def cost(task: str, root: Path) -> Cost:
    """Run one of `benchmarks.tasks` in a new process."""
    return run([sys.executable, "-m", "benchmarks.tasks", task, str(root)])


def run(command: Sequence[str], *, folder: Path = _ROOT) -> Cost:
    """Run a command that says what is wrong on standard error, in a folder.

    Raises:
        SystemExit: it fails.
    """
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "NO_MKDOCS_2_WARNING": "1"}
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    ended = threading.Event()
    together = [0.0]
    watch = threading.Thread(target=_watch, args=(process.pid, ended, together))
    watch.start()
    said = process.stderr.read().decode() if process.stderr else ""
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    ended.set()
    watch.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{said}")
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, together[0])


def _watch(pid: int, ended: threading.Event, most: list[float]) -> None:
    while not ended.wait(0.5):
        most[0] = max(most[0], sum(_memory(one) for one in _family(pid)))


def _family(pid: int) -> list[int]:
    """A process and all that it has started, as Linux tells."""
    found = [pid]
    for one in found:
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (task / "children").read_text(encoding="ascii").split())
    return found


def _memory(pid: int) -> float:
    """Megabytes of a process, each page of memory divided by how many processes share it."""
    with contextlib.suppress(OSError):
        told = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii"), re.MULTILINE)
        return int(told[1]) / 1024 if told else 0.0
    return 0.0


def middle(costs: Sequence[Cost]) -> Cost:
    """The medians of several runs; of memory the most."""
    return Cost(
        wall=median(one.wall for one in costs),
        cpu=median(one.cpu for one in costs),
        peak=max(one.peak for one in costs),
        together=max(one.together for one in costs),
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
