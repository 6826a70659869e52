"""Keeps line ends in Markdown, for text that was typed into a form."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from digest.sources.prose import wrapped

__all__ = ["harden"]


def harden(tokens: Sequence[Token]) -> None:
    """Keep the line ends in paragraphs, except in text that was wrapped before it was pasted."""
    for token in tokens:
        line = ""
        children = token.children or []
        for at, child in enumerate(children):
            if child.type == "softbreak":
                after = next((one.content for one in children[at + 1 : at + 4] if one.content), "")
                child.type = "softbreak" if wrapped(line, after) else "hardbreak"
            line = "" if child.type.endswith("break") else line + child.content
