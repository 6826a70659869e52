"""How long a reader waits for the first results, by Material's search and by Pagefind, as a site grows.

    python -m benchmarks.search [--built 30 100] [--plain 300 1000 3000 10000] [--search material pagefind]

Sites of `--built` debates are built as always. Beyond, MkDocs would render for hours, so the HTML of `--plain` debates
is made directly: debates of the same lengths, with a page for each, for its threads and for its transcript; and
Material's index of them as Material writes it. Their words are as frequent as words are (Zipf 1935), since how many
pages have a word decides what looking for it takes. Needs Chromium and `debate-digest[pagefind]`.
"""

from __future__ import annotations

import argparse
import gzip
import html
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
QUERIES = ("nurses Ostrel", "commuters")
"""What is asked of the debates that were built: of their few words, each stands in nearly half of all pages."""
RANKS = ((3000, 500), (1000,))
"""And of the others: words by how many are more frequent."""
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-sync"
RESULTS = {"material": ".md-search-result__item > a", "pagefind": ".dg-search-list a"}
HEADER = (
    "| debates | search | on disk | made in | memory | files read | read, gzipped "
    "| first results | all results | next query |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)


@dataclass(frozen=True)
class Section:
    """What one entry of Material's index, or one heading of a page, has: address from the root, title and text."""

    location: str
    title: str
    text: str


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


def built(folder: Path, *, debates: int, search: str) -> Path:
    """A site as `digest build` makes it; where its HTML is."""
    if not folder.exists():
        corpus.write_site(folder, sizes=corpus.sizes(debates))
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    ours = config.replace("  digest: {}", f"  digest:\n    search: {search}\n    exports: false")
    (folder / "mkdocs.yml").write_text(ours, encoding="utf-8")
    return build(folder / "mkdocs.yml").output


def plain(folder: Path, *, debates: int, shell: Path) -> Iterator[Section]:
    """Write the HTML of so many debates, with the home page and the scripts of a site that was built.

    Gives what Material's index would hold of each.
    """
    shutil.copytree(shell / "assets", folder / "assets")
    shutil.copy(shell / "index.html", folder)
    for number, posts in enumerate(corpus.sizes(debates)):
        title, text = corpus.thread(number, posts=posts)
        rng = random.Random(f"plain {number}")
        said = [_natural(html.unescape(one["text"].replace("<p>", "\n")), rng) for one in json.loads(text)[1:]]
        slug = f"debates/debate-{number:05}"
        lines = [one for post in said for one in post.split(". ") if one]
        short = ". ".join(rng.sample(lines, min(len(lines), 25)))
        whole = [Section(f"{slug}/", title, short)]
        yield from _page(folder, whole, kind="debate")
        for at in range(0, posts, 6):
            thread = ". ".join(lines[at * 3 : at * 3 + 12])
            yield from _page(folder, [Section(f"{slug}/thread-{at}/", lines[at][:70], thread)], kind="thread")
        place = f"{slug}/transcript/"
        comments = [Section(f"{place}#post-{at}", f"#{at}", post) for at, post in enumerate(said, 1)]
        yield from _page(folder, [Section(place, f"Transcript: {title}", ""), *comments], kind="transcript")


@cache
def _vocabulary() -> tuple[str, ...]:
    lines = (ROOT / "digest" / "analysis" / "vectors.txt").read_text(encoding="ascii").splitlines()
    return tuple(line.split(" ")[0] for line in lines if not line.startswith("#"))


def _natural(text: str, rng: random.Random) -> str:
    """A text with its words replaced by others that are as frequent as words of English are."""
    known = _vocabulary()
    return re.sub(r"[a-z]{3,}", lambda found: known[int(len(known) ** rng.random()) - 1], text)


def _page(folder: Path, sections: Sequence[Section], *, kind: str) -> list[Section]:
    first, *others = sections
    parts = [f"<h1>{html.escape(first.title)}</h1><p>{html.escape(first.text)}</p>"]
    for one in others:
        anchor = one.location.partition("#")[2]
        parts.append(f'<h3 id="{anchor}">{html.escape(one.title)}</h3><p>{html.escape(one.text)}</p>')
    path = folder / first.location / "index.html"
    path.parent.mkdir(parents=True)
    path.write_text(
        f'<!doctype html><html lang="en"><head><title>x</title></head><body><div data-pagefind-body data-kind="{kind}" '
        f'data-title="{html.escape(first.title)}" data-pagefind-filter="kind[data-kind]" '
        f'data-pagefind-meta="title[data-title]">{"".join(parts)}</div></body></html>',
        encoding="utf-8",
    )
    return list(sections)


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


def row(
    site: Path, *, debates: str, search: str, made: str = "–", memory: str = "–", queries: Sequence[str] = QUERIES
) -> str:
    """A row of the table, from medians of several readers; each has a browser of their own."""
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
    cells = [debates, search, f"{disk / 1e6:.1f} MB", made, memory, str(len(names)), f"{packed / 1e6:.2f} MB"]
    cells += ["none" if None in some else f"{median(some):.2f} s" for some in zip(*told, strict=True)]
    return f"| {' | '.join(cells)} |"


def main(given: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--built", type=int, nargs="*", default=[30, 100], metavar="DEBATES")
    parser.add_argument("--plain", type=int, nargs="*", default=[300, 1000, 3000, 10_000], metavar="DEBATES")
    parser.add_argument("--search", nargs="*", default=list(RESULTS), choices=list(RESULTS))
    options = parser.parse_args(given)
    print(HEADER, flush=True)
    with tempfile.TemporaryDirectory(prefix="digest-search-") as name:
        for debates in options.built:
            for search in options.search:
                site = built(Path(name) / f"built-{debates}", debates=debates, search=search)
                made, memory = indexed(site) if search == "pagefind" else (None, None)
                costs = {"made": f"{made:.1f} s", "memory": f"{memory:.0f} MB"} if made and memory else {}
                print(row(site, debates=f"{debates:,}", search=search, **costs), flush=True)
        for debates in options.plain:
            for search in options.search:
                shell = built(Path(name) / "shell", debates=5, search=search)
                site = Path(name) / f"plain-{debates}-{search}"
                sections = plain(site, debates=debates, shell=shell)
                print(_plain_row(site, sections, debates=debates, shell=shell, search=search), flush=True)
                shutil.rmtree(site)


def _plain_row(site: Path, sections: Iterator[Section], *, debates: int, shell: Path, search: str) -> str:
    told = f"{debates:,}, plain"
    queries = [" ".join(_vocabulary()[rank] for rank in ranks) for ranks in RANKS]
    if search == "pagefind":
        for _ in sections:
            pass
        made, memory = indexed(site)
        return row(site, debates=told, search=search, made=f"{made:.1f} s", memory=f"{memory:.0f} MB", queries=queries)
    entries = [
        {"location": one.location, "title": one.title, "text": f"<p>{html.escape(one.text)}</p>"} for one in sections
    ]
    config = json.loads((shell / "search" / "search_index.json").read_text(encoding="utf-8"))["config"]
    (site / "search").mkdir()
    text = json.dumps({"config": config, "docs": entries}, separators=(",", ":"))
    (site / "search" / "search_index.json").write_text(text, encoding="utf-8")
    return row(site, debates=told, search=search, queries=queries)


if __name__ == "__main__":
    main()
