"""`make bench`: measures digest beside YAKE alone and the renderers alone, and its growth; writes down what it found.

    python -m benchmarks [--quick] [--only PART] [--sizes 10,100,1000] [--rounds 3]

Ratios are taken within one run, from medians of runs that take turns, so that a busy machine slows both sides. What a
part found is kept in `results/PART.json`, and the figures in README.md here, in docs/performance.md and in the
README are made of all of these, so that one part can be measured again without the hours that the others take.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks import corpus, sites
from benchmarks.measure import Cost, cost, exponent, middle, run
from benchmarks.plot import plot
from benchmarks.tasks import text_of

HERE = Path(__file__).parent
PARTS = ("start", "analysis", "growth_in_posts", "builds", "largest")
FIGURES = (HERE / "README.md", HERE.parent / "docs" / "performance.md", HERE.parent / "README.md")
"""Files with blocks of figures, from `<!-- figures: NAME -->` to `<!-- end of figures -->`."""


class Bench:
    """One part of a run: what it found so far."""

    def __init__(self, folder: Path, *, quick: bool, sizes: Sequence[int], rounds: int) -> None:
        self.folder, self.quick, self.sizes, self.rounds = folder, quick, sizes, rounds
        self.rows: list[tuple[str, str, str]] = []
        self.plots: dict[str, str] = {}
        self.tables: list[str] = []

    def site(self, name: str, sizes: list[int]) -> Path:
        """A site of so many debates, made once a run."""
        root = self.folder / name
        if not root.exists():
            corpus.write_site(root, sizes=sizes)
            sites.texts(root)
        return root

    def row(self, what: str, value: float, target: str, unit: str = "") -> None:
        """A figure with what it should be."""
        self.rows.append((what, f"{value:.3g}{unit}", target))
        print(f"{what}: {value:.3g}{unit} (target {target})", flush=True)

    def start(self) -> None:
        """How long `digest --help` takes, and Python alone."""
        found: dict[str, list[Cost]] = {name: [] for name in ("digest --help", "Python alone")}
        for _ in range(3 if self.quick else 15):
            found["digest --help"].append(run([sys.executable, "-m", "digest", "--help"]))
            found["Python alone"].append(run([sys.executable, "-c", "pass"]))
        helped, python = (1000 * middle(found[name]).wall for name in found)
        self.tables.append(
            f"Milliseconds on the clock: `digest --help` {helped:.0f}, of which Python alone {python:.0f}."
        )
        self.row("`digest --help`", helped, "under 150 ms", " ms")

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
            for _ in range(self.rounds if self.quick or posts > 300 else 7):
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

    def builds(self) -> None:
        """Whole builds, HTML included, of sites of several sizes."""
        found = []
        for debates in self.sizes:
            found.append(sites.measured(self.folder / f"site-{debates}", debates=debates, rounds=self.rounds))
            print(sites.table(found[-1:]), flush=True)
        largest = found[-1]
        self.tables += [sites.table(found), sites.short(largest)]
        on = f"{largest.debates:,} debates"
        for jobs, target in ((1, "at most 1.2"), (2, "at most 0.75")):
            what = f"cold build over YAKE alone + MkDocs alone, --jobs {jobs}, {on}"
            self.row(what, largest.over_least(jobs), target)
        for change, target in zip(sites.CHANGES, ("at most 0.01", "at most 0.05", "at most 0.08", "–"), strict=True):
            self.row(f"{change} over cold, --jobs 2, {on}", largest.against_cold(change, 2), target)
        if len(found) > 1:
            self._growth(found)

    def _growth(self, found: Sequence[sites.Measured]) -> None:
        """The exponents of the times of processors, which hold on a busy machine, too."""
        lines: dict[str, list[tuple[float, float]]] = {}
        for one in found:
            for change in ("cold", *sites.CHANGES):
                lines.setdefault(f"digest, {change}", []).append((one.debates, one.builds[change, 1].cpu))
            for name, its in one.alone.items():
                lines.setdefault(name, []).append((one.debates, its.cpu))
        for name, points in lines.items():
            target = "at most 1.1" if name.startswith("digest") else "–"
            self.row(f"growth exponent in debates, {name}", exponent(points), target)
        self.plots["debates.svg"] = plot("Time as a site grows", x="debates", y="CPU seconds", lines=lines)
        memory = {
            f"cold, {jobs} jobs": [(float(one.debates), one.builds["cold", jobs].peak) for one in found]
            for jobs in sites.JOBS
        }
        self.plots["memory.svg"] = plot("Memory as a site grows", x="debates", y="megabytes", lines=memory)

    def largest(self) -> None:
        """Memory and time of one cold build of a site larger than most."""
        debates = 100 if self.quick else 10_000
        root = self.site("largest", corpus.sizes(debates, seed=3))
        used = run([sys.executable, "-m", "digest", "build", "--config", str(root / "mkdocs.yml"), "--jobs", "2"])
        self.tables.append(
            f"Cold build of {debates:,} debates, HTML included, 2 jobs: {used.wall:.0f} s on the clock; the largest "
            f"process took {used.peak:.0f} MB, all at once {used.together:.0f} MB."
        )
        self.row(f"peak memory at {debates:,} debates", used.peak, "under 1024 MB", " MB")

    def growth_in_posts(self) -> None:
        """Time of one debate as it grows."""
        every = (100, 300, 1000) if self.quick else (100, 1000, 5000, 20000)
        lines: dict[str, list[tuple[float, float]]] = {"analysis": [], "pages": [], "YAKE alone": []}
        empty = self.site("empty", [4])
        start = {task: _typical(task, empty, self.rounds) for task in ("analysis", "pages", "yake")}
        for posts in every:
            root = self.site(f"posts-{posts}", [posts])
            for name, task in (("analysis", "analysis"), ("pages", "pages"), ("YAKE alone", "yake")):
                rounds = self.rounds if posts <= 1000 else 1  # what is short is told by chance
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


def blocks(results: Path) -> dict[str, str]:
    """The figures of all parts as Markdown, by the name of the block that they belong in."""
    files = {part: results / f"{part}.json" for part in PARTS}
    parts = {part: json.loads(file.read_text(encoding="utf-8")) for part, file in files.items() if file.exists()}
    rows = [
        f"| {what} | {value} | {target} | {part['day']} |"
        for part in parts.values()
        for what, value, target in part["rows"]
    ]
    by = "; ".join(dict.fromkeys(part["by"] for part in parts.values()))
    tables = "\n\n".join(table for part in parts.values() for table in part["tables"])
    images = "\n".join(
        f"![{name.removesuffix('.svg')}](results/{name})" for part in parts.values() for name in part["plots"]
    )
    head = "| what | measured | target | on |\n| --- | --- | --- | --- |"
    found = {"all": f"{by}.\n\n{head}\n" + "\n".join(rows) + f"\n\n{tables}\n\n{images}".rstrip()}
    if whole := parts.get("builds"):
        table, found["short"] = whole["tables"]
        found["builds"] = f"{whole['by']}, {whole['day']}:\n\n{table}"
    return found


def write_blocks(files: Iterable[Path], found: Mapping[str, str]) -> None:
    """Put figures in their blocks; a block of which nothing was measured stays as it is."""
    for file in files:
        text = file.read_text(encoding="utf-8")
        for name, figures in found.items():
            begin, end = f"<!-- figures: {name} -->\n", "<!-- end of figures -->"
            before, is_there, rest = text.partition(begin)
            if is_there:
                text = f"{before}{begin}\n{figures}\n\n{end}{rest.partition(end)[2]}"
        file.write_text(text, encoding="utf-8")


def _typical(task: str, root: Path, rounds: int) -> float:
    """Seconds of processors that a task takes from nothing, the median of several runs."""
    found = []
    for _ in range(rounds):
        sites.forget(root)
        found.append(cost(task, root))
    return middle(found).cpu


def _own_version() -> str:
    text = (HERE.parent / "pyproject.toml").read_text(encoding="utf-8")
    return text.split('version = "', 1)[1].split('"', 1)[0]


def _sizes(given: str) -> tuple[int, ...]:
    """Sizes of sites, the smallest first.

    Example:
        >>> _sizes("100,10")
        (10, 100)
    """
    try:
        found = tuple(sorted({int(one) for one in given.split(",")}))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{given!r} are no sizes, write them as in 10,100") from None
    if found[0] < 5:
        raise argparse.ArgumentTypeError("a site has at least 5 debates here")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="little of everything, in minutes; writes nothing")
    parser.add_argument("--only", choices=PARTS, help="one part; the report keeps what was found of the others")
    parser.add_argument("--sizes", type=_sizes, help="of the sites in debates; 10,100,1000 where nothing is given")
    parser.add_argument("--rounds", type=int, help="how often each is run; 3 where nothing is given")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    given = parser.parse_args()
    sizes = given.sizes or ((10, 30) if given.quick else (10, 100, 1000))
    rounds = given.rounds or (1 if given.quick else 3)
    results = HERE / "results"
    for part in (given.only,) if given.only else PARTS:
        begun = time.perf_counter()
        with tempfile.TemporaryDirectory(prefix="digest-bench-") as folder:
            bench = Bench(Path(folder), quick=given.quick, sizes=sizes, rounds=rounds)
            getattr(bench, part)()
        print("\n".join(bench.tables), f"\n({part}: {time.perf_counter() - begun:.0f} s)\n", flush=True)
        if given.quick or given.dry_run:
            continue
        results.mkdir(exist_ok=True)
        for name, svg in bench.plots.items():
            (results / name).write_text(svg, encoding="utf-8")
        (results / f"{part}.json").write_text(json.dumps(bench.found(), indent=1) + "\n", encoding="utf-8")
        write_blocks(FIGURES, blocks(results))


if __name__ == "__main__":
    main()
