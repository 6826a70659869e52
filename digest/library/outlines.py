"""What other debates need to know of a debate, taken out of its digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from digest.model import Digest, Merges, Outline, Phrase, ThreadName

__all__ = ["merged_outline", "outline_of"]

_CLAIMS = 4
"""A thread of fewer claims has no weight."""


def outline_of(digest: Digest) -> Outline:
    """A digest in outline."""
    document = digest.document
    return Outline(
        slug=document.slug,
        path=document.path,
        title=document.title,
        date=document.date,
        phrases=_phrases(digest),
        people=len({post.author or post.id for post in document.posts}),
        threads=tuple(ThreadName(thread.id, thread.title) for thread in digest.threads),
        tags=document.tags,
        formerly=digest.formerly,
        meaning=digest.meaning,
        draft=document.draft,
    )


def _phrases(digest: Digest) -> tuple[Phrase, ...]:
    """The keyphrases, with the claims, people, key points and large threads that use each."""
    threads: dict[str, list[str]] = defaultdict(list)
    for thread in digest.threads:
        if len(thread.claims) >= _CLAIMS:
            for text in thread.keyphrases:
                threads[text].append(thread.id)
    claims: dict[str, list[int]] = defaultdict(list)
    for at, claim in enumerate(digest.claims):
        claims[claim.post].append(at)
    points: dict[str, list[int]] = defaultdict(list)
    for at, point in enumerate(digest.key_points):
        for name in point.claims:
            points[name].append(at)
    first: dict[str, int] = {}
    person = {post.id: first.setdefault(post.author or post.id, at) for at, post in enumerate(digest.document.posts)}
    found = []
    for phrase in digest.keyphrases:
        used = {
            at
            for place in phrase.occurrences
            for at in claims[place.post]
            if digest.claims[at].start <= place.start < digest.claims[at].end
        }
        found.append(
            Phrase(
                phrase.text,
                phrase.key,
                phrase.variants,
                len(phrase.occurrences),
                claims=tuple(sorted(used)),
                people=tuple(sorted({person[digest.claims[at].post] for at in used})),
                points=tuple(sorted({point for at in used for point in points[digest.claims[at].id]})),
                threads=tuple(threads[phrase.text]),
                former=phrase.former,
            )
        )
    return tuple(found)


def merged_outline(outline: Outline, *, merges: Merges) -> Outline:
    """An outline whose phrases are merged and named as an editor says, as `merging.merged` does it to a digest."""
    joined: dict[str, list[Phrase]] = {}
    for phrase in outline.phrases:
        joined.setdefault(merges.key(phrase.key), []).append(phrase)
    phrases = tuple(_joined(key, parts, name=merges.names.get(key)) for key, parts in joined.items())
    return replace(outline, phrases=phrases)


def _joined(key: str, parts: Sequence[Phrase], *, name: str | None) -> Phrase:
    text = name or next((part.text for part in parts if part.key == key), parts[0].text)
    return Phrase(
        text=text,
        key=key,
        variants=tuple(sorted({text}.union(*(part.variants for part in parts)))),
        count=sum(part.count for part in parts),
        claims=tuple(sorted({one for part in parts for one in part.claims})),
        people=tuple(sorted({one for part in parts for one in part.people})),
        points=tuple(sorted({one for part in parts for one in part.points})),
        threads=tuple(dict.fromkeys(thread for part in parts for thread in part.threads)),
        former=tuple(dict.fromkeys(name for part in parts for name in part.former)),
    )
