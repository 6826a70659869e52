"""Argdown (argdown.org): statements, arguments and relations as their author wrote them.

Each statement `[Title]: …` and each argument `<Title>: …` is a post, whose id is its title in its brackets, and one
claim: a statement is a claim, an argument a premise. Relations are the author's, so nothing is inferred. Of a
premise-conclusion structure, each premise supports the next conclusion below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from digest.errors import ContentError
from digest.model import TITLE, Claim, Document, Post, Relation
from digest.model.argument import RelationType, Role
from digest.sources.argdown_syntax import Item, Row, blocks_of, header_of, without_comments
from digest.sources.base import Reader, SourceFile, document, one_line
from digest.sources.front import parse_date
from digest.sources.markup import Body, from_markdown
from digest.text.slugs import short_hash

__all__ = ["READER"]

_STATED = "the source says so"
_DEFINED = re.compile(r"^(?:\[[^\[\]\n]+\]|<[^<>\n]+>)(?::|[ \t]*$)", re.MULTILINE)
_MARKUP = re.compile(r"[!-/:-@\[-`{-~]")
_RELATED = re.compile(r"^[ \t]+(?:<?[+_-]|[+_-]>|><)[ \t]+(?:\[[^\[\]\n]+\](?!\()|<[^<>\n]+>)", re.MULTILINE)


def _sniff(file: SourceFile) -> float:
    if file.data is not None or file.is_page:
        return 0.0
    if file.suffix in (".argdown", ".ad"):
        return 0.95
    ours = file.text.startswith("---\n")  # Markdown's front matter; Argdown's stands between `===`
    return 0.7 if not ours and _DEFINED.search(file.text) and _RELATED.search(file.text) else 0.0


@dataclass(slots=True)
class _Node:
    """One statement or argument, with its texts and data."""

    title: str
    line: int
    texts: dict[str, None] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Reading:
    """What has been read so far: the nodes by title in order of appearance, and the arrows between them."""

    nodes: dict[str, _Node] = field(default_factory=dict)
    arrows: dict[tuple[str, str, RelationType, bool], None] = field(default_factory=dict)
    untitled: int = 0

    def add(self, item: Item, line: int) -> str:
        """The node of an item; one without a title has one of its own."""
        title = item.title
        if title is None:
            self.untitled += 1
            title = f"[Untitled {self.untitled}]"
        node = self.nodes.setdefault(title, _Node(title, line))
        if item.text:
            node.texts[item.text] = None
        node.data.update(item.data)
        return title

    def relate(self, row: Row, child: str, parent: str) -> None:
        """The arrow of a relation's line: from the child to the parent, unless it points the other way."""
        symbol = row.symbol or ""
        kind: RelationType = "support" if "+" in symbol else "attack"
        pairs = [(parent, child)] if symbol.endswith(">") and symbol != "><" else [(child, parent)]
        if symbol == "><":
            pairs.append((parent, child))
        for source, target in pairs:
            if source != target:
                self.arrows[source, target, kind, "_" in symbol] = None


def _read(file: SourceFile, language: str) -> Document:
    header, body, offset = header_of(file)
    reading, heading = _Reading(), ""
    argument: str | None = None
    for block in blocks_of(without_comments(body), first=offset + 1):
        first = block[0]
        if first.heading is not None:
            heading, argument = heading or first.heading, None
        elif first.number is not None:
            _structure(reading, block, argument=argument)
            argument = None
        else:
            argument = _tree(reading, block)
    title = header.get("title") or heading or file.stem
    if not reading.nodes:
        raise ContentError(file.fault("has no text", line=offset + 1, hint="write `[Title]: a statement`"))
    made = document(
        file,
        title=title,
        format="markdown",
        posts=(),
        language=header.get("language") or language,
        source=header.get("source"),
        date=parse_date(header.get("date", "")),
        tags=[tag for tag in re.split(r",\s*", header.get("tags", "")) if tag],
        summary=header.get("abstract") or header.get("summary"),
    )
    return _filled(made, reading)


