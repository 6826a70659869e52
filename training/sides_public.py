"""Public archives from which the models of `digest.analysis.sides` learn, beside annotated debates.

`verdicts`: 823 threads in which people judge somebody. Only those below TRAINED are read, so that the others can be
held out (some are in the benchmark). Verdict codes are removed from the texts and become labels, as does the stance
that a language model gave each reply. `iac`: forum debates whose people's sides were annotated; those of the benchmark
are left out. `agreement`: 2,934 pairs of a comment and its reply. `python -m training data` says where they are.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digest.analysis.sides.verdict_words import verdict
from digest.model import Document, Post

TRAINED = 461
"""The first verdict thread that is held out."""
_CODE = re.compile(
    r"\b(?:NTAH?|YTAH?|N T A|Y T A|ESH|YWBTAH?|YWNBTAH?|NAH)\b|\b(?:nta|yta|esh|ywbta|ywnbta|Nta|Yta|Esh)\b"
)
_MIXED = re.compile(r"\bESH\b", re.IGNORECASE)
_GONE = {"", "[deleted]", "[removed]"}
_RELATIONS = {"Support": "support", "Attack": "attack", "No": "neither"}
_AGREEMENT = ("attack", "neither", "support")
_KNOWN, _AGREED, _FEWEST = 3, 0.6, 8
"""Annotators of a person's side, the share of them that must agree, and posts with a side that a debate must have."""
_POSTS = range(15, 81)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with a label.

    Attributes:
        group: the same for all comments of a thread.
        domain: where it comes from; domains differ in their shares of labels.
        answer: the label.
    """

    group: str
    domain: str
    answer: str
    text: str


def verdicts(folder: Path) -> Iterator[Comment]:
    """Comments that gave a verdict as a code, without it; `for` the poster or `against`."""
    for name, depth, comment in _comments(folder):
        text = comment["content"] or ""
        sign = verdict(text) if _CODE.search(text) and not _MIXED.search(text) else 0
        bare = _bare(text)
        if sign and len(bare.split()) > 2:
            yield Comment(name, "top" if depth == 1 else "deep", "for" if sign > 0 else "against", bare)


def replies(folder: Path) -> Iterator[Comment]:
    """Comments of verdict threads with their stance towards the parent, as labelled by a language model."""
    for name, depth, comment in _comments(folder):
        text = _bare(_own(comment["content"] or ""))
        if comment.get("relation") in _RELATIONS and text not in _GONE and len(text) > _FEWEST:
            yield Comment(name, "top" if depth == 1 else "deep", _RELATIONS[comment["relation"]], text)


def agreement(folder: Path) -> Iterator[Comment]:
    """Replies of two subreddits that agree with what they answer, disagree, or do neither."""
    for path in sorted(folder.glob("SubReddit-*.csv")):
        text = path.read_text(encoding="utf-8", errors="replace").replace("\ufffd", "'")
        for number, row in enumerate(csv.DictReader(text.splitlines(keepends=True))):
            if row["response_text"]:
                answer = _AGREEMENT[int(row["relation"])]
                yield Comment(f"{path.stem} {number // 10}", path.stem, answer, row["response_text"])


def forum(folder: Path, *, known: Container[str]) -> Iterator[tuple[Document, dict[str, str]]]:
    """Forum debates with the side of each post whose author's is known.

    Args:
        known: numbers of discussions that are left out, since figures are measured on them.
    """
    home = folder / "v1/data/fourforum"
    stances: dict[str, dict[str, str]] = defaultdict(dict)
    with (home / "annotations/author_stance.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            pro, anti = int(row["pro"]), int(row["anti"])
            votes = pro + anti + int(row["other"])
            if votes >= _KNOWN and max(pro, anti) / votes >= _AGREED:
                stances[row["discussion_id"]][row["author"]] = "for" if pro > anti else "against"
    for number, people in sorted(stances.items(), key=lambda one: int(one[0])):
        path = home / f"discussions/{number}.json"
        if number in known or len(set(people.values())) < 2 or not path.exists():
            continue
        rows = json.loads(path.read_bytes())[0]
        if len(rows) not in _POSTS:
            continue
        ranges = home / f"ranges/quotes/{number}.json"
        quoted = _quoted(json.loads(ranges.read_bytes())) if ranges.exists() else {}
        document = _document(number, rows, quoted)
        sides = {post.id: people[post.author] for post in document.posts if post.author in people}
        if len(sides) >= _FEWEST and len(set(sides.values())) == 2:
            yield document, sides


def _document(number: str, rows: list[Any], quoted: dict[int, list[tuple[int, int]]]) -> Document:
    posts: list[Post] = []
    seen: set[str] = set()
    for name, _, author, text, _, above, *_ in rows:
        parent = str(above) if str(above) in seen else posts[0].id if posts else None
        posts.append(Post(str(name), _marked(text, sorted(quoted.get(name, []))), author=author, parent=parent))
        seen.add(str(name))
    more = rows[0][4]
    title = more.get("post_info", {}).get("post_title") if isinstance(more, dict) else None
    return Document(f"iac-{number}", f"iac-{number}", title or "A debate", "markdown", tuple(posts))


def _quoted(ranges: list[Any]) -> dict[int, list[tuple[int, int]]]:
    return {
        name: [(one[0], one[1]) for one in (rest[0] if rest and isinstance(rest[0][0], list) else rest)]
        for name, *rest in ranges
    }


def _marked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text of a post, its quotes as quoted lines."""
    parts, at = [], 0
    for start, end in spans:
        if start >= at:
            quote = "\n".join(f"> {line.strip()}" for line in text[start:end].splitlines() if line.strip())
            parts += [text[at:start], f"\n\n{quote}\n\n"]
            at = end
    whole = re.sub(r"[ \t]+", " ", "".join([*parts, text[at:]]))
    return re.sub(r"\n\s*\n+", "\n\n", whole).strip()


def _comments(folder: Path) -> Iterator[tuple[str, int, dict[str, Any]]]:
    files = sorted(folder.glob("dataset/aita_posts/post_thread_*.json"))
    if not files:
        raise FileNotFoundError(f"{folder}: no dataset/aita_posts/*.json")
    for path in files:
        if int(path.stem.rsplit("_", 1)[1]) >= TRAINED:
            continue
        waiting = [(1, one) for one in reversed(json.loads(path.read_bytes())["comments"])]
        while waiting:
            depth, comment = waiting.pop()
            yield path.stem, depth, comment
            waiting += [(depth + 1, one) for one in reversed(comment.get("comments") or ())]


def _bare(text: str) -> str:
    return re.sub(r"\s+", " ", _CODE.sub(" ", text)).strip().lstrip(" .,-–—:;*!").strip()


def _own(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.lstrip().startswith(">"))
