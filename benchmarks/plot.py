"""Growth as SVG: points on logarithmic scales, with the line that linear growth would be."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

__all__ = ["plot"]

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP, _RIGHT = 640, 400, 70, 50, 40, 20
_COLOURS = ("#1f6feb", "#bf3989", "#1a7f37", "#9a6700")


def plot(title: str, *, x: str, y: str, lines: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """A chart of some growths.

    Args:
        x: what sizes are counted in.
        y: what costs are counted in.
        lines: size and cost, by the name of the line.
    """
    points = [point for line in lines.values() for point in line]
    across = _Scale([one for one, _ in points], _LEFT, _WIDTH - _RIGHT)
    up = _Scale([one for _, one in points], _HEIGHT - _BOTTOM, _TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
        f"<style>text {{ font: 12px sans-serif }}</style><title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="22" font-size="15" font-weight="bold">{escape(title)}</text>',
    ]
    for value in across.ticks():
        at = across.place(value)
        parts.append(f'<path d="M{at:.1f} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#ddd"/>')
        parts.append(f'<text x="{at:.1f}" y="{_HEIGHT - _BOTTOM + 18}" text-anchor="middle">{value:,g}</text>')
    for value in up.ticks():
        at = up.place(value)
        parts.append(f'<path d="M{_LEFT} {at:.1f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{value:,g}</text>')
    parts.append(f'<text x="{(_LEFT + _WIDTH) / 2}" y="{_HEIGHT - 10}" text-anchor="middle">{escape(x)}</text>')
    parts.append(f'<text transform="translate(16 {_HEIGHT / 2}) rotate(-90)" text-anchor="middle">{escape(y)}</text>')
    for number, (name, line) in enumerate(lines.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        size, value = line[-1]
        first = line[0][0]
        ideal = [(first, value * first / size), (size, value)]
        parts.append(f'<path d="{_path(ideal, across, up)}" fill="none" stroke="{colour}" stroke-dasharray="2 4"/>')
        parts.append(f'<path d="{_path(line, across, up)}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{across.place(a):.1f}" cy="{up.place(b):.1f}" r="3" fill="{colour}"/>' for a, b in line]
        parts.append(f'<text x="{_LEFT + 12}" y="{_TOP + 18 + 16 * number}" fill="{colour}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


class _Scale:
    def __init__(self, values: Sequence[float], begin: float, end: float) -> None:
        self._low, self._high = math.log10(min(values)), math.log10(max(values))
        self._begin, self._end = begin, end

    def place(self, value: float) -> float:
        share = (math.log10(max(value, 1e-9)) - self._low) / ((self._high - self._low) or 1)
        return self._begin + share * (self._end - self._begin)

    def ticks(self) -> list[float]:
        return [10.0**power for power in range(math.ceil(self._low - 1e-9), math.floor(self._high + 1e-9) + 1)]


def _path(line: Sequence[tuple[float, float]], across: _Scale, up: _Scale) -> str:
    return "M" + "L".join(f"{across.place(a):.1f} {up.place(b):.1f}" for a, b in line)
