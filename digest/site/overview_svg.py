"""The map of a debate as SVG: its topics as bands, its key points in them, and lines for what answers and supports.

Points for the proposition stand at the left, points against it at the right, so that a line from side to side is a
reply. Every box has its words in it and leads to the point on the page; colours are left to the stylesheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup, escape

from digest.model import KeyPoint, Topic
from digest.site import urls
from digest.site.debate import Debate
from digest.site.escape import apart, line
from digest.site.map_svg import LETTER, broken, svg

__all__ = ["overview"]

_WIDE, _TALL, _BETWEEN, _GAP = 330, 78, 120, 16
_HEAD, _MARGIN = 34, 2
_LINES = 3
_FEWEST = 3
"""A map of fewer points says no more than the list of them does."""
Kind = Literal["answers", "supports"]


@dataclass(frozen=True, slots=True)
class _Box:
    point: KeyPoint
    left: bool
    top: int

    @property
    def x(self) -> int:
        return _MARGIN if self.left else _MARGIN + _WIDE + _BETWEEN

    @property
    def middle(self) -> int:
        return self.top + _TALL // 2


def overview(debate: Debate, *, shown: Iterable[str]) -> Markup | None:
    """The map of a debate, or None where there is too little to draw.

    Args:
        shown: ids of the key points on the page; what answers them is drawn as well.
    """
    wanted: dict[str, KeyPoint] = {}
    for name in shown:
        point = debate.points[name]
        wanted[name] = point
        wanted |= {one: debate.points[one] for one in point.answered_by[:1] if one in debate.points}
    links = dict(_links(wanted, debate=debate))
    if len(wanted) < _FEWEST or not links:
        return None
    boxes, heads, height = _bands(list(wanted.values()), debate.digest.topics)
    edges = [_edge(boxes[source], boxes[target], kind) for (source, target), kind in links.items()]
    drawn = [_drawn(box, debate=debate, here=set(shown)) for box in boxes.values()]
    return svg(2 * _WIDE + _BETWEEN + 2 * _MARGIN, height, "dg-overview", [*heads, *edges, *drawn])


def _links(points: Mapping[str, KeyPoint], *, debate: Debate) -> Iterable[tuple[tuple[str, str], Kind]]:
    """Which point answers or supports which."""
    home = {claim: point.id for point in points.values() for claim in point.claims}
    for point in points.values():
        for one in point.answered_by:
            if one in points and one != point.id:
                yield (one, point.id), "answers"
    for relation in debate.digest.relations:
        source, target = home.get(relation.source), home.get(relation.target)
        if relation.type != "support" or source is None or target is None or source == target:
            continue
        if points[source].side == points[target].side:
            yield (source, target), "supports"


def _bands(points: Sequence[KeyPoint], topics: Sequence[Topic]) -> tuple[dict[str, _Box], list[str], int]:
    """Where each box stands, the headings of the bands, and the height of it all."""
    topic_of = {post: topic for topic in topics for post in topic.posts}
    bands: dict[str, list[KeyPoint]] = {}
    titles: dict[str, str] = {}
    for point in points:
        topic = topic_of.get(point.post or (point.posts[0] if point.posts else ""))
        key = topic.id if topic else ""
        bands.setdefault(key, []).append(point)
        titles[key] = topic.title if topic else ""
    boxes: dict[str, _Box] = {}
    heads: list[str] = []
    top = _MARGIN
    for key, members in bands.items():
        if title := line(titles[key]):
            heads.append(f'<text class="dg-topic" x="{_MARGIN}" y="{top + 18}">{escape(title)}</text>')
            top += _HEAD
        level = {True: top, False: top}
        for point in members:
            left = point.side == "for" or (point.side == "neither" and level[True] <= level[False])
            boxes[point.id] = _Box(point, left, level[left])
            level[left] += _TALL + _GAP
        top = max(level.values()) + _GAP
    return boxes, heads, top - _GAP


def _edge(source: _Box, target: _Box, kind: Kind) -> str:
    """A line from a point to the one that it answers or supports: across the middle, or around the side."""
    if source.left != target.left:
        start = source.x + (_WIDE if source.left else 0)
        end = target.x + (_WIDE if target.left else 0)
        bend = (start + end) // 2
        way = f"M{start} {source.middle}C{bend} {source.middle} {bend} {target.middle} {end} {target.middle}"
    else:
        side = source.x + (_WIDE if source.left else 0)
        out = side + (_BETWEEN // 3 if source.left else -_BETWEEN // 3)
        way = f"M{side} {source.middle}C{out} {source.middle} {out} {target.middle} {side} {target.middle}"
    relation = "attack" if kind == "answers" else "support"
    return f'<path class="dg-edge dg-{relation}" d="{way}"/>'


def _drawn(box: _Box, *, debate: Debate, here: set[str]) -> str:
    point = box.point
    place = debate.places.get(point.post or "")
    label = apart(broken(line(place.label), 34, 1)[0]) if place else ""
    lines = broken(line(point.text), int((_WIDE - 26) / LETTER), _LINES)
    words = "".join(f'<tspan x="13" dy="16">{escape(one)}</tspan>' for one in lines)
    inside = (
        f'<g transform="translate({box.x} {box.top})"><rect width="{_WIDE}" height="{_TALL}" rx="4"/>'
        f'<text y="4">{words}</text><text class="dg-label" x="13" y="{_TALL - 9}">{escape(label)}</text></g>'
    )
    title = f"<title>{escape(line(point.text))}</title>"
    classes = f"dg-node dg-{point.side}"
    if point.id in here:
        return f'<a href="#{urls.point_anchor(point.id)}" class="{classes}">{title}{inside}</a>'
    return f'<g class="{classes}">{title}{inside}</g>'
