"""Builds a site: the pipeline from content files to HTML, and the only writer of pages."""

from digest.builder.pipeline import Built, Markdown, Tell, build, write_markdown

__all__ = ["Built", "Markdown", "Tell", "build", "write_markdown"]
