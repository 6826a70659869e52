"""Self-containedness: whether a sentence can be read without the sentences before it.

Titles of threads and faces of key points are verbatim sentences of posts, and many depend on the sentence before ("The
second is trust"). `complete` and `finite` detect fragments; `leaning` adds up signs that a whole sentence refers to
others. The signs are English; in other languages only punctuation and length count.
"""

from __future__ import annotations

import re
from collections.abc import Collection

__all__ = ["complete", "finite", "leaning"]

_DANGLING = re.compile(
    r"(?:and|but|so|or|nor|yet|then|also|because|which|who|whereas|though|although|however|therefore|thus|hence|"
    r"moreover|furthermore|otherwise|instead|besides|secondly|thirdly|finally|this|that|these|those|it|its|it's|"
    r"that's|they|they're|them|their|he|she|his|her|him|he's|she's|such|same|yes|no|yeah|nope|ok|okay|well|sure|"
    r"exactly|agreed|true|not (?:just|only)|i also|setting aside|"
    r"i wonder|i guess|not sure|fair|(?:good|great) (?:point|question)|thanks|thank you|"
    r"please|honestly|unpopular opinion|right|lol|you|your|you're|edit|update|as i said|like i said|"
    r"for example|for instance|e\.g)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:that|this|these|those|such|them)(?:\s+(?:is|was|are|were|will|would|can|has|does)\b|[,.;!]|$)", re.IGNORECASE
)
_BARE = 12
"""Most words of a sentence that is too short to say what its own "that" refers to."""
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|do|does|did|will|would|can|could|can't|cannot|should|shall|must|may|might|"
    r"needs?|makes?|made|gets?|goes|takes?|gives?|wants?|costs?|works?|means?|lets|helps?|causes?|leads?|says?|"
    r"allows?|requires?|creates?|provides?|becomes?|keeps?|depends?|shows?|thinks?|knows?|killed|"
    r"\w+n['’]t|\w+['’](?:s|re|ve|ll|d|m)|\w{3,}(?:izes|ises|ates|ifies))\b|\w\w+ly \w{4,}s\b",
    re.IGNORECASE,
)
_SAID = re.compile(r"[\"“][^\"“”]{0,200}[\"”]")
"""Words in quotation marks, which are not the verb of the sentence around them."""
_RELATIVE = re.compile(r"\w[\w ]* (?:that['’]s|(?:that|which|who) [\w'’]+)$")
"""A verb right after these is that of a relative clause, not of the sentence."""
_ADVERBIAL = re.compile(r"(?:in|on|at|for|with|by|from|of|like|as|despite|without)\b", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"[…:,;(\[—–-]$|\.\.\.$|\[\d+\]$|"
    r"\b(?:a|an|the|not|and|or|but|of|to|for|with|from|by|at|in|as|than|"
    r"be|is|are|was|were|will|would|because|if|as long)[.!]?$",
    re.IGNORECASE,
)

