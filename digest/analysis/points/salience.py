"""How much of the rest of the debate speaks of what a candidate says: likeness of meaning, and words in common."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from digest.analysis.linear import Features
from digest.analysis.points.candidates import Candidate
from digest.analysis.similarity import Matrix, WordVectors, lexical, stem
from digest.model import Document
from digest.text.normal import words

__all__ = ["likeness", "shared_words"]

LEADERS = 600
"""Sentences that every sentence is compared with, so that time grows with the posts and not with their square."""
_ALIKE = 3
"""The mean of so many of the most alike sentences of other people tells how often a thing is said."""
_CONTENT = 4
"""Letters from which a word says something."""


def likeness(
    rows: Sequence[Features], found: Sequence[Candidate], *, document: Document, similar: WordVectors
) -> Matrix:
    """Likeness to the title, to the opening, to the whole and to other people's sentences."""
    texts = [one.text for one in found]
    told = similar.embed(texts)
    beyond = similar.embed(texts, about=document.title)
    (title,) = similar.embed([document.title])
    _, people = np.unique(_people(document, found), return_inverse=True)
    centre = _unit(told.sum(0))
    beyond_centre = _unit(beyond.sum(0))
    opening = np.array([one.post == document.posts[0].id for one in found])
    start = _unit(told[opening].sum(0)) if opening.any() else title
    parents = {post.id: post.parent for post in document.posts}
    of_post: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(found):
        of_post[one.post].append(at)
    means = {post: _unit(told[at].sum(0)) for post, at in of_post.items()}
    kids: dict[str, list[str]] = defaultdict(list)
    for post, up in parents.items():
        if up is not None and post in means:
            kids[up].append(post)
    below = {post: _unit(np.sum([means[kid] for kid in some], 0)) for post, some in kids.items()}
    step = max(1, -(-len(found) // LEADERS))
    leaders = np.arange(0, len(found), step)
    near = told @ told[leaders].T
    near_b = beyond @ beyond[leaders].T
    same = people[:, None] == people[leaders][None, :]
    near[same], near_b[same] = -1.0, -1.0
    best = -np.sort(-near, axis=1)[:, : _ALIKE + 2] if near.shape[1] else np.zeros((len(found), 1))
    best_b = -np.sort(-near_b, axis=1)[:, : _ALIKE + 2]
    mean_all = np.where(same, 0, near).sum(1) / np.maximum(1, (~same).sum(1))
    for at, (row, one) in enumerate(zip(rows, found, strict=True)):
        row["like title"] = float(told[at] @ title)
        row["like all"] = float(told[at] @ centre)
        row["like all, beyond the title"] = float(beyond[at] @ beyond_centre)
        row["like opening"] = float(told[at] @ start)
        row["like own post"] = float(told[at] @ means[one.post])
        up = parents[one.post]
        row["like answered"] = float(told[at] @ means[up]) if up is not None and up in means else 0.0
        row["like answers"] = float(told[at] @ below[one.post]) if one.post in below else 0.0
        row["repeated"] = float(np.maximum(best[at][:_ALIKE], 0).mean())
        row["repeated, beyond the title"] = float(np.maximum(best_b[at][:_ALIKE], 0).mean())
        row["mean likeness"] = float(mean_all[at])
    return told


def _people(document: Document, found: Sequence[Candidate]) -> list[str]:
    who = {post.id: post.author or post.id for post in document.posts}
    return [who[one.post] for one in found]


def _unit(vector: Matrix) -> Matrix:
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector


def shared_words(rows: Sequence[Features], found: Sequence[Candidate], *, document: Document) -> None:
    """Which of its words are the title's, other people's, those of its replies, or nobody else's."""
    language = document.language
    weigh = lexical(language).weight

    def stems_of(text: str) -> dict[str, float]:
        return {stem(word, language): weigh(word) for word in words(text) if len(word) >= _CONTENT}

    stems = [stems_of(one.text) for one in found]
    title = stems_of(document.title)
    of_post: dict[str, set[str]] = defaultdict(set)
    holders: dict[str, set[str]] = defaultdict(set)
    for one, some in zip(found, stems, strict=True):
        of_post[one.post].update(some)
    who = {post.id: post.author or post.id for post in document.posts}
    for post, some_of in of_post.items():
        for one_stem in some_of:
            holders[one_stem].add(who[post])
    count = max(1, len({who[post] for post in of_post}))
    kids: dict[str, list[str]] = defaultdict(list)
    parents = {post.id: post.parent for post in document.posts}
    for post, up in parents.items():
        if up is not None and post in of_post:
            kids[up].append(post)
    echo = {post: Counter(one for kid in some for one in of_post[kid]) for post, some in kids.items()}
    for row, one, some in zip(rows, found, stems, strict=True):
        total = sum(some.values()) or 1.0
        row["tells"] = sum(some.values())
        row["of title"] = sum(weight for one_stem, weight in some.items() if one_stem in title) / total
        row["title's words"] = float(sum(one_stem in title for one_stem in some))
        shared = {name: (len(holders[name]) - 1) / count for name in some}
        salience = sorted((weight * shared[name] for name, weight in some.items()), reverse=True)
        row["common words"] = sum(salience) / total
        row["common, sum"] = sum(salience)
        row["common, best"] = sum(salience[:3])
        row["common, logs"] = sum(weight * float(np.log1p(len(holders[name]) - 1)) for name, weight in some.items())
        beyond = {name: weight for name, weight in some.items() if name not in title}
        row["common, beyond the title"] = sum(weight * shared[name] for name, weight in beyond.items())
        row["words of others"] = sum(len(holders[name]) > 1 for name in some) / max(1, len(some))
        row["own words"] = sum(weight for name, weight in some.items() if len(holders[name]) == 1) / total
        answers = echo.get(one.post, Counter())
        row["echoed"] = sum(weight * min(answers[name], 3) for name, weight in some.items())
        row["echoed, share"] = sum(weight for name, weight in some.items() if name in answers) / total
        taken_up = of_post.get(parents[one.post] or "", set())
        row["takes up"] = sum(weight for name, weight in some.items() if name in taken_up)
        row["takes up, share"] = row["takes up"] / total
