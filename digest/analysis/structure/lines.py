"""The lines of a transcript: each taken apart once, with its traced quote and its score by the word list."""

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
"""Features by name."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set; a readable way to write word lists."""
    return frozenset(text.split())


ENDS = {".": "stop", "!": "cry", "?": "ask", ":": "colon", ",": "comma", ";": "comma", "…": "dots", "-": "comma"}
_CLOSERS = "\"'”’)]*_"
# A line that is nothing but a quotation in marks, of 40 characters or more: shorter ones are titles or irony.
_SAYING = re.compile(r"[\"“][^\"“”]{40,}[\"”][.,]?")
TYPED = re.compile(rf"{WORD}|[^\w\s]")
"""Words and punctuation marks as they were typed."""
RUN = 3
"""Three or more equal lines in a row are a post each, and three or more equal posts in a row are siblings. Two equal
lines may be emphasis, and of two equal posts one may answer the other."""
_URL = re.compile(r"https?://\S+|www\.\S+")
_SENTENCE_END = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s+[\"'“(\[]*[A-Z]|\s*$)")
_STOP = word_set(
    "a an and are as at be been but by can could did do does for from had has have he her him his how i i'm if in is it"
    " it's its just like me more my no not of on or our she should so some than that that's the their them then there"
    " these they this to too up us was we were what when where which who why will with would you you're your yours"
    " don't about all also any because even get got into know much only other out really say think very much one"
)


def in_runs(said: Iterable[Hashable]) -> tuple[bool, ...]:
    """For each value, whether it is one of RUN or more equal ones in a row."""
    lengths = [len(list(run)) for _, run in groupby(said)]
    return tuple(length >= RUN for length in lengths for _ in range(length))


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One line, taken apart once.

    Attributes:
        kind: quote, list, footnote, code, paragraph; or saying, a line that is nothing but words in quotation marks.
        words: all its words, in lower case.
        terms: counts of its content words.
        end: its last mark: stop, cry, ask, colon, comma, dots, or none.
        sentences: number of sentences, at least 1.
        urls: number of addresses.
    """

    text: str
    kind: str
    words: tuple[str, ...]
    terms: Counter[str]
    end: str
    sentences: int
    urls: int


def line_of(post: Post) -> TranscriptLine:
    """Take apart a line, which the reader of transcripts gave as a post.

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
    return TranscriptLine(
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


def rarity(lines: Sequence[TranscriptLine]) -> dict[str, float]:
    """Inverse line frequency of each term (log of lines by lines with it); quoted lines do not count."""
    count = Counter(term for line in lines if line.kind != "quote" for term in line.terms)
    return {term: math.log((len(lines) + 1) / n) for term, n in count.items()}


def alike(one: Counter[str], other: Counter[str], rare: Mapping[str, float]) -> float:
    """Cosine similarity of two bags of terms, weighted by rarity, 0 to 1."""
    dot = shared(one, other, rare)
    return dot / (norm(one, rare) * norm(other, rare)) if dot else 0.0


def shared(one: Counter[str], other: Counter[str], rare: Mapping[str, float]) -> float:
    """The weight of the terms that two bags share: the cosine before it is divided by the norms."""
    if len(other) < len(one):
        one, other = other, one
    return sum(rare.get(term, 1.0) ** 2 * n * other[term] for term, n in one.items() if term in other)


def norm(bag: Counter[str], rare: Mapping[str, float]) -> float:
    """The norm of a bag as a weighted vector; 1 for an empty bag."""
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
"""Words of a line that are looked up in the word list wherever they are."""


@dataclass(frozen=True, slots=True)
class LineQuote:
    """A quoted line and the earlier line that it repeats, by index."""

    line: int
    source: int


@dataclass(frozen=True, slots=True)
class Transcript:
    """A transcript, ready for its features.

    Attributes:
        rare: inverse line frequency of each term.
        quotings: the lines whose quote was traced, in reading order.
        openings: for each line its score by the word list, in log odds: the higher, the more like a post's first line.
        article: whether the transcript names the site of an article, which posts can then refer to.
    """

    lines: tuple[TranscriptLine, ...]
    rare: Mapping[str, float]
    quotings: tuple[LineQuote, ...]
    title: TranscriptLine
    openings: tuple[float, ...]
    article: bool = False


def prepare(document: Document, *, quotes: Iterable[Quote]) -> Transcript:
    """Prepare a document with one post for each line; `with_openings` adds the scores by the word list."""
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
    """The transcript with scores by a word list, whose constant has the empty word as its key."""
    base = lexicon.get("", 0.0)
    scores = (
        base + sum(lexicon.get(token, 0.0) for token in tokens(transcript.lines, at))
        for at in range(len(transcript.lines))
    )
    return replace(transcript, openings=tuple(scores))


def tokens(lines: Sequence[TranscriptLine], at: int) -> list[str]:
    """The entries of the word list that apply to a gap: words at fixed places of the line and its neighbours.

    The first character says where. In lower case: `1` the first one to three words of the line, `2` any of its first
    25, `3` the first one or two of the line after it, `0` the last one or two of the line before, `8` the first one or
    two of that, `9` any of its last 25. As typed, with marks: `a` the first one to four of the line, `z` its last one
    to three, `y` the last one to four of the line before.

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
