"""Annotated debates: annotations mapped to the units and posts that digest finds.

A debate is a Reddit listing `NAME.json` with `NAME.gold.json` beside it: argumentative units of each post (offsets in
its raw body) and relations between them. digest works on plain text, so words are compared instead of offsets.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from digest.analysis import quotes as quote_stage
from digest.analysis.claims.roles import ROLES
from digest.analysis.claims.unit_features import Observed, observe
from digest.model import OPENING, TITLE, Document, Quote
from digest.sources import read

Triple = tuple[str, str, str]
_WORD = re.compile(r"\w+")


class Everything:
    """A vocabulary of all words; training chooses the useful ones."""

    def __contains__(self, word: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@dataclass(frozen=True)
class LabelledPost:
    """The units of a post, each with the role of most of its words.

    Attributes:
        debate: the number of the opening post; files that share one are in the same fold.
        roles: of the units; None where a unit's words were not found in the raw text.
        counts: for each unit the number of its words by annotated role.
        rest: the number of words outside of units by annotated role.
        weight: less than 1 for an opening post that is in several files.
    """

    name: str
    debate: int
    seen: Observed
    roles: tuple[str | None, ...]
    counts: tuple[tuple[int, ...], ...]
    rest: tuple[int, ...]
    weight: float


@dataclass(frozen=True)
class Debate:
    """One file: the document, its quotes, its labelled posts, and the annotated edges.

    Attributes:
        triples: (post, earlier post, type), as the benchmark counts them.
        sources: for (reply, type) the texts of the source units.
        targets: for (reply, earlier post) the texts of the target units.
        inside: texts of (unit, unit that it supports) within a post.
    """

    name: str
    debate: int
    document: Document
    quotes: tuple[Quote, ...]
    posts: tuple[LabelledPost, ...]
    triples: frozenset[Triple]
    sources: Mapping[tuple[str, str], tuple[str, ...]]
    targets: Mapping[tuple[str, str], tuple[str, ...]]
    inside: frozenset[tuple[str, str]]


def debates(folder: Path) -> tuple[Debate, ...]:
    """Read all annotated debates of a folder, in the order of their names."""
    files = sorted(one for one in folder.glob("*.json") if not one.name.endswith(".gold.json"))
    documents = [read(one) for one in files]
    numbers = {title: at for at, title in enumerate(sorted({one.title for one in documents}))}
    copies = Counter(one.title for one in documents)
    out = []
    for file, document in zip(files, documents, strict=True):
        gold = json.loads(file.with_suffix(".gold.json").read_text(encoding="utf-8"))
        texts = _raw_texts(json.loads(file.read_text(encoding="utf-8")))
        quotes = quote_stage.trace(document)
        number = numbers[document.title]
        posts = tuple(
            _labelled(
                seen,
                text=texts[seen.post.id],
                marked=gold["adus"].get(seen.post.id, ()),
                name=file.stem,
                debate=number,
                weight=1 / copies[document.title] if seen.post.id == OPENING else 1.0,
            )
            for seen in observe(document, quotes=quotes, vocabulary=Everything())
        )
        out.append(Debate(file.stem, number, document, quotes, posts, *_edges(gold, texts)))
    return tuple(out)


def _raw_texts(listing: Any) -> dict[str, str]:
    texts = {OPENING: listing[0]["data"]["children"][0]["data"]["selftext"]}
    waiting = [listing[1]]
    while waiting:
        for child in waiting.pop()["data"]["children"]:
            texts[child["data"]["id"]] = child["data"]["body"]
            if child["data"]["replies"]:
                waiting.append(child["data"]["replies"])
    return texts


def _labelled(
    seen: Observed, *, text: str, marked: Sequence[Any], name: str, debate: int, weight: float
) -> LabelledPost:
    words = [(found.group().lower(), _role(found, marked)) for found in _WORD.finditer(text)]
    at, roles, counts = 0, [], []
    for unit in seen.units:
        place = _place([word for word, _ in words], _WORD.findall(unit.text.lower()), at)
        count = Counter(role for _, role in words[place[0] : place[1]]) if place else Counter[str]()
        at = place[1] if place else at
        roles.append(count.most_common(1)[0][0] if place else None)
        counts.append(tuple(count[role] for role in ROLES))
    total = Counter(role for _, role in words)
    rest = tuple(total[role] - sum(count[at] for count in counts) for at, role in enumerate(ROLES))
    return LabelledPost(name, debate, seen, tuple(roles), tuple(counts), rest, weight)


def _role(word: re.Match[str], marked: Sequence[Any]) -> str:
    middle = (word.start() + word.end()) / 2
    return next((str(unit["role"]) for unit in reversed(marked) if unit["start"] <= middle < unit["end"]), "none")


def _place(words: Sequence[str], wanted: Sequence[str], start: int) -> tuple[int, int] | None:
    size = len(wanted)
    if not size:
        return None
    for at in (*range(start, len(words) - size + 1), *range(min(start, len(words) - size + 1))):
        if words[at] == wanted[0] and list(words[at : at + size]) == list(wanted):
            return at, at + size
    return None


def _edges(
    gold: Any, texts: Mapping[str, str]
) -> tuple[
    frozenset[Triple],
    dict[tuple[str, str], tuple[str, ...]],
    dict[tuple[str, str], tuple[str, ...]],
    frozenset[tuple[str, str]],
]:
    words = {
        (post, unit["id"]): texts[post][unit["start"] : unit["end"]]
        for post, units in gold["adus"].items()
        if post in texts
        for unit in units
    }
    triples: set[Triple] = set()
    inside: set[tuple[str, str]] = set()
    sources: dict[tuple[str, str], list[str]] = defaultdict(list)
    targets: dict[tuple[str, str], list[str]] = defaultdict(list)
    for source, unit, target, other, kind in gold["edges"]:
        if source == target and kind == "support" and (source, unit) in words and (target, other) in words:
            inside.add((words[source, unit], words[target, other]))
        if source in (target, TITLE, OPENING):
            continue
        triples.add((source, OPENING if target == TITLE else target, kind))
        if (source, unit) in words:
            sources[source, kind].append(words[source, unit])
        if (target, other) in words:
            targets[source, target].append(words[target, other])
    return (
        frozenset(triples),
        {key: tuple(value) for key, value in sources.items()},
        {key: tuple(value) for key, value in targets.items()},
        frozenset(inside),
    )
