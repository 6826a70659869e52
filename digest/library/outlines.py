"""What other debates need to know of a debate, taken out of its digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from digest.model import Claim, Digest, Keyphrase, Merges, Outline, Phrase, ThreadName

__all__ = ["merged_outline", "outline_of"]

_CLAIMS = 4
"""A thread of fewer claims has no weight."""


def outline_of(digest: Digest) -> Outline:
    """A digest in outline."""
    document = digest.document
    turning: dict[str, list[str]] = {}
    for thread in digest.threads:
        if len(thread.claims) >= _CLAIMS:
            for text in thread.keyphrases:
                turning.setdefault(text, []).append(thread.id)
    who = {post.id: post.author or f"\x00{post.id}" for post in document.posts if post.text.strip()}
    weigh = _weigher(digest, who=who)
    return Outline(
        slug=document.slug,
        path=document.path,
        title=document.title,
        date=document.date,
        phrases=tuple(weigh(one, tuple(turning.get(one.text, ()))) for one in digest.keyphrases),
        people=len(set(who.values())),
        threads=tuple(ThreadName(thread.id, thread.title) for thread in digest.threads),
        tags=document.tags,
        formerly=digest.formerly,
        meaning=digest.meaning,
        draft=document.draft,
    )


def _weigher(digest: Digest, *, who: Mapping[str, str]) -> Callable[[Keyphrase, tuple[str, ...]], Phrase]:
    """Weighs keyphrases of a debate, each given with its threads.

    Args:
        who: the author of each post.
    """
    made: dict[str, list[Claim]] = defaultdict(list)
    for claim in digest.claims:
        made[claim.post].append(claim)
    points: dict[str, set[str]] = defaultdict(set)
    for point in digest.key_points:
        for name in point.claims:
            points[name].add(point.id)

    def weighed(one: Keyphrase, threads: tuple[str, ...]) -> Phrase:
        using = {
            claim.id: claim
            for place in one.occurrences
            for claim in made.get(place.post, ())
            if claim.start <= place.start < claim.end
        }
        return Phrase(
            text=one.text,
            key=one.key,
            variants=one.variants,
            count=len(one.occurrences),
            threads=threads,
            former=one.former,
            arguments=len(using),
            people=len({who[claim.post] for claim in using.values() if claim.post in who}),
            points=len(set().union(*(points[name] for name in using if name in points))),
        )

    return weighed


def merged_outline(outline: Outline, *, merges: Merges) -> Outline:
    """An outline whose phrases are merged and named as an editor says, as `merging.merged` does it to a digest.

    Who uses several of the phrases is not known here, so a merged one has at least the people of the most used.
    """
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
        threads=tuple(dict.fromkeys(thread for part in parts for thread in part.threads)),
        former=tuple(dict.fromkeys(name for part in parts for name in part.former)),
        arguments=sum(part.arguments for part in parts),
        people=max(part.people for part in parts),
        points=max(part.points for part in parts),
    )
