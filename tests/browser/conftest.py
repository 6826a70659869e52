"""The example site, built once and served, a site of one huge and one tiny debate, and readers of them."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from digest import build
from digest.model import (
    ArgumentThread,
    Block,
    Claim,
    Digest,
    Document,
    KeyPoint,
    Position,
    Post,
    Proposition,
    Relation,
    Topic,
)
from digest.renderers import RENDERERS
from digest.site import SiteInfo
from tests.shown import Shelf, pages

ROOT = Path(__file__).parents[2]
DESKTOP = {"width": 1280, "height": 900}
Serving = Callable[[Path], AbstractContextManager[str]]


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site's HTML, built from a copy of what the repository holds."""
    root = tmp_path_factory.mktemp("example")
    for name in ("content", "templates", "docs"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return build(root / "mkdocs.yml").output


@pytest.fixture(scope="session")
def address(example: Path, serving: Serving) -> Iterator[str]:
    with serving(example) as where:
        yield where


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The HTML of a site with a debate of 1,000 posts in 200 argument threads, and with one of a single post."""
    root = tmp_path_factory.mktemp("large")
    library = Shelf((huge(), tiny()), (), {})
    for page in pages(library, site=SiteInfo("Large"), templates=[]):
        path = root / "generated" / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.text if isinstance(page.text, bytes) else page.text.encode())
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(re.sub(r"  - digest #.*\n", "", config), encoding="utf-8")
    RENDERERS["mkdocs"](root / "mkdocs.yml", output=root / "site", epoch=0)
    return root / "site"


@pytest.fixture(scope="session")
def large_address(large: Path, serving: Serving) -> Iterator[str]:
    with serving(large) as where:
        yield where


def huge() -> Digest:
    """Two hundred conversations of five posts; each post claims something for or against the one above it."""
    words = "The tram along the river costs more than the bus it would replace, and nobody has said who pays for it."
    reason = "Because the survey of last year counted every passenger twice, its figures say little about the winter."
    text = f"{words} {reason} Whoever has waited at the bridge in January knows what that means for the timetable."
    start = datetime(2026, 3, 1, 8, tzinfo=UTC)
    posts: list[Post] = []
    claims: list[Claim] = []
    relations: list[Relation] = []
    threads: list[ArgumentThread] = []
    for group in range(200):
        for place in range(5):
            at = len(posts)
            own = f"Comment number {at}. {text}"
            posts.append(
                Post(
                    f"p{at}",
                    own,
                    author=f"person{at % 90}",
                    date=start + timedelta(hours=at),
                    parent=f"p{at - 1}" if place else None,
                    blocks=(Block("paragraph", 0, len(own)),),
                )
            )
            first = own.index(words)
            claims.append(Claim(f"c{at}", f"p{at}", first, first + len(words), words, "claim", 0.8))
            if place:
                side = "attack" if place % 2 else "support"
                relations.append(Relation(f"c{at}", f"c{at - 1}", side, 0.7, "quoted and denied"))
        members = range(group * 5, group * 5 + 5)
        threads.append(
            ArgumentThread(
                f"{group:08x}",
                f"Who pays for stretch {group} of the tram",
                f"c{group * 5}",
                tuple(f"c{at}" for at in members),
                tuple(f"p{at}" for at in members),
            )
        )
    points = tuple(
        KeyPoint(
            words,
            "against" if at % 10 else "for",
            (f"p{at}",),
            (f"c{at}",),
            f"k{at}",
            post=f"p{at}",
            start=posts[at].text.index(words),
            end=posts[at].text.index(words) + len(words),
            core=True,
            answered_by=(f"k{(at + 5) % 60}",),
        )
        for at in range(0, 60, 5)
    )
    topics = tuple(
        Topic(
            f"{part:08x}",
            f"Stretch {part} of the tram",
            tuple(post for thread in threads[part::8] for post in thread.posts),
            tuple(point.id for point in points[part::8]),
            tuple(thread.id for thread in threads[part::8]),
        )
        for part in range(8)
    )
    document = Document("content/tram.md", "tram", "Should the tram run along the river?", "markdown", tuple(posts))
    stances = {relation.source.replace("c", "p"): relation.type for relation in relations}
    return Digest(
        document,
        (),
        tuple(claims),
        tuple(relations),
        stances,
        tuple(threads),
        points,
        (),
        proposition=Proposition("The tram should run along the river."),
        positions={post.id: Position("against" if at % 2 else "for", 0.8) for at, post in enumerate(posts)},
        topics=topics,
    )


def tiny() -> Digest:
    whole = huge()
    document = replace(
        whole.document, path="content/one.md", slug="one", title="Who pays?", posts=whole.document.posts[:1]
    )
    return Digest(document, (), (), (), {}, (), (), ())


@contextmanager
def watched(context: BrowserContext, address: str) -> Iterator[Page]:
    """A page that fails the test on any request to another host and on any error in the console.

    The context is closed at the end.
    """
    with _watched_page(context, address) as page:
        yield page
        context.close()


@contextmanager
def _watched_page(context: BrowserContext, address: str) -> Iterator[Page]:
    page = context.new_page()
    strangers: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: strangers.append(request.url) if not request.url.startswith(address) else None)
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert [url for url in strangers if not url.startswith(("data:", "blob:"))] == []
    assert errors == []


@pytest.fixture(scope="session")
def reader(chromium: Browser, address: str) -> Iterator[BrowserContext]:
    """One context for all tests with `page`: a page in one that is warm costs half the time of a page in a new one."""
    context = chromium.new_context(viewport=DESKTOP, base_url=address)
    context.new_page().goto("assets/images/favicon.png")  # keeps the process of the site alive between two tests
    yield context
    context.close()


@pytest.fixture
def page(reader: BrowserContext, address: str) -> Iterator[Page]:
    """The example site in a browser that remembers nothing of the tests before but copies of files."""
    with _watched_page(reader, address) as page:
        yield page
        for other in reader.pages[1:]:
            if other is not page:
                other.close()
        page.goto("about:blank")  # nothing of the site runs any more that could store something
        session = reader.new_cdp_session(page)
        kinds = "cookies,local_storage,indexeddb,cache_storage,service_workers"
        session.send("Storage.clearDataForOrigin", {"origin": address.rstrip("/"), "storageTypes": kinds})
        reader.clear_permissions()
        page.close()


@pytest.fixture
def large_page(chromium: Browser, large_address: str) -> Iterator[Page]:
    context = chromium.new_context(viewport=DESKTOP, base_url=large_address)
    with watched(context, large_address) as page:
        yield page
