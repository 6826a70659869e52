"""Topics: the sub-debates of a debate, the level between it and its argument threads.

A logistic regression of seven features gives the probability that two posts belong to one topic: how similar their own
words are, beyond the subject of the debate; how near they are in the tree of replies and in order; whether one person
wrote both. Posts are then clustered by average link (Sokal and Michener 1958) into eight topics at most. The model is
learned by `python -m training topics`; figures are in docs/method/topics.md.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from digest.analysis import weights
from digest.analysis.points.clustering import average_link
from digest.analysis.reply_tree import ReplyTree
from digest.analysis.self_containedness import leaning
from digest.analysis.similarity import Letters, Similarity, lexical
from digest.analysis.threads.naming import title_of
from digest.model import ArgumentThread, Claim, Document, Keyphrase, KeyPoint, Post, Topic
from digest.text.slugs import short_hash

__all__ = ["FEATURES", "Affinity", "arguing", "described", "pairs", "partition"]

Floats = npt.NDArray[np.float64]

FEATURES = ("words", "letters", "near", "far", "branch", "person", "gap")
_STOP = 0.3
"""Mean probability from which two groups are one topic. In one case of five two posts of a debate have the same topic;
0.25 to 0.35 score the same in cross-validation."""
_FEW, _MOST, _POSTS = 2, 8, 8
"""A debate has at most two topics, plus one for each eight posts that argue, and never more than eight, which readers
can survey. The nearest groups above that are joined, however different they are."""
_SMALL = 10
"""Fewer posts than this are one topic."""
_LEADERS = 600
"""Posts that are clustered; all others join the nearest group, which keeps time linear."""
_CHUNK = 400
_FEWEST_WORDS = 8
"""A post with fewer words of its own ("Thanks, that helped!") argues nothing. This finds 56 of 122 posts that
annotators left out of their topics, and 29 that they kept."""
_CLAIMLESS = 15
"""A post without a claim argues nothing either, unless it has more words than this."""
_BOT = re.compile(
    r"\bi am a bot\b|\bthis action was performed automatically\b|\^\^\^+AUTOMOD\b|\bremindme!\s+\d", re.IGNORECASE
)
_LEANS = 0.75
"""`leaning` from which a sentence cannot name a topic, as for threads."""
_LONGEST = 60
"""Most characters of a topic's title."""
_NAMES = 2
"""Fewest posts of a topic with a keyphrase that names it."""


@dataclass(frozen=True, slots=True)
class Affinity:
    """A logistic regression for whether two posts belong to one topic, with a weight for each of `FEATURES`."""

    weights: tuple[float, ...]
    bias: float

    def likely(self, features: Floats) -> Floats:
        """The probability for each row of features, which are in the last dimension."""
        likely: Floats = 1 / (1 + np.exp(-(features @ np.asarray(self.weights) + self.bias)))
        return likely


@cache
def shipped_affinity() -> Affinity:
    """The model that ships with digest."""
    part = weights.load("topics").part("affinity")
    return Affinity(tuple(part.arrays["weights"].tolist()), float(part.arrays["bias"]))


