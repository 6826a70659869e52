"""Whole builds of a site as somebody at a terminal waits for them, beside YAKE alone, MkDocs alone and Zensical alone.

Each is a command in a process of its own. The two renderers get the very pages that a build of ours wrote, and no
search but the theme's takes part, so that all sides do the same work.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import corpus
from benchmarks.measure import Cost, cost, middle, run
from benchmarks.tasks import documents, text_of

__all__ = ["ALONE", "CHANGES", "JOBS", "Measured", "forget", "measured", "short", "table", "texts"]

JOBS = (1, 2)
CHANGES = ("nothing changed", "one edit", "one debate added", "one setting changed")
ALONE = ("YAKE alone", "MkDocs alone", "Zensical alone")
_PLAIN = "plain.yml"


@dataclass(frozen=True)
class Measured:
    """What a site of some size cost, medians.

    Attributes:
        builds: costs of `digest build` by what had changed (`cold` for a build from nothing) and the number of jobs.
        alone: costs of the programs in `ALONE`, each in one process.
        zensical: cost of `digest build --renderer zensical` from nothing by one job.
    """

    debates: int
    builds: dict[tuple[str, int], Cost]
    alone: dict[str, Cost]
    zensical: Cost

    def over_least(self, jobs: int, *, clock: bool = True) -> float:
        """A build from nothing over YAKE alone and MkDocs alone, on the clock or in time of processors."""
        found = self.builds["cold", jobs], self.alone["YAKE alone"], self.alone["MkDocs alone"]
        whole, *parts = (one.wall if clock else one.cpu for one in found)
        return whole / sum(parts)

    def against_cold(self, change: str, jobs: int) -> float:
        """How long a build takes when something changed, over one from nothing."""
        return self.builds[change, jobs].wall / self.builds["cold", jobs].wall


def measured(root: Path, *, debates: int, rounds: int) -> Measured:
    """Build a new site over and over, the programs taking turns.

    Args:
        root: a folder that is not there yet.
        rounds: how often each is run.
    """
    corpus.write_site(root, sizes=corpus.sizes(debates))
    texts(root)
    builds: dict[tuple[str, int], list[Cost]] = {}
    alone: dict[str, list[Cost]] = {name: [] for name in ALONE}
    zensical: list[Cost] = []
    for number in range(rounds):
        for jobs in JOBS:
            forget(root)
            builds.setdefault(("cold", jobs), []).append(_build(root, "--jobs", str(jobs)))
            for change in CHANGES:
                _change(root, change, number=2 * number + jobs, debates=debates)
                builds.setdefault((change, jobs), []).append(_build(root, "--jobs", str(jobs)))
        for name, found in _alone(root):
            alone[name].append(found)
        forget(root)
        zensical.append(_build(root, "--jobs", "1", "--renderer", "zensical"))
    return Measured(
        debates,
        {name: middle(found) for name, found in builds.items()},
        {name: middle(found) for name, found in alone.items()},
        middle(zensical),
    )


def texts(root: Path) -> None:
    """The texts of the debates, for YAKE alone: reading them out of their formats is no part of its time."""
    (root / "texts").mkdir(exist_ok=True)
    for document in documents(root):
        (root / "texts" / f"{document.slug}.txt").write_text(text_of(document), encoding="utf-8")


def forget(root: Path) -> None:
    """Have the next build begin from nothing.

    What the last one left is put aside until the part ends: a file system such as ext4 looks through all that was
    deleted in the last seconds for each file that it makes, which cost four seconds of a build of thirty.
    """
    aside = Path(tempfile.mkdtemp(prefix="aside-", dir=root.parent))
    for name in (".digest-cache", "generated", "site"):
        if (root / name).exists():
            (root / name).rename(aside / name)
    (root / "generated").mkdir()


def _build(root: Path, *options: str) -> Cost:
    return run([sys.executable, "-m", "digest", "build", "--config", str(root / "mkdocs.yml"), *options])


def _alone(root: Path) -> Iterator[tuple[str, Cost]]:
    yield "YAKE alone", cost("yake", root)
    folder = Path(tempfile.mkdtemp(prefix="alone-", dir=root.parent))
    shutil.copytree(root / "generated", folder / "generated")
    shutil.copy(root / "mkdocs.yml", folder)
    plain = folder / _PLAIN  # the same site without our plug-in, which would write the pages again
    plain.write_text("INHERIT: mkdocs.yml\nplugins: [search, tags]\n", encoding="utf-8")
    yield "MkDocs alone", run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(plain)])
    (folder / "site").rename(folder / "site-of-mkdocs")
    yield "Zensical alone", run([sys.executable, "-m", "zensical", "build", "--config-file", str(plain)], folder=folder)


def _change(root: Path, change: str, *, number: int, debates: int) -> None:
    """Do what an editor does between two builds, to another debate each time.

    Args:
        number: of the time, from 1.
    """
    if change == "one edit":
        path = root / "content" / f"debate-{(debates // 2 + number) % debates:05}.json"
        items = json.loads(path.read_text(encoding="utf-8"))
        items[-1]["text"] += f" This was mended {number} times."
        path.write_text(json.dumps(items), encoding="utf-8")
    elif change == "one debate added":
        path = root / "content" / f"debate-{debates + number:05}.json"
        path.write_text(corpus.thread(debates + number, posts=30)[1], encoding="utf-8")
    elif change == "one setting changed":
        text = corpus.config(keyphrases=10 + number)
        (root / "mkdocs.yml").write_text(text, encoding="utf-8")


def table(sites: Sequence[Measured]) -> str:
    """Seconds on the clock and megabytes of all sites, as Markdown."""
    head = "| seconds | " + " | ".join(f"{one.debates:,} debates" for one in sites) + " |"
    lines = [head, "| --- |" + " --- |" * len(sites)]
    for change in ("cold", *CHANGES):
        for jobs in JOBS:
            cells = [f"{one.builds[change, jobs].wall:.1f}" for one in sites]
            lines.append(_line(f"`digest build`, {change}, {_jobs(jobs)}", cells))
    lines.append(
        _line("`digest build --renderer zensical`, cold, 1 job", [f"{one.zensical.wall:.1f}" for one in sites])
    )
    lines += [_line(name, [f"{one.alone[name].wall:.1f}" for one in sites]) for name in ALONE]
    for jobs in JOBS:
        lines.append(
            _line(f"cold over YAKE + MkDocs alone, {_jobs(jobs)}", [f"{one.over_least(jobs):.2f}" for one in sites])
        )
    ratios = [f"{one.over_least(1, clock=False):.2f}" for one in sites]
    lines.append(_line("the same in time of processors, 1 job", ratios))
    for change in CHANGES:
        lines.append(_line(f"{change} over cold, 2 jobs", [f"{one.against_cold(change, 2):.3f}" for one in sites]))
    for jobs in JOBS:
        peaks = [f"{one.builds['cold', jobs].peak:.0f}" for one in sites]
        lines.append(_line(f"MB of the largest process, cold, {_jobs(jobs)}", peaks))
        peaks = [f"{one.builds['cold', jobs].together:.0f}" for one in sites]
        lines.append(_line(f"MB of all processes at once, cold, {_jobs(jobs)}", peaks))
    return "\n".join(lines)


def short(site: Measured) -> str:
    """What a site cost, in two sentences."""
    builds = {change: f"{site.builds[change, 2].wall:.1f} s" for change in ("cold", *CHANGES)}
    others = [f"{name} {site.alone[name].wall:.1f} s" for name in ALONE]
    return (
        f"A site of {site.debates:,} debates takes {builds['cold']} from nothing with two processes, "
        f"{builds['one edit']} after an edit, {builds['one debate added']} with one debate more, and "
        f"{builds['nothing changed']} where nothing changed. On the same machine, {', '.join(others[:-1])} and "
        f"{others[-1]} in one process each."
    )


def _line(name: str, cells: Sequence[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def _jobs(count: int) -> str:
    return f"{count} job" if count == 1 else f"{count} jobs"
