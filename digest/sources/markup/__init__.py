"""Converts markup of all kinds to plain text with blocks and marks."""

from digest.sources.markup.html import from_html
from digest.sources.markup.markdown import from_markdown
from digest.sources.markup.pieces import Body
from digest.sources.markup.plain import from_plain

__all__ = ["Body", "from_html", "from_markdown", "from_plain"]
