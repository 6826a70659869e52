"""Candidates for key points: whole sentences in the author's own words that can be read alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from digest.model import Block, Document, Post, Quote
from digest.text.normal import WORD
from digest.text.sentences import split
from digest.text.spans import Span, blocks_of, cut

__all__ = ["PointCandidate", "candidates"]

FEWEST = 4
"""Fewest words of a candidate; a shorter sentence says too little by itself."""
MOST = 70
"""Most words; a longer sentence is not read as one point."""
_PROSE = ("paragraph", "list")
_HALF = 0.5

_WORD = re.compile(WORD)
_ENDS = re.compile(r"[.!?…][\"'”’)\]*_]*$")
_MARKER = re.compile(r"(?:[-*•]+|\(?\d{1,2}[.)]|\[\d{1,2}\]:?|#+)\s+(?=\S)")
"""The marker of a list item, a footnote or a heading, which is not part of the sentence."""
_VERDICT = re.compile(
    r"(?:(?:[A-Z]{2,5}[,.;:!–—-]+|NTA|YTA|ESH|NAH|YWBTA|YWNBTA|IMO|IMHO|FWIW|AFAIK)\s+(?:here|but|and)?,?\s*"
    r"|(?i:yes|no|yeah|nope|yep|well|lol|ok|okay|oh|honestly|sorry|exactly|agreed|edit|update)[,:;–—-]+\s+)"
    r"(?!(?:for|because|since|if|as|to|with|on)\b)(?=\w)"
)
"""A verdict ("NTA, …") or a short reaction before the sentence proper."""
_LED_BY = re.compile(
    r"(?:(?:and|but|so|or|also|plus|then|however|therefore|thus|hence|moreover|furthermore|besides|still|yet|again"
    r"|anyway|of course|in fact|in addition|finally|secondly|thirdly|first(?:ly)?|first of all|on the other hand"
    r"|for example|for instance|i mean|you see|look|like i said|as i said|to be (?:fair|honest|clear)|that said"
    r"|that being said|having said that),?\s+)+",
    re.IGNORECASE,
)
"""Opening words that link a sentence to the one before it; they are cut off."""
_IDLE = re.compile(
    r"\W*(?:https?://|www\.|thanks\b|thank you\b|hello\b|hi\b|hey\b|cheers\b|welcome\b|edit\b|update\b|sent from"
    r"|posted (?:by|from)|originally posted|on .{4,60}\bwrote\b|source\s*:|sources\s*:|tl;?dr\W*$|re:|i am a bot"
    r"|i'm a bot|(?:best|kind) regards|regards\b|yours\b|--+\s)",
    re.IGNORECASE,
)
"""Greetings, signatures, sources and what software adds."""
_RELATIVE = re.compile(r"(?:which|who|whose|whom|where|as if|as though|rather than|instead of)\b", re.IGNORECASE)
"""A statement with one of these at the beginning is the end of the sentence before it."""
_NO_SUBJECT = re.compile(
    r"(?:really |just |still |also |only |probably |definitely )?(?:has|hasn['’]t|is|isn['’]t|was|wasn['’]t|been|had"
    r"|does|doesn['’]t|says|sucks|seems|sounds|looks|makes|means|goes|shows|depends|feels|became|gets)\b",
    re.IGNORECASE,
)
"""A statement that begins with its verb has its subject in the sentence before."""


@dataclass(frozen=True, slots=True)
class PointCandidate:
    """A sentence, without opening words that link it to the one before.

    Attributes:
        at: the number of the sentence in its post, from 0.
        count: number of sentences of the post.
        after_quote: whether it is the first sentence after a quoted passage.
        cut: whether opening words ("But", "And so") were cut off.
    """

    post: str
    start: int
    end: int
    text: str
    at: int
    count: int
    after_quote: bool = False
    cut: bool = False


def candidates(document: Document, *, quotes: Iterable[Quote]) -> tuple[PointCandidate, ...]:
    """All candidates of a document, in reading order; `text` is `post.text[start:end]`.

    Left out is text that cannot be read alone or is not the author's own: quotes, code, footnotes, headings, greetings,
    bare links, lead-ins that end in a colon, and halves of a sentence that a line break split.

    Args:
        document: with its structure recovered.
        quotes: traced and untraced, in blocks and in quotation marks.

    Example:
        >>> post = Post("a", "Look at this:\\n\\nBut trams carry more people than cars do.")
        >>> [one.text for one in candidates(Document("d.md", "d", "Trams", "markdown", (post,)), quotes=())]
        ['trams carry more people than cars do.']
    """
    foreign: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for quote in quotes:
        foreign[quote.post].append((quote.start, quote.end))
    return tuple(
        one
        for post in document.posts
        for one in _of_post(post, foreign=foreign.get(post.id, ()), language=document.language)
    )


def _of_post(post: Post, *, foreign: Sequence[tuple[int, int]], language: str) -> Iterator[PointCandidate]:
    code = [(mark.start, mark.end) for mark in post.marks]
    said: list[tuple[Span, bool, bool]] = []
    after = False
    for block in blocks_of(post):
        if block.kind in _PROSE:
            for sentence, whole in _sentences(post, block, language=language):
                said.append((sentence, whole, after))
                after = False
        else:
            after = block.kind == "quote"
    for at, (sentence, whole, follows) in enumerate(said):
        span = _bare(sentence)
        if whole and _readable(span.text) and _covered(span, foreign) < _HALF and _covered(span, code) < _HALF:
            yield PointCandidate(
                post.id, span.start, span.end, span.text, at, len(said), follows, span.start > sentence.start
            )


def _sentences(post: Post, block: Block, *, language: str) -> Iterator[tuple[Span, bool]]:
    """The sentences of a block, and whether each is whole: no half of a sentence that was split in two."""
    found = list(split(post.text[block.start : block.end], language=language, offset=block.start))
    for at, one in enumerate(found):
        opened = at > 0 and not _ENDS.search(found[at - 1].text) and one.text[0].islower()
        left_open = not _ENDS.search(one.text) and at + 1 < len(found) and found[at + 1].text[0].islower()
        yield one, not opened and not left_open


def _bare(sentence: Span) -> Span:
    """The sentence without a list marker, a verdict or a link to the sentence before."""
    start = 0
    for pattern in (_MARKER, _VERDICT, _LED_BY):
        found = pattern.match(sentence.text, start)
        if found and len(_WORD.findall(sentence.text, found.end())) >= FEWEST:
            start = found.end()
    piece = cut(sentence.text, start, len(sentence.text))
    return Span(sentence.start + piece.start, sentence.start + piece.end, piece.text)


def _readable(text: str) -> bool:
    count = len(_WORD.findall(text))
    if not FEWEST <= count <= MOST or text.endswith((":", ",", ";", "…:")):
        return False
    if (_RELATIVE.match(text) or _NO_SUBJECT.match(text)) and "?" not in text:
        return False
    return not _IDLE.match(text) and text.count('"') % 2 == 0


def _covered(span: Span, others: Sequence[tuple[int, int]]) -> float:
    inside = sum(max(0, min(span.end, end) - max(span.start, start)) for start, end in others)
    return inside / max(1, span.end - span.start)
