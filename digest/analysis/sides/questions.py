"""A question that yes or no answers, made the statement that yes would stand for."""

from __future__ import annotations

import re

_AUXILIARY = r"(?:should|shall|will|would|can|could|must|may|might|is|are|was|were|am|do|does|did|has|have|had)"
_ASKS = re.compile(rf"^(?P<verb>{_AUXILIARY})(?P<no>n['’]t)?\s+(?P<rest>\S.*?)\s*\?+!*$", re.IGNORECASE)
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
    " boycott break bring build buy call care cause censor change charge choose come compare consider continue"
    " control cost count create cut deal decide defend demand depend deserve destroy die disappear do drive eat embrace"
    " enable encourage end enforce exist expand expect explain fail fear feel fight find fix follow forbid force fund"
    " get give go grow happen harm hate have help hold hurt ignore impose improve increase introduce invest join keep"
    " kill know last lead learn leave legalise legalize let lie like live look lose love make matter mean meet move"
    " need obey offer oppose own pay permit play prefer prevent produce prohibit promote protect prove provide punish"
    " raise read recognise recognize reduce refuse regulate reject remain remove replace require respect restrict rule"
    " run save say see seem sell share speak spend stand start stay stop study subsidise subsidize succeed suffer"
    " support survive take talk tax teach tell think tolerate treat trust try turn understand use vote wait want wear"
    " win work worry write"
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
    """What yes would say, or None where yes is no answer.

    A word order that no rule can undo is left alone: the statement then says that the answer is yes.

    Example:
        >>> statement("Should we build trams?"), statement("Is the tram dead?"), statement("Why trams?")
        ('We should build trams.', 'The tram is dead.', None)
        >>> statement("Does it scale?"), statement("Streets are full, so why build more?")
        ('It does scale.', 'Streets are full.')
    """
    text = " ".join(question.split())
    asked = _ASKS.match(text) or _ASKS.match(_LEAD.sub("", text))
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
    """Where the subject ends in what follows the first verb, or None where that cannot be told."""
    pronoun = _PRONOUN.match(rest)
    if pronoun:
        return pronoun.end()
    start = found.end() if (found := _DETERMINER.match(rest)) else 0
    rule = _AFTER_BE if verb in _BE else _VERB
    end = rule.search(rest, start + 1)
    return end.start() if end else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