_BE = r"(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|may|might|should|must)"
_PRONOUN = r"(?:it|its|they|them|their|theirs|he|him|his|she|her|hers)"
_SOME = (
    r"(?:hardly any|some|many|most|few|all|none|both|each|neither|either|several|another|others?|two|three|not all"
    r"|almost all)"
)
_ANNOUNCED = (
    r"(?:lesson|point|problem|question|issue|trouble|thing|difference|reason|fact|answer|idea|catch|solution|result"
    r"|effect|alternative|key|rule|trick|bet)"
)
_CALLS = (
    r"(?:please|let['’]s|let|try|look|see|consider|imagine|take|think|suppose|compare|careful|sorry|note|remember"
    r"|don['’]t|do|stop|never mind|speaking|something|someone|anyway|maybe|perhaps|to sum up|summing up|in short"
    r"|not (?:only|just))"
)
# Weights and patterns, set by hand on sentences of the example debates; they add up to `leaning`.
_SIGNS: tuple[tuple[float, str], ...] = (
    # This, these, those, that: they refer to something outside of the sentence.
    (0.5, r"\bthis\b(?! (?:year|week|month|decade|century|morning)\b)|\bthese\b(?! days)"),
    (0.5, r"\bthose\b(?! (?:who|whom|that|which|of|with|in|whose|on|for|without|under|over)\b)"),
    (0.5, r"^that(?:['’]s)? |[,;:—–]\s(?:and |but |so )?that(?:['’]s\b| (?:is|was|would|will|has|does|makes|means)\b)"),
    (
        0.5,
        r"\b(?:of|for|in|on|about|with|to|by|from|than|like|do|does|did|as|if|because|all|say|after) that\b(?! \w+ly)",
    ),
    (0.4, r"\bthat (?:argument|point|claim|article|statement|reasoning|logic|view|story|attitude|way|part|line)\b"),
    # A pronoun before any noun that it could refer to.
    (0.6, rf"^\W*+(?:\w[\w'’]*+\W++){{0,2}}{_PRONOUN}\b"),
    # One of several things that were named before.
    (0.4, r"\bthe (?:two|three|four|five|former|latter|others|opposite|reverse|bit|above|rest(?! of))\b"),
    (0.4, rf"\b(?:the|a) (?:first|second|third|last|next|one|same|other|whole)(?= {_BE}\b| one\b| time\b|[.,;!?]|$)"),
    (0.3, r"\b(?:the|a|an|another|each|either|neither|which|every|only|no|wrong|right|first|other) ones?\b"),
    (0.6, rf"^{_SOME}(?: ones?| two)?(?: \w+ly)? {_BE}\b"),
    (0.25, r"\b(?:of|to|by|for|with|than|between|at|on|in) (?:them|these|those|both|either|it|each)\b"),
    # Additions to something else.
    (0.3, r"\b(?:too|as well|either|again|likewise|as much|even more|neither)[.!]?$"),
    (0.2, r"\b(?:also|instead|then|still|therefore|another|similarly)\b|\beven then\b"),
    (0.3, rf"\bthere\b(?!['’]s| (?:{_BE}|isn['’]t|aren['’]t|seems?|lies|comes|exists?|goes)\b)|\bhere\b"),
    # The author and the reader: personal experience is a reason, seldom a point.
    (0.35, r"\b(?:i|i['’]\w+|me|my|mine|myself)\b"),
    (0.3, r"^(?:i|my|we|our) (?!(?:think|believe|would|should|want|need|must|can|cannot|have to|ought)\b)"),
    (0.4, r"\bi(?: would|['’]d) (?:like|love|rather) |\bi wonder\b|, (?:then|though|yes|no)$"),
    (0.2, r"\b(?:us|our|ours|ourselves)\b"),
    (0.2, r"\b(?:you|you['’]\w+|yourself)\b"),
    (0.3, r"\byours?\b"),
    # Talk about the discussion itself.
    (0.3, r"\b(?:threads?|articles?|authors?|essay|op|op['’]s|opening post|posts?|commenters?|parent comment)\b"),
    (0.3, r"\b(?:mentioned|conced\w+|agreed?|disagree|titled?|upvot\w+|downvot\w+|linked|gp|nobody (?:here|has))\b"),
    (0.2, r"\b(?:arguments?|objections?|point|discussion|debate|comparison|analogy|question)\b"),
    (0.25, rf"^(?:the|my|our) (?:\w+ )?{_ANNOUNCED} (?:is|was|here|with)\b(?! that\b)"),
    (0.5, rf"^{_CALLS}\b"),
    (0.8, r"^the same (?:goes|holds|applies|is true)\b"),
    (0.2, r"^(?:somebody|nobody|everybody|people|things?|one|we)\b"),
)
# For text in lower case: ignoring the case costs twice the time, and these are tried on every sentence.
_COMPILED = tuple((weight, re.compile(pattern)) for weight, pattern in _SIGNS)
_LATER = re.compile(rf"\b{_PRONOUN}\b")
_EXPLETIVE = re.compile(
    r"\bit(?:['’]s|(?: \w+)? (?:is|was|be|takes|seems|makes|would be|will be))(?: \w+){0,4} (?:to|that|when|if|how|for|"
    r"who|whether|what|why)\b"
)
_EACH_LATER, _MOST_LATER = 0.12, 3
_FEW = 3
_EMPTY = 0.4
"""Added for a sentence of fewer than `_FEW` content words."""
_PLAIN = (
    "that this with have from they them what when where which their there about would could should because been were "
    "will your more most much many some such than then very just like only also even into over does doing done being "
    "make makes made take takes took good better best thing things people somebody nobody everybody anybody really "
    "already still never always every each other another itself himself themselves here those these after before "
    "enough either neither both going goes gets getting come comes came want wants need needs know knows says said "
    "think thinks thought right wrong true matter matters point problem reason real work works case kind sort"
)
_PLAIN_WORDS = frozenset(_PLAIN.split())
_WORD = re.compile(r"[^\W\d_]{4,}")
_NAME = re.compile(r"\b[A-Z][\w-]+")


