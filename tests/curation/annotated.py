"""Corrections made from an annotation of a whole debate, as a careful editor would write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from digest.curation.names import Names, quoted
from digest.model import Digest

SHOWN = 7
"""So many key points a reader sees first."""


def corrections(gold: Mapping[str, Any], digest: Digest) -> str:
    """The text of a file of corrections that says what the annotation says.

    Args:
        gold: proposition, sides, points with faces, crux, topics, noise, relations.
        digest: the debate as it is understood without corrections.
    """
    names = Names(digest)
    posts = {post.id: names.post(post) for post in digest.document.posts}
    texts = {post.id: post.text for post in digest.document.posts}
    lines = [f"proposition: {quoted(gold['proposition'])}", "sides:"]
    lines += [f"  - {{post: {posts[post]}, side: {side}}}" for post, side in gold["sides"].items() if post in posts]
    lines.append("stances:")
    for post, one in gold["relations"].items():
        stance = one["type"].replace("neither", "neutral")
        lines += [f"  - {{post: {posts[post]}, stance: {stance}}}"] if post in posts else []
    lines.append("topics:")
    for topic in gold["topics"]:
        lines += _topic(topic["label"], [posts[post] for post in topic["posts"] if post in posts])
    lines += _topic("none", [posts[post] for post in gold["noise"] if post in posts])
    lines.append("key_points:")
    ordered, shown = _in_order(gold)
    faces = {one["id"]: _face(shown.get(one["id"], one["faces"][0]), posts, texts) for one in ordered}
    for point in ordered:
        answers = ", ".join(faces[name] for name in point["answered_by"] if name != point["id"])
        lines += [f"  - pin: {faces[point['id']]}", f"    side: {point['side']}", f"    core: {_flag(point['core'])}"]
        lines += [f"    posts: [{', '.join(posts[post] for post in point['posts'])}]", f"    answered_by: [{answers}]"]
    lines.append("  - drop: others")
    return "\n".join(lines) + "\n"


def _topic(title: str, posts: list[str]) -> Iterator[str]:
    if posts:
        yield f"  - topic: {quoted(title)}"
        yield f"    posts: [{', '.join(posts)}]"


def _in_order(gold: Mapping[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """The points, the crux first, then those that belong into a short summary; and by which face the crux is shown."""
    for core in (True, False):
        for crux in gold["crux"]:
            for point in gold["points"]:
                face = next((one for one in point["faces"] if _meet(one, crux)), None)
                if face is not None and point["core"] is core:
                    rest = [one for one in gold["points"] if one is not point]
                    return [point, *sorted(rest, key=lambda one: not one["core"])], {point["id"]: face}
    return sorted(gold["points"], key=lambda one: not one["core"]), {}


def _meet(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if one["post"] != other["post"]:
        return False
    both = min(one["end"], other["end"]) - max(one["start"], other["start"])
    return both > 0 and 2 * both >= max(one["end"], other["end"]) - min(one["start"], other["start"])


def _face(face: Mapping[str, Any], posts: Mapping[str, str], texts: Mapping[str, str]) -> str:
    """The words as our reader has them: an annotation counts letters and digits alone."""
    text = texts[face["post"]]
    at = [match.start() for match in re.finditer(r"\w", text)]
    bare = "".join(re.findall(r"\w", text)).lower()
    start = bare.find("".join(re.findall(r"\w", face["text"])).lower())
    words = "".join(re.findall(r"\w", face["text"]))
    found = text[at[start] : at[start + len(words) - 1] + 1] if start >= 0 else face["text"]
    return f"{{post: {posts[face['post']]}, text: {quoted(found)}}}"


def _flag(value: bool) -> str:
    return "true" if value else "false"


def as_digest(gold: Mapping[str, Any], shown: Mapping[str, Any]) -> dict[str, Any]:
    """What `digest show --json` would print of a debate that was understood just as it is annotated.

    Args:
        gold: the annotation.
        shown: what is printed of the debate, for its posts.
    """
    stances = {post: one["type"].replace("neither", "neutral") for post, one in gold["relations"].items()}
    posts = [
        {**post, "side": gold["sides"].get(post["id"], "neither"), "stance": stances.get(post["id"], "neutral")}
        for post in shown["posts"]
    ]
    ordered, faces = _in_order(gold)
    points = [
        {"id": one["id"], "text": faces.get(one["id"], one["faces"][0])["text"], "answered_by": one["answered_by"]}
        for one in ordered
    ]
    topics = [{"id": str(at), "posts": one["posts"]} for at, one in enumerate(gold["topics"])]
    return {**shown, "posts": posts, "key_points": points, "topics": topics, "threads": []}


def sources(folder: Path) -> list[Path]:
    """The annotated debates of a folder."""
    return sorted(path for path in folder.glob("*") if path.is_file() and not path.name.endswith(".gold.json"))


def gold_of(source: Path) -> dict[str, Any]:
    """The annotation beside a debate."""
    found: dict[str, Any] = json.loads(source.with_name(f"{source.stem}.gold.json").read_text(encoding="utf-8"))
    return found
