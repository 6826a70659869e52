"""The Jinja2 environment: the only place where templates are found, and where what they print is escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import jinja2
from jinja2 import BaseLoader, FileSystemLoader, PackageLoader, StrictUndefined, TemplateNotFound
from markupsafe import Markup

from digest.site import escape
from digest.site.translation import ENGLISH, Translation, codes, translation

__all__ = ["Environment", "environment", "loader", "translated"]

_CHECKOUT = Path(__file__).parents[2] / "templates"


class Environment(jinja2.Environment):
    """Templates, and the language that their words are printed in."""

    translation: Translation = ENGLISH


def environment(templates: Sequence[Path], *, language: str = "en") -> Environment:
    """Templates from the site's own folders first, then ours.

    Whatever a template prints is escaped by `escape.md`, unless it is Markdown already, so that a template that
    forgets about escaping is safe. So is what stands in a translated text; the text itself is a template's, and
    holds what markup it needs. A name that does not exist is an error, never an empty string.

    Args:
        templates: the site's own folders, most important first; one that does not exist is passed over.
        language: of the words of pages; where it has no catalogue, they are English.

    Raises:
        OutputError: a catalogue is at fault.
    """
    folders = [*map(FileSystemLoader, templates), _ours()]
    made = Environment(
        loader=loader(templates),
        undefined=StrictUndefined,
        finalize=escape.md,
        autoescape=True,  # so that macros give Markup; the escaping itself is done by finalize
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    made.translation = translation(language, catalogues=_catalogues(language, folders))
    made.filters.update(
        md=escape.md, href=escape.href, front_matter=escape.front_matter, hashes=_hashes, nested=_nested
    )
    _translate(made, made.translation)
    return made


def loader(templates: Sequence[Path]) -> BaseLoader:
    """Finds templates in the site's own folders first, then among ours."""
    return jinja2.ChoiceLoader([*map(FileSystemLoader, templates), _ours()])


def translated(language: str, *, templates: Sequence[Path]) -> bool:
    """Whether the words of pages are there in a language."""
    return language == "en" or bool(list(_catalogues(language, [*map(FileSystemLoader, templates), _ours()])))


def _catalogues(language: str, folders: Sequence[BaseLoader]) -> Iterator[tuple[str, str]]:
    """The catalogues of a language: the site's own first, which need not be complete, then ours."""
    for code in codes(language):
        for folder in folders:
            name = f"locale/{code}.po"
            try:
                text, path, _ = folder.get_source(_BARE, name)
            except TemplateNotFound:
                continue
            yield path or f"templates/{name}", text


def _translate(made: Environment, words: Translation) -> None:
    """Give templates `_`, `ngettext` and `{% trans %}`, and the filters that write for a reader of the language."""

    @cache  # as many as there are words in the templates
    def plain(text: str) -> Markup:
        return Markup(words.gettext(text))  # noqa: S704 ours

    def gettext(text: str, /, **values: object) -> Markup:
        if not values:
            return plain(text)
        return Markup(words.gettext(text, **_escaped(values)))  # noqa: S704 ours, and what is filled in is escaped

    def ngettext(one: str, many: str, num: int, /, **values: object) -> Markup:
        return Markup(words.ngettext(one, many, num, **_escaped(values)))  # noqa: S704 as above

    def name(text: str) -> Markup:
        shown = escape.md(text)
        return Markup(f"<bdi>{shown}</bdi>") if words.apart(text) else shown  # noqa: S704 escaped

    def number(value: int) -> Markup:
        return Markup(words.number(value))  # noqa: S704 digits and what is between them

    # Not Jinja's own callables: those escape what is filled in for HTML, where it must be escaped for Markdown.
    made.extend(newstyle_gettext=True)
    made.globals.update(_=gettext, gettext=gettext, ngettext=ngettext, language=words)
    made.filters.update(name=name, said=lambda text: gettext("“%(text)s”", text=name(text)), number=number)


def _escaped(values: dict[str, object]) -> dict[str, object]:
    return {key: one if type(one) is int else escape.md(one) for key, one in values.items()}


_BARE = jinja2.Environment()  # noqa: S701 loaders ask for one and do not use it


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
