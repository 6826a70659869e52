"""Whether the HTML of one page can be told from that page alone, and what all pages show of a few others.

A plug-in, a hook, an extension or a template could read anything. So pages are kept, or rendered apart from each other,
only where all of these are ones of which it is known what they read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import material
import mkdocs
from material.plugins.search.plugin import SearchPlugin, jieba
from material.plugins.tags.plugin import TagsPlugin

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation

__all__ = ["each_alone", "search_of", "shown_of", "tags_of"]

_OURS = "digest"
_MKDOCS = re.compile(r"1\.6\.")
"""Versions of MkDocs whose way through a build is known."""
_EXTENSIONS = {
    *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes", "legacy_attrs"),
    *("legacy_em", "md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks"),
    *(
        f"pymdownx.{name}"
        for name in (
            *("arithmatex", "betterem", "blocks.admonition", "blocks.definition", "blocks.details", "blocks.html"),
            *("blocks.tab", "caret", "critic", "details", "emoji", "escapeall", "extra", "fancylists", "highlight"),
            *("inlinehilite", "keys", "magiclink", "mark", "progressbar", "saneheaders", "smartsymbols", "striphtml"),
            *("superfences", "tabbed", "tasklist", "tilde"),
        )
    ),
}
"""Extensions of Markdown that read nothing but the page."""
_PURE = ("material.", "pymdownx.", "markdown.")
_STATIC = {"404.html", "sitemap.xml"}
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_ALL_PAGES = re.compile(
    r"\{[{%][^}]*?\b(?:pages|nav|build_date_utc|update_date|previous_page|next_page|ancestors|homepage|parent|plugins)\b"
)
"""What a template of the site's own may not read: other pages, the time, what plug-ins know."""
_IN_MENU = ("icon", "subtitle", "status")
"""What the theme's menu shows of the front matter of pages."""


def search_of(config: MkDocsConfig) -> SearchPlugin | None:
    """The theme's search, where it makes an index."""
    found = (one for one in config.plugins.values() if type(one) is SearchPlugin and one.config.enabled)
    return next(found, None)


def tags_of(config: MkDocsConfig) -> TagsPlugin | None:
    """The plug-in that lists pages by their tags, where it is used."""
    found = (one for one in config.plugins.values() if type(one) is TagsPlugin and one.config.enabled)
    return next(found, None)


def each_alone(config: MkDocsConfig) -> bool:
    """Whether the HTML of a page is made from its own text, the addresses of others, and what `shown_of` tells."""
    return (
        _MKDOCS.match(mkdocs.__version__) is not None
        and jieba is None  # it comes with no version of the theme, and cuts what the search finds
        and config.theme.name == "material"
        and config.nav is not None
        and not config.extra_templates
        and set(config.theme.static_templates) <= _STATIC
        and all(_is_known(name, one) for name, one in config.plugins.items())
        and sum(type(one) in (SearchPlugin, TagsPlugin) for one in config.plugins.values())
        == len({type(one) for one in config.plugins.values()} & {SearchPlugin, TagsPlugin})
        and set(config.markdown_extensions) <= _EXTENSIONS | {f"markdown.extensions.{name}" for name in _EXTENSIONS}
        and all(_is_pure(value) for value in _values(config.mdx_configs))
        and "custom_icons" not in repr(config.mdx_configs)
        and not any(_reads_others(Path(folder)) for folder in config.theme.dirs)
    )


def shown_of(nav: Navigation, config: MkDocsConfig) -> str:
    """A hash of what all pages show: the menu, and where tags are listed. Once these pages have been read."""
    found = [_menu(one) for one in nav.items]
    if tags := tags_of(config):
        found.append(sorted((one.page.url, one.page.title, one.id, repr(one.config)) for one in tags.listings))
    return blake2b(repr(found).encode(), digest_size=16).hexdigest()


def _menu(item: Any) -> Any:
    shown = item.is_section, item.is_link, item.title, getattr(item, "url", None)
    meta = getattr(item, "meta", None) or {}
    return (*shown, [meta.get(key) for key in _IN_MENU], [_menu(one) for one in item.children or ()])


def _is_known(name: str, plugin: Any) -> bool:
    if type(plugin) is TagsPlugin:
        return not plugin.config.tags_file and not plugin.config.tags_extra_files
    return type(plugin) is SearchPlugin or name.startswith(_OURS)


def _values(given: object) -> Iterator[object]:
    """All values within lists and mappings."""
    if isinstance(given, Mapping):
        for value in given.values():
            yield from _values(value)
    elif isinstance(given, Iterable) and not isinstance(given, (str, bytes)):
        for value in given:
            yield from _values(value)
    else:
        yield given


def _is_pure(value: object) -> bool:
    return not callable(value) or str(getattr(value, "__module__", "")).startswith(_PURE)


def _reads_others(folder: Path) -> bool:
    """Whether a template of a theme's folder could show other pages; those of the known themes do not."""
    themes = (Path(str(material.__file__)).parent, Path(mkdocs.__file__).parent)
    if any(folder.is_relative_to(theme) for theme in themes):
        return False
    templates = (file for ending in ("html", "xml") for file in folder.rglob(f"*.{ending}"))
    return any(_ALL_PAGES.search(_COMMENT.sub("", file.read_text("utf-8", "replace"))) for file in templates)
