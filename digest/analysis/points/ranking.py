"""Ranks candidates by learned log odds, and chooses the points shown first.

The crux comes first, then the best core points, spread over posts and sides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from digest.analysis import weights
from digest.analysis.boosted_trees import Floats, feature_table
from digest.analysis.linear import Features
from digest.analysis.points.candidates import PointCandidate
from digest.analysis.similarity import Matrix
from digest.analysis.weights import Weights

__all__ = ["SHOWN", "Ranked", "Ranker", "choose_shown", "ranked_by", "ranker"]


@dataclass(frozen=True, slots=True)
class Ranker:
    """A logistic regression whose weights a person can read.

    Attributes:
        names: the features.
        weights: one for each feature.
        bias: the log odds where all features are 0.
        meaning: weights for the vector of a sentence (`similarity.WordVectors`), one for each axis; empty where the
            model does not use it.
    """

    names: tuple[str, ...]
    weights: Floats
    bias: float
    meaning: Floats

    @classmethod
    def load(cls, part: Weights) -> Ranker:
        """From one part of a file of weights."""
        arrays = part.arrays
        return cls(part.names["features"], arrays["weights"], float(arrays["bias"]), arrays["meaning"])

    def odds(self, rows: Sequence[Mapping[str, float]], vectors: Matrix | None = None) -> Floats:
        """The log odds of yes for each row; a feature that a row lacks is 0.

        Args:
            rows: features.
            vectors: the vector of each sentence, for a model that uses it.

        Example:
            >>> asks = Ranker(("asks",), np.array([-1.0]), 0.5, np.array([]))
            >>> asks.odds([{"asks": 1.0}, {}]).tolist()
            [-0.5, 0.5]
        """
        odds = feature_table(rows, self.names) @ self.weights + self.bias
        if vectors is not None and vectors.shape[1] == len(self.meaning):  # a language without vectors has none
            odds = odds + vectors @ self.meaning
        return np.asarray(odds, np.float64)


@cache
def ranker(name: str) -> Ranker:
    """The shipped model of that name: `core`, `crux` or `answer`."""
    return Ranker.load(weights.load("points").part(name))


SHOWN = 7
"""Points that a page shows first."""
CORE_IN_CRUX = 0.4
"""Weight of the odds of a core point beside those of the crux, for the first point."""
_ALONE = 0.15
"""Log odds taken off, for the first point, from a sentence that begins with a pronoun whose noun is elsewhere."""
_LEANS = 0.6
"""`leaning` from which an initial pronoun does refer to another sentence ("it is hard to …" does not)."""
_NO_VERB = 0.5
"""Log odds taken off from a candidate that seems to have no verb: editors print few such phrases."""
_POINTS_BACK = 0.2
"""Log odds taken off, for all other points, from one that begins with such a pronoun."""
_SAME_POST = 1.5
"""Log odds taken off for each point of the same post before, so that one author does not fill the page."""
_ALIKE = 0.8
"""Cosine similarity from which two sentences make the same point."""
_ONE_SIDED = 2
"""Fewest points of the weaker side among those shown, where it has as many that are good enough."""
_WORTH = 1.5
"""Log odds by which a point of the weaker side may be worse than the one that it replaces."""
_LARGE = 20
"""Posts from which a sentence that nobody answered, quoted or repeated never comes first."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The evidence for the choice, one entry for each candidate.

    Attributes:
        core: the log odds of a core point, corrected by the rules above.
        first: the score for the first point, of the odds of crux and core point.
        vectors: of length 1.
        groups: the number of its group of several posts, or None.
        sides: of its post.
        heard: whether others answered, quoted or repeated it.
    """

    core: Floats
    first: Floats
    vectors: Matrix
    groups: Sequence[int | None]
    sides: Sequence[str]
    heard: Sequence[bool]


def ranked_by(
    found: Sequence[PointCandidate],
    rows: Sequence[Features],
    *,
    core: Floats,
    crux: Floats,
    vectors: Matrix,
    groups: Sequence[int | None],
    sides: Mapping[str, str],
) -> Ranked:
    """The evidence for the choice, from the features and odds of all candidates."""
    heard = [row["replies"] > 0 or row["quoted"] > 0 or groups[at] is not None for at, row in enumerate(rows)]
    dangles = np.array([row["opens on pronoun"] > 0 and row["leans"] >= _LEANS for row in rows], float)
    no_verb = np.array([1.0 - row["finite"] for row in rows])
    return Ranked(
        core=core - _NO_VERB * no_verb - _POINTS_BACK * dangles,
        first=crux + CORE_IN_CRUX * core - _ALONE * dangles,
        vectors=vectors,
        groups=groups,
        sides=[sides.get(one.post, "neither") for one in found],
        heard=heard,
    )


def choose_shown(found: Sequence[PointCandidate], ranked: Ranked, *, posts: int) -> list[int]:
    """The indexes of the candidates shown first, at most seven; the first is the crux.

    Args:
        found: all candidates.
        ranked: the evidence for them.
        posts: number of posts of the debate.
    """
    if not found:
        return []
    first = ranked.first
    if posts >= _LARGE and any(ranked.heard):
        first = np.where(ranked.heard, first, -np.inf)
    out = [int(np.argmax(first))]
    rest = [at for at in np.argsort(-ranked.core, kind="stable").tolist() if at != out[0]]
    while len(out) < SHOWN:
        best = _best(found, rest, out, ranked)
        if best is None:
            break
        out.append(best)
    return _both_sides(found, out, rest, ranked)


def _best(found: Sequence[PointCandidate], rest: Sequence[int], out: Sequence[int], ranked: Ranked) -> int | None:
    taken = Counter(found[at].post for at in out)
    best, most = None, -np.inf
    for at in rest:  # the likeliest first
        if ranked.core[at] <= most:
            break
        worth = ranked.core[at] - _SAME_POST * taken[found[at].post]
        if worth > most and at not in out and not _repeats(at, out, ranked):
            best, most = at, worth
    return best


def _repeats(at: int, others: Sequence[int], ranked: Ranked) -> bool:
    group = ranked.groups[at]
    return any(
        (group is not None and ranked.groups[other] == group)
        or float(ranked.vectors[at] @ ranked.vectors[other]) >= _ALIKE
        for other in others
    )


def _both_sides(found: Sequence[PointCandidate], out: list[int], rest: Sequence[int], ranked: Ranked) -> list[int]:
    """Replace the last points of the stronger side where the weaker one has points nearly as good."""
    counts: Mapping[str, int] = Counter(ranked.sides[at] for at in out)
    for weak, strong in (("for", "against"), ("against", "for")):
        have = counts.get(weak, 0)
        while have < min(_ONE_SIDED, counts.get(strong, 0)):
            last = max((at for at in range(1, len(out)) if ranked.sides[out[at]] == strong), default=None)
            if last is None:
                break
            kept = out[:last] + out[last + 1 :]
            instead = _best(found, [at for at in rest if ranked.sides[at] == weak], kept, ranked)
            if instead is None or ranked.core[instead] < ranked.core[out[last]] - _WORTH:
                break
            out = [*kept, instead]
            have += 1
    return out
