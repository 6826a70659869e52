"""Why the tool thinks so: the cues that were seen, what they weigh, and what else was considered.

    locate          a post's or claim's id, or words of a claim -> the post or claim that is meant
    explain_post    whom it answers, the cues in it, attack or support, and from which unit to which
    explain_claim   its role, its relations, its standing
    to_text         either, for a person

Everything is worked out anew by the stages that made the digest, by the same functions.
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
