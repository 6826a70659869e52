"""Names threads: the claim that a thread is about, and a title of its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from digest.analysis.self_containedness import complete, finite, leaning
from digest.model import Claim, Relation
from digest.text.footnotes import unmarked

__all__ = ["lead_of", "title_of"]

LONGEST = 90
"""Characters of a title."""
_FEW = 4
"""Words."""
_CLAUSE = re.compile(
    r"(?:;|\s[–—-]|:)\s+|"
    # no bare comma: it may list
    r",\s+(?=(?:but|so|which|who|because|while|whereas|since|although|though|whether|not|yet)\b)|"
    r"\s(?=(?:because|although|though|whereas|but)\b)",  # a condition (if, when) must not be cut off
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:(?:and|but|so|or|yet|then|also|because|since|whereas|however|therefore|thus|hence|moreover|furthermore|"
    r"besides|instead|first(?:ly)?|second(?:ly)?|third(?:ly)?|finally|honestly|frankly|admittedly|obviously|clearly|well|"
    r"yes|no|yeah|ok|okay|sure|right|true|agreed|imho|imo|not just that|in my (?:humble )?opinion|in fact|"
    r"in other words|for example|for instance|of course|as i said|edit)\s*[,:]\s*|"
    r"(?:and|but|so(?! that)|or|yet|because(?! of)|honestly|frankly|admittedly)\s+|"
    r"(?:i (?:also |just |still )?(?:think|believe|feel|agree|would say|['’]d say)(?: that)?|to me|for me|"
    r"i(?:['’]m| am) (?:convinced|sure|afraid) (?:that )?|the problem with (?:this|that) argument is that)[\s,]+)",
    re.IGNORECASE,
)
_AND_THAT = re.compile(r"\band that\b", re.IGNORECASE)
"""Continues "I think that …", which then cannot be cut off."""
_WITHIN = re.compile(r"\b(?:that|which|who)\b", re.IGNORECASE)
"""A relative clause, whose verb is not that of the sentence: "the number of clinics that leave us"."""
_STOP = re.compile(r"[.!?…][\"”’')]?\s|\n")
_CONDITION = re.compile(
    r"(?:only |even )?"
    r"(?:if|where|when|whenever|while|since|although|though|unless|until|as|whether|after|before|with)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:but|and|so|because|since|although|though)$", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:we|they|people|nobody|everybody|no one|everyone|there|the|a|an|[A-Z]\w+|\w+s)\b")
_ASKS = re.compile(
    r"(?:is|are|was|were|do|does|did|can|could|should|would|will|has|have|had|isn['’]t|aren['’]t|don['’]t you)\b",
    re.IGNORECASE,
)
_LEANS = 0.75
"""`leaning` from which a sentence cannot name a thread; a keyphrase says more then."""
_PHRASE, _MOST_PHRASES = 0.15, 2
"""Score of each keyphrase in a title, and how many count."""
_WEIGHT = 1.5
"""Weight of `leaning` beside being argued about, being central and coming first."""


def lead_of(
    claims: Sequence[Claim],
    *,
    relations: Sequence[Relation],
    central: Mapping[str, float],
    texts: Mapping[str, str],
    names: Collection[str] = (),
    phrases: Collection[str] = (),
    topic: str | None = None,
    taken: Collection[str] = (),
) -> tuple[Claim, str] | None:
    """The claim that names a thread best, and the thread's title.

    It is argued about, early, central, and can be read alone. The title is its words or those of its sentence; where
    every claim depends on the sentence before, it is the topic.

    Args:
        claims: of the thread, in reading order.
        relations: between them.
        central: the similarity of each to the mean of all, -1 to 1.
        texts: of their posts.
        names: of the participants, in lower case.
        phrases: the thread's keyphrases; a title with one is better.
        topic: the most characteristic keyphrase, if any.
        taken: titles of other threads.

    Returns:
        None where the thread has no words.
    """
    home = {claim.id: claim.post for claim in claims}
    into = Counter(one.target for one in relations)
    heard = Counter(one.target for one in relations if home[one.source] != home[one.target])
    plain: tuple[float, Claim, str] | None = None
    leans_least: tuple[float, Claim, str] | None = None
    for at, claim in enumerate(claims):
        worth = min(into[claim.id], 3) * 0.15 + min(heard[claim.id], 3) * 0.25
        worth += 0.3 * (claim.role == "claim") + 0.4 * claim.confidence + central[claim.id] - 0.4 * at / len(claims)
        if plain is not None and worth + _PHRASE * _MOST_PHRASES <= plain[0]:
            continue  # no title of it can win, which skips most claims of a long thread
        for title, flaws in _titles(claim, texts[claim.post]):
            if title in taken:
                continue
            leans = leaning(title, names=names)
            named = sum(phrase.lower() in title.lower() for phrase in phrases)
            total = worth + _PHRASE * min(named, _MOST_PHRASES) - flaws - _WEIGHT * leans
            if leans < _LEANS and (plain is None or total > plain[0]):
                plain = total, claim, title
            if leans_least is None or total > leans_least[0]:
                leans_least = total, claim, title
    if plain is not None:
        return plain[1:]
    if topic is not None and claims:
        least = leans_least[1] if leans_least else None
        return least or max(claims, key=lambda one: (into[one.id], one.confidence)), _capital(topic)
    return leans_least[1:] if leans_least else _least_bad(claims)


def _titles(claim: Claim, text: str) -> Iterator[tuple[str, float]]:
    """The possible titles of a claim, each with a penalty for its form, 0 at best."""
    announces = text[claim.end :].lstrip(' \t*_"”').startswith(":")  # "Something nobody here says: …"
    own = None if announces else title_of(unmarked(claim.text, text=text))
    if own is not None:
        yield own, _flaws(own, of=claim.text) + 0.7 * (not _begins(claim, text))
    sentence = _sentence(claim, text)
    if sentence != claim.text and (whole := title_of(unmarked(sentence, text=text))) is not None:
        yield whole, _flaws(whole, of=sentence)


def _sentence(claim: Claim, text: str) -> str:
    """The sentence of a claim, as exactly as a title needs it."""
    before = [found.end() for found in _STOP.finditer(text, max(0, claim.start - 4 * LONGEST), claim.start)]
    begin = before[-1] if before else (0 if claim.start < 4 * LONGEST else claim.start)
    end = _STOP.search(text, max(claim.start, claim.end - 1), claim.end + 4 * LONGEST)
    return " ".join(text[begin : end.start() + 1 if end else claim.end].split())


def _flaws(title: str, *, of: str) -> float:
    """The penalty for a title's form: cut short, few words, an initial quotation mark, a colon."""
    cut = len(of) - len(title) > 0.5 * len(of)
    return 0.3 * cut + 0.08 * max(0, 6 - len(title.split())) + 0.5 * (title[0] in "\"“'") + 0.3 * (":" in title)


