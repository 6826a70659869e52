"""What the sides of a debate are about: one declarative sentence, or nothing.

The title is asked first: a claim is taken as it stands, a question that yes or no answers is made a statement. A
headline that claims nothing, a question that asks why or how, or an announcement leaves it to the opening: to the
question that it asks, or to its thesis. The rules are English; in other languages only a title that ends like a
sentence counts, and the opening's thesis.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from digest.analysis.relations.align import stems_of
from digest.analysis.sides.questions import statement
from digest.analysis.sides.setting import Setting, setting_of
from digest.analysis.standalone import complete, finite, leaning
from digest.model import Claim, Document
from digest.text.sentences import sentences_of

VERDICT = "The poster is in the right."
_LABEL = re.compile(
    r"^\W*(?:cmv|change my (?:view|mind)|unpopular opinion|hot take|debate|discussion|discuss|proposal|rfc|poll"
    r"|ask hn|psa|re|fwd?|opinion|serious|rant|question)\b\s*[:\]\-–—,.)]*\s*(?:that\s+)?",
    re.IGNORECASE,
)
_NO_LABEL = re.compile(r"^(?:discuss|debate|question|re|opinion|serious|poll)\w*\s+\w", re.IGNORECASE)
"""These words begin sentences, too: they are labels only before a mark."""
_ANNOUNCES = re.compile(r"^\W*(?:show hn|launch hn|tell hn|til|meta|update|announcement|release[ds]?)\b", re.IGNORECASE)
_TAIL = re.compile(r"\s*(?:\[[^\]]{1,40}\]|\((?:19|20)\d\d\)|\((?:pdf|video|audio|spoilers?)\))\s*$", re.IGNORECASE)
_I_HOLD = re.compile(
    r"^(?:i (?:(?:strongly|firmly|really|honestly|personally) )?(?:believe|think|feel|hold|argue|would say)|imo|imho"
    r"|in my (?:humble )?opinion)\b,?\s*(?:that\s+)?(?=(?P<rest>.))",
    re.IGNORECASE,
)
_ASKS_WHY = re.compile(r"^(?:why|how|what|who|whose|whom|which|where|when)\b", re.IGNORECASE)
_WHY_YOU_SHOULD = re.compile(
    r"^why (?P<rest>(?:you|we|everyone|everybody|nobody|one|companies|people|developers|i)\b.*\b(?:should|must|need"
    r"|can't|cannot|won't|don't)\b.*[^?])$",
    re.IGNORECASE,
)
_NO_CLAIM = re.compile(r"\bvs\b|\bversus\b|\?|^whether\b|(?:\.\.\.|…)$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\b(?!(?:it|that|there|he|she|what|who|here|let)['’]s)\w+['’]s?(?=\s+\w)", re.IGNORECASE)
"""What could be a verb at first sight ("Darwin's") and in a title seldom is one."""
_ABOUT_SELF = re.compile(
    r"^(?:hello|hi|hey|welcome|ok|i|i['’]m|i['’]ve|i['’]d|my|you|your|is|are|do|does|personally)\b", re.IGNORECASE
)
"""How a sentence begins that speaks of its author or its reader; it is seldom what a debate is about."""
_LINK = re.compile(r"https?://|www\.")
_THESIS = re.compile(
    r"\bi (?:\w+ )?(?:believe|think|feel|argue|hold|say)\b|\b(?:should|must|ought|need to|is wrong|is right|better"
    r"|worse|best|in my (?:\w+ )?(?:opinion|view))\b",
    re.IGNORECASE,
)
_WORDS = range(4, 33)
"""Words of a thesis; a longer sentence claims more than one thing."""
_SUREST, _SHARED, _MARKED, _PLACED, _LEANS, _SELF = 1.0, 1.5, 0.6, 0.3, 0.5, 1.2
"""What speaks for a sentence of the opening as its thesis, hand-set: our confidence that it is a claim, words of the
title, words of a thesis, its place; and what speaks against it: each sign that it leans on others,
and that it is about the author or the reader."""
_LEAST = 1.5
"""Below this nothing in the opening is a thesis."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """The sentence that the sides are about.

    Attributes:
        text: one declarative sentence.
        claim: the id of the claim whose words it is, or None.
    """

    text: str
    claim: str | None = None


def propose(document: Document, *, claims: Iterable[Claim] = ()) -> Proposition | None:
    """What the sides of a debate are about.

    Args:
        document: with its structure recovered.
        claims: of the document; the thesis of an opening is one of them.

    Returns:
        None where neither the title nor the opening claims anything or asks for yes or no: then there are only camps,
        with the opening and against it.

    Example:
        >>> from digest.model import Post
        >>> post = Post("a", "Trams are quiet.", author="Ada")
        >>> propose(Document("d.md", "d", "Should we build trams?", "markdown", (post,))).text
        'We should build trams.'
        >>> propose(Document("d.md", "d", "Show HN: A map of all trams", "hackernews", (post,))) is None
        True
    """
    setting = setting_of(document)
    if setting.verdict:
        return Proposition(VERDICT)
    own = [claim for claim in claims if claim.post == setting.opening]
    found = _of_title(document.title, language=document.language)
    if found is None and not (document.language == "en" and _ANNOUNCES.match(document.title)):
        return _of_opening(document, setting, own)
    if found is None:
        return None
    same = next((claim.id for claim in own if _bare(claim.text) == _bare(found)), None)
    return Proposition(found, same)


def _of_title(title: str, *, language: str) -> str | None:
    """The title as a statement, or None where it makes none."""
    bare = title.strip()
    if language != "en":
        return bare if bare.endswith((".", "!")) and not bare.endswith("...") else None
    if _ANNOUNCES.match(bare):
        return None
    while (cut := _TAIL.sub("", _unlabelled(bare))) != bare:
        bare = cut
    if bare.endswith("?"):
        return statement(bare)
    should = _WHY_YOU_SHOULD.match(bare)
    if should:
        return sentence(should["rest"])
    if _ASKS_WHY.match(bare) or _NO_CLAIM.search(bare) or not finite(_POSSESSIVE.sub("", bare)):
        return None
    return sentence(_I_HOLD.sub("", bare))


def _unlabelled(title: str) -> str:
    found = _LABEL.match(title)
    if found is None or (_NO_LABEL.match(title) and title[found.end() - 1 : found.end()].isspace()):
        mark = found is not None and re.search(r"[:\]\-–—,.)]", found.group())
        return title[found.end() :] if found is not None and mark else title
    return title[found.end() :]


def _of_opening(document: Document, setting: Setting, claims: list[Claim]) -> Proposition | None:
    """The question that the opening asks, if it is all that it says, or its thesis."""
    if setting.opening is None:
        return None
    sentences = sentences_of(setting.posts[setting.opening], language=document.language)
    if document.language == "en" and 0 < len(sentences) <= _BRIEF:
        for one in sentences:
            if one.text.endswith("?") and (asked := statement(one.text)):
                return Proposition(asked)
    topic = set(stems_of(document.title))
    best, most = None, _LEAST
    for at, claim in enumerate(claims):
        worth = _worth(claim, topic=topic, end=at in (0, len(claims) - 1))
        if worth > most:
            best, most = claim, worth
    if best is None:
        return None
    text = sentence(_I_HOLD.sub("", best.text))
    return Proposition(text, best.id if text == best.text else None)


_BRIEF = 3
"""Sentences of an opening that does little but ask."""


def _worth(claim: Claim, *, topic: set[str], end: bool) -> float:
    """How well a sentence of the opening says what it stands for."""
    size = len(claim.text.split())
    if claim.role != "claim" or size not in _WORDS or claim.text.endswith("?") or _LINK.search(claim.text):
        return 0.0
    if not (complete(claim.text) and finite(claim.text)):
        return 0.0
    shared = len(topic & set(stems_of(claim.text))) / max(1, len(topic))
    marked = bool(_THESIS.search(claim.text))
    held = _I_HOLD.sub("", claim.text)
    against = _LEANS * leaning(held) + _SELF * bool(_ABOUT_SELF.match(held))
    return _SUREST * claim.confidence + _SHARED * shared + _MARKED * marked + _PLACED * end - against


def sentence(text: str) -> str:
    """Text with a capital at its beginning and a mark at its end.

    Example:
        >>> sentence("tea is better"), sentence("Tea is better!")
        ('Tea is better.', 'Tea is better!')
    """
    whole = text.strip()
    return whole[:1].upper() + whole[1:] + ("" if whole.endswith((".", "!", "…", '."', ".”")) else ".")


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()
