"""Applies the editor's merges and names of phrases to a digest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from digest.model import Digest, Keyphrase, Merges

__all__ = ["merged"]


def merged(digest: Digest, *, merges: Merges) -> Digest:
    """A digest with merged and renamed keyphrases; the same object if nothing changes.

    A merged phrase has the rank of its best part. Threads use the new names.
    """
    joined: dict[str, list[Keyphrase]] = {}
    for phrase in digest.keyphrases:
        joined.setdefault(merges.key(phrase.key), []).append(phrase)
    phrases = tuple(_joined(key, parts, name=merges.names.get(key)) for key, parts in joined.items())
    if phrases == digest.keyphrases:
        return digest
    texts = {part.text: phrase.text for phrase, parts in zip(phrases, joined.values(), strict=True) for part in parts}
    threads = tuple(
        replace(one, keyphrases=tuple(dict.fromkeys(texts.get(text, text) for text in one.keyphrases)))
        for one in digest.threads
    )
    return replace(digest, keyphrases=phrases, threads=threads)


def _joined(key: str, parts: Sequence[Keyphrase], *, name: str | None) -> Keyphrase:
    """One phrase made from several; overlapping occurrences count once."""
    first = parts[0]
    text = name or next((part.text for part in parts if part.key == key), first.text)
    earlier = {part.text for part in parts}.union(*(part.former for part in parts)) - {text}
    former = tuple(sorted(earlier))
    if len(parts) == 1:
        return replace(first, key=key, text=text, variants=tuple(sorted({*first.variants, text})), former=former)
    places = dict.fromkeys(place for part in parts for place in part.occurrences)
    order = {post: at for at, post in enumerate(dict.fromkeys(place.post for place in places))}
    return Keyphrase(
        text=text,
        key=key,
        variants=tuple(sorted({text}.union(*(part.variants for part in parts)))),
        score=first.score,
        occurrences=tuple(sorted(places, key=lambda place: (order[place.post], place.start, place.end))),
        former=former,
    )