def _least_bad(claims: Sequence[Claim]) -> tuple[Claim, str] | None:
    """For a thread whose claims all depend on other sentences: the most complete claim, cut at a word."""

    def flaws(claim: Claim) -> tuple[bool, bool, bool, int, str]:
        short = len(claim.text.split()) < _FEW
        return short, not finite(claim.text), not complete(claim.text), len(claim.text), claim.id

    if not claims:
        return None
    chosen = min(claims, key=flaws)
    text = " ".join(chosen.text.split()).rstrip(".;,:")
    return chosen, _capital(text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…")


def _capital(text: str) -> str:
    """The text with an initial capital, unless its first word has one elsewhere ("iPhone")."""
    return text[:1].upper() + text[1:] if text.split(" ", 1)[0].islower() else text


def _begins(claim: Claim, text: str) -> bool:
    """Whether a claim begins a sentence or a main clause; other clauses may lack their subject."""
    before = text[: claim.start].rstrip(" *_\t\"“'(")
    if not before or before[-1] in ".!?:;…\n":
        return True
    return bool(_JOINED.search(before[-12:]) and _SUBJECT.match(claim.text) and finite(claim.text))


def title_of(words: str) -> str | None:
    """Words as a title: without an opening such as "But", and cut where a clause ends if they are many.

    Returns:
        They begin with a capital. None where no sentence of at most `LONGEST` characters is left.

    Example:
        >>> title_of("But trams are loud, though nobody on them minds.")
        'Trams are loud, though nobody on them minds'
        >>> title_of("Surely not that.") is None
        True
    """
    text = " ".join(words.split())
    while (opening := _OPENING.match(text)) and not _AND_THAT.search(text, opening.end()):
        text = text[opening.end() :]
    for piece in _shortened(text):
        bare = piece.strip().rstrip(".;,:!").strip()
        cut = piece is not text
        # A sentence of some length with a full stop has a verb, even one that `finite` does not know.
        whole = not cut and text.endswith((".", "!")) and len(bare.split()) > _FEW + 1 and not _WITHIN.search(bare)
        if len(bare) <= LONGEST and complete(bare) and (whole or finite(bare)) and not _half(bare, cut=cut):
            return _capital(bare)
    return None


def _half(text: str, *, cut: bool) -> bool:
    """Whether a text is a condition without its consequence, or a question without its mark."""
    return bool(_ASKS.match(text) or (_CONDITION.match(text) and (cut or "," not in text)))


def _shortened(text: str) -> Iterator[str]:
    yield text
    ends = [found.start() for found in _CLAUSE.finditer(text)]
    yield from (text[:end] for end in reversed(ends) if 25 <= end <= LONGEST)
