"""Concepts: keyphrases that several debates argue with, each known by one form across all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from digest.model import Concept, ConceptUse, Merges, Outline, Phrase
from digest.text.slugs import slugify

__all__ = ["find_concepts", "with_former"]

_FALLBACK = "concept"
_NEIGHBOURS = 8
_RANK, _LONE_RANK = 25, 10
"""A phrase has weight in a debate only among its first so many keyphrases; a lone common word among fewer."""
_PEOPLE, _SHARE = 2, 30
"""So many people must argue with a phrase, and one in so many of a large debate."""
_FEW, _ARGUMENTS = 2, 3
"""Where no more than so many people write at all, so many claims and premises must use it."""


@dataclass(frozen=True, slots=True)
class _Use:
    slug: str
    rank: int
    people: int
    phrase: Phrase


def find_concepts(outlines: Sequence[Outline]) -> tuple[Concept, ...]:
    """The concepts of a site, those that most debates argue with first.

    A keyphrase that recurs is not enough: two debates can both mention carbon emissions and have nothing in common.
    It must have weight in each of them.

    Args:
        outlines: in the order of the shelf.
    """
    uses: dict[str, list[_Use]] = {}
    for outline in outlines:
        for rank, phrase in enumerate(outline.phrases):
            uses.setdefault(phrase.key, []).append(_Use(outline.slug, rank, outline.people, phrase))
    found = {key: kept for key, every in uses.items() if (kept := _connecting(every))}
    order = sorted(found, key=lambda key: (-len(found[key]), min(use.rank for use in found[key]), key))
    slugs = _slugs((key, _form(found[key])) for key in order)
    concepts = tuple(_concept(key, found[key], slug=slugs[key]) for key in order)
    near = _neighbours(concepts)
    return tuple(replace(one, neighbours=near[one.slug]) for one in concepts)


def with_former(concepts: Sequence[Concept], *, before: Sequence[Concept], merges: Merges) -> tuple[Concept, ...]:
    """Concepts with the slugs that their pages can have had before, so that published links live on.

    A concept is called as most debates call it, so one debate more can rename it; an editor can as well.

    Args:
        concepts: as they are called now, those that connect most first.
        before: as they would be called if the editor had said nothing.
        merges: what the editor says.
    """
    named = {
        one.key: [
            *(name for use in one.uses for name in (use.phrase.text, *use.phrase.former)),
            *merges.formerly.get(one.key, ()),
        ]
        for one in concepts
    }
    slugs: dict[str, list[str]] = {
        key: [slugify(name, fallback=_FALLBACK) for name in names] for key, names in named.items()
    }
    for one in before:
        slugs.get(merges.key(one.key), []).extend(
            (one.slug, *(slugify(use.phrase.text, fallback=_FALLBACK) for use in one.uses))
        )
    taken = {one.slug for one in concepts}
    found = []
    for one in concepts:
        former = tuple(slug for slug in sorted(set(slugs[one.key])) if slug not in taken)
        taken.update(former)
        found.append(replace(one, former=former))
    return tuple(found)


def _connecting(uses: Sequence[_Use]) -> list[_Use]:
    """The uses of a phrase in the debates that argue with it; none where these are fewer than two."""
    lone = " " not in uses[0].phrase.key and not _is_name(uses)
    kept = [use for use in uses if _argued(use, lone=lone)]
    return kept if len(kept) > 1 else []


def _argued(use: _Use, *, lone: bool) -> bool:
    """Whether a phrase has weight in a debate: it ranks high there, and several people argue with it.

    A phrase that no key point has must be used by one person more; so must a lone common word, of which two key
    points must have it. Where one or two people write all posts, as in an essay, arguments count and not people.
    """
    phrase = use.phrase
    if use.rank >= (_LONE_RANK if lone else _RANK):
        return False
    if use.people <= _FEW:
        return len(phrase.claims) >= _ARGUMENTS + lone and bool(phrase.points)
    least = max(_PEOPLE, use.people / _SHARE) + lone
    return len(phrase.people) >= (least if len(phrase.points) > lone else least + 1)


def _is_name(uses: Sequence[_Use]) -> bool:
    return all(use.phrase.text != use.phrase.text.lower() for use in uses)


def _form(uses: Iterable[_Use]) -> str:
    """The form that most documents use; of equals, the one that occurs most, then the shortest."""
    documents: Counter[str] = Counter()
    occurrences: Counter[str] = Counter()
    for use in uses:
        documents[use.phrase.text] += 1
        occurrences[use.phrase.text] += use.phrase.count
    return min(documents, key=lambda form: (-documents[form], -occurrences[form], len(form), form))


def _slugs(forms: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A slug for each key, unique, and the same whatever order the concepts come in."""
    by_slug: dict[str, list[str]] = {}
    for key, form in forms:
        by_slug.setdefault(slugify(form, fallback=_FALLBACK), []).append(key)
    taken = {
        key: slug if at == 0 else f"{slug}-{at + 1}"
        for slug, keys in by_slug.items()
        for at, key in enumerate(sorted(keys))
    }
    clashing = {slug for slug, count in Counter(taken.values()).items() if count > 1}
    return {key: f"{slug}-{slugify(key)}" if slug in clashing else slug for key, slug in taken.items()}


def _concept(key: str, uses: Sequence[_Use], *, slug: str) -> Concept:
    ordered = sorted(uses, key=lambda use: (use.rank, -use.phrase.count, use.slug))
    return Concept(
        slug=slug,
        text=_form(uses),
        key=key,
        variants=tuple(sorted({form for use in uses for form in use.phrase.variants})),
        uses=tuple(ConceptUse(use.slug, use.phrase) for use in ordered),
    )


def _neighbours(concepts: Sequence[Concept]) -> dict[str, tuple[str, ...]]:
    """For each concept, those that occur in the same documents, nearest first (shared share; Jaccard 1901)."""
    in_document: dict[str, list[int]] = {}
    for at, concept in enumerate(concepts):
        for use in concept.uses:
            in_document.setdefault(use.slug, []).append(at)
    near: dict[str, tuple[str, ...]] = {}
    for at, concept in enumerate(concepts):
        shared = Counter(other for use in concept.uses for other in in_document[use.slug] if other != at)

        def share(other: int, shared: Counter[int] = shared, size: int = len(concept.uses)) -> float:
            return shared[other] / (size + len(concepts[other].uses) - shared[other])

        best = sorted(shared, key=lambda other: (-share(other), concepts[other].slug))[:_NEIGHBOURS]
        near[concept.slug] = tuple(concepts[other].slug for other in best)
    return near
