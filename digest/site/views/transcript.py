"""The transcript: every post in the order of reading, on as many pages as it needs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from digest.site import escape, head, intext, urls
from digest.site.debate import Debate
from digest.site.page import Page
from digest.site.shelf import Shelf
from digest.site.views.cited import host
from digest.site.views.posts import post_view

__all__ = ["pages"]


def pages(debate: Debate, *, shelf: Shelf) -> Iterator[Page]:
    """The pages of a debate's transcript; one at least, even where nobody has said a word."""
    document = debate.digest.document
    _ = debate.translation.gettext
    title = _("Transcript: %(title)s", title=document.title)
    description = _("Every comment of the debate “%(title)s”, in order.", title=document.title)
    said = head.of_part("transcript", title, description, debate=debate, url=shelf.site.url)
    found = intext.mentions(debate, shelf=shelf)
    sheets = {path: tuple(places) for path, places in groupby(debate.order, key=lambda place: place.path)}
    count = max(1, len(sheets))
    for number in range(1, count + 1):
        path = urls.transcript(document.slug, number)
        places = sheets.get(path, ())
        values = {
            "document": document,
            "debate": debate,
            "source": escape.href(document.source),
            "host": host(document.source),
            "title": title,
            "description": description,
            "head": said,
            "posts": [
                post_view(
                    place,
                    debate=debate,
                    here=path,
                    mentions=intext.first_mentions([place.post.id], found=found)[place.post.id],
                )
                for place in places
            ],
            "inferred": any(place.post.parent_confidence < 1 for place in places),
            "number": number,
            "count": count,
            "before": urls.transcript(document.slug, number - 1) if number > 1 else None,
            "after": urls.transcript(document.slug, number + 1) if number < count else None,
        }
        yield shelf.page(path, "transcript.md", values, source=document.path)
