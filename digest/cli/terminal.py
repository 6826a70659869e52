"""A digest as text for a terminal (`digest show` without `--json`)."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from digest.model import TITLE, ArgumentThread, Claim, Decision, Digest, Post, Relation
from digest.text.counting import counted
from digest.text.normal import printable

_WIDTH = 100
_ARROWS = {"support": "+", "attack": "−"}


def to_text(digest: Digest) -> str:
    """A digest as plain text: key points, argument threads, keyphrases.

    Control characters of the source are removed, so that a post cannot control the terminal.
    """
    return "\n".join(printable(line) for line in _lines(digest)) + "\n"


def _lines(digest: Digest) -> Iterator[str]:
    document = digest.document
    people = {post.author for post in document.posts if post.author}
    yield document.title
    yield "=" * min(len(document.title), _WIDTH)
    facts = [document.format, counted(len(document.posts), "post")]
    facts += [counted(len(people), "person", "people") if people else "no authors named"]
    facts += [f"{document.missing} more at the source"] if document.missing else []
    facts += [date.isoformat()] if (date := document.date and document.date.date()) else []
    yield " · ".join([*facts, *([document.source] if document.source else [])])
    if document.reader:
        yield from _wrapped(f"Read as {document.reader}" + (f": {document.reader_why}" if document.reader_why else ""))
    for one in document.left_out:
        yield from _wrapped(f"Left out: {one}")
    if digest.keyphrases:
        yield from ("", *_wrapped("About: " + ", ".join(phrase.text for phrase in digest.keyphrases)))
    if digest.key_points:
        yield from ("", "Key points", "----------")
        for point in digest.key_points:
            text = f"{point.text} [the editor's words]" if point.reworded else f"“{point.text}”"
            text += _proposed(point.decided)
            yield from _wrapped(f"{text} ({counted(len(point.posts), 'post')}, {point.side})", mark="* ")
    claims = {claim.id: claim for claim in digest.claims}
    posts = {post.id: post for post in document.posts}
    outgoing: dict[str, list[Relation]] = {}
    for relation in digest.relations:
        outgoing.setdefault(relation.source, []).append(relation)
    for number, thread in enumerate(digest.threads, 1):
        heading = f"{number}. {thread.title}"
        yield from ("", heading, "-" * min(len(heading), _WIDTH))
        yield from _thread(thread, claims, posts, outgoing)


def _proposed(decided: Decision | None) -> str:
    """Mark a key point that a model proposed."""
    if decided is None or decided.model is None:
        return ""
    return " [model, reviewed]" if decided.reviewed else f" [proposed by {decided.model}, not reviewed]"


def _thread(
    thread: ArgumentThread, claims: dict[str, Claim], posts: dict[str, Post], outgoing: dict[str, list[Relation]]
) -> Iterator[str]:
    depth: dict[str, int] = {thread.lead: 0}
    for name in thread.claims:
        claim = claims[name]
        arrows = [arrow for arrow in outgoing.get(name, ()) if arrow.target in depth and arrow.target != TITLE]
        arrow = arrows[0] if arrows else None
        depth[name] = depth[arrow.target] + 1 if arrow else depth.get(name, 0)
        author = posts[claim.post].author or claim.post
        mark = _ARROWS[arrow.type] + " " if arrow else ""
        why = f", {arrow.cue}, {arrow.confidence:.0%}" if arrow else ""
        indent = "  " * min(depth[name], 8)
        yield from _wrapped(f"{author}: “{claim.text}” ({claim.standing}{why})", mark=indent + mark)


def _wrapped(text: str, *, mark: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )
