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

from digest.analysis import linear
from digest.analysis.linear import Features, LinearModel
from digest.analysis.sides import camps as camp_stage
from digest.analysis.sides import evidence
from digest.analysis.sides.proposition import Proposition, propose
from digest.analysis.sides.setting import Setting, setting_of
from digest.analysis.sides.telling import Side, Told, tell
from digest.model import Document, Quote

__all__ = ["Proposition", "Side", "Sides", "Told", "infer", "propose"]


@dataclass(frozen=True, slots=True)
class Sides:
    """The sides of a debate.

    Attributes:
        of: post id to what is told of the post; one for every post of the document.
    """

    of: Mapping[str, Told]


@lru_cache(maxsize=1)
def models() -> Mapping[str, LinearModel]:
    """The trained models."""
    return linear.load("digest.analysis.sides", "weights.json")


def infer(document: Document, *, quotes: Iterable[Quote]) -> Sides:
    """Solve a debate.

    Args:
        document: with its structure recovered.
        quotes: of the document, traced.
    """
    return solve(document, quotes=tuple(quotes), models=models())


def solve(document: Document, *, quotes: Sequence[Quote], models: Mapping[str, LinearModel]) -> Sides:
    """As `infer`, by given models."""
    setting = setting_of(document)
    return solve_seen(
        setting, seen=evidence.of_replies(document, quotes=quotes, setting=setting, models=models), models=models
    )


def solve_seen(setting: Setting, *, seen: Mapping[str, Features], models: Mapping[str, LinearModel]) -> Sides:
    """As `solve`, of features that were observed before."""
    camps = camp_stage.solve(setting, seen=seen, models=models)
    nothing: Features = {}
    return Sides(
        {
            post: tell(post, setting=setting, seen=seen.get(post, nothing), camps=camps, models=models)
            for post in setting.posts
        }
    )
