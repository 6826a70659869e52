"""An argument thread: its own page, the argument first and then the whole exchange."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from digest.model import ArgumentThread
from digest.site import head, intext, map_svg, trees, urls
from digest.site.bodies import Highlight
from digest.site.debate import Debate, shorten
from digest.site.intext import InText
from digest.site.page import Page
from digest.site.shelf import Shelf
from digest.site.trees import Unit
from digest.site.views.posts import post_view
from digest.site.views.units import lines_of, says

__all__ = ["pages"]

_LARGEST_MAP = 60
"""Of a larger thread, the map shows the units that are nearest to its lead claim."""


def pages(debate: Debate, *, shelf: Shelf) -> Iterator[Page]:
    """The pages of a debate's argument threads, each with the way to the one before and after."""
    threads = debate.digest.threads
    found = intext.mentions(debate, shelf=shelf)
    for at, thread in enumerate(threads):
        before = threads[at - 1] if at else None
        after = threads[at + 1] if at + 1 < len(threads) else None
        yield _page(thread, debate=debate, shelf=shelf, before=before, after=after, found=found)


def _page(
    thread: ArgumentThread,
    *,
    debate: Debate,
    shelf: Shelf,
    before: ArgumentThread | None,
    after: ArgumentThread | None,
    found: Mapping[str, Sequence[InText]],
) -> Page:
    document = debate.digest.document
    path = debate.thread_paths[thread.id]
    root = trees.tree(thread, debate=debate)
    units = list(trees.walk(root)) if root else []
    marks = _highlights(units)
    places = sorted((debate.places[one] for one in thread.posts if one in debate.places), key=lambda one: one.number)
    named = intext.first_mentions((place.post.id for place in places), found=found)
    lines = lines_of(root, translation=debate.translation)[0] if root else []
    drawn = root if root and len(units) > 2 else None
    if drawn and len(units) > _LARGEST_MAP:
        drawn = trees.pruned(drawn, most=_LARGEST_MAP)
    anchors = {line.claim: line.anchor for line in lines}
    description = shorten(lines[0].text if lines else thread.title, 200)
    values = {
        "document": document,
        "debate": debate,
        "thread": thread,
        "title": debate.translation.gettext("Thread: %(title)s", title=thread.title),
        "description": description,
        "head": head.of_part("thread", thread.title, description, debate=debate, url=shelf.site.url),
        "lead": lines[0] if lines else None,
        "titled": bool(lines) and says(thread.title, lines[0]),
        "lines": lines[1:],
        "map": map_svg.boxes(drawn, translation=debate.translation) if drawn else None,
        "mapped": len(list(trees.walk(drawn))) if drawn and len(units) > _LARGEST_MAP else 0,
        "units": len(units),
        "small_map": _small(drawn, anchors=anchors, debate=debate) if drawn else None,
        "posts": [
            post_view(
                place,
                debate=debate,
                here=path,
                highlights=marks.get(place.post.id, ()),
                mentions=named[place.post.id],
            )
            for place in places
        ],
        "people": len({place.name for place in places}),
        "keyphrases": keyphrase_links(thread.keyphrases, debate=debate, shelf=shelf),
        "related": shelf.around.related_threads.get(thread.id, ()),
        "before": (before, debate.thread_paths[before.id]) if before else None,
        "after": (after, debate.thread_paths[after.id]) if after else None,
    }
    return shelf.page(path, "thread.md", values, source=document.path)


def _small(root: Unit, *, anchors: Mapping[str, str], debate: Debate) -> Markup:
    return map_svg.glyph(root, anchors=anchors, otherwise="argument", translation=debate.translation)


def _highlights(units: list[Unit]) -> dict[str, list[Highlight]]:
    """Where the units of a thread stand in their posts; of two that overlap, the first."""
    found: dict[str, list[Highlight]] = defaultdict(list)
    for unit in sorted(units, key=lambda unit: unit.claim.start):
        claim, known = unit.claim, found[unit.claim.post]
        if not known or known[-1].end <= claim.start:
            known.append(Highlight(claim.start, claim.end, unit.side, f"in-{urls.claim_anchor(claim.id)}"))
    return found


def keyphrase_links(phrases: tuple[str, ...], *, debate: Debate, shelf: Shelf) -> list[tuple[str, str | None]]:
    """Phrases of a debate, each with the page of its concept, or None where it has none."""
    keys = {one.text: one.key for one in debate.digest.keyphrases}
    slugs = [(text, shelf.around.concept_of.get(keys.get(text, text))) for text in phrases]
    return [(text, urls.concept(slug) if slug else None) for text, slug in slugs]
