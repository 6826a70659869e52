"""Questions that answer: counter-questions, "what about", demands for a source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.analysis.relations.cues.base import Cue, shown
from digest.analysis.relations.exchange import Exchange

_WHAT_ABOUT = re.compile(
    r"\b(?:what|how) about\b|\bwhat if\b|\bwhat makes you\b|\bhow (?:is|are|do|does|can|would) (?:that|this|you)\b"
)
_SOURCE = re.compile(
    r"\b(?:source|citation|evidence|proof)s?\W*\?|\bcitation needed\b|\bdo you have (?:any|a) (?:source"
    r"|evidence|proof)"
)
_SO_YOU = re.compile(r"\W*so,? (?:you|your|if|by|what|then|it's|we|are|is|do|i am|i'm|they|the|now|people)\b")


def counter_question(exchange: Exchange) -> Iterator[Cue]:
    """The answer is itself a question."""
    for number, sentence in exchange.turns():
        if sentence.text.rstrip(" )\"'”*").endswith("?"):
            yield Cue("counter-question", f'asks a counter-question: "{shown(sentence.span.text)}"', "attack", number)
            return


def asks_later(exchange: Exchange) -> Iterator[Cue]:
    """A later sentence asks."""
    for number, sentence in enumerate(exchange.sentences[1:], 1):
        if number not in exchange.answers and sentence.text.rstrip(" )\"'”*").endswith("?"):
            yield Cue("asks later", f'asks: "{shown(sentence.span.text)}"', "attack", number)
            return


def only_asks(exchange: Exchange) -> Iterator[Cue]:
    """Nothing but a question or two: it may only want to know."""
    if exchange.sentences and all(one.text.rstrip(" )\"'”*").endswith("?") for one in exchange.sentences):
        yield Cue("only asks", "only asks", "either", 0)


def challenges(exchange: Exchange) -> Iterator[Cue]:
    """It asks "What about …?", "So you …?", "Source?"."""
    for number, sentence in enumerate(exchange.sentences):
        if _SOURCE.search(sentence.text):
            yield Cue("asks for a source", f'asks for evidence: "{shown(sentence.span.text)}"', "attack", number)
            return
        asked = sentence.text.rstrip(" )\"'”*").endswith("?")
        if asked and (_WHAT_ABOUT.search(sentence.text) or _SO_YOU.match(sentence.text)):
            yield Cue("challenges", f'challenges it: "{shown(sentence.span.text)}"', "attack", number)
            return


FINDERS = (counter_question, asks_later, only_asks, challenges)
