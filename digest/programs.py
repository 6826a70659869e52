"""Runs another program, and hears what it says."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

__all__ = ["run"]


def run(
    *command: str,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    given: str | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, without a shell; what it printed is text, whatever its bytes are.

    Args:
        command: the program and its arguments.
        environment: all of it; ours where none is given.
        folder: where it runs; here where none is given.
        given: what it reads from standard input.

    Raises:
        FileNotFoundError: there is no such program.
    """
    return subprocess.run(  # noqa: S603 no shell, and each command is one of ours
        command,
        cwd=folder,
        env=environment,
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
