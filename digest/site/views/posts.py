"""A post as transcripts and thread pages show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from markupsafe import Markup

from digest.model import ArgumentThread, Position, Post
from digest.site import escape
from digest.site.bodies import Highlight, body
from digest.site.debate import Debate, Place
from digest.site.intext import InText
from digest.site.translation import ENGLISH, N_, Translation

__all__ = ["PostView", "post_view"]

_DEEPEST = 8
_SURE = 0.6
"""What is inferred is said once, at the head of the page; what is less likely than this is marked where it stands."""
_GONE = {
    "present": "",
    "deleted": N_("deleted"),
    "removed": N_("removed"),
    "hidden": N_("hidden by the editor of this site"),
}


@dataclass(frozen=True, slots=True)
class PostView:
    """A post with everything that stands around it.

    Attributes:
        parent: whom it answers, or None.
        inferred: what of its place is doubtful, and how likely it is right; empty where nothing is.
        indent: how far it is set in; a debate can be deeper than a page is wide.
        moment: when it was written, in a form that sorts; empty where that is not known.
        disputed: how many posts attack it.
        objects: whether an objection stands in it.
        quoted_by: the posts that quote it.
        threads: the argument threads that it takes part in, with their paths.
        source: its permalink at its source, fit for an attribute.
        where: the place where it was said, in a debate that was held in several.
        side: the side that it takes, where somebody decided that.
    """

    place: Place
    text: Markup
    parent: Place | None
    inferred: str
    indent: int
    date: str
    moment: str
    disputed: int
    objects: bool
    quoted_by: tuple[Place, ...]
    threads: tuple[tuple[ArgumentThread, str], ...]
    source: Markup | None
    where: Markup
    gone: str
    side: Position | None


def post_view(
    place: Place,
    *,
    debate: Debate,
    here: str,
    highlights: Sequence[Highlight] = (),
    mentions: Sequence[InText] = (),
) -> PostView:
    """What a page at `here` shows of a post."""
    post = place.post
    parent = debate.places.get(post.parent or "")
    gone = _GONE[post.status]
    position = debate.digest.positions.get(post.id)
    quoted_by = dict.fromkeys(quote.post for quote in debate.quoted.get(post.id, ()) if quote.post != post.id)
    return PostView(
        place=place,
        text=body(place, debate=debate, here=here, highlights=highlights, mentions=mentions),
        parent=parent,
        inferred=_inferred(post, translation=debate.translation),
        indent=min(place.depth, _DEEPEST),
        date=debate.translation.day(post.date),
        moment=_moment(post.date),
        disputed=debate.disputed.get(post.id, 0),
        objects=post.id in debate.objecting,
        quoted_by=tuple(debate.places[one] for one in quoted_by if one in debate.places),
        threads=tuple(
            (one, debate.thread_paths[one.id])
            for one in debate.threads_of.get(post.id, ())
            if debate.thread_paths[one.id] != here
        ),
        source=escape.href(post.url),
        where=escape.md(post.where or ""),
        gone=gone and debate.translation.gettext(gone),
        side=position if position is not None and position.decided is not None else None,
    )


def _inferred(post: Post, *, translation: Translation = ENGLISH) -> str:
    """What of a post's place is doubtful, and how likely it is right.

    Example:
        >>> _inferred(Post("l4", "No.", parent="l2", parent_confidence=0.5, parent_cue="denies", begins_confidence=0.8))
        'uncertain: denies, 50%'
    """
    parts = []
    if post.parent_confidence < _SURE:
        why = translation.doubt(post.parent_cue, post.parent_confidence)
        parts.append(translation.gettext("uncertain: %(why)s", why=why))
    if post.begins_confidence < _SURE:
        share = translation.percent(1 - post.begins_confidence)
        parts.append(translation.gettext("may continue the comment before, %(share)s", share=share))
    return "; ".join(parts)


def _moment(when: datetime | None) -> str:
    """A time to the minute, in UTC, whatever offset it was written with.

    Example:
        >>> _moment(datetime.fromisoformat("2026-03-09T10:30:00+02:00"))
        '2026-03-09T08:30'
    """
    if when is None:
        return ""
    return (when.astimezone(UTC) if when.tzinfo else when).replace(tzinfo=None).isoformat(timespec="minutes")
