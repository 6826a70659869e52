"""Which side each post takes, and how it stands to the post that it answers: inferred for all posts at once.

    proposition  what the sides are about
    questions    a question made a statement
    setting      who takes part, what starts the debate, what kind it is
    evidence     what each post shows, as named numbers
    words        how the words of a post lean
    camps        the people of a debate sorted into two camps, by mean field
    telling      each post's side and stance, and when nothing is told

Trained by `training/sides.py`; `docs/method/sides.md` says how well it does and where it fails.
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

__all__ = ["PostSide", "Proposition", "Side", "Sides", "infer", "propose"]


@dataclass(frozen=True, slots=True)
class Sides:
    """The sides of a debate.

    Attributes:
        of: post id to what is told of the post; one for every post of the document.
    """

    of: Mapping[str, PostSide]


@lru_cache(maxsize=1)
def models() -> Mapping[str, LinearModel]:
    """The trained models."""
    return load_models("sides")


def infer(document: Document, *, quotes: Iterable[Quote]) -> Sides:
    """Solve a debate.

    Args:
        document: with its structure recovered.
        quotes: of the document, traced.
    """
    return solve(document, quotes=tuple(quotes), models=models())


def solve(document: Document, *, quotes: Sequence[Quote], models: Mapping[str, LinearModel]) -> Sides:
    """As `infer`, by given models."""
    context = context_of(document)
    return solve_seen(
        context, seen=post_features.of_replies(document, quotes=quotes, context=context, models=models), models=models
    )


def solve_seen(context: DebateContext, *, seen: Mapping[str, Features], models: Mapping[str, LinearModel]) -> Sides:
    """As `solve`, of features that were observed before."""
    camps = camp_stage.solve(context, seen=seen, models=models)
    nothing: Features = {}
    return Sides(
        {
            post: decode(post, context=context, seen=seen.get(post, nothing), camps=camps, models=models)
            for post in context.posts
        }
    )
