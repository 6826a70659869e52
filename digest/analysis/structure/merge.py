"""Joins lines into posts, without loss and without reordering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from digest.model import Block, Mark, Post

_TOGETHER = ("quote", "list", "footnote", "code")
"""Kinds of which neighbouring lines belong together: one quote, one list, one group of footnotes."""


def merge_lines(lines: Sequence[Post]) -> Post:
    r"""Join consecutive lines into one post, which keeps the id of the first.

    A blank line separates paragraphs, but not the lines of one quote, list or group of footnotes. Lines of a quote are
    one block if they have the same level.

    Example:
        >>> quote = Post("l2", "> Bees?", lines=(2, 2), blocks=(Block("quote", 0, 7, 1),))
        >>> post = merge_lines([quote, Post("l3", "Yes.", lines=(3, 3), blocks=(Block("paragraph", 0, 4),))])
        >>> post.id, post.text, post.lines, [(b.kind, b.start, b.end) for b in post.blocks]
        ('l2', '> Bees?\n\nYes.', (2, 3), [('quote', 0, 7), ('paragraph', 9, 13)])
    """
    text = ""
    blocks: list[Block] = []
    marks: list[Mark] = []
    for line in lines:
        close = bool(blocks and line.blocks and _go_together(blocks[-1], line.blocks[0]))
        text += ("\n" if close else "\n\n") if text and line.text else ""
        shift = len(text)
        text += line.text
        marks += [replace(mark, start=mark.start + shift, end=mark.end + shift) for mark in line.marks]
        for block in line.blocks:
            moved = replace(block, start=block.start + shift, end=block.end + shift)
            if close and _one_block(blocks[-1], moved):
                blocks[-1] = replace(blocks[-1], end=moved.end)
            else:
                blocks.append(moved)
            close = False
    spans = [line.lines for line in lines if line.lines is not None]
    return replace(
        lines[0],
        text=text,
        blocks=tuple(blocks),
        marks=tuple(marks),
        lines=(spans[0][0], spans[-1][1]) if spans else None,
    )


def _go_together(before: Block, block: Block) -> bool:
    return before.kind == block.kind and block.kind in _TOGETHER


def _one_block(before: Block, block: Block) -> bool:
    return block.kind in ("quote", "code") and before.level == block.level
