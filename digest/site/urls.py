"""The sole maker of paths and anchors: where each page stands, and how one page names another.

Paths are those of Markdown files, relative to the generated folder; renderers turn them into addresses. Links
between pages are relative and name the Markdown file, so that MkDocs and Zensical can check and rewrite them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from markupsafe import Markup

from digest.model import ArgumentThread, Post, ThreadName, Topic
from digest.text.slugs import short_hash, slugify

__all__ = [
    "ABOUT",
    "CONCEPTS",
    "DEBATES",
    "FEED",
    "HOME",
    "MISSING",
    "PICTURE",
    "TAGS",
    "address",
    "claim_anchor",
    "concept",
    "concept_feed",
    "concepts",
    "debate",
    "debate_feed",
    "debates",
    "export",
    "link",
    "news_anchor",
    "picture",
    "point_anchor",
    "post_anchors",
    "thread_anchor",
    "thread_path",
    "thread_paths",
    "transcript",
]

HOME = "index.md"
DEBATES = "debates/index.md"
CONCEPTS = "concepts/index.md"
TAGS = "tags.md"
ABOUT = "about/index.md"
FEED = "feed.xml"
MISSING = ".theme/missing.html"
"""What the page for a wrong address offers; among the theme's files, which renderers read and do not publish."""
PICTURE = "assets/picture.png"
"""The picture that goes with a link to a page that shows more than one debate."""
_SAFE_ID = re.compile(r"(?=.{1,40}\Z)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
"""Ids that are anchors as they are. Markdown reads underscores and double hyphens as markup: templates escape them, and
the links to such an anchor would not match it."""
_SLUG_PART = 24
_TITLE_PART = 50
_ID_PART = 6


def debates(number: int = 1) -> str:
    """A page of the list of debates, numbered from 1; a name beneath `debates/` could be a debate's.

    Example:
        >>> debates(), debates(2)
        ('debates/index.md', 'debates-2.md')
    """
    return _numbered(DEBATES, number)


def concepts(number: int = 1) -> str:
    """A page of the list of concepts, numbered from 1.

    Example:
        >>> concepts(), concepts(2)
        ('concepts/index.md', 'concepts-2.md')
    """
    return _numbered(CONCEPTS, number)


def _numbered(first: str, number: int) -> str:
    return first if number == 1 else first.replace("/index.md", f"-{number}.md")


def debate(slug: str) -> str:
    """The page of a debate."""
    return f"debates/{slug}/index.md"


def transcript(slug: str, number: int = 1) -> str:
    """A page of a debate's transcript, numbered from 1."""
    return f"debates/{slug}/transcript{'' if number == 1 else f'-{number}'}.md"


def picture(slug: str) -> str:
    """The picture that goes with a link to a page of a debate."""
    return f"debates/{slug}/picture.png"


def export(slug: str, suffix: str) -> str:
    """A debate as a file that other tools read."""
    return f"debates/{slug}/{slug}{suffix}"


def embed(slug: str) -> str:
    """The page of a debate that other sites can show in a frame."""
    return f"debates/{slug}/embed.html"


def concept(slug: str) -> str:
    """The page of a concept."""
    return f"concepts/{slug}.md"


def concept_feed(slug: str) -> str:
    """The Atom feed of the debates that turn on a concept."""
    return f"concepts/{slug}.xml"


def debate_feed(slug: str) -> str:
    """The Atom feed of what changes in a debate."""
    return f"debates/{slug}/feed.xml"


def address(base: str, path: str) -> str:
    """Where a page is published, as both renderers do it by default: a folder a page.

    Example:
        >>> address("https://example.org/d/", "debates/tea/index.md")
        'https://example.org/d/debates/tea/'
        >>> address("https://example.org", "concepts/milk.md")
        'https://example.org/concepts/milk/'
    """
    page = path.removesuffix("index.md") if f"/{path}".endswith("/index.md") else f"{path.removesuffix('.md')}/"
    return f"{base.rstrip('/')}/{page}"


def thread_paths(slug: str, threads: Iterable[ArgumentThread | ThreadName]) -> dict[str, str]:
    """The page of each argument thread of a debate, by the thread's id.

    A page is named by the thread's title and the first digits of its id, so that its address outlives an edit
    elsewhere; the whole id stands there where the first digits are not enough.

    Example:
        >>> thread_paths("tea", [ArgumentThread("3f2a99c0", "Milk first?", "c", (), ())])
        {'3f2a99c0': 'debates/tea/milk-first-3f2a99.md'}
    """
    taken: dict[str, str] = {}
    for thread in threads:
        title = _cut(slugify(thread.title, fallback="thread"))
        name = f"{title}-{_name_part(thread.id[:_ID_PART])}"
        if name in taken or re.fullmatch(r"transcript-\d+|index", name):
            name = f"{title}-{_name_part(thread.id)}"
        if name in taken:
            name = f"{title}-{short_hash(thread.id, thread.title)}"
        taken[name] = thread.id
    return {thread: f"debates/{slug}/{name}.md" for name, thread in taken.items()}


def thread_path(slug: str, thread: ThreadName, *, threads: Iterable[ThreadName]) -> str:
    """The page of one argument thread, the same as `thread_paths` has it; only those of a like id are looked at.

    Args:
        threads: all of the debate.
    """
    part = thread.id[:_ID_PART]
    return thread_paths(slug, (one for one in threads if one.id[:_ID_PART] == part))[thread.id]


def _cut(slug: str) -> str:
    """A slug of at most so many characters, cut between words where it has some."""
    return slug if len(slug) <= _TITLE_PART else slug[: _TITLE_PART + 1].rpartition("-")[0] or slug[:_TITLE_PART]


def _name_part(identity: str) -> str:
    return identity if re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", identity) else short_hash(identity)


def post_anchors(posts: Sequence[Post]) -> dict[str, str]:
    """The anchor of each post, by its id: distinct, and the same whatever the order of the posts.

    Example:
        >>> post_anchors([Post("a1", ""), Post("<x.1@host>", ""), Post("a_1", "")])
        {'a1': 'post-a1', '<x.1@host>': 'post-x-1-host-1aefff0c', 'a_1': 'post-a-1-1426674c'}
    """
    names = dict.fromkeys(post.id for post in posts)
    found = {name: _anchor("post", name) for name in names}
    uses = Counter(found.values())
    # A whole hash is longer than any id that is kept as it is, so it can be the anchor of no other post.
    return {
        name: anchor if _SAFE_ID.fullmatch(name) or uses[anchor] == 1 else f"post-{short_hash(name, length=64)}"
        for name, anchor in found.items()
    }


def claim_anchor(claim: str) -> str:
    """The anchor of a claim on the pages where it is shown as part of an argument.

    Example:
        >>> claim_anchor("3f2a99c0-2")
        'claim-3f2a99c0-2'
    """
    return _anchor("claim", claim)


def thread_anchor(thread: str) -> str:
    """The anchor of an argument thread on its debate's page.

    Example:
        >>> thread_anchor("3f2a99c0")
        'thread-3f2a99c0'
    """
    return _anchor("thread", thread)


def topic_paths(slug: str, topics: Iterable[Topic]) -> dict[str, str]:
    """The page of each topic of a debate, by the topic's id.

    Example:
        >>> topic_paths("tea", [Topic("77aa01b2", "Old cups", ("a",))])
        {'77aa01b2': 'debates/tea/topic-old-cups-77aa01.md'}
    """
    names: dict[str, str] = {}
    for topic in topics:
        name = f"topic-{_cut(slugify(topic.title, fallback='topic'))}-{_name_part(topic.id[:_ID_PART])}"
        names[f"{name}-{_name_part(topic.id)}" if name in names else name] = topic.id
    return {topic: f"debates/{slug}/{name}.md" for name, topic in names.items()}


def topic_anchor(topic: str) -> str:
    """The anchor of a topic on its debate's page.

    Example:
        >>> topic_anchor("77aa01b2")
        'topic-77aa01b2'
    """
    return _anchor("topic", topic)


def point_anchor(point: str) -> str:
    """The anchor of a key point on its debate's page.

    Example:
        >>> point_anchor("3f2a99c0")
        'point-3f2a99c0'
    """
    return _anchor("point", point)


def _anchor(kind: str, name: str) -> str:
    """The one way from an id to an anchor: the id itself where Markdown and HTML leave it alone, else made from it."""
    if _SAFE_ID.fullmatch(name):
        return f"{kind}-{name}"
    return f"{kind}-{slugify(name, fallback='id')[:_SLUG_PART].strip('-')}-{short_hash(name)}"


def news_anchor(when: datetime) -> str:
    """The anchor of what an import changed, on its debate's page.

    Example:
        >>> news_anchor(datetime(2026, 6, 1, 8, 30))
        'news-2026-06-01-083000'
    """
    return f"news-{when:%Y-%m-%d-%H%M%S}"


def way(here: str, there: str) -> Markup:
    """The way from one published page to another, for what renderers do not rewrite.

    Example:
        >>> print(way("debates/tea/milk.md", "debates/tea/cream-first.md"))
        ../cream-first/
        >>> print(way("debates/chai/index.md", "debates/tea/index.md"))
        ../tea/
    """
    folder, target = address("", here)[1:], address("", there)[1:]
    return Markup(_relative(folder, target) or "./")  # noqa: S704 made of slugs and safe ids only


def link(here: str, there: str, anchor: str = "") -> Markup:
    """What a page at `here` writes to link to a page at `there`; to itself, the anchor alone.

    Example:
        >>> print(link("debates/tea/index.md", "concepts/milk.md", "uses"))
        ../../concepts/milk.md#uses
        >>> print(link("index.md", "index.md", "top"))
        #top
    """
    path = "" if here == there and anchor else _relative(here, there)
    return Markup(path + (f"#{anchor}" if anchor else ""))  # noqa: S704 made of slugs and safe ids only


def _relative(here: str, there: str) -> str:
    folder, target = here.split("/")[:-1], there.split("/")
    shared = 0
    while shared < min(len(folder), len(target) - 1) and folder[shared] == target[shared]:
        shared += 1
    return "/".join([".."] * (len(folder) - shared) + target[shared:])
