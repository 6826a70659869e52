"""Runs another program and returns its output."""

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
    """Run a program without a shell and wait for it. Its output is decoded as UTF-8; invalid bytes are replaced.

    Args:
        command: the program and its arguments.
        environment: the complete environment; by default ours.
        folder: the working directory; by default the current one.
        given: its standard input.

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
