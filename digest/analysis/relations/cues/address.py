"""Who speaks to whom, and about whose words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.analysis.relations.cues.base import Cue, shown
from digest.analysis.relations.exchange import Exchange

_YOUR_WORDS = re.compile(
    r"\byou(?:'re| are)? (?:said|say|saying|claim|claimed|mention\w*|argue\w*|seem|think|believe|imply|implying"
    r"|assum\w+|want)\b"
    r"|\byour (?:point|argument|view|claim|logic|position|example|premise|post|statement|reasoning|analogy"
    r"|issue|problem)\b"
)
_OWN_WORDS = re.compile(
    r"\bi (?:never|didn't|did not|was|am|meant|mean|said|wasn't)\b|\bmy (?:point|argument|view|claim|position"
    r"|post|example|op)\b"
    r"|\bwhat i (?:said|meant|mean)\b|\bi'm (?:saying|not saying|talking|arguing)\b|\bas i (?:said|mentioned)\b"
    r"|\blike i said\b"
)
_HELPS = re.compile(
    r"\b(?:you (?:can|could|should|might want|may want)|try|consider|have you (?:tried|considered)|look at"
    r"|check out)\b"
)


def takes_up_your_words(exchange: Exchange) -> Iterator[Cue]:
    """It says "your argument …", "you assume …"."""
    for number, sentence in enumerate(exchange.sentences):
        if _YOUR_WORDS.search(sentence.text):
            yield Cue("your words", f'speaks of the other\'s words: "{shown(sentence.span.text)}"', "attack", number)
            return


def defends_own_words(exchange: Exchange) -> Iterator[Cue]:
    """It says "I never said …", "my point was …"."""
    for number, sentence in enumerate(exchange.sentences):
        if _OWN_WORDS.search(sentence.text):
            yield Cue("own words", f'defends own words: "{shown(sentence.span.text)}"', "attack", number)
            return


def advises(exchange: Exchange) -> Iterator[Cue]:
    """Advice to the other, or something to consider."""
    for number, sentence in enumerate(exchange.sentences):
        if _HELPS.search(sentence.text):
            yield Cue("advises", f'gives something to consider: "{shown(sentence.span.text)}"', "attack", number)
            return


FINDERS = (takes_up_your_words, defends_own_words, advises)
