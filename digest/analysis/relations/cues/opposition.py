"""Negation and antonymy: the reply takes up words of the other and turns them round."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from digest.analysis.claims.features import words_of
from digest.analysis.relations.cues.base import Cue, shown
from digest.analysis.relations.exchange import Exchange

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
"""Words after a negation that it is taken to cover."""
_SHORTEST = 5
"""Letters from which a shared word is taken to be about the subject."""

_SAID = re.compile(r"\W{0,2}[\"“](?P<words>[^\"“”]{2,60})[\"”]")
_GRANTED = re.compile(
    r"\b(?:true|right|exactly|agreed?|yes|indeed|same|good|fair|great|cool|nice|awesome|love\w*|likely|probably|thanks?)\b"
)
_PLAIN = frozenset({"there", "this", "that", "these", "those", "they", "then", "what", "when", "where", "some", "many"})
_BARE = 4
"""Words up to which an answer that begins with one of the other's words only throws it back."""
_KNOWN = 4


def negates_shared_words(exchange: Exchange) -> Iterator[Cue]:
    """The answer begins with a negated sentence about the other's own words; a title's words are everyone's."""
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
    """The answer uses the opposite of a word of the other, and not that word itself."""
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
    """The answer takes a few words of the other, bare or in quotation marks, to turn on them ("Supposed to.")."""
    if exchange.parent is None:
        return
    for number, sentence in exchange.turns():
        if sentence.text.rstrip(" )").endswith("?") or _GRANTED.search(sentence.text):
            continue
        said = _SAID.match(sentence.text)
        bare = 0 < len(sentence.words) <= _BARE and sentence.text.endswith((".", "!", "…"))
        taken = words_of(said["words"]) if said else sentence.words if bare else ()
        first = next((word for word in taken if len(word) >= _KNOWN), None)
        if first is None or first not in exchange.heard or first in _PLAIN or (not said and first != taken[0]):
            continue
        if said is None or all(word in exchange.heard for word in taken):
            words = f'throws a word back: "{shown(sentence.span.text)}"'
            yield Cue("throws a word back", words, "attack", number)
            return


FINDERS = (negates_shared_words, sets_opposites, throws_a_word_back)
