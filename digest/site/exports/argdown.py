"""A digest as Argdown (argdown.org): argument relations as text that people read, and that digest reads again.

A claim is a statement `[Title]: …`, a premise an argument `<Title>: …`; under each stands what supports (`+`),
attacks (`-`) or undercuts (`_`) it. What was inferred says how sure it is, in a comment.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from digest.model import TITLE, Claim, Digest, Post, Relation
from digest.site.decisions import summary_decision

__all__ = ["write"]

_MARKUP = re.compile(r"[\\*_`~^&<>\[\]{}#@|]|(?<=/)/|(?<=/)\*|^[-+=:]|^(?P<number>\d+)(?=[.)])|^\((?=\d)|://(?!\S)")
_NOT_TITLE = re.compile(r"[\[\]<>{}\\*_`#@:/\s]+")
_TITLE_WORDS = 8
_TITLED = re.compile(r"\[[^\[\]\n]+\]|<[^<>\n]+>")
_DEEPEST = 6
"""Deeper than this, an exchange goes on at the margin, under its title."""
_SURE = 0.995


@dataclass(slots=True)
class _Writing:
    """What is being written, and what of it has been."""

    titles: Mapping[str, str]
    texts: Mapping[str, str]
    data: Mapping[str, str]
    answers: Mapping[str, list[Relation]]
    written: set[str] = field(default_factory=set)


def write(digest: Digest) -> str:
    """The whole argument of a digest, thread by thread, as an Argdown document."""
    posts = {post.id: post for post in digest.document.posts}
    answers: dict[str, list[Relation]] = defaultdict(list)
    for relation in digest.relations:
        answers[relation.target].append(relation)
    writing = _Writing(
        titles=_titles(digest),
        texts={TITLE: digest.document.title, **{claim.id: claim.text for claim in digest.claims}},
        data={claim.id: _data(posts[claim.post]) for claim in digest.claims},
        answers=answers,
    )
    lines = [*_front(digest), ""]
    if TITLE in answers:  # only named here: they stand with their threads
        lines.append(_row(writing, 0, TITLE, None, known=False))
        lines += [*(_row(writing, 1, answer.source, answer, known=True) for answer in answers[TITLE]), ""]
    sections = [(thread.title, (thread.lead, *thread.claims)) for thread in digest.threads]
    sections.append(("Apart from these" if sections else "Claims", tuple(claim.id for claim in digest.claims)))
    for heading, claims in sections:
        if rows := [row for claim in claims for row in _block(writing, claim)]:
            lines += [f"# {_escaped(heading)}", "", *rows]
    return "\n".join(lines).rstrip() + "\n"


def _front(digest: Digest) -> Iterator[str]:
    document = digest.document
    yield "==="
    yield f"title: {_quoted(document.title)}"
    if document.source:
        yield f"source: {_quoted(document.source)}"
    if document.date:
        yield f"date: {_quoted(document.date.isoformat(' '))}"
    if document.tags:
        yield f"tags: [{', '.join(map(_quoted, document.tags))}]"
    yield f"language: {_quoted(document.language)}"
    decided = summary_decision(digest)
    if document.summary and (decided is None or decided.reviewed):  # Argdown has no place to say who wrote it
        yield f"abstract: {_quoted(' '.join(document.summary.split()))}"
    yield "==="


def _block(writing: _Writing, claim: str) -> Iterator[str]:
    """A claim at the margin with what answers it, and, below, what goes on too deep to stand there."""
    waiting = deque([] if claim in writing.written else [claim])
    while waiting:
        # Not recursive: a chain of replies can be as long as the debate.
        stack: list[tuple[int, str, Relation | None]] = [(0, waiting.popleft(), None)]
        while stack:
            depth, one, relation = stack.pop()
            known = one in writing.written
            yield _row(writing, depth, one, relation, known=known)
            writing.written.add(one)
            answers = writing.answers.get(one, ())
            if depth == _DEEPEST and answers and not known:
                waiting.append(one)
            elif depth == 0 or not known:
                stack.extend((depth + 1, answer.source, answer) for answer in reversed(answers))
        yield ""


def _row(writing: _Writing, depth: int, claim: str, relation: Relation | None, *, known: bool) -> str:
    row = writing.titles[claim]
    if not known:
        row += f": {_escaped(writing.texts[claim])}{writing.data.get(claim, '')}"
    if relation is None:
        return row
    sign = "_" if relation.undercut else "+" if relation.type == "support" else "-"
    sure = "" if relation.confidence >= _SURE else f" // inferred, {round(100 * relation.confidence)} %"
    return f"{'  ' * depth}{sign} {row}{sure}"


def _titles(digest: Digest) -> dict[str, str]:
    """A title for each claim, unique: the source's own where it is Argdown, else its first words."""
    undercut = {relation.target for relation in digest.relations if relation.undercut}
    titles: dict[str, str] = {}
    taken: dict[str, int] = {}
    for claim in digest.claims:
        if digest.document.claims and _TITLED.fullmatch(claim.post):
            titles[claim.id] = claim.post
            taken.setdefault(claim.post, 2)
        else:
            titles[claim.id] = _bracketed(claim, taken, argument=claim.id in undercut)
    titles[TITLE] = _unique("[{}]", _words(digest.document.title), taken)
    return titles


def _bracketed(claim: Claim, taken: dict[str, int], *, argument: bool) -> str:
    # Argdown knows undercuts of arguments only.
    form = "<{}>" if claim.role == "premise" or argument else "[{}]"
    return _unique(form, _words(claim.text), taken)


def _unique(form: str, words: str, taken: dict[str, int]) -> str:
    """A title that no other claim has.

    Args:
        taken: the titles that are, each with the number to try next: many claims can begin with the same words.
    """
    title = form.format(words)
    number = taken.setdefault(title, 1)
    made = title
    while number > 1 and (made := form.format(f"{words} ({number})")) in taken:
        number += 1
    taken[title] = number + 1
    taken.setdefault(made, 2)
    return made


def _words(text: str) -> str:
    words = _NOT_TITLE.sub(" ", text).split()
    return " ".join(words[:_TITLE_WORDS]).strip(".,;!?“”\"'’‘ ") or "Untitled"


def _data(post: Post) -> str:
    known = {
        "author": post.author,
        "date": post.date.isoformat(" ") if post.date else None,
        "post": post.id if not _TITLED.fullmatch(post.id) else None,
        "url": post.url,
    }
    given = [f"{key}: {_quoted(value)}" for key, value in known.items() if value]
    return f" {{{', '.join(given)}}}" if given else ""


def _escaped(text: str) -> str:
    """Text in which nothing has a meaning of its own, on one line."""
    return _MARKUP.sub(_marked, " ".join(text.split()))


def _marked(found: re.Match[str]) -> str:
    """Marks behind backslashes; Markdown has no escape before a digit, so that of `1.` stands before the dot."""
    return f"{found['number']}\\" if found["number"] else "\\".join(("", *found.group()))


def _quoted(text: str) -> str:
    """A YAML string on one line, without braces, which end Argdown's data."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False).replace("{", "\\u007b").replace("}", "\\u007d")
