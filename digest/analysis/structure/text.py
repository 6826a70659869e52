"""A transcript made ready to be weighed: lines taken apart, quotes traced, openings looked up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from digest.analysis.structure.lines import TYPED, Line, line_of, rarity, word_set
from digest.model import Document, Post, Quote

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
class Quoting:
    """A quoted line and the earlier line that it repeats, by position."""

    line: int
    source: int


@dataclass(frozen=True, slots=True)
class Text:
    """A transcript for the features.

    Attributes:
        rare: how telling each term is.
        quotings: in reading order, one for each line whose quote was traced.
        openings: for each line, what the model's word list says of it: the higher, the more like a post's first.
        article: the transcript names the site of an article, which its posts can speak of.
    """

    lines: tuple[Line, ...]
    rare: Mapping[str, float]
    quotings: tuple[Quoting, ...]
    title: Line
    openings: tuple[float, ...]
    article: bool = False


def read(document: Document, *, quotes: Iterable[Quote]) -> Text:
    """Make ready a document that has one post a line; what the word list says is added by `worded`."""
    lines = tuple(line_of(post) for post in document.posts)
    place = {post.id: at for at, post in enumerate(document.posts)}
    source: dict[int, int] = {}
    for quote in quotes:
        if quote.source is not None:
            source.setdefault(place[quote.post], place[quote.source])
    return Text(
        lines=lines,
        rare=rarity(lines),
        quotings=tuple(Quoting(line, source[line]) for line in sorted(source)),
        title=line_of(Post("title", document.title)),
        openings=(0.0,) * len(lines),
        article=document.site is not None,
    )


def worded(text: Text, lexicon: Mapping[str, float]) -> Text:
    """The text with what a word list says of each line; its own constant stands under the empty word."""
    base = lexicon.get("", 0.0)
    scores = (base + sum(lexicon.get(token, 0.0) for token in tokens(text.lines, at)) for at in range(len(text.lines)))
    return replace(text, openings=tuple(scores))


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
