"""Public archives as threads to learn from: two small ones in the layout of the real ones."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import pytest

from training import public
from training.threads import Thread


def post(number: int, text: str, *, to: int | None = None) -> dict[str, object]:
    return {
        "id": 100 + number,
        "topic_id": 7,
        "topic_title": "Hives on roofs",
        "username": f"u{number}",
        "post_number": number,
        "post_type": 1,
        "reply_to_post_number": to,
        "created_at": f"2024-01-0{number}T08:00:00.000Z",
        "cooked": "".join(f"<p>{line}</p>" for line in text.split("\n")),
    }


POSTS = (
    post(1, "Roofs are warm.\nBees like it."),
    post(2, "They do not.", to=1),
    post(3, "Too warm, I think.", to=1),
    post(4, "Says who?", to=2),
)


def comment(name: int, story: str, body: str) -> str:
    link = f"https://example.org/item?id={name}"
    title = escape(f'New comment by u{name} in "{story}"')
    return f"<item><title>{title}</title><description>{escape(body)}</description><guid>{link}</guid></item>"


@pytest.fixture
def archives(tmp_path: Path) -> Path:
    posts = tmp_path / "forum" / "archive" / "posts" / "2024-01-January"
    posts.mkdir(parents=True)
    for row in POSTS:
        (posts / f"{row['id']}-u-hives.json").write_text(json.dumps(row))
    day = tmp_path / "best" / "rss" / "2025-07-31" / "bestcomments"
    day.mkdir(parents=True)
    some = [
        comment(at, "Bees", f"<p>Bees {at}.<p>More of <i>them</i>.<pre><code>x = 1</code></pre>") for at in range(4)
    ]
    (day / "daily.xml").write_text(f"<rss><channel>{''.join(some)}{comment(9, 'Flies', '<p>Flies.')}</channel></rss>")
    return tmp_path


def said(thread: Thread) -> list[tuple[str, str]]:
    return list(zip(thread.owner, thread.lines, strict=True))


def test_threads_of_both_archives_are_flattened_depth_first(archives: Path) -> None:
    forum, best, single = public.threads(archives, known=())
    assert [line for _, line in said(forum)] == [
        "Roofs are warm.",
        "Bees like it.",
        "They do not.",
        "Says who?",
        "Too warm, I think.",
    ]
    assert (forum.title, forum.kind, forum.answers, forum.scored) == ("Hives on roofs", "forum", True, False)
    first, second, fourth, third = dict.fromkeys(forum.owner)
    assert forum.parent == {first: None, second: first, fourth: second, third: first}
    assert said(best)[:2] == [("0", "Bees 0."), ("0", "More of them.")]
    assert (best.title, best.answers) == ("Bees", False)
    assert said(single) == [("9", "Flies.")]


def test_what_figures_are_measured_on_is_left_out(archives: Path) -> None:
    *_, best = public.threads(archives, known={"2"})
    assert {owner for owner, _ in said(best)} == {"0", "1", "3", "9"}


def test_an_archive_that_is_not_there_is_named(archives: Path) -> None:
    (archives / "best" / "rss").rename(archives / "best" / "feeds")
    with pytest.raises(FileNotFoundError, match="bestcomments"):
        public.threads(archives, known=())


def test_who_writes_in_the_forum_is_known_so_that_the_word_list_names_nobody(archives: Path) -> None:
    assert public.people(archives) == {"u1", "u2", "u3", "u4"}
