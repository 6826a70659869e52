"""The proposition: what the sides of a debate are about, as one declarative sentence, or nothing.

First the title is tried: a claim is taken as it is, a yes-no question becomes a statement. If the title is a headline
that claims nothing, a question of why or how, or an announcement, the opening is tried: its question, or its thesis.
The rules are English. In other languages only a title that ends like a sentence counts, and the opening's thesis.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from digest.analysis.relations.alignment import stems_of
from digest.analysis.self_containedness import complete, finite, leaning
from digest.analysis.sides.context import DebateContext, context_of
from digest.model import Claim, Document, Proposition
from digest.text.sentences import sentences_of

VERDICT = "The poster is in the right."
_LABEL = re.compile(
    r"^\W*(?:cmv|change my (?:view|mind)|unpopular opinion|hot take|debate|discussion|discuss|proposal|rfc|poll"
    r"|ask hn|psa|re|fwd?|opinion|serious|rant|question)\b\s*[:\]\-–—,.)]*\s*(?:that\s+)?",
    re.IGNORECASE,
)
_NO_LABEL = re.compile(r"^(?:discuss|debate|question|re|opinion|serious|poll)\w*\s+\w", re.IGNORECASE)
"""Labels that can also begin a sentence ("Question everything"): they are labels only before a punctuation mark."""
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
"""`Darwin's` could be "Darwin is", but in a title it is mostly a possessive."""
_ABOUT_SELF = re.compile(
    r"^(?:hello|hi|hey|welcome|ok|i|i['’]m|i['’]ve|i['’]d|my|you|your|is|are|do|does|personally)\b", re.IGNORECASE
)
"""Openings of sentences about the author or the reader; a debate is seldom about those."""
_LINK = re.compile(r"https?://|www\.")
_THESIS = re.compile(
    r"\bi (?:\w+ )?(?:believe|think|feel|argue|hold|say)\b|\b(?:should|must|ought|need to|is wrong|is right|better"
    r"|worse|best|in my (?:\w+ )?(?:opinion|view))\b",
    re.IGNORECASE,
)
_WORDS = range(4, 33)
"""Number of words of a thesis; a longer sentence claims more than one thing."""
_SUREST, _SHARED, _MARKED, _PLACED, _LEANS, _SELF = 1.0, 1.5, 0.6, 0.3, 0.5, 1.2
"""Weights for a sentence of the opening as its thesis, set by hand. For: the confidence that it is a claim, the share
of the title's words, words of a thesis ("should", "I believe"), being first or last. Against: depending on other
sentences (`leaning`), being about the author or the reader."""
_LEAST = 1.5
"""Score below which no sentence of the opening is its thesis."""


def propose(document: Document, *, claims: Iterable[Claim] = ()) -> Proposition | None:
    """What the sides of a debate are about.

    Args:
        document: with its structure recovered.
        claims: of the document; the thesis of an opening is one of them.

    Returns:
        None where neither title nor opening claims something or asks a yes-no question. Then there are only two camps,
        with the opening and against it.

    Example:
        >>> from digest.model import Post
        >>> post = Post("a", "Trams are quiet.", author="Ada")
        >>> propose(Document("d.md", "d", "Should we build trams?", "markdown", (post,))).text
        'We should build trams.'
        >>> propose(Document("d.md", "d", "Show HN: A map of all trams", "hackernews", (post,))) is None
        True
    """
    context = context_of(document)
    if context.verdict:
        return Proposition(VERDICT)
    own = [claim for claim in claims if claim.post == context.opening]
    found = _of_title(document.title, language=document.language)
    if found is None and not (document.language == "en" and _ANNOUNCES.match(document.title)):
        return _of_opening(document, context, own)
    if found is None:
        return None
    same = next((claim.id for claim in own if _bare(claim.text) == _bare(found)), None)
    return Proposition(found, same)


def _of_title(title: str, *, language: str) -> str | None:
    """The title as a statement; None where it is none."""
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


def _of_opening(document: Document, context: DebateContext, claims: list[Claim]) -> Proposition | None:
    """The question of a short opening, or the opening's thesis."""
    if context.opening is None:
        return None
    sentences = sentences_of(context.posts[context.opening], language=document.language)
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
"""Most sentences of an opening whose question is the proposition."""


def _worth(claim: Claim, *, topic: set[str], end: bool) -> float:
    """The score of a claim of the opening as its thesis."""
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
    """Text with an initial capital and a final mark.

    Example:
        >>> sentence("tea is better"), sentence("Tea is better!")
        ('Tea is better.', 'Tea is better!')
    """
    whole = text.strip()
    return whole[:1].upper() + whole[1:] + ("" if whole.endswith((".", "!", "…", '."', ".”")) else ".")


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


