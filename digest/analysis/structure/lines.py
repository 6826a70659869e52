"""Lines."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from digest.model import Document, Post, Quote
from digest.text.normal import WORD, words
from digest.text.spans import blocks_of, unquoted

Row = dict[str, float]
"""What speaks for and against something, by the feature's name."""


def word_set(text: str) -> frozenset[str]:
    """A set of words, written as a text."""
    return frozenset(text.split())


ENDS = {".": "stop", "!": "cry", "?": "ask", ":": "colon", ",": "comma", ";": "comma", "…": "dots", "-": "comma"}
_CLOSERS = "\"'”’)]*_"
_SAYING = re.compile(r"[\"“][^\"“”]{40,}[\"”][.,]?")
TYPED = re.compile(rf"{WORD}|[^\w\s]")
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


I = word_set("i i'm i've i'd i'll my me mine myself im ive")  # noqa: E741 the word itself
YOU = word_set("you you're your yours you've you'd you'll u ur youre")
THEY = word_set("he she they it him her them his their its this that these those")
GOES_ON = word_set(
    "and but also or so then however therefore thus furthermore moreover additionally besides secondly thirdly finally"
    " lastly again further still yet plus otherwise meanwhile instead similarly likewise hence second third next"
    " whereas nor rather anyway anyways conversely regardless nevertheless nonetheless now granted"
    " another for in as of on at when if since because while although though"
)
AGREE = word_set(
    "yes yeah yep yup agreed exactly right true indeed this +1 same sure absolutely definitely ok okay fair good great"
    " nice thanks thank lol haha wow amen ditto correct bingo"
)
DENY = word_set("no nope nah wrong not false incorrect sorry um uh hmm huh er well actually really seriously")
ARTICLE = word_set("article author author's essay blog blogpost paper piece headline op ops writer title submission")
ASK = word_set("what why how who when where which is are do does did can could would should isn't aren't don't")


MANY = 25
"""So many words of a line are looked up wherever they stand."""


@dataclass(frozen=True, slots=True)
class LineQuote:
    """A quoted line and the earlier line that it repeats, by position."""

    line: int
    source: int


@dataclass(frozen=True, slots=True)
class Transcript:
    """A transcript for the features.

    Attributes:
        rare: how telling each term is.
        quotings: in reading order, one for each line whose quote was traced.
        openings: for each line, what the model's word list says of it: the higher, the more like a post's first.
        article: the transcript names the site of an article, which its posts can speak of.
    """

    lines: tuple[Line, ...]
    rare: Mapping[str, float]
    quotings: tuple[LineQuote, ...]
    title: Line
    openings: tuple[float, ...]
    article: bool = False


def prepare(document: Document, *, quotes: Iterable[Quote]) -> Transcript:
    """Make ready a document that has one post a line; what the word list says is added by `worded`."""
    lines = tuple(line_of(post) for post in document.posts)
    place = {post.id: at for at, post in enumerate(document.posts)}
    source: dict[int, int] = {}
    for quote in quotes:
        if quote.source is not None:
            source.setdefault(place[quote.post], place[quote.source])
    return Transcript(
        lines=lines,
        rare=rarity(lines),
        quotings=tuple(LineQuote(line, source[line]) for line in sorted(source)),
        title=line_of(Post("title", document.title)),
        openings=(0.0,) * len(lines),
        article=document.site is not None,
    )


def with_openings(transcript: Transcript, lexicon: Mapping[str, float]) -> Transcript:
    """The text with what a word list says of each line; its own constant stands under the empty word."""
    base = lexicon.get("", 0.0)
    scores = (
        base + sum(lexicon.get(token, 0.0) for token in tokens(transcript.lines, at))
        for at in range(len(transcript.lines))
    )
    return replace(transcript, openings=tuple(scores))


def tokens(lines: Sequence[Line], at: int) -> list[str]:
    """The words at a gap that the word list may know: how the line and its neighbours open, go on and close.

    In small letters: `1` the first one to three words of the line, `2` any of its first 25, `3` the first one or two of
    the line after it; `0` the last one or two of the line before, `8` the first one or two of that, `9` any of its last
    25. As typed, with marks: `a` the first one to four of the line, `z` its last one to three, `y` the last one to four
    of the line before.

    Example:
        >>> from digest.model import Post
        >>> lines = [line_of(Post("l1", "Bees matter.")), line_of(Post("l2", "Why?"))]
        >>> tokens(lines, 1)[:8]
        ['1 why', '2 why', 'a Why', 'a Why ?', 'z ?', 'z Why ?', '0 matter', '0 bees matter']
    """
    line = lines[at]
    if line.kind == "quote":
        return ["> quote"]
    found = [
        *_heads("1", _any_number(line.words[:3])),
        *_each("2", line.words[:MANY]),
        *_heads("a", _any_number(TYPED.findall(line.text[:200])[:4])),
        *_tails("z", TYPED.findall(line.text[-80:])[-3:]),
    ]
    if at + 1 < len(lines):
        found += _heads("3", lines[at + 1].words[:2])
    if at:
        before = lines[at - 1]
        found += _tails("0", before.words[-2:])
        found += _heads("8", before.words[:2])
        found += _each("9", before.words[-MANY:])
        found += _tails("y", TYPED.findall(before.text[-80:])[-4:])
    return found


def _any_number(words: Sequence[str]) -> list[str]:
    return ["#" if word.isdigit() else word for word in words]


def _heads(mark: str, words: Sequence[str]) -> list[str]:
    """The first word, the first two, and so on."""
    return [f"{mark} {' '.join(words[:n])}" for n in range(1, len(words) + 1)]


def _tails(mark: str, words: Sequence[str]) -> list[str]:
    """The last word, the last two, and so on."""
    return [f"{mark} {' '.join(words[-n:])}" for n in range(1, len(words) + 1)]


def _each(mark: str, words: Sequence[str]) -> list[str]:
    return [f"{mark} {word}" for word in dict.fromkeys(words)]
