"""A debate: the short of it, the map, the threads, what stands and what does not, and where all of it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from markupsafe import Markup

from digest.analysis.keypoints.voices import controversy, coverage, voices
from digest.model import ArgumentThread, Digest, KeyPoint
from digest.site import escape, map_svg, trees, urls
from digest.site.debate import Debate, Place, shorten
from digest.site.pace import pace_of
from digest.site.page import Page
from digest.site.shelf import Shelf
from digest.site.trees import Unit
from digest.site.views.cards import crux_of, day, sides_of
from digest.site.views.findings import findings_of
from digest.site.views.thread import keyphrase_links
from digest.site.views.units import STANDING, UnitLine, lines_of

__all__ = ["page"]

_THREADS_IN_FULL = 8
_UNITS_SHOWN = 9
_MAPPED = 24
_SOURCES = 60
_WORDS_A_MINUTE = 230


@dataclass(frozen=True, slots=True)
class _Point:
    """A key point; `people` make it in `posts` and in `place`, and so many more dispute it."""

    text: str
    stance: str
    place: Place
    posts: tuple[Place, ...]
    people: int
    disputed: int
    standing: str
    standing_words: str


@dataclass(frozen=True, slots=True)
class _Thread:
    """A thread; `lines` without its lead, `glyph` its tree as shapes."""

    thread: ArgumentThread
    path: str
    anchor: str
    lead: UnitLine | None
    lines: tuple[UnitLine, ...]
    left_out: int
    glyph: Markup | None
    supports: int
    attacks: int
    posts: int


@dataclass(frozen=True, slots=True)
class _Source:
    address: Markup
    label: str
    places: tuple[Place, ...]


def page(debate: Debate, *, shelf: Shelf) -> Page:
    """The page of a debate."""
    digest, document = debate.digest, debate.digest.document
    shown = digest.key_points[: shelf.site.settings.key_points]
    points = [_point(one, debate=debate) for one in shown]
    threads = _threads(debate)
    crux = crux_of(debate)
    phrases = tuple(one.text for one in digest.keyphrases[: shelf.site.settings.keyphrases])
    values = {
        "document": document,
        "debate": debate,
        "description": shorten(crux.text if crux else document.title, 200),
        "source": escape.href(document.source),
        "host": document.site or _host(document.source),
        "date": day(document.date),
        "crux": crux,
        "sides": sides_of(debate),
        "pace": pace_of(debate),
        "points": [one for one in points if one is not None],
        "covered": coverage(digest, points=shown, threads=()).posts,
        "argued": coverage(digest, points=shown, threads=digest.threads[:_THREADS_IN_FULL]),
        "threads": threads,
        "full": threads[:_THREADS_IN_FULL],
        "rest": threads[_THREADS_IN_FULL:],
        "mapped": [one for one in threads if one.glyph],
        "findings": findings_of(debate),
        "sources": _sources(debate),
        "keyphrases": keyphrase_links(phrases, debate=debate, shelf=shelf),
        "tags": _tags(digest, phrases=phrases, shelf=shelf),
        "related": shelf.around.related,
        "transcript": urls.transcript(document.slug),
        "minutes": _minutes(points, threads[:_THREADS_IN_FULL]),
    }
    return shelf.page(debate.path, "debate.md", values, source=document.path)


def _point(point: KeyPoint, *, debate: Debate) -> _Point | None:
    claims = [debate.claims[one] for one in point.claims if one in debate.claims]
    places = [debate.places[one] for one in point.posts if one in debate.places]
    if not claims or not places:
        return None
    shown = claims[0]
    return _Point(
        text=shorten(point.text, 400),
        stance=point.stance,
        place=debate.places[shown.post],
        posts=tuple(one for one in places if one.post.id != shown.post),
        people=voices((one.post.id for one in places), digest=debate.digest).people,
        disputed=controversy(point, digest=debate.digest).attack,
        standing=shown.standing,
        standing_words=STANDING[shown.standing],
    )


def _threads(debate: Debate) -> list[_Thread]:
    shown: set[str] = set()  # a claim can stand in two threads, its anchor only once on a page
    made = []
    for at, thread in enumerate(debate.digest.threads):
        root = trees.tree(thread, debate=debate)
        lines, left_out = lines_of(root, most=_UNITS_SHOWN if at < _THREADS_IN_FULL else 1) if root else ([], 0)
        if at >= _THREADS_IN_FULL:
            lines = [replace(line, anchor="") for line in lines]
        lines = [replace(line, anchor="" if line.anchor in shown else line.anchor) for line in lines]
        shown |= {line.anchor for line in lines}
        made.append(_thread(thread, root, lines, debate=debate, left_out=left_out, drawn=at < _MAPPED))
    return made


def _thread(
    thread: ArgumentThread, root: Unit | None, lines: list[UnitLine], *, debate: Debate, left_out: int, drawn: bool
) -> _Thread:
    units = list(trees.walk(root)) if root else []
    arrows = [unit.arrow.type for unit in units if unit.arrow]
    anchor = urls.thread_anchor(thread.id)
    anchors = {line.claim: line.anchor for line in lines if line.anchor}
    return _Thread(
        thread=thread,
        path=debate.thread_paths[thread.id],
        anchor=anchor,
        lead=lines[0] if lines else None,
        lines=tuple(lines[1:]),
        left_out=left_out,
        glyph=map_svg.glyph(root, anchors=anchors, otherwise=anchor) if root and drawn else None,
        supports=arrows.count("support"),
        attacks=arrows.count("attack"),
        posts=len(thread.posts),
    )


def _sources(debate: Debate) -> list[_Source]:
    """Every address that somebody linked to, in order of appearance, with those who brought it."""
    found: dict[Markup, tuple[str, list[Place]]] = {}
    for place in debate.order:
        for mark in place.post.marks:
            address = escape.href(mark.url) if mark.kind == "link" else None
            if address is None or mark.url is None:
                continue
            label = " ".join(place.post.text[mark.start : mark.end].split())
            if label.startswith(("http://", "https://", "www.")) or not label:
                label = _address_label(mark.url)
            _, places = found.setdefault(address, (label, []))
            if place not in places:
                places.append(place)
    return [_Source(address, label, tuple(places)) for address, (label, places) in found.items()][:_SOURCES]


def _address_label(address: str) -> str:
    parts = urlsplit(address)
    path = parts.path.rstrip("/")
    return shorten(f"{parts.netloc.removeprefix('www.')}{path}" if parts.netloc else address, 70)


def _host(address: str | None) -> str:
    try:
        return urlsplit(address or "").netloc.removeprefix("www.")
    except ValueError:
        return ""


def _tags(digest: Digest, *, phrases: Iterable[str], shelf: Shelf) -> list[str]:
    """The author's tags, and those keyphrases that other debates share."""
    keys = {one.text: one.key for one in digest.keyphrases}
    shared = [text for text in phrases if keys[text] in shelf.around.concept_of]
    folded: dict[str, str] = {}
    for tag in (*digest.document.tags, *shared):
        folded.setdefault(tag.casefold(), tag)
    return list(folded.values())


def _minutes(points: Iterable[_Point | None], threads: Iterable[_Thread]) -> int:
    """How long the page takes to read, in minutes, at least one."""
    texts = [one.text for one in points if one]
    texts += [line.text for one in threads for line in ((one.lead,) if one.lead else ()) + one.lines]
    return max(1, round(sum(len(text.split()) for text in texts) / _WORDS_A_MINUTE))
