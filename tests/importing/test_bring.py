"""An import writes what a build can read, brings it up to date in place, and loses nothing of the editor's."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from digest.errors import ContentError, OutputError
from digest.importing import bring
from digest.sources import read

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)
HN = "https://news.ycombinator.com/item?id=9"
API = "hn.algolia.com/api/v1/items/9"


def said(name, author, text, *replies, at=0):
    return {"id": name, "type": "comment", "author": author, "text": text, "created_at_i": 1_700_000_000 + at,
            "children": list(replies)}  # fmt: skip


def story(*replies, title="Tabs or spaces?"):
    return {"id": 9, "type": "story", "title": title, "author": "eve", "created_at_i": 1_700_000_000, "points": 5,
            "url": "https://www.example.org/tabs", "story_id": 9, "children": list(replies)}  # fmt: skip


ANN, BEN = said(10, "ann", "Tabs.", said(11, "ben", "<p>No, @ann.</p>", at=2), at=1), said(12, "cy", "Both.", at=3)


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


@pytest.fixture
def take(world, content):
    """Import the story that the world serves at the time."""

    def call(data, *, hours=0, **more):
        world.serve(API, {"data": data})
        return bring(HN, into=content, web=world.web(), now=lambda: NOW + timedelta(hours=hours), **more)

    return call


def fault(call, *args, **more):
    with pytest.raises(ContentError) as caught:
        call(*args, **more)
    return str(caught.value)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_discussion_becomes_a_thread_that_reads_as_the_source_does(take, content):
    done = take(story(ANN, BEN))
    assert (done.path, done.posts, done.new, done.written) == (content / "tabs-or-spaces.md", 3, True, True)
    document = read(done.path)
    assert [(p.id, p.author, p.parent, p.text) for p in document.posts] == [
        ("10", "ann", None, "Tabs."),
        ("11", "ben", "10", "No, @ann."),
        ("12", "cy", None, "Both."),
    ]
    assert (document.title, document.source, document.site) == ("Tabs or spaces?", HN, "example.org")


def test_the_front_matter_says_where_from_when_and_how_many(take):
    text = take(story(ANN, BEN)).path.read_text()
    assert f'imported: "2026-03-03T10:00:00Z, 3 posts from {HN} via hn.algolia.com, text ' in text
    assert f'source: "{HN}"' in text


def test_importing_again_tells_what_was_added_changed_and_is_gone(take):
    take(story(ANN, BEN))
    later = said(10, "ann", "Tabs, always.", said(13, "dee", "Why?", at=4), at=1)
    done = take(story(later, BEN), hours=1)
    assert (done.new, done.written, done.posts) == (False, True, 3)
    assert (done.added, done.changed, done.gone) == (("13",), ("10",), ("11",))
    assert [post.id for post in read(done.path).posts] == ["10", "13", "12"]


def test_importing_what_has_not_changed_leaves_the_file_alone(take):
    path = take(story(ANN)).path
    before = path.read_bytes(), path.stat().st_mtime_ns
    done = take(story(ANN), hours=5)
    assert not done.written
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_what_the_editor_wrote_into_the_front_matter_stays_to_the_letter(take):
    path = take(story(ANN)).path
    head, _, body = path.read_text().partition("\n---\n")
    head = head.replace('title: "Tabs or spaces?"', "title: Tabs, again   # shorter")
    head = head.replace('language: "en"', "tags:\n  - style\n  - 'a b'\nsummary: >\n  Nobody\n  moves.\ndraft: no")
    path.write_text(f"{head}\n# check the date\n---\n{body}")
    done = take(story(ANN, BEN, title="Tabs or spaces? [solved]"), hours=1)
    after = done.path.read_text()
    kept = head.partition("imported:")[0]
    assert after.startswith(kept)
    assert "# check the date" in after
    assert "2026-03-03T11:00:00Z, 3 posts" in after
    assert after.count("imported:") == 1
    assert 'language: "en"' in after, "what is missing is added"
    assert done.kept == ("title",)
    document = read(done.path)
    assert (document.title, document.tags, document.summary) == (
        "Tabs, again",
        ("style", "a b"),
        "Nobody moves.",
    )


def test_a_file_that_the_editor_renamed_or_moved_is_found_again(take, content):
    path = take(story(ANN)).path
    (content / "style").mkdir()
    moved = path.rename(content / "style" / "indentation.md")
    done = take(story(ANN, BEN))
    assert (done.path, done.new) == (moved, False)
    assert names(content) == ["style"]


def test_a_text_that_was_edited_by_hand_is_kept_beside_the_new_one(take, content):
    path = take(story(ANN)).path
    edited = path.read_text().replace("Tabs.", "Tabs, says she.")
    path.write_text(edited)
    done = take(story(ANN, BEN))
    assert any("edited by hand" in note for note in done.notes)
    assert (content / ".tabs-or-spaces.md.edited").read_text() == edited
    assert "Tabs, says she." not in path.read_text()


def test_another_discussion_of_the_same_title_gets_a_file_of_its_own(take, world, content):
    first = take(story(ANN)).path
    world.serve("hn.algolia.com/api/v1/items/99", {"data": story(BEN) | {"id": 99}})
    done = bring("https://news.ycombinator.com/item?id=99", into=content, web=world.web())
    assert done.new
    assert done.path != first
    assert done.path.name.startswith("tabs-or-spaces-")
    again = bring("https://news.ycombinator.com/item?id=99", into=content, web=world.web())
    assert (again.path, again.new) == (done.path, False)


def test_somebody_elses_file_is_never_written_over(take, content):
    mine = content / "tabs-or-spaces.md"
    mine.write_text("# Tabs or spaces?\n\nMy own thoughts.\n")
    assert "is another discussion, and was left unchanged" in fault(take, story(ANN), name="tabs-or-spaces")
    assert take(story(ANN)).path != mine
    assert mine.read_text() == "# Tabs or spaces?\n\nMy own thoughts.\n"


def test_a_discussion_is_not_brought_in_a_second_time_under_another_name(take, content):
    take(story(ANN), name="indent")
    assert f"{content / 'indent.md'}: already holds this discussion" in fault(take, story(ANN), name="style")
    assert not take(story(ANN, BEN), name="indent").new
    assert names(content) == ["indent.md"]


def test_a_name_of_ones_own_never_leads_out_of_the_folder(take, content, tmp_path):
    assert take(story(ANN), name="../../Style war.md").path == content / "style-war.md"
    assert names(tmp_path) == ["content"]


def test_a_debate_that_stands_there_in_another_kind_of_file_is_not_doubled(take, content):
    take(story(ANN), raw=True)
    assert "already has the name of this import" in fault(take, story(ANN))
    assert names(content) == ["tabs-or-spaces.json"]


def test_a_symbolic_link_is_not_followed(take, content, tmp_path):
    target = tmp_path / "elsewhere.md"
    target.write_text("mine")
    (content / "tabs-or-spaces.md").symlink_to(target)
    assert "symbolic link" in fault(take, story(ANN))
    assert target.read_text() == "mine"


def test_broken_front_matter_is_told_and_nothing_is_written(take):
    path = take(story(ANN)).path
    broken = path.read_text().replace('title: "', 'title: "" "')
    path.write_text(broken)
    assert f"{path}:2: has broken front matter" in fault(take, story(ANN, BEN))
    assert path.read_text() == broken


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"status": 429}, "2 times in a row"),
        ({"status": 500}, "2 times in a row"),
        ({"data": story(ANN, BEN), "fault": "drop"}, "2 times in a row"),
        ({"data": story(ANN, BEN), "fault": "cut"}, "2 times in a row"),
        ({"data": story(ANN, BEN), "fault": "silent"}, "2 times in a row"),
        ({"data": story(ANN, BEN), "fault": "drip"}, "2 times in a row"),
        ({"status": 302, "headers": {"Location": "https://elsewhere.example/items/9"}}, "redirects to another"),
        ({"body": b"<!doctype html><p>Sign in", "kind": "text/html"}, "web page instead of data"),
        ({"body": b'{"id": 9, "children": ['}, "broken JSON"),
    ],
)
def test_a_failed_fetch_leaves_nothing_behind(take, world, content, answer, says):
    def again():
        bring(HN, into=content, web=world.web(retries=1, read=0.2, answer=0.3))

    world.serve(API, answer)
    assert says in fault(again)
    assert names(content) == []
    path = take(story(ANN)).path
    before = path.read_bytes()
    world.serve(API, answer)
    assert says in fault(again)
    assert (names(content), path.read_bytes()) == (["tabs-or-spaces.md"], before)


def test_an_answer_that_is_no_discussion_leaves_nothing_behind(take, content):
    assert "unknown format" in fault(take, {"status": 404, "error": "not found"})
    story = {"short_id": "a", "title": "x", "description": "y", "comments": []}
    assert "does not answer as Hacker News" in fault(take, story)
    assert names(content) == []


def test_a_disk_that_refuses_is_one_clear_line(take, content):
    content.rmdir()
    content.write_text("a file where the folder should be")
    with pytest.raises(OutputError, match="cannot be written"):
        take(story(ANN))


def test_raw_keeps_the_answer_and_nothing_else(take, content):
    done = take(story(ANN, BEN), raw=True)
    assert done.path == content / "tabs-or-spaces.json"
    assert done.path.read_bytes() == json.dumps(story(ANN, BEN)).encode()


def test_a_raw_file_is_brought_up_to_date_too(take, content):
    moved = take(story(ANN), raw=True).path.rename(content / "indent.json")
    done = take(story(ANN, BEN), raw=True)
    assert (done.path, done.added, done.gone) == (moved, ("12",), ())
    assert names(content) == ["indent.json"]


def test_what_was_too_long_to_be_fetched_whole_loses_no_post_that_was_there(world, content, monkeypatch):
    def post(number):
        return {"id": number, "post_number": number, "username": "ann", "cooked": f"<p>Post {number}.</p>"}

    def topic(posts, stream):
        return {"title": "Tabs?", "post_stream": {"posts": posts, "stream": stream}}

    url = "https://forum.example.org/t/tabs/5"
    world.serve("forum.example.org/t/5.json", {"data": topic([post(1), post(2), post(3)], [1, 2, 3])})
    bring(url, into=content, web=world.web())
    monkeypatch.setattr("digest.importing.discourse._MOST", 0)
    world.serve("forum.example.org/t/5.json", {"data": topic([post(1), post(2)], [1, 2, 3, 4])})
    done = bring(url, into=content, web=world.web())
    assert done.gone == ()
    assert [post.id for post in read(done.path).posts] == ["op", "2", "3"]
    assert done.notes == ("2 posts were left out: the topic is too long",)
    assert read(done.path).missing == 1  # one of the two is still here from before


def test_how_many_comments_are_missing_is_written_down_told_and_brought_up_to_date(content, tmp_path):
    rows = [{"short_id": name, "comment": f"<p>Post {name}.</p>", "commenting_user": "ann"} for name in "abc"]
    saved = tmp_path / "story.json"

    def take(count):
        data = {"short_id": "a1b2c3", "title": "Tabs?", "comments": rows[:count], "comment_count": 3}
        saved.write_text(json.dumps(data))
        return bring(str(saved), into=content)

    first = take(1)
    assert first.notes == ("the source counts 2 comments more than it delivered",)
    assert "\nmissing: 2\n" in first.path.read_text()
    assert read(first.path).missing == 2
    own = first.path.read_text().replace("missing: 2", "missing: 7   # counted by hand")
    first.path.write_text(own)
    again = take(2)
    assert (read(again.path).missing, again.kept) == (1, ())
    whole = take(3)
    assert (read(whole.path).missing, whole.notes) == (0, ())


def test_discourse_posts_get_the_permalinks_that_their_json_lacks(world, content):
    rows = [{"id": 7, "post_number": 1, "cooked": "<p>I ask.</p>"}, {"id": 8, "post_number": 2, "cooked": "<p>No.</p>"}]
    data = {"title": "Tabs?", "slug": "tabs", "post_stream": {"posts": rows, "stream": [7, 8]}}
    world.serve("forum.example.org/t/5.json", {"data": data})
    document = read(bring("https://forum.example.org/t/x/5", into=content, web=world.web()).path)
    assert [post.url for post in document.posts] == [None, "https://forum.example.org/t/tabs/5/2"]
    assert document.source == "https://forum.example.org/t/5"


def test_a_saved_file_and_the_address_that_it_came_from_are_one_discussion(take, content, tmp_path):
    saved = tmp_path / "saved.json"
    saved.write_text(json.dumps(story(ANN)))
    first = bring(str(saved), into=content)
    done = take(story(ANN, BEN))
    assert (done.path, done.new, done.added) == (first.path, False, ("12",))


def test_standard_input_is_read_as_a_file_is(content):
    done = bring("-", into=content, data=json.dumps(story(ANN)).encode())
    assert (done.posts, done.source, done.path.name) == (2, HN, "tabs-or-spaces.md")


def test_standard_input_without_anything_is_a_fault(content):
    assert "is empty" in fault(bring, "-", into=content, data=b"")


def test_a_file_that_names_no_source_is_known_by_its_name(content, tmp_path):
    table = tmp_path / "survey.csv"
    table.write_text("id,author,text\n1,ann,Tabs.\n2,ben,Spaces.\n")
    first = bring(str(table), into=content)
    table.write_text("id,author,text\n1,ann,Tabs.\n2,ben,Spaces.\n3,cy,Both.\n")
    again = bring(str(table), into=content)
    assert (first.source, first.posts) == ("survey.csv", 2)
    assert (again.path, again.added) == (first.path, ("3",))


def test_a_markdown_file_brings_its_own_front_matter_along(content, tmp_path):
    mine = tmp_path / "draft.md"
    mine.write_text("---\ntitle: Tabs?   # for now\nslug: tabs\n---\n\n## @Ann\n\nYes.\n")
    text = bring(str(mine), into=content).path.read_text()
    assert text.startswith("---\ntitle: Tabs?   # for now\nslug: tabs\n")
    assert "imported:" in text


def test_a_flattened_discussion_stays_as_it_is_for_its_structure_to_be_found(content, tmp_path):
    flat = tmp_path / "seed.txt"
    flat.write_text("Tabs?\nYes, they are better than spaces.\nNo, they are not at all.\nWhy is that?\n")
    done = bring(str(flat), into=content)
    assert (done.path.name, done.path.read_text()) == ("tabs.txt", flat.read_text())
    assert read(done.path).format == "transcript"
    assert any("when the site is built" in note for note in done.notes)


def test_a_missing_file_is_a_fault(content):
    assert "no such file" in fault(bring, "nowhere.json", into=content)


def test_raw_and_anonymize_exclude_one_another(content):
    assert "keeps the authors' names" in fault(bring, "-", into=content, raw=True, anonymize=True, data=b"x")


def test_anonymize_replaces_authors_and_how_they_are_addressed(take):
    text = take(story(ANN, BEN), anonymize=True).path.read_text()
    document = read(take(story(ANN, BEN)).path)
    assert [post.author for post in document.posts] == ["Participant 1", "Participant 2", "Participant 3"]
    assert document.posts[1].text == "No, @Participant 1."
    assert ", anonymized, text " in text
    assert not any(name in text for name in ("ann", "@ben", "@cy"))


def test_pseudonyms_stay_the_same_when_others_come_before_them(take):
    take(story(ANN, BEN), anonymize=True)
    done = take(story(said(8, "dee", "First!"), ANN, said(14, "ben", "Still no.", at=9), BEN), anonymize=True)
    assert [(post.id, post.author) for post in read(done.path).posts] == [
        ("8", "Participant 4"),
        ("10", "Participant 1"),
        ("11", "Participant 2"),
        ("14", "Participant 2"),
        ("12", "Participant 3"),
    ]


def test_what_was_anonymized_once_stays_so_without_being_asked(take):
    take(story(ANN), anonymize=True)
    done = take(story(ANN, BEN))
    assert "cy" not in {post.author for post in read(done.path).posts}
    assert any("authors stay pseudonymous" in note for note in done.notes)


def test_anonymizing_a_file_that_named_its_authors_leaves_no_name_in_the_front_matter(world, content):
    rows = [{"id": 7, "post_number": 1, "username": "ann", "cooked": "<p>I ask.</p>", "created_at": "2026-01-01"}]
    data = {"title": "Tabs?", "created_at": "2026-01-01", "post_stream": {"posts": rows, "stream": [7]}}
    world.serve("forum.example.org/t/5.json", {"data": data})
    url = "https://forum.example.org/t/x/5"
    assert 'author: "ann"' in bring(url, into=content, web=world.web()).path.read_text()
    text = bring(url, into=content, web=world.web(), anonymize=True).path.read_text()
    assert 'author: "Participant 1"' in text
    assert "ann" not in text
