"""How much of a post is about the subject of the debate, and whether it says or denies what the title says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.analysis.linear import Features
from digest.analysis.relations.align import stems_of
from digest.analysis.relations.exchange import Said

_AGAINST = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|neither|nor|cannot|without|against|oppos\w+|stop|abolish|reject|wrong|"
    r"disagree|mistake|\w+n't|rather than|instead of)\b"
)
_SHARE, _FEWEST = 0.15, 3
"""Share of the posts, and number of them, in which a word must stand to belong to the subject."""
_SAME, _LEAST = 0.6, 2
"""Share of the title's words that a sentence must have to speak of what the title says, and how many at least."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a debate is about, as stems.

    Attributes:
        title: of the title.
        core: of words that many posts use.
        negated: the title denies something.
    """

    title: frozenset[str]
    core: frozenset[str]
    negated: bool


def subject_of(title: str, posts: Mapping[str, Sequence[Said]]) -> Subject:
    """The subject of a debate, from its title and what its posts share."""
    used = Counter(stem for sentences in posts.values() for stem in _stems(sentences))
    least = max(_FEWEST, _SHARE * len(posts))
    return Subject(
        frozenset(stems_of(title)),
        frozenset(stem for stem, count in used.items() if count >= least),
        len(_AGAINST.findall(title.replace("’", "'").lower())) % 2 == 1,
    )


def about(sentences: Sequence[Said], *, subject: Subject, opening: frozenset[str]) -> Features:
    """Features of what a post says of the subject.

    Args:
        opening: stems of the opening.
    """
    own = _stems(sentences)
    features: Features = {
        "about the title": len(own & subject.title) / (1 + len(subject.title)),
        "about the subject": len(own & subject.core) / (3 + len(own)),
        "much about the subject": min(len(own & subject.core), 8) / 8,
        "about the opening": len(own & opening) / (3 + len(own)),
    }
    said = sum(_says(sentence, subject) for sentence in sentences)
    if said:
        features["says the title"] = 1.0 if said > 0 else -1.0
    return features


def _says(sentence: Said, subject: Subject) -> int:
    """1 for a sentence that says what the title says, -1 for one that denies it, 0 for one about something else."""
    if len(subject.title) < _LEAST or sentence.text.endswith("?"):
        return 0
    shared = len(subject.title & set(stems_of(sentence.text)))
    if shared < _LEAST or shared < _SAME * len(subject.title):
        return 0
    return 1 if (len(_AGAINST.findall(sentence.text)) % 2 == 1) == subject.negated else -1


def _stems(sentences: Sequence[Said]) -> frozenset[str]:
    return frozenset(stem for sentence in sentences for stem in stems_of(sentence.text))
