"""A site whose every text is an attempt to break it, built from content files to HTML."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from digest import build
from digest.model import Document, Post
from digest.sources import read_text, write

sys.path.insert(0, str(Path(__file__).parent))  # the corpus is data beside these tests, no package
import attempts as corpus

ROOT = Path(__file__).parents[2]
SAMPLER = """\
A paragraph with [a link](https://example.org/a?b=1), `code`, and https://example.org/bare.

> A quote.

- a list
- of two

1. one

    code in a block

### A heading

[1] https://example.org/note
"""


def contents() -> Iterator[tuple[str, str]]:
    """Content files by name: every attempt as a post, an author, a tag, an id and a cue, as a title, and in HTML."""
    texts = [text.replace("\x00", "") for text in corpus.ALL]  # no text file of ours holds a NUL; JSON can
    sampler = read_text(f"---\ntitle: x\n---\n\n## @ada\n\n{SAMPLER}".encode(), path="x.md").posts[0]
    posts = [replace(sampler, id="sampler")]
    for at, text in enumerate(texts):
        again = (
            f"> {' '.join(text.split())[:200]}\n\nI disagree, because that is wrong and nobody should do it.\n\n{text}"
        )
        one = read_text(f"---\ntitle: x\n---\n\n## @ada\n\n{at}\n".encode(), path="x.md").posts[0]
        posts.append(replace(one, id=f"p{at}", text=text, author=" ".join(text.split())[:80] or None, blocks=()))
        posts.append(Post(f"r{at}", again, author="Ben", parent=f"p{at}", parent_confidence=0.5, parent_cue=text[:80]))
    document = Document(
        "hostile.md",
        "hostile",
        "Every attempt as a post",
        "markdown",
        tuple(posts),
        tags=tuple(texts[:60]),
        summary=texts[0],
    )
    yield "hostile.md", write(document)
    for at, text in enumerate(texts[::5]):  # a debate each; all of them would render for a minute
        title = " ".join(text.split())[:120]
        small = (
            Post("a", f"{text}\n\nTea is good, because it is warm."),
            Post("b", f"No: {text}", text[:40], parent="a"),
        )
        yield f"title-{at}.md", write(Document("t.md", "t", title or "x", "markdown", small))
    yield "page.json", json.dumps({
        "id": 1, "type": "story", "title": texts[0], "url": texts[50], "author": texts[1], "text": texts[2],
        "created_at": "2026-03-01T10:00:00Z", "points": 1, "parent_id": None,
        "children": [
            {"id": 2 + at, "type": "comment", "author": text[:80], "text": text, "parent_id": 1, "children": [],
             "created_at": "2026-03-01T11:00:00Z"}
            for at, text in enumerate(corpus.ALL)
        ],
    })  # fmt: skip


def site_of(folder: Path) -> Path:
    (folder / "content").mkdir()
    for name, text in contents():
        (folder / "content" / name).write_text(text, encoding="utf-8", newline="")
    shutil.copytree(ROOT / "templates", folder / "templates")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(config + "\nsite_url: http://127.0.0.1/\n", encoding="utf-8")
    return build(folder / "mkdocs.yml").output


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The HTML of the site of attempts, by MkDocs."""
    return site_of(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def hostile_zensical(hostile: Path) -> Path:
    """The same pages by Zensical."""
    if importlib.util.find_spec("zensical") is None:
        pytest.skip("zensical is not installed")
    root = hostile.parent
    config = (root / "mkdocs.yml").read_text(encoding="utf-8").replace("site_dir: site", "site_dir: zensical")
    (root / "zensical.yml").write_text(config, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "-f", "zensical.yml"],
        cwd=root, env={**os.environ, "NO_COLOR": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "zensical"
