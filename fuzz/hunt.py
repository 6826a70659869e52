"""Tries inputs one by one and keeps what breaks, each kind once."""

from __future__ import annotations

import hashlib
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from fuzz.invariants import BrokenError, check
from fuzz.mutate import NAMES, damaged
from fuzz.shapes import SHAPES

__all__ = ["Hunt", "TooSlowError", "bounded", "seeds", "target"]

SECONDS = 6.0
"""Of processor time that an input of some kilobytes may take; the usual is a hundredth of it."""


class TooSlowError(Exception):
    """An input took longer than its size allows."""


@contextmanager
def bounded(seconds: float = SECONDS) -> Iterator[None]:
    """Raise TooSlowError where what is done takes more processor time; other programs on the machine do not count."""

    def stop(*_: object) -> None:
        raise TooSlowError(f"more than {seconds} s of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@cache
def seeds() -> tuple[tuple[int, bytes], ...]:
    """A small discussion in each shape, with the number of its file's name."""
    return tuple((NAMES.index(shape.file), shape.write(shape.talk(6, seed=7))) for shape in SHAPES.values())


def target(data: bytes, *, thorough: bool = True) -> bool:
    """Try an input whose first byte says by which name it is read; see `check`."""
    name = NAMES[data[0] % len(NAMES)]
    with bounded():
        return check(data[1:], path=name, thorough=thorough)


@dataclass(slots=True)
class Hunt:
    """A search: how many inputs were tried and read, and what was found.

    Attributes:
        findings: for each kind of failure its place in the code, and the file that shows it.
    """

    into: Path
    tried: int = 0
    read: int = 0
    findings: dict[str, Path] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

    def shoot(self, seed: int) -> None:
        """Try one input that the seed makes."""
        chance = Random(seed)  # noqa: S311 damage, not secrets
        (name, raw), (_, other) = chance.choice(seeds()), chance.choice(seeds())
        name = name if chance.random() < 0.9 else chance.randrange(len(NAMES))
        self.try_one(bytes([name]) + damaged(raw, other, chance))

    def try_one(self, data: bytes) -> None:
        """Try an input, and keep it where it breaks in a way that is new."""
        if not data:
            return
        self.tried += 1
        try:
            self.read += target(data, thorough=self.tried % 10 == 0)
        except Exception as error:  # whatever it is, it is what we look for
            self._keep(data, error)

    def _keep(self, data: bytes, error: Exception) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in frames if "/digest/" in frame.filename or "/fuzz/" in frame.filename] or frames
        words = str(error) if isinstance(error, BrokenError) else ""
        kind = f"{type(error).__name__} {words} in {Path(ours[-1].filename).name}:{ours[-1].lineno}"
        if isinstance(error, TooSlowError):
            kind = "TooSlowError in " + " < ".join(f"{Path(f.filename).name}:{f.name}" for f in ours[-1:-3:-1])
        if kind in self.findings:
            return
        self.into.mkdir(parents=True, exist_ok=True)
        path = self.into / hashlib.sha256(data).hexdigest()[:12]
        path.write_bytes(data)
        self.findings[kind] = path
        sys.stdout.write(f"{self.tried}: {kind} ({path})\n")
        sys.stdout.flush()

    def report(self) -> str:
        """What was done and found, for people."""
        took = time.monotonic() - self.began
        found = [f"  {kind}: {path}" for kind, path in self.findings.items()]
        return "\n".join(
            [f"{self.tried:,} inputs in {took:.0f} s, {self.read:,} read, {len(found)} kinds of failure", *found]
        )
