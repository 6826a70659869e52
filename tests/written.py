"""One debate, written as each kind of source has it, for tests of promises that hold whatever a debate came from."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage


@dataclass(frozen=True)
class Said:
    """One post: its text in plain paragraphs, of which one that begins with `> ` quotes.

    Attributes:
        id: made of letters and digits; what the source calls the post is made from it.
        handle: the account's name, where a source has accounts.
    """

    id: str
    author: str
    parent: str | None
    text: str
    handle: str = ""

    @property
    def account(self) -> str:
        return self.handle or self.author

    @property
    def address(self) -> str:
        return f"{self.account.lower().replace(' ', '.')}@mail.example"


def _html(text: str) -> str:
    parts = []
    for part in text.split("\n\n"):
        plain = part.replace("&", "&amp;").replace("<", "&lt;")
        parts.append(f"<blockquote><p>{plain[2:]}</p></blockquote>" if part.startswith("> ") else f"<p>{plain}</p>")
    return "".join(parts)


def _below(name: str | None, posts: Sequence[Said]) -> list[Said]:
    return [post for post in posts if post.parent == name]


def _all_below(name: str, posts: Sequence[Said]) -> list[Said]:
    return [deep for one in _below(name, posts) for deep in (one, *_all_below(one.id, posts))]


def hackernews(title: str, posts: Sequence[Said]) -> tuple[str, bytes]:
    numbers = {post.id: 100 + at for at, post in enumerate(posts)}

    def item(post: Said) -> dict[str, object]:
        return {
            "id": numbers[post.id],
            "type": "comment",
            "author": post.account,
            "text": _html(post.text),
            "created_at": f"2026-03-01T10:{numbers[post.id] % 60:02}:00Z",
            "children": [item(one) for one in _below(post.id, posts)],
        }

    story = {"id": 99, "type": "story", "title": title, "author": "story-teller", "url": "https://example.org/story"}
    more = {"created_at": "2026-03-01T09:00:00Z", "children": [item(one) for one in _below(None, posts)]}
    return "thread.json", json.dumps(story | more).encode()


def reddit(title: str, posts: Sequence[Said]) -> tuple[str, bytes]:
    slug = "_".join(title.lower().strip("?!.").split())

    def listing(*children: dict[str, object]) -> dict[str, object]:
        return {"kind": "Listing", "data": {"children": list(children), "after": None}}

    def comment(post: Said) -> dict[str, object]:
        data = {
            "id": post.id,
            "parent_id": f"t1_{post.parent}" if post.parent else "t3_s1",
            "author": post.account,
            "body": post.text,
            "permalink": f"/r/town/comments/s1/{slug}/{post.id}/",
            "created_utc": 1.7e9,
            "replies": listing(*map(comment, _below(post.id, posts))) if _below(post.id, posts) else "",
        }
        return {"kind": "t1", "data": data}

    story = {"id": "s1", "title": title, "selftext": "", "author": "story-teller", "created_utc": 1.7e9}
    first = listing({"kind": "t3", "data": story | {"permalink": f"/r/town/comments/s1/{slug}/"}})
    return "thread.json", json.dumps([first, listing(*map(comment, _below(None, posts)))]).encode()


def discourse(title: str, posts: Sequence[Said]) -> tuple[str, bytes]:
    numbers = {post.id: 2 + at for at, post in enumerate(posts)}
    first = {"id": 70, "post_number": 1, "username": "story-teller", "cooked": "<p>What do you think?</p>"}
    rows = [first | {"created_at": "2026-03-01T10:00:00Z"}]
    for post in posts:
        number = numbers[post.id]
        rows.append(
            {
                "id": 70 + number,
                "post_number": number,
                "reply_to_post_number": numbers.get(post.parent or ""),
                "username": post.account,
                "name": post.author,
                "cooked": _html(post.text),
                "created_at": f"2026-03-01T11:{number:02}:00Z",
            }
        )
    slug = "-".join(title.lower().strip("?!.").split())
    topic = {"id": 7, "title": title, "slug": slug, "created_at": "2026-03-01T10:00:00Z"}
    stream = {"post_stream": {"posts": rows, "stream": [row["id"] for row in rows]}}
    return "thread.json", json.dumps(topic | stream).encode()


def lobsters(title: str, posts: Sequence[Said]) -> tuple[str, bytes]:
    comments = [
        {
            "short_id": post.id,
            "parent_comment": post.parent,
            "commenting_user": post.account,
            "comment": _html(post.text),
            "created_at": "2026-03-01T10:00:00Z",
            "is_deleted": False,
        }
        for post in posts
    ]
    story = {"short_id": "s1abcd", "title": title, "url": "", "submitter_user": "story-teller", "comments": comments}
    return "thread.json", json.dumps(story | {"created_at": "2026-03-01T09:00:00Z"}).encode()


def github(title: str, posts: Sequence[Said]) -> tuple[str, bytes]:
    address = "https://github.com/example/town/discussions/3"

    def said(post: Said) -> dict[str, object]:
        return {
            "id": f"IC_kwDO{post.id}",
            "author": {"login": post.account, "name": post.author},
            "body": post.text,
            "createdAt": "2026-03-01T10:00:00Z",
            "url": f"{address}#discussioncomment-{post.id}",
        }

    def thread(post: Said) -> dict[str, object]:
        return said(post) | {"replies": {"nodes": [said(one) for one in _all_below(post.id, posts)]}}  # one level only

    data = {"id": "D_1", "title": title, "body": "", "url": address, "author": {"login": "story-teller"}}
    nodes = [thread(one) for one in _below(None, posts)]
    return "thread.json", json.dumps(
        data | {"createdAt": "2026-03-01T09:00:00Z", "comments": {"nodes": nodes}}
    ).encode()


def mail(title: str, posts: Sequence[Said]) -> tuple[str, bytes]:
    out = []
    names = {post.id: f"<{post.id}.{post.address}>" for post in posts}
    for at, post in enumerate(posts):
        message = EmailMessage()
        message["From"] = f"{post.author} <{post.address}>"
        message["To"] = "The town list <town@lists.example>"
        message["Date"] = f"Sun, 01 Mar 2026 10:{at:02}:00 +0000"
        message["Subject"] = title if post.parent is None else f"Re: {title}"
        message["Message-ID"] = names[post.id]
        if post.parent:
            message["In-Reply-To"] = names[post.parent]
        message.set_content(post.text)
        head = f"From {post.address} Sun Mar  1 10:{at:02}:00 2026\n"
        out.append(head + message.as_bytes().decode("utf-8", "surrogateescape") + "\n")
    return "list.mbox", "".join(out).encode("utf-8", "surrogateescape")


def markdown(title: str, posts: Sequence[Said]) -> tuple[str, bytes]:
    depth: dict[str | None, int] = {None: 1}
    parts = [f"---\ntitle: {title}\nauthor: {posts[0].author}\n---\n\nWhat do you think?"]
    ids = {post.id: f"{post.account.split()[0].lower()}-{post.id}" for post in posts}
    for post in posts:
        depth[post.id] = depth[post.parent] + 1
        answers = f" · re #{ids[post.parent]}" if post.parent else ""
        level = "#" * min(depth[post.id], 6)
        parts.append(f"{level} @{post.author} · 2026-03-01 · #{ids[post.id]}{answers}\n\n{post.text}")
    return "thread.md", "\n\n".join(parts).encode()


def chat(title: str, posts: Sequence[Said]) -> tuple[str, bytes]:
    authors = {post.id: post.author for post in posts}
    lines = [title]
    for at, post in enumerate(posts):
        words = " ".join(post.text.replace("> ", "").split())
        to = f"@{authors[post.parent].split()[0]} " if post.parent else ""
        lines.append(f"[01.03.26, 10:{at:02}:00] {post.author}: {to}{words}")
    return "talk.txt", "\n".join(lines).encode()


def table(title: str, posts: Sequence[Said]) -> tuple[str, bytes]:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", "parent", "author", "title", "text"])
    writer.writerows([post.id, post.parent or "", post.author, title, post.text] for post in posts)
    return "table.csv", out.getvalue().encode()


def argdown(title: str, posts: Sequence[Said]) -> tuple[str, bytes]:
    """Statements are named by their first words, as people do."""
    names = {post.id: f"[{' '.join(post.text.split()[:4]).strip('.,>!')} {post.id}]" for post in posts}
    rows = ["===", f"title: {json.dumps(title)}", "===", ""]
    for post in posts:
        words = " ".join(post.text.replace("> ", "").split())
        rows += [f'{names[post.id]}: {words} {{author: "{post.author}"}}']
        rows += [f"  - {names[one.id]}" for one in _below(post.id, posts)] + [""]
    return "map.argdown", "\n".join(rows).encode()


def flattened(title: str, posts: Sequence[Said]) -> tuple[str, bytes]:
    lines = [title, *(part for post in posts for part in post.text.split("\n\n"))]
    return "flat.txt", "\n".join(lines).encode()


Writer = Callable[[str, Sequence[Said]], tuple[str, bytes]]
NAMED: dict[str, Writer] = {
    one.__name__: one for one in (hackernews, reddit, discourse, lobsters, github, mail, markdown, chat, table, argdown)
}
"""Those that name who speaks."""
EVERY: dict[str, Writer] = NAMED | {"flattened": flattened}
