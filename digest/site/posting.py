"""A debate in the words of schema.org, for search engines: a DiscussionForumPosting with its key points as comments."""

from __future__ import annotations

from collections.abc import Iterable

from digest.model import OPENING
from digest.site import urls
from digest.site.debate import Debate, Place, shorten
from digest.site.escape import href, line

__all__ = ["posting"]

_OPENING = 500


def posting(debate: Debate, *, said: Iterable[tuple[str, Place]], crux: str, url: str) -> dict[str, object]:
    """What a search engine is told of a debate; only what is known is said.

    Args:
        said: what the debate's page shows as its key points, verbatim, with where it stands.
        crux: the debate in a sentence, where no opening post says more.
        url: where the site is published; empty where nobody has said.
    """
    document = debate.digest.document
    opening = debate.places.get(OPENING)
    when = document.date or (opening.post.date if opening else None)
    source = document.source if href(document.source) else None
    fields: dict[str, object | None] = {
        "@type": "DiscussionForumPosting",
        "headline": line(document.title),
        "text": shorten(line(opening.post.text if opening else crux), _OPENING),
        "url": urls.address(url, debate.path) if url else None,
        "isBasedOn": source,
        "author": _person(opening.post.author) if opening else None,
        "datePublished": when.isoformat() if when else None,
        "inLanguage": document.language,
        "keywords": ", ".join(line(one.text) for one in debate.digest.keyphrases[:10]),
        "commentCount": debate.comments,
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": "https://schema.org/CommentAction",
            "userInteractionCount": debate.comments,
        },
        "comment": [_comment(text, place, url=url) for text, place in said],
    }
    return {name: value for name, value in fields.items() if value or value == 0}


def _comment(text: str, place: Place, *, url: str) -> dict[str, object]:
    fields: dict[str, object | None] = {
        "@type": "Comment",
        "text": line(text),
        "author": _person(place.post.author),
        "datePublished": place.post.date.isoformat() if place.post.date else None,
        "url": f"{urls.address(url, place.path)}#{place.anchor}" if url else None,
    }
    return {name: value for name, value in fields.items() if value}


def _person(name: str | None) -> dict[str, str] | None:
    return {"@type": "Person", "name": line(name)} if name else None
