"""How long a reader waits for the first results, by Material's search and by Pagefind, as a site grows.

    python -m benchmarks.search [--debates 30 100 1000] [--posts 8] [--search material pagefind]

Sites are built as always, so their pages are those of the real templates. Besides what `corpus` writes, each post has
as many words again that are as frequent as words are (Zipf 1935): how many pages have a word decides what looking
for it takes. `--posts` gives every debate so many posts; without it, debates are as long as in the other benchmarks.
Needs Chromium and `debate-digest[pagefind]`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Error, sync_playwright

from benchmarks import corpus
from digest.builder import build

ROOT = Path(__file__).parents[1]
ROUNDS = 3
PATIENCE = 240_000  # milliseconds
RANKS = ((200, 40), (90,))
"""What is asked for: words by how many are more frequent."""
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-sync"
RESULTS = {"material": ".md-search-result__item > a", "pagefind": ".dg-search-list a"}
HEADER = (
    "| debates | search | on disk | made in | memory | files read | read, gzipped "
    "| first results | all results | next query |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)


@dataclass(frozen=True)
class Seen:
    """What a reader of a fresh browser met.

    Attributes:
        first: seconds from opening the search to the first results of a query; None where none came.
        whole: seconds until nothing more was looked for; the theme's search shows all results at once.
        following: seconds from a second query to its first results.
        read: addresses that were fetched for the first query.
    """

    first: float | None
    whole: float | None
    following: float | None
    read: tuple[str, ...]


def built(folder: Path, *, debates: int, posts: int | None, search: str) -> Path:
    """A site as `digest build` makes it; where its HTML is."""
    if not folder.exists():
        corpus.write_site(folder, sizes=[posts] * debates if posts else corpus.sizes(debates))
        for number, path in enumerate(sorted((folder / "content").iterdir())):
            rng = random.Random(f"words {number}")
            items = json.loads(path.read_text(encoding="utf-8"))
            for one in items[1:]:
                one["text"] += f"<p>{_natural(one['text'], rng)}"
            path.write_text(json.dumps(items), encoding="utf-8")
    (folder / "mkdocs.yml").write_text(corpus.config(search=search, exports="none"), encoding="utf-8")
    return build(folder / "mkdocs.yml").output


@cache
def _vocabulary() -> tuple[str, ...]:
    lines = (ROOT / "digest" / "analysis" / "vectors.txt").read_text(encoding="ascii").splitlines()
    return tuple(line.split(" ")[0] for line in lines if not line.startswith("#"))


def _natural(text: str, rng: random.Random) -> str:
    """A text of HTML with its words replaced by others that are as frequent as words of English are."""
    known = _vocabulary()
    return re.sub(r"(?<![&\w])[a-z]{3,}(?!;)", lambda found: known[int(len(known) ** rng.random()) - 1], text)


def indexed(site: Path) -> tuple[float, float]:
    """Have Pagefind index a site; seconds, and megabytes of memory at most."""
    shutil.rmtree(site / "pagefind", ignore_errors=True)
    program = f"from digest.renderers.search import index; from pathlib import Path; index(Path({str(site)!r}))"
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": str(ROOT)})
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"Pagefind failed on {site}")
    return time.perf_counter() - begun, used.ru_maxrss / 1024


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the name is the base class's
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def seen(browser: Browser, address: str, *, search: str, queries: Sequence[str]) -> Seen:
    """A reader opens the home page, presses `/` as soon as it stands there, and types."""
    context = browser.new_context()
    page = context.new_page()
    read: list[str] = []
    part = "/search/search_index.json" if search == "material" else "/pagefind/"
    context.on("request", lambda one: read.append(one.url) if part in one.url else None)
    try:
        page.goto(address, wait_until="domcontentloaded")
        times: list[float] = []
        needed: tuple[str, ...] = ()
        whole: float | None = None
        for query in queries:
            if times:
                page.locator("input[name=query]").fill("")
                page.locator(RESULTS[search]).first.wait_for(state="detached")
            begun = time.perf_counter()
            if not times:
                page.keyboard.press("/")
            page.keyboard.type(query)
            page.locator(RESULTS[search]).first.wait_for(state="attached", timeout=PATIENCE)
            times.append(time.perf_counter() - begun)
            page.locator("[aria-busy]").wait_for(state="detached", timeout=PATIENCE)
            whole = whole or time.perf_counter() - begun
            page.wait_for_timeout(300)
            needed = needed or tuple(read)
        return Seen(times[0], whole, times[1], needed)
    except Error as error:
        print(f"  {search}: {str(error).splitlines()[0]}", file=sys.stderr, flush=True)
        return Seen(None, None, None, tuple(read))
    finally:
        context.close()


def row(site: Path, *, debates: int, search: str) -> str:
    """A row of the table, from medians of several readers; each has a browser of their own."""
    made = memory = "–"
    if search == "pagefind":
        seconds, peak = indexed(site)
        made, memory = f"{seconds:.1f} s", f"{peak:.0f} MB"
    queries = [" ".join(_vocabulary()[rank] for rank in ranks) for ranks in RANKS]
    found = []
    with served(site) as address, sync_playwright() as playwright:
        for _ in range(ROUNDS):
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS.split())
            found.append(seen(browser, address, search=search, queries=queries))
            browser.close()
            if found[-1].first is None:
                break
        names = {url.removeprefix(address).partition("?")[0] for url in found[0].read}
    packed = sum(len(gzip.compress((site / name).read_bytes(), 6)) for name in names)
    folder = site / ("search" if search == "material" else "pagefind")
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    told = [[one.first, one.whole, one.following] for one in found]
    cells = [f"{debates:,}", search, f"{disk / 1e6:.1f} MB", made, memory, str(len(names)), f"{packed / 1e6:.2f} MB"]
    cells += ["none" if None in some else f"{median(some):.2f} s" for some in zip(*told, strict=True)]
    return f"| {' | '.join(cells)} |"


def main(given: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--debates", type=int, nargs="*", default=[30, 100, 1000])
    parser.add_argument("--posts", type=int, help="of each debate")
    parser.add_argument("--search", nargs="*", default=list(RESULTS), choices=list(RESULTS))
    options = parser.parse_args(given)
    print(HEADER, flush=True)
    with tempfile.TemporaryDirectory(prefix="digest-search-") as name:
        for debates in options.debates:
            folder = Path(name) / str(debates)
            for search in options.search:
                site = built(folder, debates=debates, posts=options.posts, search=search)
                print(row(site, debates=debates, search=search), flush=True)
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
