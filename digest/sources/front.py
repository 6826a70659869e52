"""Front matter: the YAML between two `---` lines at the top of a file.

Values are read as text, so `title: no` is "no", `id: 012` is "012" and a date is what was typed. This module interprets
them and reports faults with their lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from digest.errors import ContentError, Fault, did_you_mean
from digest.model import Document, Format, Post
from digest.sources.base import SourceFile, document, one_line, source_file
from digest.sources.dates import HINT, NO_ORDERS, Order, first_day, moment_of, when
from digest.text.slugs import slugify
from digest.text.times import in_calendar

__all__ = ["LONGEST", "Front", "date_trouble", "headless", "parse_date", "split", "with_front"]

_KEYS = (
    *("title", "source", "site", "date", "author", "tags", "language", "summary", "slug", "draft"),
    *("missing", "imported", "format", "sources"),
)
LONGEST = 100_000
"""Characters; YAML takes some microseconds for each."""
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
_OFFSET = re.compile(r" ?([+-]\d\d):?(\d\d)$")


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter, and the text below it.

    Attributes:
        body: the text below.
        offset: lines of the file before the body.
        format: the reader that shall read the file, as an editor names it.
        lines: for each key, its line in the file.
        faults: what is wrong with it.
    """

    body: str
    offset: int = 0
    title: str = ""
    source: str | None = None
    site: str | None = None
    date: datetime | None = None
    author: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    summary: str | None = None
    slug: str | None = None
    missing: int = 0
    draft: bool = False
    format: str | None = None
    sources: tuple[str, ...] = ()
    lines: dict[str, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


class _Handler(YAMLHandler):
    """python-frontmatter's YAML, with every scalar left as text and the line of each key kept."""

    def load(self, fm: str, **options: object) -> dict[str, tuple[int, Any]]:
        loader = yaml.BaseLoader(fm)
        try:
            node = loader.get_single_node()
            if node is None:
                return {}
            if not isinstance(node, yaml.MappingNode):
                raise yaml.MarkedYAMLError(
                    problem="does not consist of `key: value` lines", problem_mark=node.start_mark
                )
            for key, _ in node.value:
                if not isinstance(key, yaml.ScalarNode):  # expanding aliases in a key could use unlimited memory
                    raise yaml.MarkedYAMLError(problem="a key is not a word", problem_mark=key.start_mark)
            return {str(key.value): (key.start_mark.line, _value(value)) for key, value in node.value}
        finally:
            loader.dispose()


def _value(node: yaml.Node) -> str | list[str] | None:
    """Text, or a list of texts; None for what is nested deeper, which no key of ours is."""
    if isinstance(node, yaml.ScalarNode):
        plain = node.style is None and node.value in ("~", "null")
        return "" if plain else str(node.value)
    if isinstance(node, yaml.SequenceNode) and all(isinstance(one, yaml.ScalarNode) for one in node.value):
        return [str(one.value) for one in node.value]
    return None


def split(file: SourceFile) -> Front:
    """The front matter of a file and the text below; an empty one where there is none.

    Faults are collected in the result, so that they are reported together with those of the text.

    Raises:
        ContentError: the YAML is broken, so that nothing can be said of the rest.
    """
    handler = _Handler()
    if not handler.detect(file.text):
        return Front(file.text)
    try:
        _, head, body = handler.FM_BOUNDARY.split(file.text, 2)
    except ValueError:
        return Front(file.text)  # a single line of hyphens is a rule in the text
    if len(head) > LONGEST:
        hint = "use only `key: value` lines, and put the posts below"
        raise ContentError(file.fault("the front matter is too long", line=1, hint=hint))
    try:
        given = handler.load(head)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        hint = "put the value in quotes if it contains `: ` or starts with a symbol"
        line = mark.line + 1 if mark else None
        raise ContentError(file.fault(f"broken front matter: {error.problem}", line=line, hint=hint)) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        what = (
            "nested too deeply"
            if isinstance(error, RecursionError)
            else getattr(error, "reason", None) or "is not YAML"
        )
        raise ContentError(
            file.fault(f"broken front matter: {what}", line=1, hint="use only `key: value` lines")
        ) from None
    offset = file.text.count("\n", 0, len(file.text) - len(body))
    return _front(file, body, offset, given)


def _front(file: SourceFile, body: str, offset: int, given: dict[str, tuple[int, Any]]) -> Front:
    lines = {key: line + 1 for key, (line, _) in given.items()}
    values = {key: value for key, (_, value) in given.items()}
    text = {key: one_line(values.get(key)) or None for key in _KEYS}
    date = parse_date(text["date"] or "")
    faults = list(_faults(file, values, lines))
    tags = values.get("tags") or []
    tags = tags if isinstance(tags, list) else tags.split(",")
    sources = values.get("sources") or []
    sources = sources if isinstance(sources, list) else [sources]
    summary = values.get("summary")
    missing = text["missing"] or ""
    return Front(
        body=body,
        offset=offset,
        title=text["title"] or "",
        source=text["source"],
        site=text["site"],
        date=date,
        author=text["author"],
        tags=tuple(dict.fromkeys(filter(None, map(one_line, tags)))),
        language=(text["language"] or "").lower() or None,
        summary=summary.strip() or None if isinstance(summary, str) else None,
        slug=text["slug"],
        sources=tuple(dict.fromkeys(filter(None, map(one_line, sources)))),
        missing=int(missing) if _COUNT.fullmatch(missing) else 0,
        draft=(text["draft"] or "").lower() in ("true", "yes"),
        format=text["format"],
        lines=lines,
        faults=tuple(faults),
    )


def _faults(file: SourceFile, values: dict[str, Any], lines: dict[str, int]) -> Iterator[Fault]:
    for key, value in values.items():
        line = lines[key]
        if key not in _KEYS:
            hint = did_you_mean(key, _KEYS) or f"known are {', '.join(_KEYS)}"
            yield file.fault(f"unknown front matter key `{key}`", line=line, hint=hint)
        elif value is None or (isinstance(value, list) and key not in ("tags", "sources")):
            yield file.fault(f"`{key}` is not text", line=line, hint=f'write `{key}: "…"`')
        elif key == "date" and value and parse_date(value) is None:
            what, hint = date_trouble(value)
            yield file.fault(what, line=line, hint=hint)
        elif key == "language" and value and not _LANGUAGE.fullmatch(value.lower()):
            yield file.fault(f"the language {value!r} is not an ISO 639-1 code", line=line, hint="write `language: en`")
        elif key == "missing" and value and not _COUNT.fullmatch(value):
            yield file.fault(f"`missing` is {value!r}", line=line, hint="write a number or remove it")
        elif key == "draft" and value.lower() not in ("", "true", "false", "yes", "no"):
            yield file.fault(f"`draft` is {value!r}", line=line, hint="write `draft: true` or remove it")
        elif key == "source" and value and not re.match(r"https?://[^\s/]", value):
            yield file.fault(f"the source {value!r} is not an address", line=line, hint="start it with https://")


def sources_of(file: SourceFile) -> tuple[str, ...]:
    """The files that a front matter names in `sources:`, in its order.

    Raises:
        ContentError: the front matter is broken.
    """
    return split(file).sources


def parse_date(text: str, orders: Mapping[str, Order] = NO_ORDERS) -> datetime | None:
    """A date or time as people and programs write it, in UTC where it names no zone; None if it is none.

    Args:
        orders: in which order the numbers stand in this file, as `digest.sources.dates.orders_of` tells.

    Example:
        >>> parse_date("2026-03-01 10:00").isoformat()
        '2026-03-01T10:00:00+00:00'
        >>> parse_date("March 1, 2026, 10 am").isoformat()
        '2026-03-01T10:00:00+00:00'
        >>> parse_date("1 March")
        >>> parse_date("3/4/2026")
    """
    text = " ".join(text.split()).removesuffix(" UTC").removesuffix(" GMT")
    if not re.match(r"\d{4}-\d\d-\d\d(?:$|[T ]\d)", text, re.ASCII):
        moment = moment_of(text)
        return when(moment, orders) if moment else None
    text = _OFFSET.sub(r"\1:\2", text) if len(text) > len("2026-03-01") else text
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        moment = moment_of(text)  # 2026-03-01 10:00 p.m.
        return when(moment, orders) if moment else None
    return in_calendar(found if found.tzinfo else found.replace(tzinfo=UTC))


def date_trouble(text: str) -> tuple[str, str]:
    """What is wrong with a date that `parse_date` cannot read, and what to do."""
    moment = moment_of(text)
    day = sorted(filter(None, (first_day(moment, {moment.sign: order}) for order in ("mdy", "dmy")))) if moment else []
    if moment and moment.numbers and len(day) > 1:
        first, second = (f"{year:04}-{month:02}-{number:02}" for year, month, number in day)
        return (
            f"the date {text!r} may be {first} or {second}, and no other date in the file decides it",
            "write it as a full date",
        )
    return f"the date {text!r} cannot be read", HINT


def headless(file: SourceFile) -> tuple[SourceFile, Front | None]:
    """A file without its front matter, and that; for readers that know none of their own.

    Blank lines stand in its place, so that lines keep their numbers.

    Raises:
        ContentError: the front matter is at fault.
    """
    if file.data is not None or not file.text.startswith("---\n"):
        return file, None
    front = split(file)
    if not front.offset or not front.body.strip():
        return file, None
    text = "\n" * front.offset + front.body
    below = source_file(text.encode("utf-8", "surrogateescape"), path=file.path)
    return replace(below, title=front.title), front


def with_front(document: Document, front: Front) -> Document:
    """A document with what its front matter says of it; what that leaves open is as its reader found it."""
    return replace(
        document,
        title=front.title or document.title,
        source=front.source or document.source,
        site=front.site or document.site,
        date=front.date or document.date,
        tags=front.tags or document.tags,
        summary=front.summary or document.summary,
        language=front.language or document.language,
        slug=slugify(front.slug) if front.slug else document.slug,
        missing=front.missing or document.missing,
        draft=front.draft or document.draft,
    )


def headed_document(
    file: SourceFile,
    front: Front,
    *,
    format: Format,  # noqa: A002 the contract's word
    posts: Iterable[Post],
    language: str,
) -> Document:
    """A document with all that its front matter says of it.

    Args:
        language: of a document whose front matter names none.

    Raises:
        ContentError: the title is empty.
    """
    return document(
        file,
        title=front.title,
        format=format,
        posts=posts,
        language=front.language or language,
        source=front.source,
        site=front.site,
        date=front.date,
        tags=front.tags,
        summary=front.summary,
        slug=front.slug,
        missing=front.missing,
        draft=front.draft,
    )
