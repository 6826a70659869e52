"""A dask scheduler's workers do the work, and one of them may die in the middle of it."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from digest.builder import write_markdown
from digest.settings import load_site

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
ROOT = Path(__file__).parents[2]
DEBATES = 12


@contextlib.contextmanager
def started(*arguments: str, ready: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A program that runs until the block ends, and what it said when it was ready."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__ADMIN__TICK__LIMIT": "1h"}
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        said = next((line for line in process.stdout if re.search(ready, line)), "")
        assert said, f"{arguments[0]} did not start"
        drain = threading.Thread(target=lambda: list(process.stdout), daemon=True)
        drain.start()
        yield process, said
    finally:
        process.kill()
        process.wait()


def pages(root: Path) -> dict[str, bytes]:
    folder = root / "generated"
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_a_build_goes_on_when_one_of_two_workers_dies(
    make_site: Callable[[str], Path], debate: Callable[..., str], tmp_path: Path
) -> None:
    alone, spread = make_site("alone"), make_site("spread")
    for site in (alone, spread):
        for number in range(DEBATES):
            text = debate(f"Is question {number} open?", f"The tram line {number} needs a wire, because it is long.")
            (site / f"content/debate-{number}.md").write_text(text)
    write_markdown(load_site(alone / "mkdocs.yml"), jobs=1)
    scheduler = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
    worker = ("distributed.cli.dask_worker", "--nthreads", "1", "--nworkers", "1", "--no-nanny", "--no-dashboard")
    with started(*scheduler, ready=r"Scheduler at:\s+tcp") as (_, said):
        address = re.search(r"tcp://\S+", said).group()
        folder = ("--local-directory", str(tmp_path))
        with (
            started(*worker, *folder, address, ready="Registered to") as (victim, _),
            started(*worker, *folder, address, ready="Registered to"),
        ):
            died = []

            def tell(what: str, done: int, total: int) -> None:
                if done == 3 and not died:
                    os.kill(victim.pid, signal.SIGKILL)
                    died.append(victim.wait())

            write_markdown(load_site(spread / "mkdocs.yml"), scheduler=address, tell=tell)
    assert died == [-signal.SIGKILL]
    assert pages(spread) == pages(alone)
