"""Parents."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean

import numpy as np

from digest.analysis.boosted_trees import Floats
from digest.analysis.structure.lines import (
    AGREE,
    ARTICLE,
    ASK,
    DENY,
    GOES_ON,
    YOU,
    I,
    Row,
    Transcript,
    alike,
    in_runs,
    norm,
    shared,
)
from digest.text.normal import words

_ON_ARTICLE = re.compile(
    r"\b(?:the|this) (?:(?:whole|entire|original|linked|same) )?"
    r"(?:article|author|essay|blog ?post|post|paper|piece|headline|title|submission)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")
_HEAD = 25
"""So many words into a post it shows what the post is about."""
_ANSWERS = (AGREE | DENY | GOES_ON) - {"this"}

NONE = -1
"""The candidate that stands for answering no post."""
REACH = 12
"""How far up the open path is looked, besides the first post."""


@dataclass(frozen=True, slots=True)
class PostLines:
    """The lines of one post, from `first` to before `end`, with what the candidates' features need of them.

    Attributes:
        likely: that its first line begins a post.
        quiet: how likely none of its lines does, the first one neither.
    """

    first: int
    end: int
    terms: Counter[str]
    norm: float
    head: Counter[str]
    head_norm: float
    size: int
    asks: bool
    quoted: Counter[int]
    quotes: int
    likely: float
    quiet: float


def posts_between(transcript: Transcript, starts: Sequence[int], likely: Floats) -> tuple[PostLines, ...]:
    """The posts between the chosen boundaries.

    Args:
        likely: for each line, how likely it begins a post.
    """
    ends = [*starts[1:], len(transcript.lines)]
    owner = [number for number, (first, end) in enumerate(zip(starts, ends, strict=True)) for _ in range(first, end)]
    source = {quoting.line: owner[quoting.source] for quoting in transcript.quotings}
    out = []
    for first, end in zip(starts, ends, strict=True):
        own = [line for line in transcript.lines[first:end] if line.kind != "quote"]
        terms, head = _bag(line.terms for line in own), _bag(line.terms for line in own[:2])
        out.append(
            PostLines(
                first=first,
                end=end,
                terms=terms,
                norm=norm(terms, transcript.rare),
                head=head,
                head_norm=norm(head, transcript.rare),
                size=sum(len(line.words) for line in own),
                asks=any(line.end == "ask" for line in own),
                quoted=Counter(source[at] for at in range(first, end) if at in source),
                quotes=sum(line.kind == "quote" for line in transcript.lines[first:end]),
                likely=float(likely[first]),
                quiet=float(np.prod(1 - likely[first:end])),
            )
        )
    return tuple(out)


def _bag(parts: Iterable[Counter[str]]) -> Counter[str]:
    bag: Counter[str] = Counter()
    for part in parts:
        bag.update(part)
    return bag


def repeated(transcript: Transcript, posts: Sequence[PostLines]) -> tuple[bool, ...]:
    """For each post, whether it is of a run of posts that say the same, however often each of them says it."""
    return in_runs(
        frozenset(line.text.casefold() for line in transcript.lines[post.first : post.end]) for post in posts
    )


@dataclass(slots=True)
class Path:
    """The open path while the posts are gone through in order.

    Attributes:
        posts: from the first post of the conversation to the post before the one that is looked at.
    """

    posts: list[int] = field(default_factory=list)

    def candidates(self) -> list[int]:
        """The posts that may be answered, nearest first, then none."""
        near = self.posts[: -REACH - 1 : -1]
        return [*near, *([self.posts[0]] if len(self.posts) > REACH else []), NONE]

    def last_reply(self, rank: int) -> int:
        """The last reply so far to the candidate of a rank, on the path right below it; NONE to the nearest."""
        if rank == 0:
            return NONE
        return self.posts[-rank] if rank < REACH else self.posts[1]

    def answer(self, post: int, parent: int) -> None:
        """Go on with a post that answers `parent`."""
        while self.posts and self.posts[-1] != parent:
            self.posts.pop()
        self.posts.append(post)


def on_article(transcript: Transcript, post: PostLines) -> bool:
    """Whether a post opens by speaking of the article that the discussion is about, and to nobody.

    Example: "This whole article is a long way of saying no.", but not "No, the author means what he says.".
    """
    line = next((one for one in transcript.lines[post.first : post.end] if one.kind != "quote"), None)
    if not transcript.article or post.quoted or line is None:
        return False
    head = " ".join(_QUOTED.sub(" ", line.text).split()[:_HEAD])
    own = words(head)
    return bool(_ON_ARTICLE.search(head)) and own[0] not in _ANSWERS and not YOU.intersection(own)


def habits(transcript: Transcript, posts: Sequence[PostLines]) -> Row:
    """How this discussion is written, for all its posts alike."""
    sizes = [post.size for post in posts]
    return {
        "words": fmean(sizes),
        "lines": len(transcript.lines) / len(posts),
        "short": fmean(size < 20 for size in sizes),
        "quoting": fmean(post.quotes > 0 for post in posts),
        "traced": fmean(bool(post.quoted) for post in posts),
        "opening": fmean(transcript.openings[post.first] for post in posts),
        "first": posts[0].size / (fmean(sizes) + 1),
        "sentences": fmean(line.sentences for line in transcript.lines),
    }


def features(
    transcript: Transcript, posts: Sequence[PostLines], at: int, path: Path, usual: Row
) -> Iterator[tuple[int, Row]]:
    """Each candidate of a post with what speaks for it."""
    post = posts[at]
    among = path.candidates()
    opening = _opening(transcript, post)
    whole = {c: shared(post.terms, posts[c].terms, transcript.rare) / (post.norm * posts[c].norm) for c in among[:-1]}
    head = {
        c: shared(post.head, posts[c].terms, transcript.rare) / (post.head_norm * posts[c].norm) for c in among[:-1]
    }
    quoted = sum(post.quoted.values())
    best = max(whole.values(), default=0.0)
    before = posts[at - 1]
    surely = _last_starts(posts, at)
    twin = post.size == before.size and post.terms == before.terms
    for rank, c in enumerate(among):
        other = posts[c] if c != NONE else None
        beside = path.last_reply(rank) if c != NONE else path.posts[0]
        yield (
            c,
            {
                **usual,
                **opening,
                "none": float(c == NONE),
                "back": float(min(at - c, 60)) if c != NONE else 60.0,
                "quoted": post.quoted[c] / quoted if quoted else 0.0,
                "quoted_other": 1 - post.quoted[c] / quoted if quoted else 0.0,
                "quotes": float(post.quotes),
                "alike": whole.get(c, 0.0),
                "alike_head": head.get(c, 0.0),
                "alike_best": best,
                "alike_behind": best - whole.get(c, 0.0),
                "alike_before": whole[at - 1],
                "alike_beside": whole.get(beside, 0.0),
                "twin": float(twin),
                "size": math.log(post.size + 1),
                "size_other": math.log(other.size + 1) if other else 0.0,
                "size_before": math.log(before.size + 1),
                "size_beside": math.log(posts[beside].size + 1) if beside != NONE else 0.0,
                "asks_self": float(post.asks),
                "asks": float(bool(other and other.asks)),
                "asks_before": float(before.asks),
                "last_start": surely.get(c, 0.0),
                "likely": other.likely if other else 1.0,
                "likely_before": before.likely,
                "likely_self": post.likely,
            },
        )


def _last_starts(posts: Sequence[PostLines], at: int) -> dict[int, float]:
    """For the posts before one, how likely the last line that truly began a post stands in each.

    Lines within the posts count too: a start that was missed there makes its post the one that is answered.
    """
    out, rest = {}, 1.0
    for c in range(at - 1, max(-1, at - 1 - REACH), -1):
        out[c] = rest * (1 - posts[c].quiet)
        rest *= posts[c].quiet
    return out


def _opening(transcript: Transcript, post: PostLines) -> Row:
    own = [line for line in transcript.lines[post.first : post.end] if line.kind != "quote"]
    line = own[0] if own else transcript.lines[post.first]
    first, head = (line.words[0] if line.words else ""), line.words[:12]
    return {
        "agrees": float(first in AGREE),
        "denies": float(first in DENY),
        "inquires": float(first in ASK),
        "you": float(bool(YOU.intersection(head))),
        "i": float(first in I),
        "article": float(any(ARTICLE.intersection(one.words) for one in own[:3])),
        "goes_on": float(first in GOES_ON),
        "opens": transcript.openings[post.first],
        "title": alike(line.terms, transcript.title.terms, transcript.rare),
        "links": float(any(one.urls for one in own)),
    }


Odds = Callable[[Sequence[Row]], Floats]

_TOLD = 100
"""After so many posts it is told how far this is."""
LEAN = 0.5
"""Log odds given to the nearest candidate: to answer it keeps the path whole, any other closes posts for good."""
ON_ARTICLE = 0.6
"""How likely a post answers nobody that opens by speaking of the article. Judged by hand: the threads that the trees
were learned from begin below a comment, so that next to none of their posts speaks of an article."""


@dataclass(frozen=True, slots=True)
class ParentChoice:
    """Whom a post answers, by position, or NONE; how likely; and what spoke for it.

    Attributes:
        share: the part of its traced quotes that quote the post answered.
        alike: how much it shares with the post answered, 0 to 1.
        subjects: the most telling terms that both use.
        asked: the post answered asks something.
        next: it stands right below the post answered.
        beside: it was hung beside the post before it, whose words it or the posts below repeat.
        alone: how likely it answers no post.
        article: it, or the post that it was hung beside, answers none because it opens by speaking of the article.
    """

    parent: int
    likely: float
    share: float = 0.0
    alike: float = 0.0
    asked: bool = False
    next: bool = False
    beside: bool = False
    alone: float = 0.0
    article: bool = False
    subjects: tuple[str, ...] = ()


def attach(
    transcript: Transcript, posts: Sequence[PostLines], *, odds: Odds, tell: Callable[[int], None] = lambda done: None
) -> list[ParentChoice]:
    """The answers of all posts in order; the first post answers none.

    Posts in a row that say the same are not weighed: they stand beside each other, as sure as the first is. So does
    the first of them beside the post before it, since a run of siblings that shows in the middle of a thread has
    most likely begun before it shows. Only the thread's first post has nothing beside it.
    """
    path = Path()
    usual = habits(transcript, posts)
    same = repeated(transcript, posts)
    out: list[ParentChoice] = []
    for at in range(len(posts)):
        if at % _TOLD == 0:
            tell(at)
        if at == 0:
            answer = ParentChoice(NONE, 1.0, alone=1.0)
        elif on_article(transcript, posts[at]):
            answer = ParentChoice(NONE, ON_ARTICLE, alone=ON_ARTICLE, article=True)
        else:
            beside = out[-1] if same[at] and at > 1 else None
            answer = _best(list(features(transcript, posts, at, path, usual)), odds, beside=beside)
            answer = replace(
                answer, next=answer.parent == at - 1, subjects=_subjects(transcript, posts, at, answer.parent)
            )
        path.answer(at, answer.parent)
        out.append(answer)
    return out


def _best(candidates: Sequence[tuple[int, Row]], odds: Odds, *, beside: ParentChoice | None) -> ParentChoice:
    score = odds([row for _, row in candidates])
    score[0] += LEAN
    share = np.exp(score - score.max())
    share /= share.sum()
    best = [c for c, _ in candidates].index(beside.parent) if beside else int(share.argmax())
    parent, row = candidates[best]
    return ParentChoice(
        parent=parent,
        likely=beside.likely if beside else float(share[best]),
        share=row["quoted"],
        alike=row["alike"],
        asked=bool(row["asks"]),
        beside=beside is not None,
        article=beside is not None and beside.article,
        alone=float(share[[c for c, _ in candidates].index(NONE)]),
    )


def _subjects(transcript: Transcript, posts: Sequence[PostLines], at: int, parent: int) -> tuple[str, ...]:
    if parent == NONE:
        return ()
    mine, theirs = posts[at].terms, posts[parent].terms
    both = [term for term in mine if term in theirs and len(term) > 3]
    return tuple(
        sorted(both, key=lambda term: (-transcript.rare.get(term, 1.0) * min(mine[term], theirs[term]), term))[:2]
    )
