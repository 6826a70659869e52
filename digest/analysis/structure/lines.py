"""What one line of a flattened transcript looks like, before anything is known of posts."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from digest.model import Post
from digest.text.normal import words
from digest.text.spans import blocks_of, unquoted

Row = dict[str, float]
"""What speaks for and against something, by the feature's name."""


def word_set(text: str) -> frozenset[str]:
    """A set of words, written as a text."""
    return frozenset(text.split())


ENDS = {".": "stop", "!": "cry", "?": "ask", ":": "colon", ",": "comma", ";": "comma", "…": "dots", "-": "comma"}
_CLOSERS = "\"'”’)]*_"
_SAYING = re.compile(r"[\"“][^\"“”]{40,}[\"”][.,]?")
TYPED = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
"""Words and marks as they were typed."""
RUN = 3
"""So many lines in a row that say the same are as many posts, and so many such posts siblings: of two lines, one may
well be said for emphasis, and of two posts, one may answer the other."""
_URL = re.compile(r"https?://\S+|www\.\S+")
_SENTENCE_END = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s+[\"'“(\[]*[A-Z]|\s*$)")
_STOP = word_set(
    "a an and are as at be been but by can could did do does for from had has have he her him his how i i'm if in is it"
    " it's its just like me more my no not of on or our she should so some than that that's the their them then there"
    " these they this to too up us was we were what when where which who why will with would you you're your yours"
    " don't about all also any because even get got into know much only other out really say think very much one"
)


def in_runs(said: Iterable[Hashable]) -> tuple[bool, ...]:
    """For each, whether it stands in a row of RUN or more that are the same."""
    lengths = [len(list(run)) for _, run in groupby(said)]
    return tuple(length >= RUN for length in lengths for _ in range(length))


@dataclass(frozen=True, slots=True)
class Line:
    """One line, taken apart once.

    Attributes:
        kind: quote, list, footnote, code or paragraph; or saying, one that is nothing but words in quotation marks.
        words: all its words, in lower case.
        terms: its words that mean something, counted.
        end: how it ends: stop, cry, ask, colon, comma, dots, or none.
        sentences: how many sentences it holds, at least 1.
        urls: how many addresses it holds.
    """

    text: str
    kind: str
    words: tuple[str, ...]
    terms: Counter[str]
    end: str
    sentences: int
    urls: int


def line_of(post: Post) -> Line:
    """Take apart a transcript's line, which its reader gave as a post.

    Example:
        >>> line = line_of(Post("l2", "Bees matter. Do they?"))
        >>> line.end, line.sentences, sorted(line.terms)
        ('ask', 2, ['bees', 'matter'])
    """
    blocks = blocks_of(post)
    plain = unquoted(post.text).strip()
    urls = _URL.findall(plain)
    said = _URL.sub(" ", plain)
    found = tuple(words(said))
    kind = "saying" if blocks[:1] and blocks[0].kind == "paragraph" and _SAYING.fullmatch(plain) else ""
    kind = kind or (blocks[0].kind if blocks else "paragraph")
    return Line(
        text=plain,
        kind=kind,
        words=found,
        terms=Counter(word for word in found if word not in _STOP and len(word) > 1),
        end=_end(plain),
        sentences=max(1, len(_SENTENCE_END.findall(said))),
        urls=len(urls),
    )


def _end(text: str) -> str:
    bare = text.rstrip(_CLOSERS + " ")
    if bare.endswith(("...", "..")):
        return "dots"
    return ENDS.get(bare[-1:], "none")


def rarity(lines: Sequence[Line]) -> dict[str, float]:
    """How telling each term is: log inverse line frequency, quoted lines not counted."""
    count = Counter(term for line in lines if line.kind != "quote" for term in line.terms)
    return {term: math.log((len(lines) + 1) / n) for term, n in count.items()}


def alike(one: Counter[str], other: Counter[str], rare: Mapping[str, float]) -> float:
    """Cosine of two bags of terms, weighted by rarity, 0 to 1."""
    dot = shared(one, other, rare)
    return dot / (norm(one, rare) * norm(other, rare)) if dot else 0.0


def shared(one: Counter[str], other: Counter[str], rare: Mapping[str, float]) -> float:
    """The weight of the terms that two bags share; `alike` before it is divided by their norms."""
    if len(other) < len(one):
        one, other = other, one
    return sum(rare.get(term, 1.0) ** 2 * n * other[term] for term, n in one.items() if term in other)


def norm(bag: Counter[str], rare: Mapping[str, float]) -> float:
    """The length of a bag as a weighted vector; 1 for an empty one."""
    return math.sqrt(sum((rare.get(term, 1.0) * n) ** 2 for term, n in bag.items())) or 1.0
