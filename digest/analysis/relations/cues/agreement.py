"""Agreement: the reply, or its answer to a quoted passage, accepts the point.

All patterns are matched against lower-case text with plain apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.analysis.relations.cues.base import Cue, shown
from digest.analysis.relations.cues.disagreement import JOINS_A_DENIAL
from digest.analysis.relations.exchanges import Exchange

# An interjection or two, then a word of agreement that ends there ("Exactly.", "true, but"), "I agree", "you're right",
# "good point", "makes sense" … "agree to disagree" and "not right" are left out.
_OPENS = re.compile(
    r"\W*(?:(?:well|ah|oh|ok(?:ay)?|haha|hm+|lol|and|also),?\s+)?(?:"
    r"(?:exactly|precisely|indeed|agreed|absolutely|definitely|yes|yep|yeah|yup|of course|certainly|totally|amen|bingo"
    r"|correct|true|right|\+1|this|same here|seconded|spot on|well said|well put|fair enough|touch[eé]|granted|sure)"
    r"(?=\s*[.,!;:—–-]|\s*$|\s+(?:i|it|that|this|you|and|the|but)\b)"
    r"|(?:i|we)\s+(?:(?:completely|totally|fully|wholeheartedly|certainly|do|also|would|can|definitely|mostly"
    r"|very much|really|strongly|honestly|actually|have to|tend to|hundred percent"
    r"|generally)\s+)*"
    r"(?:agree|concur|concede|second)\b(?!\s+to disagree)"
    r"|(?:you(?:'re| are)|that(?:'s| is)|this is)\s+(?:(?!not\b|never\b|hardly\b)\w+\s+)?(?:right|correct|true"
    r"|fair|valid)\b"
    r"|(?:that(?:'s| is)|this is|you make|you have|you raise)?\s*(?:an?\s+)?(?:\w+\s+)?(?:good|great|fair|strong"
    r"|excellent|valid"
    r"|interesting|solid)\s+(?:point|question|argument|answer|idea|analogy)"
    r"|same (?:experience|story|here|for me|with)\b|good (?:point|call)|fair (?:point|enough)|i (?:see|get"
    r"|understand) (?:your|the|what|where|that)\b"
    r"|i like (?:this|that|your)"
    r"|agreed? (?:with|that)\b|(?:it(?:'s| is)|that(?:'s| is)) fair\b|fair(?=[.,!])|enormously(?=[.,!])"
    r"|that(?:'s| is) (?:the |a |an )?(?:strongest|best|most \w+|close enough)\b"
    r"|i'm with you|couldn't agree more|i think (?:so too|you're right)|makes sense|that makes sense"
    r"|(?:now )?that i (?:can|could) live with)|.{0,60}[,;] and yes\b"
)
_SAYS_RIGHT = re.compile(
    r"\b(?:is|are|was|were) (?:(?:absolutely|quite|so|too|very|completely) )?(?:right|too true|so true"
    r"|spot on)\b(?! now)"
)
# On r/changemyview a delta is given to whoever changed one's mind.
_GRANTS = re.compile(
    r"[∆Δ]|!delta|&#8710;|\b(?:changed my (?:view|mind)|have a delta|convinced me|i stand corrected|i was wrong"
    r"|you win"
    r"|hadn't (?:considered|thought)|had not (?:considered|thought)|never thought (?:of|about)|i concede"
    r"|you've convinced"
    r"|opened my eyes|i retract)\b"
)
_INSIDE = re.compile(
    r"\bi (?:\w+ ){0,2}agree\b(?! to disagree)|\byou(?:'re| are) (?:(?!not\b)\w+ )?right\b|\b(?:good|fair"
    r"|valid) point\b"
    r"|\bi (?:do )?(?:understand|see) (?:your|what you|where you)|\blike you said\b|\bas you (?:said|say"
    r"|mention|point)"
)
_ADDS = re.compile(
    r"\W*(?:(?:so|and|oh),?\s+)?(?:not (?:just|only) that\b|also true\b|likewise\b|ditto\b|me too\b"
    r"|same (?:in|for|with|at|goes|thing|as|problem|issue|reason)\b"
    r"|yeah,? (?:i mean|and|it|that|they|he|she|\w+ does)"
    r"|i(?: have|'ve)? (?:see|saw|had|have|notice\w*) (?:exactly |just )?the same\b"
    r"|and (?:it's|it is|they are|that is) (?:also|even|the only)\b|to add\b|adding to\b"
    r"|which is (?:also|exactly|extremely|very|why|even|precisely)\b"
    r"|(?:another|one more) (?:thing|reason|example|point)\b"
    r"|(?:this|that) (?:is|was) (?:also |exactly )?my experience)"
)
# "I would fight it too": a short sentence of the author's own that ends in "too".
_TOO = re.compile(r"^\W*(?:(?:that|this|it) (?:is|was) [^.]{1,30}, and )?(?:i|we|my|our)\b[^.?]{0,40}\btoo\W*$")
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]?")
"""Words in quotation marks are somebody else's: `he says "X was right"` is no agreement."""
_THANKS = re.compile(r"\b(?:thanks|thank you|appreciate|cheers)\b")


