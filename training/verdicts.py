"""A public archive of threads in which people are judged by others, comments nested below what they answer.

    git clone https://github.com/BOluokun/reddit-argumentation FOLDER/verdicts

Most comments are of one paragraph, many of one line. No one's name is in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from digest.model import Document
from training.pairs import listed


def documents(folder: Path) -> Iterator[Document]:
    """The comments below each post, the post itself left out.

    Raises:
        FileNotFoundError: the archive is not there.
    """
    files = sorted(folder.glob("dataset/aita_posts/*.json"))
    if not files:
        raise FileNotFoundError(f"{folder}: no dataset/aita_posts/*.json")
    for path in files:
        post = json.loads(path.read_bytes())
        title = " ".join(post["post content"].split()[:12])
        yield listed(title, _descend(post), path.stem)


def _descend(post: dict[str, Any]) -> Iterator[tuple[int, int | None, str]]:
    open_: list[tuple[int | None, dict[str, Any]]] = [(None, one) for one in reversed(post["comments"])]
    number = 0
    while open_:
        above, comment = open_.pop()
        number += 1
        yield number, above, comment["content"] or ""
        open_ += [(number, one) for one in reversed(comment.get("comments", ()))]
