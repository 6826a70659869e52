"""Argument maps as SVG, laid out here: no script, every node a link with a title, colours left to the stylesheet.

The layout is a tidy tree that grows to the right: a leaf takes a row, a parent stands level with its first child, so
that the eye can follow a line of argument as it follows a line of text. Linear in the number of nodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from digest.site import urls
from digest.site.debate import shorten
from digest.site.escape import apart, line
from digest.site.translation import ENGLISH, Translation
from digest.site.trees import BADGES, SIDES, Unit, pruned

__all__ = ["LETTER", "boxes", "broken", "glyph", "svg"]

_SHAPES = {
    "lead": '<circle r="7"/>',
    "support": '<path d="M0-7.5 7 5H-7z"/>',
    "attack": '<path d="M0 7.5 7-5H-7z"/>',
    "undercut": '<path d="M0-7.5 7.5 0 0 7.5-7.5 0z"/>',
    "beside": '<circle r="4.5"/>',
}
_MOST = 36
"""How many units a small map shows; a larger thread is told in full on its own page."""
LETTER = 6.9
"""The width of a letter in a box, in pixels, where letters are 13 pixels high; for breaking lines."""


@dataclass(frozen=True, slots=True)
class _Node:
    unit: Unit
    column: int
    row: int
    parent: _Node | None


def _layout(root: Unit) -> tuple[list[_Node], int, int]:
    """Every node with its column and row, and how many columns and rows there are."""
    nodes: list[_Node] = []
    rows = 0
    waiting: list[tuple[Unit, _Node | None, bool]] = [(root, None, True)]
    while waiting:
        unit, parent, first = waiting.pop()
        if not first:
            rows += 1
        node = _Node(unit, unit.depth, rows, parent)
        nodes.append(node)
        waiting.extend((one, node, at == 0) for at, one in reversed(list(enumerate(unit.below))))
    return nodes, max(node.column for node in nodes) + 1, rows + 1


def glyph(root: Unit, *, anchors: Mapping[str, str], otherwise: str, translation: Translation = ENGLISH) -> Markup:
    """A thread as a small tree of shapes, at home beside its title; units that only go on are left out.

    Args:
        anchors: where each claim stands on the page that the map is for, by the claim's id.
        otherwise: the anchor for claims that do not stand on it.
    """
    nodes, columns, rows = _layout(pruned(root, most=_MOST))
    step_x, step_y = 26, 22
    width, height = columns * step_x, rows * step_y
    points = {id(node): (node.column * step_x + 12, node.row * step_y + 11) for node in nodes}
    dots = [_dot(node, *points[id(node)], anchors.get(node.unit.claim.id, otherwise), translation) for node in nodes]
    return svg(width, height, "dg-glyph", [*_edges(nodes, points), *dots])


def _dot(node: _Node, x: int, y: int, anchor: str, translation: Translation) -> str:
    shape = _SHAPES[node.unit.side]
    opening, closing = _anchor(node.unit, anchor, translation)
    return f'{opening}<g transform="translate({x} {y})">{shape}</g>{closing}'


def boxes(root: Unit, *, translation: Translation = ENGLISH) -> Markup:
    """A thread as boxes with their words, to be read like a page, from left to right."""
    nodes, columns, rows = _layout(root)
    wide, tall, gap_x, gap_y = 220, 74, 36, 14
    points = {id(node): (node.column * (wide + gap_x) + 2, node.row * (tall + gap_y) + 2) for node in nodes}
    ends = {key: (x, y + tall // 2) for key, (x, y) in points.items()}
    parts = [*_edges(nodes, ends, wide), *(_box(node, *points[id(node)], wide, tall, translation) for node in nodes)]
    return svg(columns * (wide + gap_x) - gap_x + 4, rows * (tall + gap_y) - gap_y + 4, "dg-boxes", parts)


def _box(node: _Node, x: int, y: int, wide: int, tall: int, translation: Translation) -> str:
    unit = node.unit
    label = f"{translation.gettext(SIDES[unit.side])} · {apart(broken(line(unit.place.label), 19, 1)[0])}"
    lines = broken(line(unit.claim.text), int((wide - 22) / LETTER), 3)
    text = "".join(f'<tspan x="12" dy="15">{escape(one)}</tspan>' for one in lines)
    shape = f'<g class="dg-shape" transform="translate(16 14) scale(.8)">{_SHAPES[unit.side]}</g>'
    opening, closing = _anchor(unit, urls.claim_anchor(unit.claim.id), translation)
    return (
        f'{opening}<g transform="translate({x} {y})"><rect width="{wide}" height="{tall}" rx="4"/>{shape}'
        f'<text class="dg-label" x="28" y="18">{escape(label)}</text><text y="20">{text}</text></g>{closing}'
    )


def _anchor(unit: Unit, anchor: str, translation: Translation) -> tuple[str, str]:
    standing = unit.claim.standing
    badge = BADGES.get(standing)
    word = ", ".join(translation.gettext(one) for one in (SIDES[unit.side], badge[0] if badge else "") if one)
    title = f"{word}: {translation.said(shorten(line(unit.claim.text), 160))} — {apart(line(unit.place.label))}"
    classes = f"dg-node dg-{unit.side} dg-{standing}"
    return f'<a href="#{anchor}" class="{classes}"><title>{escape(title)}</title>', "</a>"


def _edges(nodes: list[_Node], points: dict[int, tuple[int, int]], wide: int = 0) -> Iterator[str]:
    for node in nodes:
        if node.parent is not None:
            (x1, y1), (x2, y2) = points[id(node.parent)], points[id(node)]
            x1 += wide
            middle = (x1 + x2) // 2 if wide else x1 + 8
            way = f"H{x2}" if y1 == y2 else f"H{middle}V{y2}H{x2}"
            yield f'<path class="dg-edge dg-{node.unit.side}" d="M{x1} {y1}{way}"/>'


def svg(width: int, height: int, kind: str, parts: Iterable[str]) -> Markup:
    """A drawing of a kind, which names its style; the parts are escaped already."""
    return Markup(  # noqa: S704 every text in it is escaped
        f'<svg class="{kind}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'xmlns="http://www.w3.org/2000/svg" role="group">{"".join(parts)}</svg>'
    )


def broken(text: str, letters: int, most: int) -> list[str]:
    """A text broken into lines of at most so many letters; an ellipsis where lines are left out."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= letters or not lines[-1]:
            lines[-1] = shorten(longer, letters) if " " not in longer and len(longer) > letters else longer
        else:
            lines.append(word)
    shown = [one if len(one) <= letters else f"{one[: letters - 1]}…" for one in lines[:most]]
    if len(lines) > most:
        shown[-1] = f"{shown[-1][: letters - 1].rstrip(' ,;.')}…"
    return shown
