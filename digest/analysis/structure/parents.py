"""Whom each post answers: the open path gone down post by post, the candidate with the best odds taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from digest.analysis.structure.candidates import NONE, Path, Stretch, features, habits, on_article, repeated
from digest.analysis.structure.forest import Floats
from digest.analysis.structure.lines import Row
from digest.analysis.structure.text import Text

Odds = Callable[[Sequence[Row]], Floats]

_TOLD = 100
"""After so many posts it is told how far this is."""
LEAN = 0.5
"""Log odds given to the nearest candidate: to answer it keeps the path whole, any other closes posts for good."""
ON_ARTICLE = 0.6
"""How likely a post answers nobody that opens by speaking of the article. Judged by hand: the threads that the trees
were learned from begin below a comment, so that next to none of their posts speaks of an article."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom a post answers, by position, or NONE; how likely; and what spoke for it.

    Attributes:
        share: the part of its traced quotes that quote the post answered.
        alike: how much it shares with the post answered, 0 to 1.
        subjects: the most telling terms that both use.
        asked: the post answered asks something.
        next: it stands right below the post answered.
        beside: it was hung beside the post before it, whose words it or the posts below repeat.
        alone: how likely it answers no post.
        article: it, or the post that it was hung beside, answers none because it opens by speaking of the article.
    """

    parent: int
    likely: float
    share: float = 0.0
    alike: float = 0.0
    asked: bool = False
    next: bool = False
    beside: bool = False
    alone: float = 0.0
    article: bool = False
    subjects: tuple[str, ...] = ()


def attach(
    text: Text, posts: Sequence[Stretch], *, odds: Odds, tell: Callable[[int], None] = lambda done: None
) -> list[Answer]:
    """The answers of all posts in order; the first post answers none.

    Posts in a row that say the same are not weighed: they stand beside each other, as sure as the first is. So does
    the first of them beside the post before it, since a run of siblings that shows in the middle of a thread has
    most likely begun before it shows. Only the thread's first post has nothing beside it.
    """
    path = Path()
    usual = habits(text, posts)
    same = repeated(text, posts)
    out: list[Answer] = []
    for at in range(len(posts)):
        if at % _TOLD == 0:
            tell(at)
        if at == 0:
            answer = Answer(NONE, 1.0, alone=1.0)
        elif on_article(text, posts[at]):
            answer = Answer(NONE, ON_ARTICLE, alone=ON_ARTICLE, article=True)
        else:
            beside = out[-1] if same[at] and at > 1 else None
            answer = _best(list(features(text, posts, at, path, usual)), odds, beside=beside)
            answer = replace(answer, next=answer.parent == at - 1, subjects=_subjects(text, posts, at, answer.parent))
        path.answer(at, answer.parent)
        out.append(answer)
    return out


def _best(candidates: Sequence[tuple[int, Row]], odds: Odds, *, beside: Answer | None) -> Answer:
    score = odds([row for _, row in candidates])
    score[0] += LEAN
    share = np.exp(score - score.max())
    share /= share.sum()
    best = [c for c, _ in candidates].index(beside.parent) if beside else int(share.argmax())
    parent, row = candidates[best]
    return Answer(
        parent=parent,
        likely=beside.likely if beside else float(share[best]),
        share=row["quoted"],
        alike=row["alike"],
        asked=bool(row["asks"]),
        beside=beside is not None,
        article=beside is not None and beside.article,
        alone=float(share[[c for c, _ in candidates].index(NONE)]),
    )


def _subjects(text: Text, posts: Sequence[Stretch], at: int, parent: int) -> tuple[str, ...]:
    if parent == NONE:
        return ()
    mine, theirs = posts[at].terms, posts[parent].terms
    both = [term for term in mine if term in theirs and len(term) > 3]
    return tuple(sorted(both, key=lambda term: (-text.rare.get(term, 1.0) * min(mine[term], theirs[term]), term))[:2])