_AUXILIARY = r"(?:should|shall|will|would|can|could|must|may|might|is|are|was|were|am|do|does|did|has|have|had)"
_YES_NO_QUESTION = re.compile(rf"^(?P<verb>{_AUXILIARY})(?P<no>n['’]t)?\s+(?P<rest>\S.*?)\s*\?+!*$", re.IGNORECASE)
_LEAD = re.compile(rf"^.{{0,60}}?[:,;.–—-]\s+(?={_AUXILIARY}(?:n['’]t)?\s)", re.IGNORECASE)
_CLAIM_FIRST = re.compile(
    r"(?P<claim>[^?]{12,}?)(?:, (?:so|but|and)|[.;:—–-])\s+(?:so |but |and |then )*(?:why|how|what|who)\b.*\?$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"^(?:i|we|you|they|he|she|it|there|this|that|these|those|anyone|anybody|everyone|everybody|someone|somebody"
    r"|nobody|people|humans|one)(?=\s)(?:\s+(?:all|both|really|ever|still|guys)\b)?",
    re.IGNORECASE,
)
_BASE: str = (
    "abolish abandon accept act adopt agree allow answer argue ask avoid ban be become begin believe beat belong"
    " boycott break bring build buy call care cause censor change charge choose clean close collect come compare"
    " consider continue control cost count create cut deal decide defend demand depend deserve destroy die"
    " disappear do double drive earn eat embrace enable encourage end enforce exist expand expect explain fail"
    " fear feel fight find fix follow forbid force fund get give go grow happen harm hate have help hold hurt"
    " ignore impose improve increase introduce invest join keep kill know last lead learn leave legalise legalize"
    " let lie like live look lose love make matter mean meet move need obey offer open oppose own park pass pay"
    " permit play prefer prevent produce prohibit promote protect prove provide punish raise read recognise"
    " recognize reduce refuse regulate reject remain remove replace require respect restrict retire ride rule run"
    " save say see seem sell serve shrink share speak spend stand start stay stop study subsidise subsidize"
    " succeed suffer support survive take talk tax teach tell think tolerate treat trust try turn understand use"
    " vote wait walk want wear win work worry write"
)
_VERB = re.compile(
    rf"\s(?=(?:(?:not|really|ever|still|just|also|actually|always|never)\s)?(?:{_BASE.replace(' ', '|')})\b)",
    re.IGNORECASE,
)
_AFTER_BE = re.compile(
    r"\s(?=(?:an?|the|not|really|too|just|so|very|more|less|better|worse|still|ever|always|never|actually|only|even|"
    r"good|bad|right|wrong|dead|evil|true|false|real|fair|unfair|safe|dangerous|necessary|worth|possible|impossible|"
    r"guilty|innocent|moral|immoral|legal|illegal|overrated|underrated|broken|obsolete|doomed|stupid|racist|"
    r"allowed|responsible|to|in|on|at|for|about|like|part|\w{3,}(?:ing|ed|able|ible|ful|less|ous|ical))\b)",
    re.IGNORECASE,
)
_BE = {"is", "are", "was", "were", "am", "has", "have", "had"}
_DETERMINER = re.compile(
    r"^(?:an?|the|this|that|these|those|our|your|my|their|his|her|its|all|some|any)\s", re.IGNORECASE
)


def statement(question: str) -> str | None:
    """The statement that "yes" makes to a question; None where yes is no answer.

    If no rule can restore the word order, the statement says that the answer to the question is yes.

    Example:
        >>> statement("Should we build trams?"), statement("Is the tram dead?"), statement("Why trams?")
        ('We should build trams.', 'The tram is dead.', None)
        >>> statement("Does it scale?"), statement("Streets are full, so why build more?")
        ('It does scale.', 'Streets are full.')
    """
    text = " ".join(question.split())
    asked = _YES_NO_QUESTION.match(text) or _YES_NO_QUESTION.match(_LEAD.sub("", text))
    if asked is None:
        first = _CLAIM_FIRST.match(text)
        return _capital(first["claim"]) + "." if first else None
    verb, rest = asked["verb"].lower(), asked["rest"]
    if " or " in rest and not _PRONOUN.match(rest):
        return None  # "Is it A or B?" is not answered by yes
    at = _subject_end(verb, rest)
    if at is None:
        return f"The answer to “{_capital(text)}” is yes."
    subject, predicate = rest[:at].strip(), rest[at:].strip()
    if verb == "do":
        return f"{_capital(subject)} {predicate}."
    return f"{_capital(subject)} {verb} {predicate}."  # "Shouldn't we …?" hopes for yes, so for "we should"


def _subject_end(verb: str, rest: str) -> int | None:
    """Where the subject ends in the text after the first verb; None where no rule finds that."""
    pronoun = _PRONOUN.match(rest)
    if pronoun:
        return pronoun.end()
    start = found.end() if (found := _DETERMINER.match(rest)) else 0
    rule = _AFTER_BE if verb in _BE else _VERB
    end = rule.search(rest, start + 1)
    return end.start() if end else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
