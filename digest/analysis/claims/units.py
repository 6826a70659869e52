"""Argumentative units: sentences, and the clauses of sentences that argue twice; and the ids of claims.

A sentence is cut only at a connective between two whole clauses ("… because they …", "…, but it …"), so that each part
can be read by itself. The connective is in neither part: annotated debates leave it out (AMPERSAND, Chakrabarty et al.
2019), and a reader who sees "because" at the beginning misses what comes before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digest.model import Post
from digest.text.normal import WORD
from digest.text.sentences import sentences_of
from digest.text.slugs import short_hash
from digest.text.spans import Span, cut

SHORTEST = 3
"""Fewest words of a clause."""
SHORTEST_BEFORE_STOP = 5
"""Fewest words before a colon, semicolon or dash: fewer only announce what follows."""

_SUBJECT = (
    r"(?:i|you|he|she|it|we|they|this|that|these|those|there|the|an?|my|your|his|her|its|our|their|people|most|many"
    r"|some|no|nobody|everyone|anyone|someone|one|all|if|when|in|what|not|nothing|sometimes|perhaps|maybe)"
    r"(?:['’](?:m|s|re|ve|d|ll))?\b"
)
# One alternative for each kind of cut; the name of the group becomes the feature "after because" and so on. White space
# is matched one character at a time and never in a nested repetition, so that the scan stays linear.
_CUT = re.compile(
    rf"""
      (?P<because> ,?\s (?:just\s)? (?:because | cuz | cause(?=\s(?:i|you|it|they|we)\b)) \s (?!of\b) )
    | (?P<but>     ,?\s but\s (?={_SUBJECT}) | [,;]\s (?:but|yet)\s (?!also\b|rather\b) )
    | (?P<so>      ,\s so\s (?!that\b|far\b|much\b|many\b|long\b|to\b|called\b)
                 | \s so\s (?=(?:i|you|he|she|it|we|they|there)(?:['’]\w+)?\s) )
    | (?P<since>   ,?\s since\s (?=(?:i|you|he|she|it|we|they|there|most|many|people|that|this)(?:['’]\w+)?\s) )
    | (?P<therefore> [,;]\s (?:and\s)? (?:therefore|thus|hence|consequently|as\sa\sresult),?\s
                 | ,\s (?:which|and\sthat)\s (?:means|implies|suggests|shows)\s (?:that\s)?
                 | ,\s meaning\s (?:that\s)? )
    | (?P<although> ,?\s (?:although|even\sthough|whereas)\s | ,\s (?:though|while|unless|except\sthat|however,?)\s )
    | (?P<and>     ,\s and\s (?={_SUBJECT}) | \s and\s (?=(?:i|you|he|she|it|we|they|there)(?:['’]\w+)?\s) )
    | (?P<stop>    ;\s | \s[-–—]{{1,2}}\s | [—] | :\s )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Most sentences have none of these; to check their words is cheaper than to scan at every blank.
_JOINTS = frozenset(
    {
        "because", "cuz", "cause", "but", "yet", "so", "since", "therefore", "thus", "hence", "consequently", "as",
        "which", "meaning", "although", "though", "even", "whereas", "while", "unless", "except", "however", "and",
        "therefore,", "thus,", "hence,", "consequently,", "however,", "-", "--", "–", "—",
    }
)  # fmt: skip
_STOPS = re.compile("[;:—]")
_OPENER = re.compile(
    r"(?:(?:since|because)\s(?!of\b)|(?:although|even\sthough|though|while|whereas)\s)",
    re.IGNORECASE,
)
_AFTER_OPENER = re.compile(rf",\s(?={_SUBJECT})", re.IGNORECASE)
_BEFORE_OF_NO_CLAUSE = re.compile(
    r"(?:\b(?:not|simply|merely|only|partly|nothing|anything|all|everything|ever|and|or|but|not only.*)\s*)$",
    re.IGNORECASE,
)
_MARKER = re.compile(r"(?:[-*•]|\d{1,2}[.)]|\[\d{1,2}\]:?)\s+(?=\S)")
"""The marker of a list item or a footnote, which is not part of the unit."""
_WORD = re.compile(WORD)


@dataclass(frozen=True, slots=True)
class ArgumentUnit:
    """A sentence or clause of a post.

    Attributes:
        sentence: the number of its sentence in the post, from 0.
        joint: the connective before it ("because", "but", …), "item" after a list or footnote marker, "" at the
            beginning of a sentence.
        after: the connective after it within the sentence, "" at the end of it.
    """

    start: int
    end: int
    text: str
    sentence: int
    joint: str = ""
    after: str = ""


def units_of(post: Post, *, language: str = "en") -> tuple[ArgumentUnit, ...]:
    """The units of a post in reading order; they do not overlap, and none is in a quote or in code.

    Example:
        >>> post = Post("p", "It should be free, because nobody pays for air. Really?")
        >>> [(u.text, u.joint) for u in units_of(post)]
        [('It should be free', ''), ('nobody pays for air.', 'because'), ('Really?', '')]
    """
    return tuple(
        unit
        for number, sentence in enumerate(sentences_of(post, language=language))
        for unit in _clauses(sentence, number=number)
    )


def _clauses(sentence: Span, *, number: int) -> Iterator[ArgumentUnit]:
    text = sentence.text
    marker = _MARKER.match(text)
    start, joint = (marker.end(), "item") if marker else (0, "")
    for left_end, right_start, kind in _cuts(text):
        if len(_WORD.findall(text, start, left_end)) < (SHORTEST_BEFORE_STOP if kind == "stop" else SHORTEST):
            continue
        yield _unit(sentence, start, left_end, number=number, joint=joint, after=kind)
        start, joint = right_start, kind
    yield _unit(sentence, start, len(text), number=number, joint=joint, after="")


def _unit(sentence: Span, start: int, end: int, *, number: int, joint: str, after: str) -> ArgumentUnit:
    piece = cut(sentence.text, start, end)
    return ArgumentUnit(sentence.start + piece.start, sentence.start + piece.end, piece.text, number, joint, after)


def _cuts(text: str) -> Iterator[tuple[int, int, str]]:
    """Where to cut: end of the part before, start of the part after, kind of connective."""
    if _JOINTS.isdisjoint(text.lower().split()) and not _STOPS.search(text):
        return
    looked, depth, quoted = 0, 0, 0
    for start, end, kind in _connectives(text):
        depth += text.count("(", looked, start) - text.count(")", looked, start)
        quoted += text.count('"', looked, start)
        looked = start
        if depth <= 0 and quoted % 2 == 0 and _is_clause_after(text, start, end):
            yield start, end, kind


def _connectives(text: str) -> Iterator[tuple[int, int, str]]:
    opener = _OPENER.match(text)
    comma = _AFTER_OPENER.search(text) if opener else None
    for found in _CUT.finditer(text):
        if comma and comma.start() < found.start():
            yield comma.start(), comma.end(), "comma"
            comma = None
        yield found.start(), found.end(), str(found.lastgroup)
    if comma:
        yield comma.start(), comma.end(), "comma"


def _is_clause_after(text: str, start: int, end: int) -> bool:
    rest = _WORD.findall(text, end, min(len(text), end + 80))
    return len(rest) >= SHORTEST and not _BEFORE_OF_NO_CLAUSE.search(text[max(0, start - 24) : start])


def name_of(post: Post, text: str) -> str:
    """The id of a unit: a hash of its post's id and its words, so that its address survives a new import.

    The posts of a flattened transcript are named by their line, which changes whenever a post is added above. There the
    words alone are hashed.

    Example:
        >>> post = Post("l7", "Tea is best.", lines=(7, 7))
        >>> name_of(post, "Tea is best.") == name_of(Post("l9", "Tea is best.", lines=(9, 9)), "Tea is best.")
        True
        >>> name_of(Post("a1", "Tea."), "Tea.") == name_of(Post("a2", "Tea."), "Tea.")
        False
    """
    by_place = post.lines is not None and post.id == f"l{post.lines[0]}"
    return short_hash("" if by_place else post.id, text)
