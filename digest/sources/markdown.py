"""Our own thread format: Markdown in which a heading that begins with `@` is a post.

    ## @Ada Moss · 2026-03-01 10:00 · #a1
    What Ada says.

    ### @Ben Okri
    What Ben answers: a deeper heading replies to the post above it.

See docs/content-format.md for the whole of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import count, zip_longest

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from digest.errors import ContentError, Fault, did_you_mean
from digest.model import OPENING, Document, Post, PostStatus
from digest.sources.base import Reader, SourceFile, one_line
from digest.sources.dates import Order, moment_of, orders_of
from digest.sources.essay import headed, is_markdown
from digest.sources.front import Front, date_trouble, headed_document, parse_date, split
from digest.sources.markup.markdown import pieces_from_tokens, tokens_of
from digest.sources.markup.pieces import Body, assemble
from digest.sources.tree import loops, ordered

__all__ = ["READER", "implied_parent"]

_POST = re.compile(r"^ {0,3}#{2,6}[ \t]+@", re.MULTILINE)
_FIELDS = re.compile(r"(?<![ \t])[ \t]+[·|](?:[ \t]+|$)")
_REPLY = re.compile(r"re (none(?: ~.*)?|[#@].+)", re.DOTALL)
_SURE = re.compile(r"(\d{1,3}(?:\.\d{1,400})?)%(?: \((.*)\))?", re.DOTALL | re.ASCII)
_BEGINS = re.compile(r"begins ~(\S+)")
_POINTS = re.compile(r"([+-]?\d{1,12}) points?", re.ASCII)
_Note = tuple[int, str]
_GONE: dict[str, PostStatus] = {"[deleted]": "deleted", "[removed]": "removed"}
_LESS = "at most thirty levels and two hundred columns are allowed"
NOBODY = "none"
"""What `re` says of a post that answers nothing, not even the opening text."""


def _sniff(file: SourceFile) -> float:
    if file.data is not None or not _POST.search(file.text):
        return 0.0
    return 0.95 if is_markdown(file) else 0.7


@dataclass(slots=True)
class _Header:
    """The parsed heading of a post, filled field by field.

    Attributes:
        reply: as written: `#id`, `@Name`, `none`, or None where the heading's level says it.
        sure: how surely, from 0 to 1, and `cue`: why.
        begins: how surely a post begins here at all.
        tokens: where the post's own tokens stand.
        last: the body's line, from 0, at which the next post begins.
    """

    level: int
    line: int
    author: str | None = None
    status: PostStatus = "present"
    date: datetime | None = None
    id: str | None = None
    reply: str | None = None
    sure: float = 1.0
    cue: str = ""
    begins: float = 1.0
    url: str | None = None
    score: int | None = None
    where: str | None = None
    tokens: tuple[int, int] = (0, 0)
    last: int = 0
    faults: list[Fault] = field(default_factory=list)


def _read(file: SourceFile, language: str) -> Document:
    front = headed(split(file))
    faults = list(front.faults)
    if not front.title:
        hint = "add `title: …` to the front matter or start with `# The title`"
        faults.append(file.fault("no title", line=front.lines.get("title", 1), hint=hint))
    tokens, references = tokens_of(front.body)
    if tokens is None:
        raise ContentError(
            *faults, file.fault("quotes or lists are nested too deeply, or a table is too wide", hint=_LESS)
        )
    rows = front.body.split("\n")
    starts = list(_starts(tokens))
    orders = orders_of([moment_of(part) for at in starts for part in _FIELDS.split(tokens[at + 1].content)[1:]])
    headers = [_header(file, front, tokens, at, orders) for at in starts]
    for header, after in zip_longest(headers, headers[1:]):
        header.tokens = (header.tokens[0], after.tokens[0] - 3 if after else len(tokens))
        header.last = after.line - front.offset - 1 if after else len(rows)
        faults.extend(header.faults)
    shares = _shared_out(references, [header.line - front.offset - 1 for header in headers])
    end = headers[0].tokens[0] - 3 if headers else len(tokens)
    last = headers[0].line - front.offset - 1 if headers else len(rows)
    posts = list(_opening(front, tokens[:end], shares[0], last))
    has_opening = bool(posts) or any(header.id == OPENING for header in headers)
    _name(headers)
    faults.extend(_doubles(file, headers, opened=bool(posts)))
    parents = _parents(file, headers, OPENING if has_opening else None, faults)
    for header, parent, notes in zip(headers, parents, shares[1:], strict=True):
        body = _body(tokens[slice(*header.tokens)], notes)
        if body.text and header.status != "present":
            hint = "remove one of the two"
            faults.append(file.fault(f"a {header.status} post has text", line=header.line, hint=hint))
        lines = _spoken(rows, front.offset, header.line - front.offset - 1, header.last)
        posts.append(_post(header, parent, body, None if front.sources else lines))  # else they stand in another file
    if not posts and not faults:
        faults.append(file.fault("has no text", line=front.offset + 1, hint="write a post below a `## @Name` heading"))
    if faults:
        raise ContentError(*sorted(faults, key=lambda fault: fault.line or 0))
    return headed_document(file, front, format="markdown", posts=ordered(posts), language=language)


def _starts(tokens: Sequence[Token]) -> Iterator[int]:
    """Where the headings of posts stand: written with `#`, not in a quote or list, beginning with `@`."""
    for at, token in enumerate(tokens):
        heading = token.type == "heading_open" and token.level == 0 and token.markup.startswith("#")
        if heading and token.tag != "h1" and tokens[at + 1].content.startswith("@"):
            yield at


def _header(file: SourceFile, front: Front, tokens: Sequence[Token], at: int, orders: Mapping[str, Order]) -> _Header:
    token = tokens[at]
    line = (token.map or [0])[0] + front.offset + 1
    header = _Header(level=int(token.tag[1]), line=line, tokens=(at + 3, at + 3))
    author, *fields = _FIELDS.split(tokens[at + 1].content[1:])
    if author.strip() in _GONE:
        header.status = _GONE[author.strip()]
    else:
        header.author = None if author.strip() == "?" else one_line(unescapeAll(author)) or None
    for raw in filter(None, map(str.strip, fields)):
        problem = _fill(header, raw, orders)
        if problem:
            header.faults.append(file.fault(problem[0], line=line, hint=problem[1]))
    return header


def _fill(header: _Header, raw: str, orders: Mapping[str, Order]) -> tuple[str, str] | None:
    """Put one field of a heading where it belongs; the fault and its remedy where it belongs nowhere."""
    words = unescapeAll(raw)
    if raw in _GONE:
        header.status = _GONE[raw]
    elif raw.startswith("#") and len(raw) > 1:
        header.id = words[1:]
    elif found := _REPLY.fullmatch(" ".join(raw.split())):
        header.reply, header.sure, header.cue = _reply(found[1])
    elif (found := _BEGINS.fullmatch(raw)) and (sure := _sure(found[1])):
        header.begins = sure[0]
    elif re.match(r"<?https?://\S+$", raw):
        header.url = words.strip("<>")
    elif found := _POINTS.fullmatch(raw):
        header.score = int(found[1])
    elif raw.startswith("on "):
        header.where = one_line(words[3:]) or None
    elif when := parse_date(words, orders):
        header.date = when
    elif raw[0].isdigit():
        return date_trouble(words)
    else:
        return f"the heading of a post has an unknown part {words!r}", "expected a date, `#id`, `re #id` or an address"
    return None


def _reply(words: str) -> tuple[str, float, str]:
    """Parses a parent with confidence and cue: `#a1 ~60% (quotes it)`."""
    whom, _, rest = words.partition(" ~")
    sure = _sure(rest)
    return (unescapeAll(whom), *sure) if sure else (unescapeAll(words), 1.0, "")


def _sure(words: str) -> tuple[float, str] | None:
    """A share and why: `60% (quotes it)`; None where it is something else."""
    found = _SURE.fullmatch(words)
    share = float(Decimal(found[1]) / 100) if found else 2.0
    return (share, unescapeAll(found[2] or "")) if found and share <= 1 else None


def _name(headers: Sequence[_Header]) -> None:
    """Number the posts that have no id: p1, p2, …, without those that are taken."""
    taken = {header.id for header in headers}
    free = (name for name in map("p{}".format, count(1)) if name not in taken)
    for header in headers:
        header.id = header.id or next(free)


def _doubles(file: SourceFile, headers: Sequence[_Header], *, opened: bool) -> Iterator[Fault]:
    first: dict[str | None, int] = {}
    for header in headers:
        if header.id == OPENING and (opened or header is not headers[0]):
            hint = "choose another id"
            yield file.fault("the id 'op' is reserved for the opening text", line=header.line, hint=hint)
        elif header.id in first:
            what = f"two posts have the id {header.id!r}"
            yield file.fault(what, line=header.line, hint=f"rename one (the other is in line {first[header.id]})")
        first.setdefault(header.id, header.line)


def implied_parent(stack: list[tuple[int, str]], level: int, *, opening: str | None) -> str | None:
    """The default parent of a heading of this level: the nearest post above with fewer `#`.

    Args:
        stack: level and id of the posts that are still open, which this call closes where they end.
    """
    while stack and stack[-1][0] >= level:
        stack.pop()
    return stack[-1][1] if stack else opening


def _parents(
    file: SourceFile, headers: Sequence[_Header], opening: str | None, faults: list[Fault]
) -> list[str | None]:
    """The parent of each post; what is wrong with it goes to the faults."""
    known = {str(header.id) for header in headers} | ({opening} if opening else set())
    latest: dict[str, str] = {}
    stack: list[tuple[int, str]] = []
    parents: dict[str, str | None] = {}
    lines = {str(header.id): header.line for header in headers}
    out: list[str | None] = []
    for header in headers:
        name = str(header.id)
        parent = implied_parent(stack, header.level, opening=None if name == OPENING else opening)
        if header.reply is not None:
            parent = _named(file, header, known, latest, faults)
        if name != OPENING:
            stack.append((header.level, name))
        if header.author:
            latest[header.author] = name
        parents.setdefault(name, parent)
        out.append(parent)
    for name in loops(parents):
        what = (
            f"the post {name!r} answers itself" if parents[name] == name else f"{name!r} answers one of its own replies"
        )
        faults.append(file.fault(what, line=lines.get(name), hint="correct the `re` in its heading"))
    return out


def _named(
    file: SourceFile, header: _Header, known: set[str], latest: dict[str, str], faults: list[Fault]
) -> str | None:
    reply = header.reply or NOBODY
    if reply == NOBODY:
        return None
    mark, name = reply[0], one_line(reply[1:]) if reply[0] == "@" else reply[1:]
    found = latest.get(name) if mark == "@" else name if name in known else None
    if found is None:
        what = f"no earlier post is by {name!r}" if mark == "@" else f"no post has the id {name!r}"
        hint = did_you_mean(name, sorted(latest if mark == "@" else known)) or "correct the `re` in the heading"
        faults.append(file.fault(what, line=header.line, hint=hint))
    return found


def _opening(front: Front, tokens: Sequence[Token], notes: Sequence[_Note], last: int) -> Iterator[Post]:
    """The text before the first post."""
    body = _body(tokens, notes)
    if body.text:
        lines = _spoken(front.body.split("\n"), front.offset, 0, last)
        yield Post(OPENING, body.text, front.author, front.date, blocks=body.blocks, marks=body.marks, lines=lines)


def _shared_out(notes: Sequence[_Note], starts: Sequence[int]) -> list[list[_Note]]:
    """Unused reference definitions by the post that they stand in; the first share is the opening's."""
    shares: list[list[_Note]] = [[] for _ in range(len(starts) + 1)]
    for note in notes:
        shares[bisect_right(starts, note[0])].append(note)
    return shares


def _body(tokens: Sequence[Token], notes: Sequence[_Note]) -> Body:
    return assemble(pieces_from_tokens(tokens, references=notes))


def _spoken(rows: Sequence[str], offset: int, first: int, last: int) -> tuple[int, int]:
    """First and last line, in the file, of what is not blank in this stretch of the body."""
    while first < last - 1 and not rows[first].strip():
        first += 1
    while last - 1 > first and not rows[last - 1].strip():
        last -= 1
    return offset + first + 1, offset + last


def _post(header: _Header, parent: str | None, body: Body, lines: tuple[int, int] | None) -> Post:
    return Post(
        id=str(header.id),
        text=body.text,
        author=header.author,
        date=header.date,
        parent=parent,
        parent_confidence=header.sure,
        parent_cue=header.cue,
        begins_confidence=header.begins,
        blocks=body.blocks,
        marks=body.marks,
        lines=lines,
        status=header.status,
        url=header.url,
        score=header.score,
        where=header.where,
    )


READER = Reader("Markdown thread", _sniff, _read, known_by="headings that start with `@` name authors")
