"""Renders the pages with Zensical, strictly: a warning is a fault. It reads the same mkdocs.yml and the same pages.

It has no Python interface for a build and always writes to `site_dir`, so it runs as a command of its own, with a
configuration beside the site's that says nothing but where to.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import sys
import tempfile
from pathlib import Path

from digest.errors import Fault, OutputError
from digest.renderers.last import NOTHING, Last, Made, Run, in_turn
from digest.renderers.programs import run as program
from digest.renderers.search import without_own

_ISSUE = re.compile(r"^(?:Warning|Error): (.+)\n.*?\[ (.+?):(\d+):\d+ \]", re.MULTILINE)


def render(
    config: Path,
    *,
    output: Path,
    epoch: int,
    pagefind: bool = False,
    last: Last = NOTHING,
    run: Run = in_turn,
    jobs: int = 1,
) -> Made:
    """Build the HTML of a site, as a whole: it cannot be told which pages to render.

    Args:
        config: the site's mkdocs.yml.
        output: an empty or new folder, beneath the folder of the configuration, that the HTML goes to.
        epoch: the time that is written where a build time is asked for, in seconds since 1970.
        pagefind: whether Pagefind searches the site, in place of the theme.
        last: what the last build left.
        run: what other renderers do their work with.
        jobs: how many processes that are.

    Raises:
        OutputError: Zensical is not installed, cannot build the site, or warns of anything.
    """
    if importlib.util.find_spec("zensical") is None:
        hint = "install it: pip install 'debate-digest[zensical]'"
        raise OutputError(Fault("Zensical is not installed", path=str(config), hint=hint))
    if not output.resolve().is_relative_to(config.parent.resolve()):
        hint = "choose a `site_dir` beneath it, or render with MkDocs"
        raise OutputError(Fault("Zensical writes only beneath the folder of mkdocs.yml", path=str(config), hint=hint))
    environment = {"SOURCE_DATE_EPOCH": str(epoch), **os.environ, "NO_COLOR": "1"}
    replaced = _without_search(config) if pagefind else ""
    with tempfile.NamedTemporaryFile("w", prefix=".digest-", suffix=".yml", dir=config.parent, encoding="utf-8") as own:
        folder = output.resolve().relative_to(config.parent.resolve()).as_posix()
        own.write(f'INHERIT: "{config.name}"\nsite_dir: "{folder}"\n{replaced}')
        own.flush()
        command = sys.executable, "-m", "zensical", "build", "--strict", "--config-file", own.name
        done = program(*command, environment=environment, folder=config.parent)
    if done.returncode:
        raise OutputError(*faults(done.stdout + done.stderr, config=config))
    if replaced:
        (output / "search.json").unlink(missing_ok=True)  # it is written with its search switched off, too
    return Made()


def _without_search(config: Path) -> str:
    """What a configuration beside the site's says for Pagefind to take the place of the theme's search."""
    from mkdocs.utils.yaml import yaml_load

    with config.open("rb") as file:
        given = yaml_load(file)
    plugins = json.dumps(without_own(given.get("plugins")))
    return f"plugins: {plugins}\nextra: {{digest: {{search: pagefind}}}}\n"


def faults(told: str, *, config: Path) -> list[Fault]:
    """What Zensical printed, as faults: each issue with its page and line, or its last words where it names none.

    Example:
        >>> told = "Warning: page does not exist\\n   [ tags.md:14:5 ]\\n 14 | [x](nope.md)\\n1 issue found"
        >>> [str(one) for one in faults(told, config=Path("mkdocs.yml"))]
        ['tags.md:14: Zensical: page does not exist']
    """
    plain = re.sub(r"\x1b\[[0-9;]*m", "", told)
    plain = re.sub(r"[\u2500-\u257f]+", "", plain)  # the frame that it draws
    found = [Fault(f"Zensical: {what}", path=page, line=int(line)) for what, page, line in _ISSUE.findall(plain)]
    last = plain.strip().splitlines()[-1:] or ["it says nothing"]
    return found or [Fault(f"Zensical: {last[0].strip()}", path=str(config))]
