"""How likely an editor is to index a candidate: two small linear models, blended by the length of the text.

An abstract's phrases are long and stand once; a paper's or a debate's are short and come again. The weights were
learned by logistic regression from indexed abstracts and papers (`training/keyphrases.py`); weights.json holds each
beside the name of its feature, and docs/method/keyphrases.md says how well they do.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from operator import mul

from digest.analysis.keyphrases.candidates import Candidate
from digest.analysis.keyphrases.features import NAMES, Evidence, vector

__all__ = ["rank"]


@lru_cache(maxsize=1)
def _weights() -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The weights for short and for long texts, in the order of the features."""
    data = json.loads(files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
    return tuple(data["short"][name] for name in NAMES), tuple(data["long"][name] for name in NAMES)


def rank(candidates: Iterable[Candidate], *, evidence: Evidence) -> list[tuple[float, Candidate]]:
    """The candidates with their log-odds, best first; what comes first in the text goes first among equals."""
    short, long = _weights()
    weights = [(1 - evidence.long) * a + evidence.long * b for a, b in zip(short, long, strict=True)]
    scored = [(sum(map(mul, weights, vector(one, evidence))), one) for one in candidates]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].first, pair[1].key))
