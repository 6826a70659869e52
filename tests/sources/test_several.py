"""One question that was discussed in several places becomes one debate, and nothing in it is told twice or lost."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from digest.cli import main
from digest.errors import ContentError
from digest.sources import read
from digest.sources.base import source_file
from digest.sources.discover import listed
from digest.sources.markdown_format import formatted

ROOT = Path(__file__).parents[2]
SAME = "Milk goes in first, because the cup cracks otherwise."


def story():
    def said(number, who, text, *replies):
        return {"id": number, "type": "comment", "author": who, "text": text, "created_at_i": 1772359200 + number, "children": list(replies)}  # fmt: skip # noqa: E501

    replies = [said(2, "ada", SAME, said(3, "ben", "No, it does not.")), said(4, "cleo", "I agree.")]
    return {"id": 1, "type": "story", "title": "Milk first", "author": "eve", "created_at_i": 1772359200, "points": 3,
            "url": "https://example.org/tea", "children": replies}  # fmt: skip


def lobsters():
    def said(name, who, text, above=None):
        return {"short_id": name, "comment": f"<p>{text}</p>", "commenting_user": who, "parent_comment": above,
                "created_at": "2026-03-02T10:00:00Z", "score": 4, "is_deleted": False, "is_moderated": False,
                "url": f"https://lobste.rs/c/{name}"}  # fmt: skip

    return {"short_id": "ab12", "title": "Milk first (2026)", "comments_url": "https://lobste.rs/s/ab12", "score": 9,
            "description": "<p>What do you think?</p>", "submitter_user": "dan", "created_at": "2026-03-02T09:00:00Z",
            "comments": [said("k1", "Ada", SAME), said("k2", "fay", "Only in winter.", "k1"),
                         said("2", "gus", "I agree.")],
            "url": "https://example.org/tea", "tags": []}  # fmt: skip


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    (folder / "milk").mkdir(parents=True)
    (folder / "milk" / "hn.json").write_text(json.dumps(story()))
    (folder / "milk" / "lob.json").write_text(json.dumps(lobsters()))
    head = '---\ntitle: "Should milk go in first?"\nsources: [milk/hn.json, milk/lob.json]\n---\n'
    (folder / "milk.md").write_text(head)
    return folder


def test_the_discussions_become_one_and_each_post_says_where_it_was_said(content):
    document = read(content / "milk.md")
    assert document.title == "Should milk go in first?"
    assert [(post.id, post.author, post.parent, post.where) for post in document.posts] == [
        ("2", "ada", None, "Hacker News and Lobsters"),
        ("3", "ben", "2", "Hacker News"),
        ("4", "cleo", None, "Hacker News"),
        ("lobsters-op", "dan", None, "Lobsters"),
        ("k2", "fay", "2", "Lobsters"),
        ("lobsters-2", "gus", "lobsters-op", "Lobsters"),
    ]
    assert document.date.date().isoformat() == "2026-03-01"
    assert document.posts[4].url == "https://lobste.rs/c/k2"
    assert {post.lines for post in document.posts} == {None}


def test_what_one_person_says_twice_in_one_place_stays_and_short_words_do(content):
    texts = [post.text for post in read(content / "milk.md").posts]
    assert texts.count(SAME) == 1
    assert texts.count("I agree.") == 2


def test_text_below_the_front_matter_is_the_opening_text(content):
    path = content / "milk.md"
    path.write_text(path.read_text() + "\nThe club wants to know.\n")
    posts = read(path).posts
    assert (posts[0].id, posts[0].text) == ("op", "The club wants to know.")
    assert [post.parent for post in posts if post.id in ("2", "4", "lobsters-op")] == ["op", "op", "op"]


def test_posts_of_its_own_come_first_and_say_no_place(content):
    path = content / "milk.md"
    path.write_text(path.read_text() + "\n## @gil · #g\n\nI say neither.\n")
    posts = read(path).posts
    assert (posts[0].id, posts[0].where, len(posts)) == ("g", None, 7)


def test_the_files_named_are_no_debates_of_their_own(content):
    paths, faults = listed(content, root=content.parent)
    assert ([path.name for path in paths], faults) == (["milk.md"], [])


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ("https://lobste.rs/s/ab12", "is an address, not a file, import it with"),
        ("../secret.md", "is outside this folder"),
        ("/etc/passwd", "is outside this folder"),
        ("C:/x.md", "is outside this folder"),
        ("milk/none.json", "no such file"),
        ("milk", "is not a file"),
    ],
)
def test_what_cannot_be_named_is_one_line(content, names, says):
    (content / "milk.md").write_text(f'---\ntitle: x\nsources: "{names}"\n---\n')
    with pytest.raises(ContentError, match=says) as caught:
        read(content / "milk.md")
    assert len(caught.value.faults) == 1


def test_a_link_to_somewhere_else_is_not_followed(content):
    (content / "milk" / "hn.json").unlink()
    (content / "milk" / "hn.json").symlink_to("/etc/passwd")
    with pytest.raises(ContentError, match="symbolic link"):
        read(content / "milk.md")


def test_a_site_shows_the_places_and_notices_when_one_of_the_files_changes(content, monkeypatch):
    monkeypatch.chdir(content.parent)
    Path("mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    run = CliRunner().invoke
    assert run(main, ["build"]).exit_code == 0

    def pages():
        return "".join(path.read_text() for path in Path("generated").rglob("*.md"))

    assert "on Hacker News and Lobsters" in pages()
    assert "Only in summer" not in pages()
    data = Path("content/milk/lob.json")
    data.write_text(data.read_text().replace("Only in winter", "Only in summer"))
    assert run(main, ["build"]).exit_code == 0
    assert "Only in summer" in pages()


def test_a_file_that_names_others_is_formatted_as_it_is(content):
    text = (content / "milk.md").read_text()
    assert formatted(source_file(text.encode(), path="milk.md")) == text
