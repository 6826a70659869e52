"""Explanations of a digest: the cues, their weights, and the alternatives that were considered.

    locate          finds a post or claim by its id, a claim also by some of its words
    explain_post    why a post has its parent, its cues, its attacks and supports, and their endpoints
    explain_claim   why a claim has its role, its relations and its standing
    to_text         either one as text for a terminal

All of it is computed again by the functions that made the digest.
"""

from __future__ import annotations

from digest.analysis.explain.locate import locate, suggestion
from digest.analysis.explain.of_claim import ClaimExplained, explain_claim
from digest.analysis.explain.of_post import PostExplained, explain_post
from digest.analysis.explain.parts import Arrow, Reason, UnitOption
from digest.analysis.explain.words import to_text

__all__ = [
    "Arrow",
    "ClaimExplained",
    "PostExplained",
    "Reason",
    "UnitOption",
    "explain_claim",
    "explain_post",
    "locate",
    "suggestion",
    "to_text",
]
