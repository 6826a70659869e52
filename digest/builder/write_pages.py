"""Writes the pages of all debates; only pages whose sources changed are made and written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from digest.builder.about import own_pages
from digest.builder.analyse_debates import Debates, Tell
from digest.builder.cache import fingerprint, unpack
from digest.builder.codec import codec
from digest.builder.jobs import SHOWING, Print, print_pages
from digest.builder.output import Output
from digest.builder.versions import ANALYSING, PRINTED_WITH, PRINTING, source, templates, versions_of
from digest.builder.workers import Workers
from digest.model import Index, Merges
from digest.site import (
    PARTS,
    Around,
    Catalogue,
    Page,
    Press,
    Showing,
    SiteInfo,
    catalogue_of,
    concept_pages,
    environment,
    shared_pages,
    shown_of,
    surroundings,
)

__all__ = ["print_site"]

_FEW = 20
"""Fewer debates are printed sooner than processes start."""
_SHOWINGS = 1000
"""So many showings are in memory at once."""


def print_site(debates: Debates, *, index: Index, merges: Merges, output: Output, workers: Workers, tell: Tell) -> int:
    """Write all pages of a site that changed.

    Args:
        debates: what is known of them.
        index: what connects them.
        merges: what the site's editor says of phrases.
        output: the folder to write to.
        workers: who makes the pages of debates.
        tell: hears of progress.

    Returns:
        Of how many debates pages were made anew.

    Raises:
        ContentError: a page of the site's own, or a debate's file, cannot be read.
        OutputError: a template is at fault, or a page stands in the way of another or of somebody else's file.
        OSError: the disk refuses.
    """
    site, cache = debates.site, debates.cache
    info = SiteInfo(site.name, site.url, site.description, site.settings, site.language)
    given = codec(SiteInfo).dumps(info), codec(Merges).dumps(merges)
    version = fingerprint(source(PRINTING), versions_of((*ANALYSING, *PRINTED_WITH)), templates(site.templates), *given)
    outlines = {outline.slug: outline for outline in index.outlines}
    around = surroundings(index, most=site.settings.related)
    encode = codec(Around).dumps

    def key_of(slug: str, seen: Around) -> str:
        return fingerprint(version, debates.known[slug].key, encode(seen))

    keys = {slug: key_of(slug, shown_of(around(outline))) for slug, outline in outlines.items()}

    def task(slug: str, parts: Mapping[str, str]) -> Print:
        digest, beside = debates.digest(slug), around(outlines[slug])
        return Print(slug, keys[slug], parts, digest, merges, beside, info, (site.templates,), version)

    @lru_cache(maxsize=_SHOWINGS)
    def showing(slug: str) -> Showing:
        data = cache.get("showing", keys[slug])
        if data is None:  # somebody has emptied the cache meanwhile
            data = unpack(print_pages(task(slug, {})).showing)
        return SHOWING.loads(data)

    own = own_pages(site)
    output.write("about", made_from="", pages=_rows(own))
    new: dict[str, dict[str, str]] = {}
    for slug, outline in outlines.items():
        beside = around(outline)
        parts = {part.name: key_of(slug, part.sees(beside)) for part in PARTS}
        stale = {name: key for name, key in parts.items() if not output.keep(_group(name, slug), made_from=key)}
        if stale or not cache.has("showing", keys[slug]):
            new[slug] = stale
    tasks = (task(slug, parts) for slug, parts in new.items())
    for done, (one, printed) in enumerate(workers.run(print_pages, tasks, worth_it=len(new) >= _FEW), 1):
        tell("Writing debate pages", done, len(new))
        cache.put("showing", one.key, printed.showing)
        for name, pages in printed.pages.items():
            output.write(_group(name, one.slug), made_from=one.parts[name], pages=_rows(pages))
    press = Press(info, environment((site.templates,), language=site.language))
    made_from = fingerprint(version, *keys.values(), *(page.path for page in own))
    outdated = not output.keep("shared", made_from=made_from)
    cards = tuple(showing(outline.slug).card for outline in index.outlines) if outdated else ()
    catalogue = catalogue_of(index, cards=cards, showing=showing, press=press)
    _print_concepts(catalogue, version=version, keys=keys, output=output, tell=tell)
    if outdated:
        taken = {page.path for page in own}
        shared = (page for page in shared_pages(catalogue) if page.path not in taken)
        output.write("shared", made_from=made_from, pages=_rows(shared))
    return len(new)


def _print_concepts(catalogue: Catalogue, *, version: str, keys: Mapping[str, str], output: Output, tell: Tell) -> None:
    """Write the pages of concepts of which a debate, a related concept or a name changed."""
    concepts = catalogue.index.concepts
    for done, one in enumerate(concepts, 1):
        near = (name for slug in one.neighbours for name in (slug, catalogue.concepts[slug].text))
        slugs = [use.slug for use in one.uses]
        named = one.slug, one.text, *one.variants, "", *one.former, "", *near, "", *slugs
        made_from = fingerprint(version, *named, *(keys[slug] for slug in slugs))
        if not output.keep(f"concept {one.slug}", made_from=made_from):
            tell("Writing concept pages", done, len(concepts))
            pages = concept_pages(one, catalogue=catalogue)
            output.write(f"concept {one.slug}", made_from=made_from, pages=_rows(pages))


def _group(part: str, slug: str) -> str:
    return f"{part} of {slug}"


def _rows(pages: Iterable[Page]) -> Iterator[tuple[str, str | bytes, str | None]]:
    return ((page.path, page.text, page.source) for page in pages)