def partition(
    document: Document,
    *,
    claims: Iterable[Claim],
    similarity: Similarity | None = None,
    affinity: Affinity | None = None,
) -> tuple[tuple[str, ...], ...]:
    """The posts that argue, grouped by what they argue about.

    Args:
        document: with its structure recovered.
        claims: its units.
        similarity: measures similarity of meaning; the lexical default where it is None.
        affinity: the model to use; the shipped one where it is None. Training tries others.

    Returns:
        Ids of posts in reading order, the largest group first. Posts that argue nothing are in no group.
    """
    affinity = affinity or shipped_affinity()
    posts = arguing(document, claims=claims)
    if len(posts) < _SMALL:
        return (tuple(post.id for post in posts),) if posts else ()
    ranked = sorted(posts, key=lambda post: -len(post.text))[:_LEADERS]
    leaders = [post for post in posts if post.id in {one.id for one in ranked}]
    likely = affinity.likely(pairs(document, leaders, leaders, similarity=similarity))
    most = min(_MOST, _FEW + len(posts) // _POSTS)
    labels = _without_loners(average_link(likely, likely, stop=_STOP, alike=-1.0, most=most), likely)
    groups: dict[str, int] = dict(zip((post.id for post in leaders), labels, strict=True))
    rest = [post for post in posts if post.id not in groups]
    names, inverse = np.unique(np.asarray(labels), return_inverse=True)
    means = np.zeros((len(leaders), len(names)))
    means[np.arange(len(leaders)), inverse] = 1
    means /= means.sum(0)
    for begin in range(0, len(rest), _CHUNK):
        some = rest[begin : begin + _CHUNK]
        nearest = (affinity.likely(pairs(document, some, leaders, similarity=similarity)) @ means).argmax(1)
        groups |= {post.id: int(names[at]) for post, at in zip(some, nearest, strict=True)}
    found: dict[int, list[str]] = defaultdict(list)
    for post in posts:
        found[groups[post.id]].append(post.id)
    return tuple(map(tuple, sorted(found.values(), key=lambda ids: -len(ids))))


def _without_loners(labels: Sequence[int], likely: Floats) -> list[int]:
    """The labels, with each post that is alone in its group moved to the nearest group of several."""
    count = Counter(labels)
    several = sorted({label for label in labels if count[label] > 1})
    if not several:
        return list(labels)
    members = np.array([[label == one for one in several] for label in labels], float)
    nearest = (likely @ (members / members.sum(0))).argmax(1)
    return [label if count[label] > 1 else several[near] for label, near in zip(labels, nearest, strict=True)]


def arguing(document: Document, *, claims: Iterable[Claim]) -> list[Post]:
    """The posts that argue something: no short verdicts, thanks and jokes, and no notices of bots."""
    claimed = {claim.post for claim in claims}
    return [
        post
        for post in document.posts
        if (count := len(own_words(post).split())) >= _FEWEST_WORDS
        and (post.id in claimed or count > _CLAIMLESS)
        and not _BOT.search(post.text)
    ]


def own_words(post: Post) -> str:
    """A post's text without what it quotes and without code."""
    kept, at = [], 0
    for block in post.blocks:
        if block.kind in ("quote", "code"):
            kept.append(post.text[at : block.start])
            at = block.end
    return " ".join((*kept, post.text[at:]))


def pairs(
    document: Document, left: Sequence[Post], right: Sequence[Post], *, similarity: Similarity | None = None
) -> Floats:
    """The features of all pairs of posts, in the order of `FEATURES`.

    Args:
        document: with its structure recovered.
        left: some of its posts.
        right: some of its posts.
        similarity: what measures likeness in meaning; the lexical default where it is None.

    Returns:
        An array of the shape (posts of `left`, posts of `right`, features).
    """
    similar, plain = similarity or lexical(document.language), lexical(document.language)
    texts = [own_words(post) for post in right]
    letters = Letters(texts, vectors=plain)
    own = texts if left is right else [own_words(post) for post in left]
    both = similar.embed([*own, *texts], about=document.title)
    words = both[: len(own)] @ both[len(own) :].T
    spelled = letters.embed(texts, about=document.title)
    alike = spelled @ spelled.T
    spelt = alike if left is right else letters.embed(own, about=document.title) @ spelled.T
    others = alike[~np.eye(len(alike), dtype=bool)]
    here = (spelt - others.mean()) / (others.std() or 1.0) if others.size else spelt
    tree = ReplyTree(document)
    apart = tree.distances(left, right)
    gap = np.abs(tree.places(left)[:, None] - tree.places(right)[None]) / max(1, len(document.posts))
    branch = tree.branches(left)[:, None] == tree.branches(right)[None]
    person = np.array([[one.author is not None and one.author == other.author for other in right] for one in left])
    return np.stack([words, here, np.exp(-0.5 * apart), np.exp(-0.2 * apart), branch, person, gap], axis=-1)


def described(
    groups: Sequence[Sequence[str]],
    *,
    document: Document,
    threads: Sequence[ArgumentThread],
    key_points: Sequence[KeyPoint],
    keyphrases: Sequence[Keyphrase],
) -> tuple[Topic, ...]:
    """The groups of `partition` as topics, with titles, key points and threads.

    The title is the most characteristic keyphrase, else the words of the first key point, else the title of the largest
    thread, else the first words.
    """
    home = {post: at for at, group in enumerate(groups) for post in group}
    points: dict[int, list[KeyPoint]] = defaultdict(list)
    for point in key_points:
        shown = next((post for post in (point.post, *point.posts) if post in home), None)
        if shown is not None:
            points[home[shown]].append(point)
    inside: dict[int, list[ArgumentThread]] = defaultdict(list)
    for thread in threads:
        held = Counter(home[post] for post in thread.posts if post in home)
        if held:
            inside[held.most_common(1)[0][0]].append(thread)
    names = _names(groups, keyphrases=keyphrases, home=home)
    texts = {post.id: post for post in document.posts}
    return tuple(
        Topic(
            id=short_hash("topic", group[0]),
            title=names[at] or _title(points[at], inside[at], texts[group[0]]),
            posts=tuple(group),
            key_points=tuple(point.id for point in points[at]),
            threads=tuple(thread.id for thread in inside[at]),
        )
        for at, group in enumerate(groups)
    )


def _names(
    groups: Sequence[Sequence[str]], *, keyphrases: Sequence[Keyphrase], home: dict[str, int]
) -> list[str | None]:
    """For each group its most characteristic keyphrase; no phrase names two groups."""
    scored: list[tuple[float, int, int, str]] = []
    for rank, phrase in enumerate(keyphrases):
        held = Counter(home[post] for post in {one.post for one in phrase.occurrences} if post in home)
        everywhere = sum(held.values())
        for at, here in held.items():
            if here >= _NAMES and (" " in phrase.text or phrase.text != phrase.text.lower()):
                share = here / len(groups[at])
                scored.append((here * here / everywhere * (0.5 + share), -rank, at, phrase.text))
    names: list[str | None] = [None] * len(groups)
    used: set[str] = set()
    for _, _, at, text in sorted(scored, reverse=True):
        if names[at] is None and text not in used:
            names[at] = text[:1].upper() + text[1:] if text.split(" ", 1)[0].islower() else text
            used.add(text)
    return names


def _title(points: Sequence[KeyPoint], threads: Sequence[ArgumentThread], first: Post) -> str:
    titles = [found for point in points if (found := title_of(point.text)) is not None]
    titles += [thread.title for thread in threads]
    for title in titles:
        if leaning(title) < _LEANS:
            return title
    if titles:
        return titles[0]
    words = " ".join(own_words(first).split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
