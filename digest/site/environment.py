"""The Jinja2 environment: the only place where templates are found, and where what they print is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
from markupsafe import Markup

from digest.site import escape
from digest.text.counting import counted

__all__ = ["environment", "loader"]

_CHECKOUT = Path(__file__).parents[2] / "templates"


def environment(templates: Sequence[Path]) -> Environment:
    """Templates from the site's own folders first, then ours.

    Whatever a template prints is escaped by `escape.md`, unless it is Markdown already, so that a template that
    forgets about escaping is safe. A name that does not exist is an error, never an empty string.

    Args:
        templates: the site's own folders, most important first; one that does not exist is passed over.
    """
    made = Environment(
        loader=loader(templates),
        undefined=StrictUndefined,
        finalize=escape.md,
        autoescape=True,  # so that macros give Markup; the escaping itself is done by finalize
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.filters.update(md=escape.md, name=escape.name, href=escape.href, front_matter=escape.front_matter)
    made.filters.update(plural=counted, hashes=_hashes, nested=_nested)
    return made


def loader(templates: Sequence[Path]) -> BaseLoader:
    """Finds templates in the site's own folders first, then among ours."""
    own: list[BaseLoader] = [FileSystemLoader(folder) for folder in templates]
    return ChoiceLoader([*own, _ours()])


def _ours() -> BaseLoader:
    """A wheel holds the templates inside the package; in a checkout they stand beside it, where a person looks."""
    try:
        return PackageLoader("digest", "templates")
    except ValueError:
        return FileSystemLoader(_CHECKOUT)


def _hashes(level: int) -> Markup:
    return Markup("#" * level)  # noqa: S704 the marks of a heading


def _nested(depth: int) -> Markup:
    return Markup("    " * depth)  # noqa: S704 white space that nests a list
