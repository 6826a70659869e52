"""What a model is asked, step by step: what it must answer, and what is made of that.

Every answer consists of ids and passages, and of prose in a proposition, in titles and in the summary only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from digest.curation.fields import Ref
from digest.curation.items import DropPoint, Item, PinPoint, Sentence, SetProposition, SetSide, SetStance
from digest.curation.names import Names
from digest.model import Post, Side
from digest.propose.checks import Dropped, in_language, passage, prose
from digest.propose.shown import Part, Shown

__all__ = [
    "MOST_POSTS",
    "SCHEMAS",
    "STEPS",
    "Candidate",
    "merged",
    "points_of",
    "proposition_of",
    "sides_of",
    "summary_of",
    "topics_of",
]

STEPS = ("proposition", "sides", "topics", "points", "summary")
"""In their order: sides are about the proposition, the summary rests on the points."""
MOST_POSTS = 100
"""Posts that one question is about at most."""
_TITLE, _SENTENCE = 70, 320
_SIDES: tuple[Side, ...] = ("for", "against", "neither")
_STANCES = ("support", "attack", "neutral")


def _listed(name: str, most: int, *, optional: tuple[str, ...] = (), **fields: Mapping[str, Any]) -> dict[str, Any]:
    required = [one for one in fields if one not in optional]
    items = {"type": "object", "properties": fields, "required": required}
    rows = {"type": "array", "items": items, "maxItems": most}
    return {"type": "object", "properties": {name: rows}, "required": [name]}


_TEXT: Mapping[str, Any] = {"type": "string"}
_IDS: Mapping[str, Any] = {"type": "array", "items": {"type": "string"}, "maxItems": MOST_POSTS}
# The bounds are for small models, which otherwise repeat a list until their answer is cut. They are far above what
# is asked for; an answer that ignores them is still read.


def _word(words: Iterable[str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(words)}


SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "proposition": {"type": "object", "properties": {"proposition": _TEXT}, "required": ["proposition"]},
    "sides": _listed("posts", MOST_POSTS, id=_TEXT, side=_word(_SIDES), stance=_word(_STANCES), optional=("stance",)),
    "topics": _listed("topics", 12, title=_TEXT, posts=_IDS),
    "points": _listed("points", 60, id=_TEXT, quote=_TEXT, side=_word(_SIDES), also=_IDS, optional=("also",)),
    "merge": _listed("points", 60, members=_IDS, core={"type": "boolean"}, answered_by=_IDS, optional=("answered_by",)),
    "summary": _listed("sentences", 6, text=_TEXT, cites=_IDS),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that a model names as a point, before the same points are put together.

    Attributes:
        ref: its words, and the lasting name of the post that says them.
        posts: lasting names of all posts that make the point.
    """

    ref: Ref
    side: Side
    posts: tuple[str, ...]


def proposition_of(answer: Mapping[str, Any], *, shown: Shown, dropped: Dropped) -> list[Item]:
    """The sentence that the sides are about."""
    text = " ".join(answer["proposition"].split())
    first = [post.text for post in shown.posts.values()]
    wrong = prose(text, sources=[shown.document.title, *first], longest=_SENTENCE)
    wrong = wrong or ("a proposition that is a question" if text.endswith("?") else None)
    wrong = wrong or (None if in_language(text, shown.document) else "prose in another language")
    if wrong:
        dropped[wrong] += 1
        return []
    return [SetProposition(0, text)]


def sides_of(answer: Mapping[str, Any], *, part: Part, shown: Shown, names: Names, dropped: Dropped) -> list[Item]:
    """The side and the stance of posts."""
    found: list[Item] = []
    seen: set[str] = set()
    for row in answer["posts"]:
        if (post := _asked(row["id"], part, shown, dropped)) is None:
            continue
        if post.id in seen:
            dropped["said twice"] += 1
            continue
        seen.add(post.id)
        name = names.of_post(post)
        if row["side"] in _SIDES:
            found.append(SetSide(0, name, row["side"]))
        else:
            dropped["a word that is none of the choices"] += 1
        stance = row.get("stance")
        if stance in _STANCES:
            found += [SetStance(0, name, stance)] if post.parent else []
        elif stance is not None:
            dropped["a word that is none of the choices"] += 1
    return found


