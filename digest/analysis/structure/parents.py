"""Which post each post answers: candidate parents, their features, and the choice of the most likely one.

A flattened thread is written depth first: the replies to a post are below it, before the next reply to what it answers.
So a post can answer only the post before it or an ancestor of that: the open path (the rightmost branch of the tree so
far). One more candidate is to answer nobody.

No feature depends on the tree built so far: no depth, no number of replies, no position on the path. A model that
learns such numbers from true trees makes each wrong decision more likely to cause the next one.
"""

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
"""Words at the beginning of a post in which a reference to the article counts."""
_ANSWERS = (AGREE | DENY | GOES_ON) - {"this"}

NONE = -1
"""The candidate for a post that answers nobody."""
REACH = 12
"""Candidates on the open path, besides the first post of the conversation."""


@dataclass(frozen=True, slots=True)
class PostLines:
    """The lines of one post, from `first` to before `end`, with all that features need to know of them.

    Attributes:
        terms: counts of its content words, quoted lines left out, and `norm` their norm.
        head: those of its first two lines, and `head_norm` their norm.
        size: words, quoted lines left out.
        asks: whether a line of it ends with a question mark.
        quoted: how many of its traced quotes are of each post, by index.
        quotes: number of its quoted lines.
        likely: the probability that its first line begins a post.
        quiet: the probability that none of its lines does, not even the first.
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
        likely: the probability that each line begins a post.
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
    """For each post, whether it is one of three or more posts in a row that say the same."""
    return in_runs(
        frozenset(line.text.casefold() for line in transcript.lines[post.first : post.end]) for post in posts
    )


@dataclass(slots=True)
class OpenPath:
    """The open path: the posts from the first of the conversation down to the latest, each answering the one before.

    Attributes:
        posts: their indexes.
    """

    posts: list[int] = field(default_factory=list)

    def candidates(self) -> list[int]:
        """The candidate parents of the next post, nearest first, then NONE."""
        near = self.posts[: -REACH - 1 : -1]
        return [*near, *([self.posts[0]] if len(self.posts) > REACH else []), NONE]

    def last_reply(self, rank: int) -> int:
        """The latest reply to the candidate of a rank, which is below it on the path; NONE for the nearest one."""
        if rank == 0:
            return NONE
        return self.posts[-rank] if rank < REACH else self.posts[1]

    def answer(self, post: int, parent: int) -> None:
        """Continue the path with a post that answers `parent`."""
        while self.posts and self.posts[-1] != parent:
            self.posts.pop()
        self.posts.append(post)


def on_article(transcript: Transcript, post: PostLines) -> bool:
    """Whether a post opens by referring to the discussed article and addresses nobody.

    Example: "This whole article is a long way of saying no.", but not "No, the author means what he says.".
    """
    line = next((one for one in transcript.lines[post.first : post.end] if one.kind != "quote"), None)
    if not transcript.article or post.quoted or line is None:
        return False
    head = " ".join(_QUOTED.sub(" ", line.text).split()[:_HEAD])
    own = words(head)
    return bool(_ON_ARTICLE.search(head)) and own[0] not in _ANSWERS and not YOU.intersection(own)


def habits(transcript: Transcript, posts: Sequence[PostLines]) -> Row:
    """The style of the whole discussion: the same features for all posts."""
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
    transcript: Transcript, posts: Sequence[PostLines], at: int, path: OpenPath, usual: Row
) -> Iterator[tuple[int, Row]]:
    """The candidate parents of a post with their features."""
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
    """For each of the posts before one, the probability that the last true beginning of a post is in it.

    Lines inside of posts count too: if a boundary was missed there, that post is the one that is answered.
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
"""Posts after which progress is reported."""
LEAN = 0.5
"""Log odds added to the nearest candidate: any other removes posts from the path for good, so doubt favours it."""
ON_ARTICLE = 0.6
"""The probability that a post answers nobody if it opens by referring to the article. Set by hand: the training threads
begin below a comment, so hardly any of their posts refers to an article."""


@dataclass(frozen=True, slots=True)
class ParentChoice:
    """The chosen parent of a post, and why.

    Attributes:
        parent: its index, or NONE.
        likely: its probability.
        share: the share of the post's traced quotes that quote the parent.
        alike: cosine similarity with the parent, 0 to 1.
        asked: whether the parent asks something.
        next: whether the parent is the post right above.
        beside: whether the post was made a sibling of the post before it, because both say the same.
        alone: the probability that the post answers nobody.
        article: whether it, or the sibling that it follows, answers nobody because it refers to the article.
        subjects: the rarest terms that post and parent share.
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
    """The parents of all posts in order; the first post has none.

    Equal posts in a row are siblings by rule, with the confidence of the first. The first of them is made a sibling of
    the post before it, since a run of siblings has most likely begun before it shows.

    Args:
        odds: the log odds of candidates by their features.
        tell: called with the number of posts done.
    """
    path = OpenPath()
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