def _blank(said: re.Match[str]) -> str:
    return " " * len(said.group())


def opens_with_agreement(exchange: Exchange) -> Iterator[Cue]:
    """An answer begins with "Exactly.", "I agree, …", "Good point"."""
    for number, sentence in exchange.turns():
        found = _OPENS.match(sentence.text) or _SAYS_RIGHT.search(_QUOTED.sub(_blank, sentence.text))
        if found and not sentence.text.rstrip().endswith("?"):
            where = "answers the quoted words with agreement" if number in exchange.answers else "opens with agreement"
            raw = sentence.span.text[found.start() : found.end()]
            yield Cue("opens with agreement", f'{where}: "{shown(raw)}"', "support", number)
            return


def adds_to_it(exchange: Exchange) -> Iterator[Cue]:
    """It adds to the parent: "Not just that, …", "Same in my office", "I see the same"."""
    for number, sentence in exchange.turns():
        if _ADDS.match(sentence.text) and not sentence.text.rstrip().endswith("?"):
            yield Cue("adds to it", f'adds to it: "{shown(sentence.span.text)}"', "support", number)
            return


def joins_in(exchange: Exchange) -> Iterator[Cue]:
    """It shares a denial or an intention: "I don't buy it either", "I would fight it too"."""
    for number, sentence in exchange.turns():
        if JOINS_A_DENIAL.search(sentence.text) or _TOO.search(sentence.text):
            yield Cue("joins in", f'joins in: "{shown(sentence.span.text)}"', "support", number)
            return


def grants(exchange: Exchange) -> Iterator[Cue]:
    """The author has changed their mind, or gives a delta."""
    for number, sentence in enumerate(exchange.sentences):
        found = _GRANTS.search(sentence.text)
        if found:
            yield Cue("grants the point", f'grants the point: "{shown(sentence.span.text)}"', "support", number)
            return


def agrees_inside(exchange: Exchange) -> Iterator[Cue]:
    """Agreement in a later sentence."""
    for number, sentence in enumerate(exchange.sentences[1:], 1):
        found = _INSIDE.search(sentence.text)
        if found:
            yield Cue("agrees in passing", f'agrees in passing: "{shown(sentence.span.text)}"', "support", number)
            return


def thanks(exchange: Exchange) -> Iterator[Cue]:
    """It thanks, which attacks seldom do."""
    for number, sentence in enumerate(exchange.sentences):
        if _THANKS.search(sentence.text):
            yield Cue("thanks", "thanks for the answer", "support", number)
            return


AGREEMENT = (opens_with_agreement, adds_to_it, joins_in, grants, agrees_inside, thanks)