def topics_of(
    answer: Mapping[str, Any], *, part: Part, shown: Shown, names: Names, dropped: Dropped
) -> list[tuple[str, str]]:
    """Titles of topics, each with the name of a post."""
    found: list[tuple[str, str]] = []
    seen: set[str] = set()
    for row in answer["topics"]:
        title = " ".join(row["title"].split())
        posts = [post for one in row["posts"] if (post := _asked(one, part, shown, dropped)) is not None]
        wrong = prose(title, sources=[shown.document.title, *(post.text for post in posts)], longest=_TITLE)
        if wrong:
            dropped[wrong] += 1
            continue
        for post in posts:
            if post.id in seen:
                dropped["said twice"] += 1
            else:
                seen.add(post.id)
                found.append((title, names.of_post(post)))
    return found


def points_of(
    answer: Mapping[str, Any], *, part: Part, shown: Shown, names: Names, dropped: Dropped
) -> list[Candidate]:
    """Passages that make a point."""
    found = []
    for row in answer["points"]:
        if (post := _asked(row["id"], part, shown, dropped)) is None:
            continue
        place = passage(post, row["quote"])
        if place is None:
            dropped["a quote that its post does not say"] += 1
            continue
        side = next((one for one in _SIDES if one == row["side"]), None)
        if side is None:
            dropped["a word that is none of the choices"] += 1
            continue
        also = [other for one in row.get("also", ()) if (other := _asked(one, part, shown, dropped)) is not None]
        text = " ".join(post.text[place.start : place.end].split())
        makers = tuple(dict.fromkeys(names.of_post(one) for one in (post, *also)))
        found.append(Candidate(Ref(text, names.of_post(post)), side, makers))
    return found


def merged(answer: Mapping[str, Any], *, candidates: Mapping[str, Candidate], dropped: Dropped) -> list[Item]:
    """The points, the crux first, each of all candidates that say the same."""
    groups: list[tuple[list[str], Mapping[str, Any]]] = []
    home: dict[str, int] = {}
    for row in answer["points"]:
        members = []
        for one in row["members"]:
            if one not in candidates:
                dropped["an id that does not exist"] += 1
            elif one in home:
                dropped["said twice"] += 1
            else:
                home[one] = len(groups)
                members.append(one)
        if members:
            groups.append((members, row))
    found: list[Item] = []
    for at, (members, row) in enumerate(groups):
        face = candidates[members[0]]
        answers = []
        for one in row.get("answered_by", ()):
            if one not in home or home[one] == at:
                dropped["an answer that does not exist"] += 1
            else:
                answers.append(candidates[groups[home[one]][0][0]].ref)
        posts = tuple(dict.fromkeys(post for one in members for post in candidates[one].posts))
        answered = tuple(dict.fromkeys(answers)) or None
        found.append(PinPoint(0, face.ref, side=face.side, core=row["core"], posts=posts, answered_by=answered))
    return [*found, DropPoint(0, Ref("others"))] if found else []


def summary_of(
    answer: Mapping[str, Any], *, points: Mapping[str, PinPoint], shown: Shown, names: Names, dropped: Dropped
) -> list[Item]:
    """Sentences that cite key points and posts."""
    texts = {names.of_post(post): post.text for post in shown.posts.values()}
    found: list[Item] = []
    for row in answer["sentences"]:
        text = " ".join(row["text"].split())
        cites: list[str] = []
        sources: list[str] = []
        for one in row["cites"]:
            if one in points:
                cites.append(points[one].pin.text)
                sources += [points[one].pin.text, *(texts.get(post, "") for post in points[one].posts or ())]
            elif one in shown.posts:
                cites.append(names.of_post(shown.posts[one]))
                sources.append(shown.posts[one].text)
            else:
                dropped["an id that does not exist"] += 1
        if not cites:
            dropped["a sentence that cites nothing"] += 1
        elif wrong := prose(text, sources=sources, longest=_SENTENCE):
            dropped[wrong] += 1
        else:
            found.append(Sentence(0, text, tuple(dict.fromkeys(cites))))
    whole = " ".join(one.words for one in found if isinstance(one, Sentence))
    if found and not in_language(whole, shown.document):
        dropped["prose in another language"] += len(found)
        return []
    return found


def _asked(name: str, part: Part, shown: Shown, dropped: Dropped) -> Post | None:
    if name in part.ids:
        return shown.posts[name]
    dropped["an id that does not exist"] += 1
    return None
