"""Disagreement: denial, concession and contrast, negation and opposites of the other's words.

All patterns are matched against lower-case text with plain apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from digest.analysis.claims.unit_features import words_of
from digest.analysis.relations.cues.base import Cue, shown
from digest.analysis.relations.exchanges import Exchange

JOINS_A_DENIAL = re.compile(r"^\W*+(?!no\b)(?:\w[\w']*+\W++){0,7}(?:either|neither)\W*$")
"""A short sentence that ends in "either" or "neither", so it agrees with a denial. The possessive quantifiers keep it
linear: an apostrophe is part of a word or between two, never tried as both."""
_OPENS_WITH_DENIAL = re.compile(
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
_DENIES_INSIDE = re.compile(
    r"\bi (?:\w+ )?(?:disagree|don't (?:agree|buy|think))\b|\b(?:simply|just) (?:not true|wrong|false)\b"
    r"|\byou(?:'re| are) (?:wrong"
    r"|missing|confusing|assuming|ignoring|conflating)\b|\byour (?:argument|logic|premise|analogy|assumption"
    r"|reasoning)\b"
    r"|\bfallacy\b|\bstraw ?man\b|\bthat's not (?:what|how|true|the)\b|\bdoesn't (?:mean|follow|make sense)\b"
    r"|\bflawed\b"
    r"|\bthat does not (?:mean|follow)\b|\bwrong about\b|\bi don't see (?:how|why)\b|\bmisses the point\b"
)
# Says that a reason does not show what it is given for; also the names of fallacies.
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
        found = _OPENS_WITH_DENIAL.match(sentence.text)
        if found and not JOINS_A_DENIAL.search(sentence.text):  # "I don't buy it either" denies what the other denies
            quoted = number in exchange.answers
            where = "quotes it and denies it" if quoted else "opens with disagreement"
            raw = sentence.span.text[found.start() : found.end()]
            yield Cue("opens with denial", f'{where}: "{shown(raw)}"', "attack", number)
            return


def denies_inside(exchange: Exchange) -> Iterator[Cue]:
    """Disagreement in a later sentence."""
    for number, sentence in enumerate(exchange.sentences[1:], 1):
        if _DENIES_INSIDE.search(sentence.text):
            yield Cue("denies in passing", f'disagrees: "{shown(sentence.span.text)}"', "attack", number)
            return


def undercuts(exchange: Exchange) -> Iterator[Cue]:
    """It denies that the premise supports the conclusion (an undercut; Pollock 1987)."""
    for number, sentence in enumerate(exchange.sentences):
        if _UNDERCUT.search(sentence.text):
            yield Cue(
                "undercuts", f'denies the step to the conclusion: "{shown(sentence.span.text)}"', "attack", number
            )
            return


DENIAL = (opens_with_denial, denies_inside, undercuts)


_TURN = r"(?:but|however|although|though|yet|still|except|that said|that being said|nevertheless|on the other hand)"
_GRANT = (
    r"(?:yes|yeah|yep|sure|true|ok(?:ay)?|granted|fair|right|agree|agreed|of course|i (?:do )?(?:see|get|understand)"
    r"|might be|may be|certainly|admittedly|good point|i suppose|i guess|maybe|while|even if|you're right|no doubt)"
)
_BOTH = re.compile(rf"\b{_GRANT}\b.{{0,160}}\b{_TURN}\b")
# For a concession in one sentence and the turn at the beginning of the next.
_GRANT_AT = re.compile(rf"\W*(?:\w+ ){{0,3}}{_GRANT}\b")
_TURN_AT = re.compile(rf"\W*{_TURN}\b")
_OPENS_WITH_CONTRAST = re.compile(
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
        found = _OPENS_WITH_CONTRAST.match(sentence.text)
        if found:
            raw = sentence.span.text[found.start() : found.end()]
            yield Cue("opens with contrast", f'opens with a contrast: "{shown(raw)}"', "attack", number)
            return


def turns_later(exchange: Exchange) -> Iterator[Cue]:
    """A later sentence begins with a contrast."""
    for number, sentence in enumerate(exchange.sentences[1:], 1):
        if _OPENS_WITH_CONTRAST.match(sentence.text):
            yield Cue("turns later", f'turns against it: "{shown(sentence.span.text)}"', "attack", number)
            return


def turns_it_back(exchange: Exchange) -> Iterator[Cue]:
    """An answer draws another conclusion or adds a condition: "Then include …", "Or your …", "Only if …"."""
    for number, sentence in exchange.turns():
        if _BACK.match(sentence.text):
            yield Cue("turns it back", f'turns it back: "{shown(sentence.span.text)}"', "attack", number)
            return


CONCESSION = (grants_then_turns, opens_with_contrast, turns_later, turns_it_back)


_NEGATIONS = frozenset(
    {
        "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "hardly", "don't", "doesn't",
        "didn't", "isn't", "aren't", "wasn't", "weren't", "can't", "cannot", "couldn't", "won't", "wouldn't",
        "shouldn't", "haven't", "hasn't",
    }
)  # fmt: skip
_PAIRS = (
    "better worse, good bad, best worst, more less, most few, always never, easy hard, easy difficult, safe dangerous"
    ", safe risky, fast slow, faster slower, cheap expensive, cheaper dearer, right wrong, true false, open closed"
    ", same different, everyone nobody, everybody nobody, possible impossible, fair unfair, high low, higher lower"
    ", rise fall, rises falls, gain lose, gains losses, increase decrease, increases reduces, help hurt, helps hurts"
    ", benefit cost, benefits costs, benefit harm, moral immoral, legal illegal, strong weak, rich poor, simple complex"
    ", simplicity complexity, freedom control, free paid, public private, love hate, success failure, succeed fail"
    ", useful useless, necessary unnecessary, responsible irresponsible, healthy unhealthy, equal unequal, big small"
    ", large tiny, likely unlikely, important irrelevant, superior inferior, positive negative, agree disagree"
)
_OPPOSITES: dict[str, frozenset[str]] = {}
for _pair in _PAIRS.split(","):
    _one, _other = _pair.split()
    _OPPOSITES[_one] = _OPPOSITES.get(_one, frozenset()) | {_other}
    _OPPOSITES[_other] = _OPPOSITES.get(_other, frozenset()) | {_one}
_REACH = 5
"""Words after a negation that count as its scope."""
_SHORTEST = 5
"""Letters from which a shared word counts as being about the subject."""

_QUOTED_WORD = re.compile(r"\W{0,2}[\"“](?P<words>[^\"“”]{2,60})[\"”]")
_GRANTED = re.compile(
    r"\b(?:true|right|exactly|agreed?|yes|indeed|same|good|fair|great|cool|nice|awesome|love\w*|likely|probably|thanks?)\b"
)
_PLAIN = frozenset({"there", "this", "that", "these", "those", "they", "then", "what", "when", "where", "some", "many"})
_BARE = 4
"""Most words of an answer that only repeats a word of the other."""
_KNOWN = 4


def negates_shared_words(exchange: Exchange) -> Iterator[Cue]:
    """The answer begins by negating a word of the parent; words of a title do not count, as everybody uses them."""
    if exchange.parent is None:
        return
    for number, sentence in exchange.turns():
        if not sentence.text.endswith("?") and _negates(sentence.words, exchange.heard):
            words = f'negates what it takes up: "{shown(sentence.span.text)}"'
            yield Cue("negates shared words", words, "attack", number)
            return


def _negates(words: Sequence[str], heard: Collection[str]) -> bool:
    reach = 0
    for word in words:
        if word in _NEGATIONS:
            reach = _REACH
        elif reach and len(word) >= _SHORTEST and word in heard:
            return True
        else:
            reach = max(0, reach - 1)
    return False


def sets_opposites(exchange: Exchange) -> Iterator[Cue]:
    """The answer has the opposite of a word of the parent, and not that word itself."""
    if exchange.parent is None:
        return
    for number, sentence in exchange.turns():
        own = frozenset(sentence.words)
        for word in sentence.words:
            against = sorted(_OPPOSITES.get(word, frozenset()) & exchange.heard - own)
            if against and word not in exchange.heard:
                yield Cue("sets opposites", f'sets "{word}" against "{against[0]}"', "attack", number)
                return


def throws_a_word_back(exchange: Exchange) -> Iterator[Cue]:
    """The answer repeats a few words of the parent, bare or in quotation marks, to doubt them ("Supposed to.")."""
    if exchange.parent is None:
        return
    for number, sentence in exchange.turns():
        if sentence.text.rstrip(" )").endswith("?") or _GRANTED.search(sentence.text):
            continue
        said = _QUOTED_WORD.match(sentence.text)
        bare = 0 < len(sentence.words) <= _BARE and sentence.text.endswith((".", "!", "…"))
        taken = words_of(said["words"]) if said else sentence.words if bare else ()
        first = next((word for word in taken if len(word) >= _KNOWN), None)
        if first is None or first not in exchange.heard or first in _PLAIN or (not said and first != taken[0]):
            continue
        if said is None or all(word in exchange.heard for word in taken):
            words = f'throws a word back: "{shown(sentence.span.text)}"'
            yield Cue("throws a word back", words, "attack", number)
            return


OPPOSITION = (negates_shared_words, sets_opposites, throws_a_word_back)
