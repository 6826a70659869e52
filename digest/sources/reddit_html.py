"""A Reddit comments page saved from old.reddit.com, the last of Reddit's faces that sends the words with the page."""

from __future__ import annotations

import re
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from digest.errors import ContentError
from digest.model import OPENING, Document, Post, PostStatus
from digest.sources.base import Reader, SourceFile, document, from_timestamp, host_of, one_line
from digest.sources.front import parse_date
from digest.sources.markup import Body
from digest.sources.markup.addresses import safe_url
from digest.sources.markup.html import from_node
from digest.sources.markup.nesting import unnested
from digest.sources.tree import ordered

__all__ = ["READER"]

_SITE = "https://www.reddit.com"
_MARK = re.compile(r"\bthing id-t3_\w")
_FULL_NAME = re.compile(r"(?:id-)?t[13]_(\w+)")
_PARENT_LINK = re.compile(r"(?:#|/)(\w+)/?(?:\?[^#]*)?$")
_POINTS = re.compile(r"-?\d{1,12}")
_REPLIES = re.compile(r"\(([0-9]{1,9})\s+repl(?:y|ies)\)")
_GONE: dict[str, PostStatus] = {"[deleted]": "deleted", "[removed]": "removed"}
_BY_REDDIT = re.compile(r"\[ Removed by Reddit\b[^\n]*\]")


def _sniff(file: SourceFile) -> float:
    return 0.9 if file.data is None and file.is_page and _MARK.search(file.text) else 0.0


def _read(file: SourceFile, language: str) -> Document:
    page = LexborHTMLParser(unnested(file.text))
    things = page.css("div.thing")
    main = next((thing for thing in things if _is_submission(thing)), None)
    entry = _entry(main) if main is not None else None
    heading = entry.css_first("a.title") if entry is not None else None
    if main is None or entry is None or heading is None:
        hint = "save the page of a whole discussion from old.reddit.com"
        raise ContentError(file.fault("no submission on this Reddit page", hint=hint))
    body, status = _body(entry)
    opening = OPENING if body.text and status == "present" else None
    posts = [_post(main, entry, OPENING, None)] if opening else []
    posts.extend(
        _post(thing, _entry(thing), name, _answered(thing, _name(main)) or opening)
        for thing in things
        if "comment" in _classes(thing) and (name := _name(thing))
    )
    link = main.attributes.get("data-url") or heading.attributes.get("href")
    return document(
        file,
        title=heading.text(),
        format="reddit",
        posts=ordered(posts, top=opening),
        language=language,
        source=_address(main) or _canonical(page),
        site=None if "self" in _classes(main) else host_of(link),
        date=_date(main, entry),
        missing=sum(map(_folded, page.css(".morecomments"))),
    )


def _folded(link: LexborNode) -> int:
    """How many replies a "load more comments" stands for."""
    found = _REPLIES.search(link.text())
    return int(found[1]) if found else 0


def _is_submission(thing: LexborNode) -> bool:
    classes = _classes(thing)
    return "link" in classes and not classes & {"promoted", "promotedlink"}


def _classes(node: LexborNode) -> set[str]:
    return set((node.attributes.get("class") or "").split())


def _name(thing: LexborNode) -> str:
    """The id without its kind: `c1` of `t1_c1`; pages of before 2013 have it among the classes only."""
    given = (thing.attributes.get("data-fullname") or "", *sorted(_classes(thing)))
    return next((found[1] for word in given if (found := _FULL_NAME.fullmatch(word))), "")


def _entry(thing: LexborNode) -> LexborNode | None:
    """What the thing itself says, without the replies that stand inside it."""
    return next((child for child in thing.iter() if "entry" in _classes(child)), None)


def _answered(thing: LexborNode, submission: str) -> str | None:
    """The id of the comment around this one, or of the one that it links to, where only a branch was saved."""
    around = thing.parent
    while around is not None and "thing" not in _classes(around):
        around = around.parent
    if around is not None:
        return _name(around) or None
    entry = _entry(thing)
    link = entry.css_first('a[data-event-action="parent"]') if entry is not None else None
    found = _PARENT_LINK.search(link.attributes.get("href") or "") if link is not None else None
    return found[1] if found and found[1] != submission else None


def _post(thing: LexborNode, entry: LexborNode | None, name: str, parent: str | None) -> Post:
    body, status = _body(entry)
    user = entry.css_first("p.tagline a.author") if entry is not None else None
    author = thing.attributes.get("data-author") or (user.text() if user is not None else "")
    return Post(
        id=name,
        text=body.text,
        author=one_line(author) if author not in _GONE and one_line(author) else None,
        date=_date(thing, entry),
        parent=parent,
        blocks=body.blocks,
        marks=body.marks,
        status=status,
        url=_address(thing),
        score=_score(thing, entry),
    )


def _body(entry: LexborNode | None) -> tuple[Body, PostStatus]:
    words = entry.css_first(".usertext-body .md, .expando .md") if entry is not None else None
    if words is None:
        return Body(), "present"
    body = from_node(words, base="https://old.reddit.com/")
    status = "removed" if _BY_REDDIT.fullmatch(body.text) else _GONE.get(body.text)
    return (Body(), status) if status else (body, "present")


def _date(thing: LexborNode, entry: LexborNode | None) -> datetime | None:
    """When it was written; the time of an edit stands beside it in a class of its own."""
    times = entry.css("p.tagline time") if entry is not None else []
    first = next((time for time in times if "edited-timestamp" not in _classes(time)), None)
    said = parse_date(first.attributes.get("datetime") or "") if first is not None else None
    milliseconds = thing.attributes.get("data-timestamp") or ""
    return said or (from_timestamp(int(milliseconds) / 1000) if re.fullmatch("[0-9]{1,15}", milliseconds) else None)


def _score(thing: LexborNode, entry: LexborNode | None) -> int | None:
    """Votes; the page holds a count for each vote of the reader's own, and none while scores are hidden."""
    shown = entry.css_first("p.tagline .score.unvoted") if entry is not None else None
    said = shown.attributes.get("title") or shown.text() if shown is not None else thing.attributes.get("data-score")
    found = _POINTS.match(said or "")
    return int(found.group()) if found else None


def _address(thing: LexborNode) -> str | None:
    link = thing.attributes.get("data-permalink") or ""
    return safe_url(_SITE + link) if link.startswith("/") else None


def _canonical(page: LexborHTMLParser) -> str | None:
    link = page.css_first('link[rel="canonical"]')
    return safe_url(link.attributes.get("href") or "") if link is not None else None


READER = Reader("old Reddit page", _sniff, _read, known_by="it is a comments page of old.reddit.com")
