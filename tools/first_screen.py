"""Which of what a careful reader would print of a debate is on the first screen of its page.

The reading test: builds the site of eight varied debates that people have annotated, opens each debate's page in a
headless browser, and compares the words that are visible without scrolling with the annotation.

    python -m tools.first_screen ../shared/bench/dev/reading [FOLDER FOR SCREENSHOTS]

The folder holds pairs of a debate and `NAME.gold.json`: the proposition, points with the places of their words
(post, and offsets into its letters and digits), and which of these are core.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Page, sync_playwright

from digest import build, read

DEBATES = ("nuclear-power", "seed", "hn-12924173", "hn-33161118", "iac-1023", "iac-7615", "aita-711", "aita-479")
SCREENS = {"desktop": (1280, 800), "phone": (390, 844)}
_CONFIG = Path(__file__).parents[1] / "mkdocs.yml"
_VISIBLE = """() => {
  const seen = (node) => {
    const box = node.getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
  };
  const main = document.querySelector(".md-content");
  const all = (what) => [...main.querySelectorAll(what)].filter(seen);
  const said = (what) => all(what).map((node) => node.innerText);
  return {
    title: said("h1"), lede: said(".dg-lede"), bar: said(".dg-sides"), proposition: said(".dg-sides + .dg-meta"),
    pro: said(".dg-point.dg-for > blockquote"), con: said(".dg-point.dg-against > blockquote"),
    other: said(".dg-point.dg-neither > blockquote"), answers: said(".dg-answer"),
  };
}"""


@dataclass(frozen=True)
class Seen:
    """What of one debate is on one screen.

    Attributes:
        question: the title.
        crux: the sentence that says what the debate turns on.
        bar: how many people are on each side.
        proposition: what they are for or against.
        pro: how many points for it.
        con: and against it.
        answers: how many answers to these.
        core: how many of the core points of the annotation.
        of: how many core points the annotation has.
    """

    question: bool
    crux: bool
    bar: bool
    proposition: bool
    pro: int
    con: int
    answers: int
    core: int
    of: int


def bare(text: str) -> str:
    """Letters and digits alone, as the annotation counts them."""
    return "".join(re.findall(r"\w+", text.lower()))


def _faces(sentence: str, texts: Mapping[str, str]) -> Iterator[tuple[str, int, int]]:
    words = bare(sentence.rstrip("”» ").removesuffix("…"))
    for post, text in texts.items():
        at = text.find(words) if words else -1
        if at >= 0:
            yield post, at, at + len(words)


def _meets(one: tuple[str, int, int], face: Mapping[str, Any]) -> bool:
    """Whether two places share at least half of what they cover together."""
    both = min(one[2], face["end"]) - max(one[1], face["start"])
    whole = max(one[2], face["end"]) - min(one[1], face["start"])
    return one[0] == face["post"] and both > 0 and both / whole >= 0.5


def seen(page: Page, *, gold: Mapping[str, Any], texts: Mapping[str, str]) -> Seen:
    """What of the annotation is on the screen.

    Args:
        texts: the bare text of each post.
    """
    shown: Mapping[str, list[str]] = page.evaluate(_VISIBLE)
    sentences = [one for kind in ("lede", "pro", "con", "other", "answers") for one in shown[kind]]
    sentences = [re.sub(r"^Answer\s+", "", one).split("”")[0].lstrip("“") for one in sentences]
    places = [place for one in sentences for place in _faces(one, texts)]
    core = [point for point in gold["points"] if point["core"]]
    found = [point for point in core if any(_meets(one, face) for one in places for face in point["faces"])]
    return Seen(
        bool(shown["title"]),
        bool(shown["lede"]),
        bool(shown["bar"]),
        bool(shown["proposition"]),
        len(shown["pro"]),
        len(shown["con"]),
        len(shown["answers"]),
        len(found),
        len(core),
    )


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the name is the base class's
        pass


def measure(folder: Path, *, pictures: Path | None = None) -> Iterator[tuple[str, str, Seen]]:
    """Each debate on each screen: the debate, the screen, what is on it.

    Args:
        folder: the annotated debates.
        pictures: where screenshots go; none are taken without it.
    """
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "content").mkdir()
        shutil.copy(_CONFIG, root)
        paths = [next(one for one in folder.glob(f"{slug}.*") if ".gold." not in one.name) for slug in DEBATES]
        for path in paths:
            shutil.copy(path, root / "content")
        site = build(root / "mkdocs.yml").output
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            try:
                with sync_playwright() as play:
                    browser = play.chromium.launch(
                        executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
                    )
                    for path in paths:
                        document = read(root / "content" / path.name)
                        texts = {post.id: bare(post.text) for post in document.posts}
                        gold = json.loads((folder / f"{path.stem}.gold.json").read_text(encoding="utf-8"))
                        for screen, (width, height) in SCREENS.items():
                            page = browser.new_page(viewport={"width": width, "height": height})
                            page.goto(f"http://127.0.0.1:{server.server_port}/debates/{document.slug}/")
                            page.wait_for_load_state("networkidle")
                            if pictures is not None:
                                page.screenshot(path=pictures / f"{path.stem}-{screen}.png")
                            yield path.stem, screen, seen(page, gold=gold, texts=texts)
                            page.close()
                    browser.close()
            finally:
                server.shutdown()


def main() -> None:
    """Print a line a debate and screen, and the sums."""
    sums: dict[str, list[Seen]] = {screen: [] for screen in SCREENS}
    folder, *pictures = map(Path, sys.argv[1:])
    for slug, screen, one in measure(folder, pictures=pictures[0] if pictures else None):
        sums[screen].append(one)
        print(f"{slug:15} {screen:8} {one}")
    for screen, all_ in sums.items():
        both = sum(one.pro > 0 and one.con > 0 for one in all_)
        print(
            f"{screen}: question {sum(o.question for o in all_)}/{len(all_)}, crux {sum(o.crux for o in all_)}, "
            f"bar {sum(o.bar for o in all_)}, proposition {sum(o.proposition for o in all_)}, "
            f"a point of both sides {both}, core points {sum(o.core for o in all_)}/{sum(o.of for o in all_)}"
        )


if __name__ == "__main__":
    main()
