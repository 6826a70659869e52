"""Two builds of one site do not run at the same time."""

import subprocess
import sys
from pathlib import Path

from digest.builder.lock import alone

HOLD = """
import sys
from pathlib import Path
from digest.builder.lock import alone
with alone(Path(sys.argv[1]), waiting=lambda: None):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_a_second_build_waits_and_says_so(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        said = []

        def waiting() -> None:
            said.append("waiting")
            other.kill()  # however the first one ends, its lock is free

        with alone(tmp_path, waiting=waiting):
            assert said == ["waiting"]
            assert other.wait(timeout=30) != 0


def test_a_lock_can_be_taken_again(tmp_path: Path) -> None:
    for _ in range(2):
        with alone(tmp_path, waiting=nobody_else):
            pass


def nobody_else() -> None:
    raise AssertionError("nobody else builds here")
