"""Manner: questions, quotation, sarcasm, and who is addressed.

All patterns are matched against lower-case text with plain apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.analysis.relations.cues.base import Cue, shown
from digest.analysis.relations.exchanges import Exchange

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
    """A later sentence is a question."""
    for number, sentence in enumerate(exchange.sentences[1:], 1):
        if number not in exchange.answers and sentence.text.rstrip(" )\"'”*").endswith("?"):
            yield Cue("asks later", f'asks: "{shown(sentence.span.text)}"', "attack", number)
            return


def only_asks(exchange: Exchange) -> Iterator[Cue]:
    """All sentences are questions: the author may only want to know."""
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


QUESTIONS = (counter_question, asks_later, only_asks, challenges)


_NEGATIVE = frozenset(
    {
        "not", "no", "never", "nor", "don't", "doesn't", "didn't", "isn't", "aren't", "wasn't", "can't", "cannot",
        "won't", "wouldn't", "but", "however", "wrong", "false",
    }
)  # fmt: skip


def quotes_it(exchange: Exchange) -> Iterator[Cue]:
    """It quotes the parent."""
    if exchange.quotes:
        yield Cue("quotes it", "quotes it and answers", "either", min(exchange.answers, default=None))
    if len(exchange.quotes) > 1:
        yield Cue("quotes it twice", "quotes it and answers", "either", min(exchange.answers, default=None))


def denies_the_quote(exchange: Exchange) -> Iterator[Cue]:
    """The sentence after a quoted passage has a negation or a contrast."""
    if not exchange.quotes:
        return
    for number in sorted(exchange.answers):
        if not _NEGATIVE.isdisjoint(exchange.sentences[number].words):
            yield Cue("quotes it and denies it", "quotes it and denies it", "attack", number)
            return


def quotes_further(exchange: Exchange) -> Iterator[Cue]:
    """It quotes another post than its parent."""
    if exchange.further:
        yield Cue("quotes another post", "quotes another post", "either", None)


QUOTATION = (quotes_it, denies_the_quote, quotes_further)


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


SARCASM = (mocks, scorns)


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


ADDRESS = (takes_up_your_words, defends_own_words, advises)
