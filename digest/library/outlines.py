"""What other debates need to know of a debate, taken out of its digest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from digest.model import Digest, Merges, Outline, Phrase, ThreadName

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
    return Outline(
        slug=document.slug,
        path=document.path,
        title=document.title,
        date=document.date,
        phrases=tuple(
            Phrase(one.text, one.key, one.variants, len(one.occurrences), tuple(turning.get(one.text, ())), one.former)
            for one in digest.keyphrases
        ),
        threads=tuple(ThreadName(thread.id, thread.title) for thread in digest.threads),
        tags=document.tags,
        formerly=digest.formerly,
        meaning=digest.meaning,
        draft=document.draft,
    )


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
        threads=tuple(dict.fromkeys(thread for part in parts for thread in part.threads)),
        former=tuple(dict.fromkeys(name for part in parts for name in part.former)),
    )
