"""Sarcasm and scorn: praise that is meant as an attack."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.analysis.relations.cues.base import Cue, shown
from digest.analysis.relations.exchange import Exchange

_SARCASM = re.compile(
    r"\b(?:oh,? (?:please|come on|really|wow|sure|yeah)\b|yeah,? right\b|give me a break\b|come on\b"
    r"|good luck (?:with|finding|getting|explaining)\b|surely (?:you|nobody|no one)\b|wow[,.!]"
    r"|how (?:convenient|dare)\b|seriously\?|really\?|nice try\b|you must be\b"
    r"|because (?:obviously|clearly|of course)\b|rolls? eyes\b)"
    r"|(?:^|\s)/s\b|^\W*as if\b|🙄|\(!\)"
)
_SCORN = re.compile(
    r"\b(?:ridiculous|absurd|laughable|idiot\w*|stupid|moron\w*|clueless|delusional|bullshit|nonsense|lazy|ignorant)\b"
)


def mocks(exchange: Exchange) -> Iterator[Cue]:
    """It says "oh please", "good luck with that", "/s"."""
    for number, sentence in enumerate(exchange.sentences):
        if _SARCASM.search(sentence.text):
            yield Cue("sarcasm", f'sounds sarcastic: "{shown(sentence.span.text)}"', "attack", number)
            return


def scorns(exchange: Exchange) -> Iterator[Cue]:
    """It calls something ridiculous, or somebody clueless."""
    for number, sentence in enumerate(exchange.sentences):
        if _SCORN.search(sentence.text):
            yield Cue("scorn", f'pours scorn: "{shown(sentence.span.text)}"', "attack", number)
            return


FINDERS = (mocks, scorns)