def _tree(reading: _Reading, block: Iterable[Row]) -> str | None:
    """A statement or argument and its relations; gives the title where it is an argument, for a structure below."""
    path: list[tuple[int, str]] = []
    root: str | None = None
    for row in block:
        while path and path[-1][0] >= row.indent:
            path.pop()
        title = reading.add(row.item, row.line)
        if row.symbol and path:
            reading.relate(row, title, path[-1][1])
        path.append((row.indent, title))
        root = root or title
    return root if root and root.startswith("<") else None


def _structure(reading: _Reading, block: Iterable[Row], *, argument: str | None) -> None:
    """A premise-conclusion structure: what stands above a line of hyphens supports what stands below it.

    Where the inference names the statements that it uses, those alone do.
    """
    premises: list[str] = []
    numbered: dict[int, str] = {}
    uses: tuple[int, ...] = ()
    path: list[tuple[int, str]] = []
    inferred, last = False, None
    for row in block:
        if row.inference:
            inferred, path = True, [(0, premises[-1])] if premises else []
            uses = row.uses or uses
            continue
        while path and path[-1][0] >= row.indent and not (inferred and row.symbol and len(path) == 1):
            path.pop()
        title = reading.add(row.item, row.line)
        if row.symbol:
            if path:  # right below the hyphens, what undercuts is against the step, else against the line above
                reading.relate(row, title, path[-1][1])
            path.append((row.indent, title))
            continue
        if inferred:
            used = [numbered[number] for number in uses if number in numbered]
            for premise in used or premises:
                if premise != title:
                    reading.arrows[premise, title, "support", False] = None
            premises, inferred, uses = [], False, ()
        if row.number is not None:
            numbered[row.number] = title
        premises.append(title)
        path, last = [(row.indent, title)], title
    related = {end for source, target, *_ in reading.arrows for end in (source, target)}
    if argument and last and (argument in related or reading.nodes[argument].texts):
        reading.arrows[last, argument, "support", False] = None
    elif argument:
        del reading.nodes[argument]


def _filled(made: Document, reading: _Reading) -> Document:
    """With the posts, claims and relations; a statement that says what the title says is the title."""
    sources = {source for source, *_ in reading.arrows}
    bodies = {node.title: _body(node) for node in reading.nodes.values()}
    ids: dict[str, str] = {}
    posts: list[Post] = []
    claims: list[Claim] = []
    seen: dict[str, int] = {}
    parents = _parents(reading)
    for node in reading.nodes.values():
        body = bodies[node.title]
        if body.text == made.title and node.title not in sources:
            ids[node.title] = TITLE
            continue
        ids[node.title] = short_hash(node.title, body.text)
        parent = parents.get(node.title)
        seen[node.title] = len(seen)
        posts.append(
            Post(
                node.title,
                body.text,
                author=one_line(node.data.get("author")) or None,
                date=parse_date(node.data.get("date", "")),
                parent=parent if parent in seen else None,
                blocks=body.blocks,
                marks=body.marks,
                lines=(node.line, node.line),
                url=node.data.get("url"),
            )
        )
        role: Role = "premise" if node.title.startswith("<") else "claim"
        claims.append(Claim(ids[node.title], node.title, 0, len(body.text), body.text, role, 1.0))
    return replace(made, posts=tuple(posts), claims=tuple(claims), relations=tuple(_relations(reading, ids)))


def _body(node: _Node) -> Body:
    """What is said under a title, which may be several texts; its title's words where nothing is."""
    if node.texts:
        return from_markdown("\n\n".join(node.texts))
    return from_markdown(_MARKUP.sub(r"\\\g<0>", node.title[1:-1]))


def _parents(reading: _Reading) -> dict[str, str]:
    """For each node, the earliest one above it that it supports or attacks."""
    order = {title: at for at, title in enumerate(reading.nodes)}
    parents: dict[str, str] = {}
    for source, target, *_ in reading.arrows:
        if order[target] < order[source]:
            parents.setdefault(source, target)
    return parents


def _relations(reading: _Reading, ids: dict[str, str]) -> Iterator[Relation]:
    for source, target, kind, undercut in reading.arrows:
        yield Relation(ids[source], ids[target], kind, 1.0, _STATED, undercut)


READER = Reader("Argdown", _sniff, _read, known_by="it is named .argdown or has the marks of Argdown")
