"""Concession and contrast: what is granted is taken back in the same breath."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.analysis.relations.cues.base import Cue, shown
from digest.analysis.relations.exchange import Exchange

_TURN = r"(?:but|however|although|though|yet|still|except|that said|that being said|nevertheless|on the other hand)"
_GRANT = (
    r"(?:yes|yeah|yep|sure|true|ok(?:ay)?|granted|fair|right|agree|agreed|of course|i (?:do )?(?:see|get|understand)"
    r"|might be|may be|certainly|admittedly|good point|i suppose|i guess|maybe|while|even if|you're right|no doubt)"
)
_BOTH = re.compile(rf"\b{_GRANT}\b.{{0,160}}\b{_TURN}\b")
_GRANT_AT = re.compile(rf"\W*(?:\w+ ){{0,3}}{_GRANT}\b")
_TURN_AT = re.compile(rf"\W*{_TURN}\b")
_OPENS = re.compile(
    r"\W*(?:but|however|yet|still|except|although|though|while|whereas|and yet|even (?:if|so|though))\b"
)

_BACK = re.compile(
    r"\W*(?:then\b(?! again| there| i | we )|or\b (?!else)|only (?:if|where|when|for|in|as long|because)\b"
    r"|not (?:if|in|when|for)\b|unless\b|depends\b|until\b)"
)


def grants_then_turns(exchange: Exchange) -> Iterator[Cue]:
    """It says "true, but …": in one sentence, or in two."""
    for number, sentence in exchange.turns():
        following = exchange.sentences[number + 1] if number + 1 < len(exchange.sentences) else None
        here = _BOTH.search(sentence.text)
        across = following and _GRANT_AT.match(sentence.text) and _TURN_AT.match(following.text)
        if here or across:
            at = number if here else number + 1
            words = exchange.sentences[at].span.text
            yield Cue("concedes, then turns", f'concedes and then turns: "{shown(words)}"', "attack", at)
            return


def opens_with_contrast(exchange: Exchange) -> Iterator[Cue]:
    """An answer begins with "But …", "However, …"."""
    for number, sentence in exchange.turns():
        found = _OPENS.match(sentence.text)
        if found:
            raw = sentence.span.text[found.start() : found.end()]
            yield Cue("opens with contrast", f'opens with a contrast: "{shown(raw)}"', "attack", number)
            return


def turns_later(exchange: Exchange) -> Iterator[Cue]:
    """A later sentence begins with a contrast."""
    for number, sentence in enumerate(exchange.sentences[1:], 1):
        if _OPENS.match(sentence.text):
            yield Cue("turns later", f'turns against it: "{shown(sentence.span.text)}"', "attack", number)
            return


def turns_it_back(exchange: Exchange) -> Iterator[Cue]:
    """An answer draws another conclusion or sets a condition: "Then include …", "Or your …", "Only if …"."""
    for number, sentence in exchange.turns():
        if _BACK.match(sentence.text):
            yield Cue("turns it back", f'turns it back: "{shown(sentence.span.text)}"', "attack", number)
            return


FINDERS = (grants_then_turns, opens_with_contrast, turns_later, turns_it_back)
