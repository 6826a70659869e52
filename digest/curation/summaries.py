"""Resolves the sources of a summary's sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from digest.curation.fields import Ref
from digest.curation.items import Sentence
from digest.curation.lookup import Claims, Posts, points_named, said
from digest.curation.report import Report
from digest.model import Cited, Digest, KeyPoint, Post

__all__ = ["in_one", "summed_up"]

_END = "\n"
"""Separates the sentences of a summary; no sentence in a file contains it."""


def in_one(sentences: Sequence[Sentence]) -> str | None:
    """All sentences as one text, so that hidden words are blacked out in them as in any summary."""
    return _END.join(one.words for one in sentences) or None


def summed_up(digest: Digest, *, items: Sequence[Sentence], report: Report) -> Digest:
    """The digest with the sources of each sentence of its summary.

    Args:
        digest: its document's summary is the text of `in_one`, with hidden words blacked out; line ends are kept.
        items: the sentences.
    """
    text = digest.document.summary
    if not items or text is None:
        return digest
    words = text.split(_END)
    sources = [_sources(item, digest, report) for item in items]
    cited = tuple(
        Cited(one, posts, points, item.decision)
        for one, (posts, points), item in zip(words, sources, items, strict=True)
    )
    return replace(digest, document=replace(digest.document, summary=" ".join(words)), summary=cited)


def _sources(item: Sentence, digest: Digest, report: Report) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of the posts and of the key points that a sentence cites."""
    posts = Posts(digest.document)
    claims = Claims(posts, ())  # words of a claim name its post
    named: list[Post] = []
    points: list[KeyPoint] = []
    missing = False
    for name in item.cites:
        found = points_named(Ref(name), points=digest.key_points, claims=claims)
        if len(found) == 1:
            points.append(found[0])
            continue
        texts = (*(one.text for one in digest.key_points), *posts.texts())
        kind = "key point or post"
        post = report.one(item, name, posts.named(name), kind=kind, shown=posts.shown, texts=texts)
        missing = missing or post is None
        named += [post] if post is not None else []
    if not missing:
        shown = [*(f"key point {one.id}" for one in points), *(f"post {one.id}" for one in named)]
        report.held(item, f"{said(item.words)} is based on {', '.join(dict.fromkeys(shown))}")
    return tuple(dict.fromkeys(one.id for one in named)), tuple(dict.fromkeys(one.id for one in points))
