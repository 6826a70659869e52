"""Threads to learn structure from: a title, lines, and the post of each line; and variants of them (augmentation)."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from digest.analysis import quotes
from digest.analysis.structure import line_features
from digest.analysis.structure.lines import Transcript, prepare
from digest.sources import reddit, transcript
from digest.sources.base import SourceFile, load

FOLDS = 5
LONG = 500
"""Characters of a paragraph to which no sentence is added."""
AS_IS, SHORT, SHUFFLED, UNQUOTED, JOINED, SOLID = "as is", "short", "shuffled", "unquoted", "joined", "solid"
PUBLIC, PLENTY = "public", "plenty"
_WORTH, _VARIANT = {AS_IS: 1.0, PUBLIC: 0.4, PLENTY: 0.2}, 0.3
"""Weights of threads of the benchmark, of archives, and of variants."""
_WORDS = 0.11
"""Weight of a thread of PLENTY for the word list."""
_SEVERAL = 2
"""Lines of a post, on average, above which whole paragraphs are made of a thread of PLENTY."""
_QUOTE = re.compile(r"\s*>")


@dataclass(frozen=True)
class Thread:
    """A discussion whose structure is known.

    Attributes:
        name: of its file; `kind` is its first part.
        owner: the post of each line, without the title.
        parent: the parent of each post.
        made: how it was made: AS_IS for an original, PUBLIC or PLENTY for a thread of an archive (PLENTY where that has
            thousands), else the kind of variant.
        scored: whether it counts in reported figures.
        answers: whether parents are known.
        trees: whether the boosted trees learn from it, and not the word list alone.
    """

    name: str
    title: str
    lines: tuple[str, ...]
    owner: tuple[str, ...]
    parent: Mapping[str, str | None]
    made: str = AS_IS
    scored: bool = True
    answers: bool = True
    trees: bool = True

    @property
    def kind(self) -> str:
        return self.name.split("-")[0]

    @property
    def debate(self) -> str:
        """Threads below the same opening post are held out together, as they share words."""
        return f"{self.kind} {self.title}"

    @property
    def begins(self) -> npt.NDArray[np.float64]:
        """For each line, 1 where it begins a post."""
        return np.array([1.0, *(a != b for a, b in zip(self.owner, self.owner[1:], strict=False))])


def weights(everything: Sequence[Thread]) -> list[float]:
    """The weight of a line of each thread for the boosted trees.

    Long threads weigh more than short ones, and frequent kinds more than rare ones, but neither in proportion.
    """
    size = dict.fromkeys({thread.kind for thread in everything}, 0.0)
    for thread in everything:
        size[thread.kind] += len(thread.lines) ** 0.5 if thread.made in _WORTH else 0.0
    usual = sum(size.values()) / len(size)
    return [
        len(thread.lines) ** -0.5 * (usual / size[thread.kind]) ** 0.75 * _WORTH.get(thread.made, _VARIANT)
        for thread in everything
    ]


def word_weights(everything: Sequence[Thread]) -> npt.NDArray[np.float64]:
    """The weight of a line of each thread for the word list: as for the trees, except that PLENTY keeps its size.

    A few threads are enough to learn the style of a kind; words need as many as there are.
    """
    plenty = {thread.kind for thread in everything if thread.made == PLENTY}
    usual = iter(weights([thread for thread in everything if thread.kind not in plenty]))
    return np.array(
        [len(t.lines) ** -0.5 * _WORDS if t.kind in plenty else next(usual) for t in everything], np.float64
    )


def folds(everything: list[Thread], *, by_kind: bool = False) -> dict[str, int]:
    """For each debate the fold in which it is held out.

    Each kind is spread over all folds. With `by_kind`, each scored kind is a fold, and all others are in the last.
    """
    out: dict[str, int] = {}
    if by_kind:
        scored = sorted({thread.kind for thread in everything if thread.scored})
        return {t.debate: scored.index(t.kind) if t.kind in scored else FOLDS - 1 for t in everything}
    for kind in sorted({thread.kind for thread in everything}):
        debates = sorted(
            {thread.debate for thread in everything if thread.kind == kind}, key=lambda n: crc32(n.encode())
        )
        out |= {debate: number % FOLDS for number, debate in enumerate(debates)}
    return out


def read_text(thread: Thread) -> Transcript:
    """The thread as the analysis prepares it: read as a transcript, with quotes traced."""
    file = SourceFile(f"{thread.name}.txt", "\n".join((thread.title, *thread.lines)))
    document = transcript.READER.read(file, "en")
    if len(document.posts) != len(thread.lines):
        raise ValueError(f"{thread.name}: {len(thread.lines)} lines were read as {len(document.posts)}")
    return prepare(document, quotes=quotes.trace(document))


def table(thread_text: Transcript) -> list[line_features.Row]:
    return line_features.table(thread_text)


def threads(bench: Path) -> list[Thread]:
    """All originals: the flattened ones, and the listings of the arguments suite, flattened the same way."""
    found = list(_flattened(bench / "structure"))
    known = {thread.name for thread in found}
    return found + [thread for thread in _listings(bench / "arguments") if thread.name not in known]


def _flattened(folder: Path) -> Iterator[Thread]:
    for path in sorted(folder.glob("*.txt")):
        gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
        title, *lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
        yield Thread(path.stem, title, tuple(lines), tuple(gold["owner"][1:]), gold["parent"])


def _listings(folder: Path) -> Iterator[Thread]:
    for path in sorted(folder.glob("*.json")):
        if path.name.endswith(".gold.json"):
            continue
        document = reddit.READER.read(load(path), "en")
        lines = [(" ".join(line.split()), post.id) for post in document.posts for line in post.text.split("\n")]
        lines = [(line, post) for line, post in lines if line]
        if len({post for _, post in lines}) > 1:
            parent = {post.id: post.parent for post in document.posts}
            texts, owner = zip(*lines, strict=True)
            yield Thread(f"cmv-{path.stem}", document.title, texts, owner, parent, scored=False)


def variants(originals: list[Thread], *, seed: int = 9) -> list[Thread]:
    """Variants of threads: posts of one line, siblings in another order, no quotes, whole paragraphs."""
    chance = random.Random(seed)  # noqa: S311 no secret
    out = []
    for thread in originals:
        if thread.made == PLENTY:
            if thread.trees and len(thread.lines) > _SEVERAL * len(thread.parent):
                out.append(_solid(thread, chance))
            continue
        if thread.made == PUBLIC:  # their posts are long, so short ones are added
            out += [_short(thread, chance), *(_solid(thread, chance) for _ in range(2))]
            continue
        if thread.kind == "cmv":  # a sentence a line
            out.append(_joined(thread, chance))
        elif sum(bool(_QUOTE.match(line)) for line in thread.lines) > 2:
            out.append(_unquoted(thread))
        posts = Counter(thread.owner)
        if not thread.scored or thread.kind == "cmv" or len(posts) < 6:
            continue
        if thread.kind != "reddit" and len(posts) > 11:
            out.append(_short(thread, chance))
        if thread.kind != "iac":  # of which there are plenty
            out += [_shuffled(thread, chance) for _ in range(2)]
    return out


def _posts(thread: Thread) -> dict[str, list[str]]:
    posts: dict[str, list[str]] = {}
    for line, post in zip(thread.lines, thread.owner, strict=True):
        posts.setdefault(post, []).append(line)
    return posts


def _made(thread: Thread, posts: dict[str, list[str]], made: str) -> Thread:
    pairs = [(line, post) for post, lines in posts.items() for line in lines]
    texts, owner = zip(*pairs, strict=True)
    return replace(thread, lines=texts, owner=owner, made=made, scored=False)


def _short(thread: Thread, chance: random.Random) -> Thread:
    """Posts cut to their first line or two."""
    posts = {}
    for post, lines in _posts(thread).items():
        own = [line for line in lines if not _QUOTE.match(line)] or lines
        posts[post] = own[: 1 if chance.random() < 0.8 else 2]
    return _made(thread, posts, SHORT)


def _unquoted(thread: Thread) -> Thread:
    """No quoted lines; a post of nothing else keeps them."""
    posts = _posts(thread)
    return _made(
        thread,
        {post: [line for line in lines if not _QUOTE.match(line)] or lines for post, lines in posts.items()},
        UNQUOTED,
    )


def _is_plain(line: str) -> bool:
    """Whether a line is no quote, list item, footnote or address, which keep a line of their own."""
    return not re.match(r"\s*[>*\-\d\[]|https?:", line)


def _together(lines: list[str], fits: Callable[[str, str], bool]) -> list[str]:
    """Lines, each joined to the one before if `fits` says so."""
    out: list[str] = []
    for line in lines:
        if out and fits(out[-1], line):
            out[-1] += " " + line
        else:
            out.append(line)
    return out


def _joined(thread: Thread, chance: random.Random) -> Thread:
    """Sentences joined into paragraphs."""
    posts: dict[str, list[str]] = {}
    for post, lines in _posts(thread).items():
        posts[post] = _together(
            lines,
            lambda whole, line: (
                not _QUOTE.match(whole) and _is_plain(line) and len(whole) < LONG and chance.random() < 0.65
            ),
        )
    return _made(thread, posts, JOINED)


def _solid(thread: Thread, chance: random.Random) -> Thread:
    """Most posts as one paragraph, to a share that differs between threads."""
    posts: dict[str, list[str]] = {}
    size = chance.choice((250, 400, 700, 1000))
    one = chance.uniform(0.4, 1.0)
    for post, lines in _posts(thread).items():
        whole = _together(
            lines,
            lambda whole, line: _is_plain(whole) and _is_plain(line) and len(whole) + len(line) < size,
        )
        most = 1
        while chance.random() > one:
            most += 1
        quoted = sum(not _is_plain(line) for line in whole[:most])
        posts[post] = whole[: most + quoted]
    return _made(thread, posts, SOLID)


def _shuffled(thread: Thread, chance: random.Random) -> Thread:
    """Siblings in another order, and some left out, so that other posts are adjacent."""
    posts = _posts(thread)
    root, *rest = posts
    replies: dict[str | None, list[str]] = {}
    for post in rest:
        parent = thread.parent.get(post)
        replies.setdefault(parent if parent in posts else None, []).append(post)
    order: list[str] = []
    above = replies.get(None, [])
    chance.shuffle(above)
    open_ = [*above, root]
    while open_:
        post = open_.pop()
        order.append(post)
        below = [one for one in replies.get(post, []) if chance.random() < 0.88]
        chance.shuffle(below)
        open_ += below
    return _made(thread, {post: posts[post] for post in order}, SHUFFLED)
