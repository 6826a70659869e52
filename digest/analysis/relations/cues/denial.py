"""Disagreement: the reply denies what it answers, or calls it mistaken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest.analysis.relations.cues.base import Cue, shown
from digest.analysis.relations.exchange import Exchange

JOINS = re.compile(r"^\W*+(?!no\b)(?:\w[\w']*+\W++){0,7}(?:either|neither)\W*$")
"""A short sentence that joins in a denial. Possessive: an apostrophe ends a word or goes on with it, not both."""
_OPENS = re.compile(
    r"\W*+(?:(?:well|ah|oh|um|sorry|see),?\s+)?(?:"
    r"(?:no|nope|nah|wrong|false|incorrect|nonsense|bullshit|hardly|not (?:really|quite|necessarily|at all|true"
    r"|exactly|so)"
    r"|disagree|disagreed|untrue|except|actually)(?=\W|$)"
    r"|(?:i|we)\s+(?:\w+\s+)?(?:disagree|object|doubt|reject|dispute|beg to differ)\b"
    r"|i\s+(?:do not|don't|can't|cannot|wouldn't|would not)\s+(?:\w+\s+)?(?:agree|believe|think|buy|see|accept"
    r"|understand)\b"
    r"|i'm not (?:sure|convinced|saying)|(?:that|this|it)(?:'s| is| does|'s just| was)\s*(?:n't|not| not|n't really)\b"
    r"|you(?:'re| are) (?:wrong|mistaken|missing|confusing|assuming|ignoring|conflating|making|comparing)"
    r"|your (?:argument|logic|premise|point|claim|analogy|assumption)\b|the (?:problem|issue|trouble"
    r"|flaw) (?:with|is|here)"
    r"|on the contrary)"
)
_INSIDE = re.compile(
    r"\bi (?:\w+ )?(?:disagree|don't (?:agree|buy|think))\b|\b(?:simply|just) (?:not true|wrong|false)\b"
    r"|\byou(?:'re| are) (?:wrong"
    r"|missing|confusing|assuming|ignoring|conflating)\b|\byour (?:argument|logic|premise|analogy|assumption"
    r"|reasoning)\b"
    r"|\bfallacy\b|\bstraw ?man\b|\bthat's not (?:what|how|true|the)\b|\bdoesn't (?:mean|follow|make sense)\b"
    r"|\bflawed\b"
    r"|\bthat does not (?:mean|follow)\b|\bwrong about\b|\bi don't see (?:how|why)\b|\bmisses the point\b"
)
_UNDERCUT = re.compile(
    r"\b(?:doesn't|does not|don't|do not|didn't) (?:follow|mean|imply|prove|show)\b|\bnon[ -]sequitur\b"
    r"|\bcorrelation\b"
    r"|\birrelevant\b|\bfallacy\b|\bthat's not (?:a reason|evidence|proof|how)\b|\bbeside the point\b|\bstraw ?man\b"
    r"|\bfalse (?:equivalence|dichotomy|analogy|comparison)\b|\bapples (?:and|to|with) oranges\b|\bno bearing\b"
    r"|\banecdot|\bby (?:that|this|your) logic\b|\bbegging the question\b|\bdoesn't (?:make it|change)\b"
)


def opens_with_denial(exchange: Exchange) -> Iterator[Cue]:
    """An answer begins with "No, …", "I disagree", "That's not …"."""
    for number, sentence in exchange.turns():
        found = _OPENS.match(sentence.text)
        if found and not JOINS.search(sentence.text):  # "I don't buy it either" denies what the other denies
            quoted = number in exchange.answers
            where = "quotes it and denies it" if quoted else "opens with disagreement"
            raw = sentence.span.text[found.start() : found.end()]
            yield Cue("opens with denial", f'{where}: "{shown(raw)}"', "attack", number)
            return


def denies_inside(exchange: Exchange) -> Iterator[Cue]:
    """Disagreement in a later sentence."""
    for number, sentence in enumerate(exchange.sentences[1:], 1):
        if _INSIDE.search(sentence.text):
            yield Cue("denies in passing", f'disagrees: "{shown(sentence.span.text)}"', "attack", number)
            return


def undercuts(exchange: Exchange) -> Iterator[Cue]:
    """It says that the reason does not carry the conclusion (an undercut; Pollock 1987)."""
    for number, sentence in enumerate(exchange.sentences):
        if _UNDERCUT.search(sentence.text):
            yield Cue(
                "undercuts", f'denies the step to the conclusion: "{shown(sentence.span.text)}"', "attack", number
            )
            return


FINDERS = (opens_with_denial, denies_inside, undercuts)
