"""`make bench`: measures digest beside YAKE alone and MkDocs alone, and its growth; writes README.md and the plots.

    python -m benchmarks [--quick] [--only PART]

Ratios are taken within one run, from medians of runs that take turns, so that a busy machine slows both sides. What a
part found is kept in `results/PART.json`, and the report is made of all of these, so that one part can be measured
again without the hours that the others take.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks import corpus
from benchmarks.measure import Cost, cost, exponent, middle
from benchmarks.plot import plot
from benchmarks.tasks import text_of

HERE = Path(__file__).parent
ROUNDS = 3
PARTS = ("analysis", "growth_in_posts", "growth_in_debates", "build", "incremental", "jobs")
"""Those that tell time on the clock come last: a machine that is busy at first spoils the others least."""


class Bench:
    """One part of a run: what it found so far."""

    def __init__(self, folder: Path, *, quick: bool) -> None:
        self.folder, self.quick = folder, quick
        self.rows: list[tuple[str, str, str]] = []
        self.plots: dict[str, str] = {}
        self.tables: list[str] = []

    def site(self, name: str, sizes: list[int]) -> Path:
        """A site of so many debates, made once a run."""
        root = self.folder / name
        if not root.exists():
            corpus.write_site(root, sizes=sizes)
        return root

    def row(self, what: str, value: float, target: str, unit: str = "") -> None:
        """A figure with what it should be."""
        self.rows.append((what, f"{value:.3g}{unit}", target))
        print(f"{what}: {value:.3g}{unit} (target {target})", flush=True)

    def analysis(self) -> None:
        """The analysis of a document over YAKE alone on the same text: in this process, taking turns."""
        import yake

        from digest import analyze
        from digest.sources import read_text

        extractor = yake.KeywordExtractor(lan="en", n=3)
        ratios, lines = [], []
        for posts in (20, 45, 120) if self.quick else (20, 45, 120, 400, 800):
            document = read_text(corpus.thread(7, posts=posts)[1].encode(), path="debate.json")
            text = text_of(document)
            analyze(document)
            pairs = []
            for _ in range(ROUNDS if self.quick or posts > 300 else 7):
                begun = time.process_time()
                extractor.extract_keywords(text)
                between = time.process_time()
                analyze(document)
                pairs.append((time.process_time() - between, between - begun))
            ours, alone = sorted(pairs, key=lambda pair: pair[0] / pair[1])[len(pairs) // 2]
            ratios.append(ours / alone)
            lines.append(f"| {posts} | {len(text.split()):,} | {alone:.3f} | {ours:.3f} | {ours / alone:.2f} |")
        self.tables.append(
            "Analysis of a document, seconds of one processor:\n\n"
            "| posts | words | YAKE alone | digest | ratio |\n| --- | --- | --- | --- | --- |\n" + "\n".join(lines)
        )
        self.row("analysis over YAKE alone", sorted(ratios)[len(ratios) // 2], "at most 3")

    def build(self) -> None:
        """The whole build, cold, over YAKE alone and MkDocs alone, each in one process."""
        root = self.site("build", corpus.sizes(20 if self.quick else 100))
        _texts(root)
        found: dict[str, list[Cost]] = {"whole": [], "yake": [], "mkdocs": []}
        for _ in range(ROUNDS):
            _forget(root)
            for task, costs in found.items():
                costs.append(cost(task, root))
        whole, alone, mkdocs = (middle(found[task]) for task in ("whole", "yake", "mkdocs"))
        self.tables.append(
            f"Whole build of {len(list((root / 'content').iterdir()))} debates, seconds on the clock: "
            f"digest {whole.wall:.1f}, YAKE alone {alone.wall:.1f}, MkDocs alone {mkdocs.wall:.1f}."
        )
        ratio = whole.wall / (alone.wall + mkdocs.wall)
        self.row("cold build over YAKE alone + MkDocs alone (clock)", ratio, "at most 1.2")

    def incremental(self) -> None:
        """The builder's part when nothing changed, and when one debate did."""
        count = 100 if self.quick else 1000
        root = self.site("incremental", corpus.sizes(count, seed=2))
        _forget(root)
        cold = cost("pages", root)
        same = middle([cost("pages", root) for _ in range(ROUNDS)])
        changed = []
        for number in range(ROUNDS):
            path = root / "content" / f"debate-{number:05}.json"
            path.write_text(corpus.thread(count + number, posts=30)[1], encoding="utf-8")
            changed.append(cost("pages", root))
        one = middle(changed)
        self.tables.append(
            f"Builder's part for {count:,} debates, seconds on the clock: cold {cold.wall:.1f}, "
            f"nothing changed {same.wall:.2f}, one changed {one.wall:.2f}."
        )
        self.row("nothing changed over cold (builder, clock)", same.wall / cold.wall, "at most 0.05")
        self.row(f"one of {count:,} changed over cold (builder, clock)", one.wall / cold.wall, "at most 0.10")

    def jobs(self) -> None:
        """The builder's part by one process and by several."""
        count = 40 if self.quick else 200
        root = self.site("jobs", [30] * count)
        most = min(8, os.cpu_count() or 1)
        walls: dict[int, list[float]] = {jobs: [] for jobs in (1, *([2, most] if most > 2 else [2]))}
        for _ in range(ROUNDS):
            for jobs, found in walls.items():
                _forget(root)
                found.append(cost("pages", root, str(jobs)).wall)
        medians = {jobs: sorted(found)[len(found) // 2] for jobs, found in walls.items()}
        told = ", ".join(f"{jobs} jobs {wall:.1f}" for jobs, wall in medians.items())
        self.tables.append(f"Builder's part for {count} debates of 30 posts, seconds on the clock: {told}.")
        self.row(f"two jobs over one, {count} debates (times as fast)", medians[1] / medians[2], "at least 1.7")

    def growth_in_debates(self) -> None:
        """Time and memory of the builder's part as a site grows."""
        every = (10, 30, 100, 300) if self.quick else (10, 100, 1000, 10000)
        points, memory = [], []
        for count in every:
            root = self.site(f"grow-{count}", corpus.sizes(count, seed=3))
            used = cost("pages", root)
            points.append((float(count), used.cpu))
            memory.append((float(count), used.peak))
            print(f"  {count:,} debates: {used.cpu:.1f} s, {used.peak:.0f} MB", flush=True)
            shutil.rmtree(root)
        upper = [point for point in points if point[0] >= every[1]]
        self.row("growth exponent in debates", exponent(upper), "at most 1.1")
        self.row(f"peak memory at {every[-1]:,} debates", memory[-1][1], "under 1024 MB", " MB")
        name = "builder, cold"
        self.plots["debates.svg"] = plot("Time as a site grows", x="debates", y="CPU seconds", lines={name: points})
        self.plots["memory.svg"] = plot("Memory as a site grows", x="debates", y="megabytes", lines={name: memory})

    def growth_in_posts(self) -> None:
        """Time of one debate as it grows."""
        every = (100, 300, 1000) if self.quick else (100, 1000, 5000, 20000)
        lines: dict[str, list[tuple[float, float]]] = {"analysis": [], "pages": [], "YAKE alone": []}
        empty = self.site("empty", [4])
        _texts(empty)
        start = {task: _typical(task, empty, ROUNDS) for task in ("analysis", "pages", "yake")}
        for posts in every:
            root = self.site(f"posts-{posts}", [posts])
            _texts(root)
            for name, task in (("analysis", "analysis"), ("pages", "pages"), ("YAKE alone", "yake")):
                rounds = ROUNDS if posts <= 1000 else 1  # what is short is told by chance
                lines[name].append((float(posts), max(0.01, _typical(task, root, rounds) - start[task])))
            print(f"  {posts:,} posts: " + ", ".join(f"{name} {line[-1][1]:.1f} s" for name, line in lines.items()))
        self.row("growth exponent in posts, analysis", exponent(lines["analysis"]), "at most 1.1")
        self.row("growth exponent in posts, analysis and pages", exponent(lines["pages"]), "at most 1.1")
        lines["analysis and pages"] = lines.pop("pages")
        self.plots["posts.svg"] = plot("Time as a debate grows", x="posts", y="CPU seconds", lines=lines)

    def found(self) -> dict[str, object]:
        """What is kept of the part."""
        by = f"digest {_own_version()}, {os.cpu_count()} processors, Python {platform.python_version()}"
        by += f", YAKE {version('yake')}, MkDocs {version('mkdocs')}"
        day = datetime.now(tz=UTC).date().isoformat()
        return {"day": day, "by": by, "rows": self.rows, "tables": self.tables, "plots": sorted(self.plots)}


def report(results: Path) -> str:
    """The results of all parts as Markdown."""
    files = [results / f"{part}.json" for part in PARTS]
    parts = [json.loads(file.read_text(encoding="utf-8")) for file in files if file.exists()]
    rows = [
        f"| {what} | {value} | {target} | {part['day']} |" for part in parts for what, value, target in part["rows"]
    ]
    by = "; ".join(dict.fromkeys(part["by"] for part in parts))
    tables = "\n\n".join(table for part in parts for table in part["tables"])
    images = "\n".join(f"![{name.removesuffix('.svg')}](results/{name})" for part in parts for name in part["plots"])
    head = "| what | measured | target | on |\n| --- | --- | --- | --- |"
    return f"{by}.\n\n{head}\n" + "\n".join(rows) + f"\n\n{tables}\n\n{images}\n"


def _texts(root: Path) -> None:
    """The texts of the debates, for YAKE alone: reading them out of their formats is no part of its time."""
    from benchmarks.tasks import documents

    (root / "texts").mkdir(exist_ok=True)
    for document in documents(root):
        (root / "texts" / f"{document.slug}.txt").write_text(text_of(document), encoding="utf-8")


def _typical(task: str, root: Path, rounds: int) -> float:
    """Seconds of processors that a task takes from nothing, the median of several runs."""
    found = []
    for _ in range(rounds):
        _forget(root)
        found.append(cost(task, root))
    return middle(found).cpu


def _forget(root: Path) -> None:
    """Have the next build begin from nothing.

    What the last one left is put aside until the part ends: a file system such as ext4 looks through all that was
    deleted in the last seconds for each file that it makes, which cost four seconds of a build of thirty.
    """
    aside = Path(tempfile.mkdtemp(prefix="aside-", dir=root.parent))
    for name in (".digest-cache", "generated", "site"):
        if (root / name).exists():
            (root / name).rename(aside / name)
    (root / "generated").mkdir()


def _own_version() -> str:
    text = (HERE.parent / "pyproject.toml").read_text(encoding="utf-8")
    return text.split('version = "', 1)[1].split('"', 1)[0]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything, in minutes; writes no report")
    parser.add_argument("--only", choices=PARTS, help="one part; the report keeps what it said of the others")
    given = parser.parse_args()
    results = HERE / "results"
    for part in (given.only,) if given.only else PARTS:
        begun = time.perf_counter()
        with tempfile.TemporaryDirectory(prefix="digest-bench-") as folder:
            bench = Bench(Path(folder), quick=given.quick)
            getattr(bench, part)()
        print("\n".join(bench.tables), f"\n({part}: {time.perf_counter() - begun:.0f} s)\n", flush=True)
        if given.quick:
            continue
        results.mkdir(exist_ok=True)
        for name, svg in bench.plots.items():
            (results / name).write_text(svg, encoding="utf-8")
        (results / f"{part}.json").write_text(json.dumps(bench.found(), indent=1) + "\n", encoding="utf-8")
        readme = HERE / "README.md"
        before = readme.read_text(encoding="utf-8").split("## Results", 1)[0]
        readme.write_text(f"{before}## Results\n\n{report(results)}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
