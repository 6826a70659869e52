"""Public archives as threads to learn from: two small ones in the layout of the real ones."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import pytest

from training import public
from training.archives import LONG, WORDS, trees
from training.threads import PLENTY, Thread, variants, word_weights


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


TEXT = " ".join(["word"] * 60)


def pair(question: int, asked: str, answer: int, said: str) -> dict[str, object]:
    return {"docID": "t5_x", "qSentId": question, "question": asked, "aSentId": answer, "answer": said}


PAIRED = [
    pair(1, "A submission's title", 2, f"First. {TEXT}\n\n&gt; Quoted"),
    pair(3, f"First. {TEXT}\n\n&gt; Quoted", 4, f"Reply. {TEXT}"),
    pair(5, f"Reply. {TEXT}", 6, f"Reply to that. {TEXT}"),
    pair(3, f"First. {TEXT}\n\n&gt; Quoted", 8, f"Second reply. {TEXT}"),
    *(pair(3, f"First. {TEXT}\n\n&gt; Quoted", 10 + 2 * at, f"Reply {at}. {TEXT}") for at in range(4)),
    pair(40, f"An orphan.\n\n{TEXT}", 42, "Too short a tree."),
]


HEADED = '<h2>Re: bees</h2>\n<h3><a href="/user/{0}/">{0}</a> on 2004-01-02T03:04:05</h3>\n'
PAGE = f"""<h1>Hives &amp; roofs</h1>
<h2><a href="/user/keeper/">keeper</a> on 2004-01-01T03:04:05</h2>
<div class="span8">
<p>Roofs are warm.</p><p>Bees like <i>that</i>.</p>
<hr/>
{HEADED.format("zorn")}They do not.<br> <br><i>Bees like that, it has been said often enough.</i><br>Not mine.
<p>-- zorn, beekeeper</p>
<blockquote>
{HEADED.format("keeper")}<blockquote><div><p>Not mine.</p></div></blockquote><p>Whose then?<nobr> <wbr></nobr>:-)</p>
<blockquote>
{HEADED.format("zorn")}Ask the bees.
</blockquote>
</blockquote>
{HEADED.format("the")}Which roofs?
</div> <!-- /span8 -->"""
JUDGED = {"post content": "Was I wrong about bees?", "id": 1, "comments": [
    {"id": 2, "content": "You were.\n\nBees know.", "comments": [
        {"id": 3, "content": "They do.", "relation": "Support", "comments": [
            {"id": 4, "content": None, "comments": [{"id": 5, "content": "Do they?"}]},
        ]},
        {"id": 6, "content": "They don't."},
    ]},
    {"id": 7, "content": "Too few below this one."},
]}  # fmt: skip


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
    kept = tmp_path / "pairs" / "reddit_corpus"
    kept.mkdir(parents=True)
    (kept / "News_2015-03-26.json").write_text(json.dumps(PAIRED))
    (kept / "News_2015-03-27.json").write_text(json.dumps(PAIRED))
    (kept / "News_2015-03-28.json").write_text(json.dumps(PAIRED)[:-40])
    page = tmp_path / "slash" / "user" / "keeper" / "journal" / "7"
    page.mkdir(parents=True)
    (page / "index.html").write_text(PAGE)
    for name in ("zorn", "the"):
        (tmp_path / "slash" / "user" / name).mkdir()
    judged = tmp_path / "verdicts" / "dataset" / "aita_posts"
    judged.mkdir(parents=True)
    (judged / "post_thread_1.json").write_text(json.dumps(JUDGED))
    return tmp_path


def of_kind(archives: Path, kind: str) -> list[Thread]:
    return [one for one in public.threads(archives, known=()) if one.kind == kind]


def said(thread: Thread) -> list[tuple[str, str]]:
    return list(zip(thread.owner, thread.lines, strict=True))


def test_threads_of_the_archives_are_flattened_depth_first(archives: Path) -> None:
    (forum,), (best, single) = of_kind(archives, "forum"), of_kind(archives, "best")
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
    (best,) = (one for one in public.threads(archives, known={"2"}) if one.kind == "best")
    assert {owner for owner, _ in said(best)} == {"0", "1", "3", "9"}


def test_an_archive_that_is_not_there_is_named(archives: Path) -> None:
    (archives / "best" / "rss").rename(archives / "best" / "feeds")
    with pytest.raises(FileNotFoundError, match="bestcomments"):
        public.threads(archives, known=())


def test_who_writes_in_the_forum_is_known_so_that_the_word_list_names_nobody(archives: Path) -> None:
    assert public.people(archives, ()) == {"u1", "u2", "u3", "u4", "keeper", "zorn", "the"}


def test_a_name_that_is_a_word_of_many_threads_elsewhere_is_nobodys(archives: Path) -> None:
    others = [Thread(f"pairs-{at}", "t", ("The bees.", "Zorn" if at else "They."), ("a", "b"), {}) for at in range(40)]
    assert public.people(archives, others) == {"u1", "u2", "u3", "u4", "keeper", "zorn"}
    assert "the" in public.people(archives, others[1:])


def test_pairs_of_comment_and_reply_are_a_tree_again_each_page_once(archives: Path) -> None:
    (thread,) = of_kind(archives, "pairs")
    assert (thread.title, thread.made, thread.trees, thread.answers) == ("A submission's title", PLENTY, True, True)
    first, reply, below, second, *rest = dict.fromkeys(thread.owner)
    assert thread.parent == {first: None, reply: first, below: reply, second: first, **dict.fromkeys(rest, first)}
    assert [line.split(".")[0] for _, line in said(thread)][:4] == ["First", "> Quoted", "Reply", "Reply to that"]
    assert len(rest) == 4


def test_of_short_comments_only_the_word_list_learns(archives: Path) -> None:
    (tree,) = trees(archives / "pairs")
    brief = [{**row, "question": str(row["question"])[:150], "answer": str(row["answer"])[:150]} for row in PAIRED]
    for path in (archives / "pairs").glob("*/*.json"):
        path.write_text(json.dumps(brief))
    (thread,) = of_kind(archives, "pairs")
    assert tree.words > LONG > thread_words(thread) > WORDS
    assert not thread.trees
    assert variants([thread]) == []


def thread_words(thread: Thread) -> float:
    return sum(len(line.split()) for line in thread.lines) / len(set(thread.owner))


def test_a_page_of_slash_is_a_post_and_the_comments_nested_below_it(archives: Path) -> None:
    (thread,) = of_kind(archives, "slash")
    assert (thread.title, thread.made, thread.trees, thread.answers) == ("Hives & roofs", PLENTY, False, True)
    post, denial, asks, advice, other = dict.fromkeys(thread.owner)
    assert said(thread) == [
        (post, "Roofs are warm."),
        (post, "Bees like that."),
        (denial, "They do not."),
        (denial, "> Bees like that, it has been said often enough."),
        (denial, "Not mine."),
        (asks, "> Not mine."),
        (asks, "Whose then? :-)"),
        (advice, "Ask the bees."),
        (other, "Which roofs?"),
    ]
    assert thread.parent == {post: None, denial: post, asks: denial, advice: asks, other: post}


def test_trees_learn_from_the_longer_pages_of_slash_alone(archives: Path) -> None:
    (page,) = (archives / "slash").glob("user/*/journal/*/index.html")
    more = "".join(HEADED.format("zorn") + f"Once more, {at}.\n" for at in range(3))
    page.write_text(PAGE.replace("</div> <!-- /span8 -->", more + "</div> <!-- /span8 -->"))
    (thread,) = of_kind(archives, "slash")
    assert (len(thread.parent), thread.trees) == (8, True)


def test_comments_of_verdicts_are_trees_where_there_are_enough_of_them(archives: Path) -> None:
    (thread,) = of_kind(archives, "verdicts")
    assert (thread.title, thread.made, thread.trees) == ("Was I wrong about bees?", PLENTY, False)
    yours, know, mine, theirs = dict.fromkeys(thread.owner)
    assert said(thread) == [
        (yours, "You were."),
        (yours, "Bees know."),
        (know, "They do."),
        (mine, "Do they?"),
        (theirs, "They don't."),
    ]
    assert thread.parent == {yours: None, know: yours, mine: know, theirs: yours}


def test_for_the_word_list_a_thread_of_pairs_weighs_the_same_however_many_there_are(archives: Path) -> None:
    some = public.threads(archives, known=())
    *usual, one = word_weights(some)
    assert [*word_weights([*some, some[-1]])] == pytest.approx([*usual, one, one])


@pytest.mark.parametrize(
    ("folder", "missed"),
    [("pairs/reddit_corpus", "reddit_corpus"), ("slash/user", "article"), ("verdicts/dataset", "aita_posts")],
)
def test_another_archive_that_is_not_there_is_named_too(archives: Path, folder: str, missed: str) -> None:
    (archives / folder).rename(archives / "elsewhere")
    with pytest.raises(FileNotFoundError, match=missed):
        public.threads(archives, known=())
