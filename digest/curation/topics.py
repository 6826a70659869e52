"""Corrections of topics: which posts belong to each, and its title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from digest.analysis import topics as topic_stage
from digest.curation.items import NONE, RenameTopic, SetTopic
from digest.curation.lookup import Posts, pattern, said
from digest.curation.report import Report
from digest.model import Digest, Document, Topic

__all__ = ["described", "grouped"]

Groups = tuple[tuple[str, ...], ...]


def grouped(document: Document, *, groups: Groups, items: Iterable[SetTopic], report: Report) -> Groups:
    """The corrected posts of each topic, the largest topic first."""
    where = _assigned(document, items, report)
    if not where:
        return groups
    titles = dict.fromkeys(title for title in where.values() if title != NONE)
    made = [tuple(post.id for post in document.posts if where.get(post.id) == title) for title in titles]
    rest = [tuple(post for post in group if post not in where) for group in groups]
    return tuple(sorted(filter(None, (*made, *rest)), key=lambda group: -len(group)))


def _assigned(document: Document, items: Iterable[SetTopic], report: Report) -> dict[str, str]:
    """The title of the topic that each post is put in, by the post's id."""
    posts = Posts(document)
    where: dict[str, str] = {}
    for item in items:
        found = []
        for name in item.posts:
            named = posts.named(name)
            post = report.one(item, name, named, kind="post", shown=posts.shown, texts=posts.texts())
            if post is None:
                continue
            if (there := where.setdefault(post.id, item.topic)) != item.topic:
                report.missed(item, f"{posts.shown(post)} is already in topic “{there}”", "put it in only one")
            else:
                found.append(post.id)
        if len(found) == len(item.posts):
            some = f"{len(found)} post{'' if len(found) == 1 else 's'}"
            report.held(item, f"{some} in no topic" if item.topic == NONE else f"{some} in topic “{item.topic}”")
    return where


def described(digest: Digest, *, items: Sequence[SetTopic], renames: Iterable[RenameTopic], report: Report) -> Digest:
    """The digest with corrected topic titles, and with the current threads and key points in each topic."""
    titles = _assigned(digest.document, items, Report())  # findings were reported when the posts were grouped
    decided = {item.topic: item.decision for item in items}
    groups = [topic.posts for topic in digest.topics]
    given = {title.casefold() for title in titles.values()}
    topics = _of(digest, groups)
    # If the editor's title is that of an inferred topic, both become one topic.
    found = {topic.title.casefold(): topic for topic in topics if topic.posts[0] not in titles}
    if same := given & found.keys():
        groups = _joined(digest, topics, titles=titles, same=same)
        topics = _of(digest, groups)
    topics = [
        replace(topic, title=titles[post], retitled=True, decided=decided[titles[post]])
        if (post := next((one for one in topic.posts if one in titles), None))
        else topic
        for topic in topics
    ]
    for item in renames:
        topics = _renamed(item, topics, Posts(digest.document), report)
    return replace(digest, topics=tuple(topics))


def _of(digest: Digest, groups: Sequence[Sequence[str]]) -> list[Topic]:
    return list(
        topic_stage.described(
            groups,
            document=digest.document,
            threads=digest.threads,
            key_points=digest.key_points,
            keyphrases=digest.keyphrases,
        )
    )


def _joined(
    digest: Digest, topics: Sequence[Topic], *, titles: dict[str, str], same: set[str]
) -> list[tuple[str, ...]]:
    """The groups; those with the same title are joined."""
    order = {post.id: at for at, post in enumerate(digest.document.posts)}
    by_title: dict[str, list[str]] = {}
    for topic in topics:
        title = titles.get(topic.posts[0], topic.title).casefold()
        by_title.setdefault(title if title in same else topic.id, []).extend(topic.posts)
    groups = [tuple(sorted(posts, key=order.__getitem__)) for posts in by_title.values()]
    return sorted(groups, key=lambda group: -len(group))


def _renamed(item: RenameTopic, topics: list[Topic], posts: Posts, report: Report) -> list[Topic]:
    wanted = pattern(item.rename)
    found = [one for one in topics if item.rename == one.id or wanted.fullmatch(one.title)]
    if not found:
        named = {post.id for post in posts.named(item.rename)}
        found = [one for one in topics if named & set(one.posts)]
    texts = (*(one.title for one in topics), *posts.texts())
    topic = report.one(item, item.rename, found, kind="topic", shown=_shown, texts=texts)
    if topic is None:
        return topics
    report.held(item, f"{_shown(topic)} is called “{item.title}”")
    return [
        replace(one, title=item.title, retitled=True, decided=item.decision) if one is topic else one for one in topics
    ]


def _shown(topic: Topic) -> str:
    return f"topic {topic.id} {said(topic.title)}"
