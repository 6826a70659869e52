"""Sides and stances: which side each post takes, and its stance towards the post that it answers.

    proposition     what the sides are about; a question becomes a statement
    context         who takes part, what starts the debate, what kind of debate it is
    post_features   features of each post
    verdict_words   verdicts on a poster, and the bag of words
    camps           the people of a debate divided into two camps, by mean field
    decode          each post's side and stance, or none where that is too uncertain

All posts of a debate are solved together. The models are trained by `python -m training sides`; figures and failures
are in docs/method/sides.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from digest.analysis.linear import Features, LinearModel, load_models
from digest.analysis.sides import camps as camp_stage
from digest.analysis.sides import post_features
from digest.analysis.sides.context import DebateContext, context_of
from digest.analysis.sides.decode import PostSide, Side, decode
from digest.analysis.sides.proposition import propose
from digest.model import Document, Proposition, Quote

__all__ = ["DebateSides", "PostSide", "Proposition", "Side", "infer", "propose"]


@dataclass(frozen=True, slots=True)
class DebateSides:
    """The sides and stances of a debate.

    Attributes:
        of: by id of the post, for all posts of the document.
    """

    of: Mapping[str, PostSide]


@lru_cache(maxsize=1)
def models() -> Mapping[str, LinearModel]:
    """The shipped models."""
    return load_models("sides")


def infer(document: Document, *, quotes: Iterable[Quote]) -> DebateSides:
    """Infer the sides and stances of a debate.

    Args:
        document: with its structure recovered.
        quotes: of the document, traced.
    """
    return solve(document, quotes=tuple(quotes), models=models())


def solve(document: Document, *, quotes: Sequence[Quote], models: Mapping[str, LinearModel]) -> DebateSides:
    """As `infer`, with the given models."""
    context = context_of(document)
    return solve_seen(
        context, seen=post_features.of_replies(document, quotes=quotes, context=context, models=models), models=models
    )


def solve_seen(
    context: DebateContext, *, seen: Mapping[str, Features], models: Mapping[str, LinearModel]
) -> DebateSides:
    """As `solve`, with features that were computed before."""
    camps = camp_stage.solve(context, seen=seen, models=models)
    nothing: Features = {}
    return DebateSides(
        {
            post: decode(post, context=context, seen=seen.get(post, nothing), camps=camps, models=models)
            for post in context.posts
        }
    )