def complete(text: str) -> bool:
    """Whether a sentence is complete: no question, no fragment, no reference back at its beginning.

    Example:
        >>> complete("Trams move more people than cars on the same street.")
        True
        >>> complete("But they are loud."), complete("Who pays for it?"), complete("In a quiet sort of way.")
        (False, False, False)
    """
    bare = text.strip(" \"'“”‘’*_")
    count = len(bare.split())
    if not 4 <= count <= 60 or "?" in bare or "http" in bare or _FRAGMENT.search(bare) or "\n" in bare:
        return False
    if bare[0] in "([" or bare.count("(") != bare.count(")") or text.count('"') % 2:
        return False
    if _ADVERBIAL.match(bare) and not finite(text):
        return False
    return not _DANGLING.match(bare.lstrip("-•0123456789.) ")) and not (count <= _BARE and _POINTS_BACK.search(bare))


def finite(text: str) -> bool:
    """Whether an English text seems to have a finite verb, as a clause does and a phrase does not.

    Example:
        >>> finite("Trams are quiet"), finite("some of the quiet trams"), finite("a tram that is quiet")
        (True, False, False)
    """
    said = _SAID.sub(" ", text)
    verbs = list(_FINITE.finditer(said))
    return len(verbs) > 1 or (bool(verbs) and not _RELATIVE.search(said[: verbs[0].end()]))


def leaning(text: str, *, names: Collection[str] = ()) -> float:
    """How much a complete sentence depends on others: 0 for not at all; from about 0.6 on it cannot be read alone.

    Args:
        text: a sentence, or a clause that can be one.
        names: of the participants, in lower case: a sentence about them is for those who follow the debate.

    Example:
        >>> leaning("Trams move more people than cars on the same street.")
        0.0
        >>> leaning("The second is trust.") > 0.6, leaning("Hardly any are in commercial service.") > 0.5
        (True, True)
    """
    bare = text.strip(" \"'“”‘’*_").rstrip(" .!;,:")
    lower = bare.lower()
    found = sum(weight for weight, sign in _COMPILED if sign.search(lower))
    pronouns = len(_LATER.findall(lower)) - len(_EXPLETIVE.findall(lower))
    found += _EACH_LATER * min(max(pronouns, 0), _MOST_LATER)
    if _EXPLETIVE.match(lower):
        found -= 0.6  # "it is hard to …" refers to nothing
    if names and any(name.lower() in names for name in _NAME.findall(bare)):
        found += 0.8
    if len(set(_WORD.findall(lower)) - _PLAIN_WORDS) < _FEW:
        found += _EMPTY
    return round(max(0.0, found), 3)
