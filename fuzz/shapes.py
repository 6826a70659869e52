"""One discussion written down in each shape that is read, with odd members where life has them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape
from typing import Any

from fuzz.talk import Said, State, hacker_html_of, html_of, markdown_of, plain_of, talk

__all__ = ["SHAPES", "Shape"]

_TITLE = "Tabs & spaces: which?"


@dataclass(frozen=True, slots=True)
class Shape:
    """One way of writing a discussion down.

    Attributes:
        file: a name with the ending that it comes with.
        format: what it is read as.
        states: what may become of contributions in it.
        write: as bytes.
        rich: it can hold links, code, emphasis and quotations.
        flat: every contribution answers the opening.
        inferred: who answers whom is not written down.
    """

    file: str
    format: str
    write: Callable[[list[Said]], bytes]
    states: tuple[State, ...] = ("present",)
    rich: bool = True
    flat: bool = False
    inferred: bool = False

    def talk(self, count: int, *, seed: int = 1) -> list[Said]:
        """A discussion that this shape can hold."""
        return talk(count, seed=seed, rich=self.rich, states=self.states)


def _dumped(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _id(number: int) -> int:
    return 1000 + number


def _below(said: list[Said]) -> dict[int, list[Said]]:
    below: dict[int, list[Said]] = {}
    for one in said[1:]:
        below.setdefault(one.above, []).append(one)
    return below


def _nested(said: list[Said], make: Callable[[Said, str], str], between: str = "") -> str:
    """Each contribution with those below it, built as text from the end, so that no depth is too deep."""
    made: dict[int, list[str]] = {}
    for one in reversed(said[1:]):
        inner = between.join(reversed(made.pop(one.number, [])))
        made.setdefault(one.above, []).append(make(one, inner))
    return between.join(reversed(made.get(0, [])))


def _with(data: dict[str, Any], key: str, inner: str) -> str:
    """An object as JSON, with a value that is JSON already."""
    return f'{json.dumps(data, ensure_ascii=False)[:-1]}, "{key}": {inner}}}'


def hacker_news_tree(said: list[Said]) -> bytes:
    def item(one: Said, children: str) -> str:
        text = {"deleted": None, "removed": "[flagged]"}.get(one.state, hacker_html_of(one))
        row = {
            "id": _id(one.number),
            "created_at_i": int(one.when.timestamp()),
            "type": "comment",
            "author": None if one.state == "deleted" else one.author,
            "text": text,
            "points": None,
            "parent_id": _id(one.above),
            "story_id": 1000,
            "options": [],
        }
        row |= {} if one.number else {"type": "story", "title": _TITLE, "url": None, "points": 7}
        return _with(row, "children", f"[{children}]")

    return item(said[0], _nested(said, item, ",\n")).encode()


def hacker_news_items(said: list[Said]) -> bytes:
    below = _below(said)
    rows: list[Any] = [None]
    for one in said:
        row: dict[str, Any] = {"id": _id(one.number), "type": "comment", "time": int(one.when.timestamp())}
        row |= {"kids": [_id(kid.number) for kid in below.get(one.number, [])], "parent": _id(one.above)}
        row |= {"deleted": True} if one.state == "deleted" else {"by": one.author, "text": hacker_html_of(one)}
        row |= {"dead": True} if one.state == "removed" else {}
        rows.append(row)
    rows[1] = {**rows[1], "type": "story", "title": _TITLE, "descendants": len(said) - 1, "score": 7}
    rows[1].pop("parent")
    return _dumped(rows)


def hacker_news_page(said: list[Said]) -> bytes:
    depth, rows = {0: -1}, []
    for one in said[1:]:
        depth[one.number] = depth[one.above] + 1
        words = f'<div class="commtext c00">{hacker_html_of(one)}</div>' if one.state == "present" else ""
        who = "" if one.state == "deleted" else f'<a href="user?id=x" class="hnuser">{escape(one.author)}</a>'
        rows.append(
            f'<tr class="athing comtr" id="{_id(one.number)}"><td><table><tr><td class="ind" '
            f'indent="{depth[one.number]}"><img src="s.gif" height="1" width="{40 * depth[one.number]}"></td>'
            f'<td class="default"><div><span class="comhead">{who} <span class="age" title="'
            f'{one.when:%Y-%m-%dT%H:%M:%S}"><a href="item?id={_id(one.number)}">1 day ago</a></span> '
            f"{'[flagged]' * (one.state == 'removed')}"
            f'</span></div><br><div class="comment">{words}<div class="reply"><p><font size="1"><u><a '
            f'href="reply?id={_id(one.number)}">reply</a></u></font></div></div></td></tr></table></td></tr>\n'
        )
    top = said[0]
    return (
        f'<!DOCTYPE html>\n<html lang="en" op="item"><head><title>{escape(_TITLE)} | Hacker News</title></head><body>'
        '<table id="hnmain"><tr><td><table class="fatitem"><tr class="athing submission" id="1000"><td class="title">'
        f'<span class="titleline"><a href="item?id=1000">{escape(_TITLE)}</a></span></td></tr><tr><td class="subtext">'
        f'<span class="subline"><span class="score">7 points</span> by <a class="hnuser">{top.author}</a> <span '
        f'class="age" title="{top.when:%Y-%m-%dT%H:%M:%S}"><a href="item?id=1000">a day ago</a></span></span></td></tr>'
        f'<tr><td><div class="toptext">{hacker_html_of(top)}</div></td></tr></table><table class="comment-tree">'
        f"{''.join(rows)}</table></td></tr></table></body></html>"
    ).encode()


def reddit_listing(said: list[Said]) -> bytes:
    def data(one: Said) -> dict[str, Any]:
        gone = f"[{one.state}]" if one.state in ("deleted", "removed") else None
        typed = "" if one.state == "empty" else gone or markdown_of(one)
        return {
            "id": str(_id(one.number)),
            "parent_id": f"t1_{_id(one.above)}" if one.above else "t3_s",
            "author": "[deleted]" if gone else one.author,
            "body": typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
            "created_utc": one.when.timestamp(),
            "edited": one.when.timestamp() + 60 if one.number % 5 == 0 else False,
            "score": one.number,
            "some_new_field": {"a": [1]},
        }

    def comment(one: Said, replies: str) -> str:
        inner = f'{{"kind": "Listing", "data": {{"children": [{replies}]}}}}' if replies else '""'
        return _with({"kind": "t1"}, "data", _with(data(one), "replies", inner))

    main = data(said[0])
    main |= {"id": "s", "title": escape(_TITLE), "permalink": "/r/x/comments/s/", "selftext": main.pop("body")}
    more = {"kind": "more", "data": {"id": "_", "parent_id": "t3_s", "children": [], "count": 0}}
    head = json.dumps({"kind": "Listing", "data": {"children": [{"kind": "t3", "data": main}]}}, ensure_ascii=False)
    things = _nested(said, comment, ",\n")
    return f'[{head}, {{"kind": "Listing", "data": {{"children": [{things}, {json.dumps(more)}]}}}}]'.encode()


def reddit_page(said: list[Said]) -> bytes:
    def comment(one: Said, replies: str) -> str:
        gone = f"[{one.state}]" if one.state in ("deleted", "removed") else None
        words = f"<p>{gone}</p>" if gone else "" if one.state == "empty" else html_of(one)
        who = "<em>[deleted]</em>" if gone else f'<a class="author may-blank">{escape(one.author)}</a>'
        data = "" if gone else f' data-author="{escape(one.author)}"'
        return (
            f'<div class=" thing id-t1_{_id(one.number)} noncollapsed comment " data-fullname="t1_{_id(one.number)}"'
            f'{data} data-type="comment" data-permalink="/r/x/comments/s/t/{_id(one.number)}/"><div class="entry">'
            f'<p class="tagline">{who} <time datetime="{one.when.isoformat()}" class="live-timestamp">1 day ago</time>'
            f'</p><form class="usertext"><div class="usertext-body"><div class="md">{words}</div></div></form></div>'
            f'<div class="child"><div class="sitetable listing">{replies}</div></div></div>\n'
        )

    top, things = said[0], _nested(said, comment)
    return (
        '<!DOCTYPE html>\n<html><head><title>x</title></head><body class="comments-page"><div class="content"><div '
        'id="siteTable"><div class=" thing id-t3_s odd link self " data-fullname="t3_s" data-type="link" '
        f'data-author="Op Ener" data-timestamp="{int(top.when.timestamp())}000" data-url="/r/x/comments/s/t/" '
        'data-domain="self.x" data-permalink="/r/x/comments/s/t/"><div class="entry"><p class="title">'
        '<a class="title" href="/r/x/">'
        f'{escape(_TITLE)}</a></p><div class="expando"><form><div class="usertext-body"><div class="md">{html_of(top)}'
        '</div></div></form></div></div></div></div><div class="commentarea"><div class="sitetable nestedlisting">'
        f"{things}</div></div></div></body></html>"
    ).encode()


def discourse_topic(said: list[Said]) -> bytes:
    posts: list[dict[str, Any]] = []
    number = {one.number: at for at, one in enumerate(said, 1)}
    for at, one in enumerate(said, 1):
        posts.append(
            {
                "id": _id(one.number),
                "post_number": at,
                "post_type": 1,
                "username": one.author,
                "created_at": f"{one.when:%Y-%m-%dT%H:%M:%S.000Z}",
                "cooked": html_of(one),
                "reply_to_post_number": number[one.above] if one.above else None,
                "user_deleted": one.state == "deleted",
                "hidden": one.state == "removed",
                "trust_level": 2,
            }
        )
    stream = {"posts": posts, "stream": [post["id"] for post in posts]}
    return _dumped({"id": 5, "title": _TITLE, "tags": ["a"], "post_stream": stream, "posts_count": len(posts)})


def lobsters_story(said: list[Said]) -> bytes:
    depth, rows = {0: -1}, []
    for one in said[1:]:
        depth[one.number] = depth[one.above] + 1
        rows.append(
            {
                "short_id": str(_id(one.number)),
                "created_at": one.when.isoformat(),
                "is_deleted": one.state == "deleted",
                "is_moderated": one.state == "removed",
                "score": one.number,
                "parent_comment": str(_id(one.above)) if one.above else None,
                "comment": "" if one.state == "empty" else html_of(one),
                "depth": depth[one.number],
                "commenting_user": one.author,
            }
        )
    top = said[0]
    story = {"short_id": "s", "title": _TITLE, "created_at": top.when.isoformat(), "url": "", "tags": ["a", "b"]}
    return _dumped(story | {"description": html_of(top), "submitter_user": top.author, "comments": rows})


def github_issue(said: list[Said]) -> bytes:
    rows = [
        {
            "id": str(_id(one.number)),
            "author": {"login": one.author},
            "body": "" if one.state == "empty" else markdown_of(one),
            "createdAt": f"{one.when:%Y-%m-%dT%H:%M:%SZ}",
            "isMinimized": one.state == "removed",
            "minimizedReason": "SPAM" if one.state == "removed" else "",
            "reactionGroups": [],
        }
        for one in said
    ]
    return _dumped(rows[0] | {"title": _TITLE, "url": "https://github.com/a/b/issues/1", "comments": rows[1:]})


def mailbox(said: list[Said]) -> bytes:
    out = io.BytesIO()
    chain: dict[int, list[str]] = {}
    for one in said:
        name = f"<{_id(one.number)}@mail.example>"
        above = chain[one.above] if one.number else []
        chain[one.number] = [*above[-20:], name]
        message = EmailMessage()
        message["From"] = f'"{one.author}" <a{one.number}@mail.example>'
        message["Subject"] = f"Re: {_TITLE}" if one.number else _TITLE
        message["Date"] = one.when
        message["Message-ID"] = name
        if one.number:
            message["In-Reply-To"] = above[-1]
            message["References"] = " ".join(above[-20:])
        message.set_content(f"{plain_of(one)}\n\n-- \n{one.author}\nhttps://mail.example\n", cte="quoted-printable")
        raw = message.as_bytes().replace(b"\nFrom ", b"\n>From ")
        out.write(b"From a@mail.example " + f"{one.when:%a %b %d %H:%M:%S %Y}".encode() + b"\n" + raw + b"\n")
    return out.getvalue()


def table(said: list[Said]) -> bytes:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["Comment ID", "parent_id", "User", "created at", "body", "ignored"])
    for one in said[1:]:
        gone = f"[{one.state}]" if one.state in ("deleted", "removed") else None
        when = f"{one.when:%Y-%m-%d %H:%M:%S}"
        above = _id(one.above) if one.above else ""
        rows.writerow([_id(one.number), above, one.author, when, gone or markdown_of(one), "x"])
    return out.getvalue().encode()


def chat(said: list[Said]) -> bytes:
    rows = [_TITLE, *(f"[{one.when:%Y-%m-%d %H:%M:%S}] {one.author}: {plain_of(one)}" for one in said[1:])]
    return "\n".join(rows).encode()


def thread(said: list[Said]) -> bytes:
    depth = {0: 1}
    rows = [f'---\ntitle: "{_TITLE}"\ndate: {said[0].when:%Y-%m-%d %H:%M}\nauthor: {said[0].author}\n---\n']
    rows.append(markdown_of(said[0]))
    for one in said[1:]:
        depth[one.number] = depth[one.above] + 1
        deep = depth[one.number] > 6
        reply = f" · re #{_id(one.above)}" if deep else ""
        gone = f" · [{one.state}]" if one.state in ("deleted", "removed") else ""
        rows.append(
            f"{'#' * (6 if deep else depth[one.number])} @{markdown_name(one)} · {one.when:%Y-%m-%d %H:%M} · "
            f"#{_id(one.number)}{reply}{gone}"
        )
        rows.append("" if one.state != "present" else markdown_of(one))
    return "\n\n".join(rows).encode()


def markdown_name(one: Said) -> str:
    return one.author.replace("_", "\\_")


def transcript(said: list[Said]) -> bytes:
    rows = [_TITLE, *(line for one in said[1:] for line in plain_of(one).split("\n") if line)]
    return "\n".join(rows).encode()


def essay(said: list[Said]) -> bytes:
    return (f"# {_TITLE}\n\n" + "\n\n".join(map(markdown_of, said))).encode()


SHAPES: dict[str, Shape] = {
    "Hacker News tree": Shape("x.json", "hackernews", hacker_news_tree, ("present", "deleted", "removed")),
    "Hacker News items": Shape("x.json", "hackernews", hacker_news_items, ("present", "deleted", "removed")),
    "Hacker News page": Shape("x.html", "hackernews", hacker_news_page, ("present", "deleted", "removed")),
    "Reddit listing": Shape("x.json", "reddit", reddit_listing, ("present", "deleted", "removed", "empty")),
    "old Reddit page": Shape("x.html", "reddit", reddit_page, ("present", "deleted", "removed", "empty")),
    "Discourse": Shape("x.json", "discourse", discourse_topic, ("present", "deleted", "removed")),
    "Lobsters": Shape("x.json", "lobsters", lobsters_story, ("present", "deleted", "removed", "empty")),
    "GitHub": Shape("x.json", "github", github_issue, ("present", "removed", "empty"), flat=True),
    "mail": Shape("x.mbox", "mbox", mailbox, rich=False),
    "table": Shape("x.csv", "markdown", table, ("present", "deleted", "removed")),
    "chat": Shape("x.txt", "markdown", chat, rich=False, inferred=True),
    "Markdown thread": Shape("x.md", "markdown", thread, ("present", "deleted", "removed", "empty")),
    "transcript": Shape("x.txt", "transcript", transcript, rich=False, inferred=True),
    "essay": Shape("x.md", "essay", essay, inferred=True),
}
