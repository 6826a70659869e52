"""On which side of the title each post is: by what it says of the title, else carried down the replies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from digest.analysis.relations.align import stems_of
from digest.model import OPENING, TITLE, Claim, Document, Position, Relation, Side, Stance

_SIGN: Mapping[Stance, int] = {"support": 1, "attack": -1, "neutral": 0}
_YES_OR_NO = re.compile(
    r"(?:.{0,24}[:,]\s)?(?:should|shall|is|are|was|were|do|does|did|can|could|will|would|must|may|has|have)(?:n['’]t)?\b",
    re.IGNORECASE,
)
_CLAIM_FIRST = re.compile(
    r"(?P<claim>[^?]{12,}?)(?:, (?:so|but|and)|[.;:—–-])\s+(?:so |but |and |then )*(?:why|how|what|who)\b.*\?$",
    re.IGNORECASE,
)
_ASKS = re.compile(r"(?:why|how|what|who|whose|which|where|when|ask hn|poll)\b", re.IGNORECASE)
_AGAINST = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|neither|nor|cannot|without|against|oppos\w+|stop|abolish|reject|wrong|"
    r"disagree|mistake|\w+n['’]t|rather than|instead of)\b",
    re.IGNORECASE,
)
_SAME = 0.6
"""Share of the title's words that a claim must have to be about the title itself."""
_FEWEST = 2
_MANY = 4
"""Shared words from which a claim is about what the title demands though it demands nothing itself."""
_DEMANDS = re.compile(
    r"\b(?:should|shouldn['’]t|must|ought|needs? to|has to|have to|had better|let['’]s)\b", re.IGNORECASE
)


def sides(
    document: Document,
    *,
    claims: Iterable[Claim],
    relations: Sequence[Relation],
    stances: Mapping[str, Stance],
) -> dict[str, Stance]:
    """Each post's side towards the title's claim, or towards "yes" where the title can be answered so.

    What a post's own units say about the title counts first, by a relation to it or by its own words ("We should not
    build …"); then the post's stance, turned by the side of the post that it answers: who attacks an attack is for
    the title. The opening of a debate speaks for its title, unless the title asks: then its words must tell.

    Args:
        document: the debate.
        claims: its units.
        relations: between them and to the title.
        stances: each post towards the post that it answers, or the title.
    """
    owner: dict[str, str] = {}
    said: dict[str, int] = {}
    title, asks = _title(document.title)
    stems = frozenset(stems_of(title))
    for claim in claims:
        owner[claim.id] = claim.post
        if claim.post not in said and (sign := _towards(claim, title=title, stems=stems)):
            said[claim.post] = sign
    direct: dict[str, float] = defaultdict(float)
    for one in relations:
        if one.target == TITLE and one.source in owner:
            direct[owner[one.source]] += one.confidence if one.type == "support" else -one.confidence
    found: dict[str, int] = {}
    for post in document.posts:
        stance = _SIGN[stances.get(post.id, "neutral")]
        if post.id == OPENING:
            found[post.id] = said.get(post.id, 0) if asks else 1
        elif post.id in said:
            found[post.id] = said[post.id]
        elif post.id in direct:
            found[post.id] = (direct[post.id] > 0) - (direct[post.id] < 0)
        elif post.parent is None or (post.parent == OPENING and not found.get(OPENING)):
            found[post.id] = stance
        else:
            found[post.id] = stance * found.get(post.parent, 0)
    return {post: _named(sign) for post, sign in found.items()}


def _title(title: str) -> tuple[str, bool]:
    """What a title claims, or the whole of it with True where it asks.

    Example:
        >>> _title("Homes are full, so why build offices?"), _title("Is tea better?")
        (('Homes are full', False), ('Is tea better?', True))
    """
    bare = title.strip()
    if not bare.endswith("?"):
        return bare, False
    first = _CLAIM_FIRST.match(bare)
    if first and not _YES_OR_NO.match(bare) and not _ASKS.match(bare):
        return first["claim"], False
    return bare, True


def _towards(claim: Claim, *, title: str, stems: frozenset[str]) -> int:
    """1 for a claim that says what the title says, -1 for one that denies it, 0 for one about something else."""
    if len(stems) < _FEWEST or claim.text.endswith("?"):
        return 0
    if title.endswith("?") and not _YES_OR_NO.match(title):
        return 0  # neither yes nor no is an answer
    shared = len(stems & set(stems_of(claim.text)))
    alike = bool(_DEMANDS.search(title)) and bool(_DEMANDS.search(claim.text))
    if shared < (_FEWEST if alike else _MANY) or shared < _SAME * len(stems):
        return 0
    return 1 if len(_AGAINST.findall(claim.text)) % 2 == len(_AGAINST.findall(title)) % 2 else -1


def side_of(posts: Iterable[str], *, positions: Mapping[str, Position]) -> Side:
    """The side of several posts together: that of most which take one, or neither where they are divided.

    Example:
        >>> side_of(["a", "b"], positions={"a": Position("against", 0.8), "b": Position("neither", 0.6)})
        'against'
    """
    sides = [positions[post].side for post in posts if post in positions]
    total = sides.count("for") - sides.count("against")
    sided = sides.count("for") + sides.count("against")
    if not sided or abs(total) * 3 < sided or sided * 3 < len(sides):
        return "neither"
    return "for" if total > 0 else "against"


def _named(sign: int) -> Stance:
    return "support" if sign > 0 else "attack" if sign < 0 else "neutral"
