"""Sarcasm and scorn: praise that is meant as an attack."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.analysis.relations.cues.base import Cue, shown
from digest.analysis.relations.exchange import Exchange

_SARCASM = re.compile(
    r"(?:^|\s)/s\b|\boh,? (?:please|come on|really|wow|sure|yeah)\b|\byeah,? right\b|\bgive me a break\b"
    r"|\bcome on\b|^\W*as if\b"
    r"|\bgood luck (?:with|finding|getting|explaining)\b|\bsurely (?:you|nobody|no one)\b|\bwow[,.!]"
    r"|\bhow (?:convenient|dare)\b"
    r"|\bseriously\?|\breally\?|\bnice try\b|\byou must be\b|\bbecause (?:obviously|clearly|of course)\b|🙄"
    r"|\(!\)|\brolls? eyes\b"
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
