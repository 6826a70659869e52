"""Runs a Python program of a package that is installed, and hears what it says."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

__all__ = ["run"]


def run(
    module: str, *arguments: str, environment: Mapping[str, str], folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `python -m module`; what it printed is text, whatever its bytes are.

    Args:
        environment: all of it.
        folder: where it runs; here where none is given.
    """
    return subprocess.run(  # noqa: S603 a command of our own
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
