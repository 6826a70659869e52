"""The kind of a file is told from its content, and what is wrong with it in one line with a remedy."""

import json
import os
import re
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.builder.analyse_debates import survey
from digest.builder.cache import Cache
from digest.builder.workers import Workers
from digest.errors import ContentError
from digest.model import Document
from digest.settings import load_site
from digest.sources import READERS, read, read_text
from digest.sources.base import LARGEST, SourceFile, source_file
from digest.sources.deepjson import _deep
from tests.effort import amount

HN = {
    "id": 7,
    "title": "Tabs?",
    "created_at_i": 1,
    "children": [{"id": 8, "author": "ann", "text": "Yes.", "children": []}],
}
REDDIT = [
    {"kind": "Listing", "data": {"children": [{"kind": "t3", "data": {"id": "s", "title": "Tabs?"}}]}},
    {
        "kind": "Listing",
        "data": {"children": [{"kind": "t1", "data": {"id": "c", "parent_id": "t3_s", "body": "Yes."}}]},
    },
]
WRAPPED = (
    "A study of tabs\nTabs are wider than spaces and so\nthey are seen at once, which is what\nwe have measured here.\n"
)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.txt", json.dumps(HN), "hackernews"),
        ("a.md", json.dumps(REDDIT), "reddit"),
        (
            "a.json",
            json.dumps([{"id": 7, "type": "story", "title": "Tabs?"}, {"id": 8, "parent": 7, "text": "Yes."}]),
            "hackernews",
        ),
        ("a.txt", "Tabs?\nYes, they are the better ones.\nNo.\nWhy?", "transcript"),
        ("a.txt", "[0] is a note\n[1] is one, too.\nAnd this is said.", "transcript"),
        ("a.txt", WRAPPED, "essay"),
        ("a.txt", "One paragraph and nothing else.", "essay"),
        ("a.txt", "---\ntitle: Tabs\n---\n\n## @Ann\n\nYes.", "markdown"),
        ("a.md", "# Tabs\n\nThey are good.", "essay"),
        ("a.md", "# Tabs\n\n## @Ann\n\nYes.", "markdown"),
    ],
)
def test_the_kind_is_told_from_the_content_and_not_from_the_name(name, text, kind):
    assert read_text(text.encode(), path=name).format == kind


def fault_of(raw: bytes, path: str = "x.json"):
    with pytest.raises(ContentError) as caught:
        read_text(raw, path=path)
    (fault,) = caught.value.faults
    assert "\n" not in str(fault)
    return fault


def test_an_empty_file_is_a_fault():
    assert "is empty" in fault_of(b" \n").message


def test_a_binary_file_is_a_fault_at_its_line():
    fault = fault_of(b"title\n\x89PNG\x00", "x.txt")
    assert "binary" in fault.message
    assert fault.line == 2


def test_invalid_utf8_names_the_line_and_the_byte():
    fault = fault_of("one\ntwo é".encode() + b"\xff", "x.txt")
    assert fault.line == 2
    assert "byte 7" in fault.message
    assert "0xff" in fault.message


def test_broken_json_names_the_line():
    assert fault_of(b'[\n{"kind": "Listing",\n}]').line == 3


def test_broken_json_is_a_fault_under_another_name_too():
    assert "broken JSON" in fault_of(b'{"id": 7,\n "children": [', "x.txt").message


def test_json_of_an_unknown_shape_says_what_was_expected():
    fault = fault_of(b'{"weather": "fine"}')
    assert "unknown format" in fault.message
    assert "Reddit" in str(fault)


@pytest.mark.parametrize(
    "data",
    [
        {"id": 7, "type": "story", "title": "Tabs?", "children": []},
        {"short_id": "s", "title": "Tabs?", "comments": []},
        REDDIT[:1],
    ],
)
def test_a_discussion_in_which_nobody_has_said_anything_is_a_fault(data):
    assert "it has no posts yet" in fault_of(json.dumps(data).encode()).message


def test_a_missing_file_a_folder_and_a_file_without_permission_are_faults(tmp_path):
    for path in (tmp_path / "none.md", tmp_path):
        with pytest.raises(ContentError):
            read(path)


def test_a_byte_order_mark_and_windows_line_ends_are_tolerated():
    assert source_file(b"\xef\xbb\xbfa\r\nb\rc", path="x.txt").text == "a\nb\nc"


def test_paths_are_shown_relative_to_the_root(tmp_path):
    (tmp_path / "content").mkdir()
    file = tmp_path / "content" / "Tabs or spaces.md"
    file.write_text("# T\n\nText.")
    document = read(file, root=tmp_path)
    assert document.path == "content/Tabs or spaces.md"
    assert document.slug == "tabs-or-spaces"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
)


@given(JSON)
def test_deep_json_is_read_as_the_standard_parser_reads_it(value):
    assert _deep(json.dumps(value)) == value
    assert _deep(json.dumps(value, indent=1)) == value


@given(st.text(alphabet='[]{}",:0-1.e+tru flsn\\', max_size=20))
def test_what_the_standard_parser_refuses_is_refused_at_any_depth(text):
    try:
        expected = json.loads(text, parse_constant=lambda word: None)
    except ValueError:
        with pytest.raises(ValueError, match=r"\w"):
            _deep(text)
    else:
        assert _deep(text) == expected


SHAPED = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["t1", "t3", "Listing", "story", "comment", "t3_s"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "kind",
                    "data",
                    "children",
                    "id",
                    "parent_id",
                    "parent",
                    "body",
                    "text",
                    "title",
                    "author",
                    "by",
                    "type",
                    "kids",
                    "replies",
                    "url",
                    "time",
                    "created_at_i",
                    "post_stream",
                    "posts",
                    "post_number",
                    "short_id",
                    "comments",
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=30,
)


@settings(max_examples=amount(75, thorough=1200))
@given(SHAPED)
def test_json_of_any_shape_raises_nothing_but_a_content_error_in_any_reader(value):
    file = SourceFile("x.json", json.dumps(value), value)
    for reader in READERS:
        assert 0 <= reader.sniff(file) <= 1
        if reader.sniff(file) > 0.2:
            with suppress(ContentError):
                reader.read(file, "en")


@settings(max_examples=amount(75, thorough=1200))
@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            ["---\n", "title: x\n", "## @a · #b\n", "\n", "# t\n", "> q\n", "x: [\n", "re #c", "&a *a", "- "]
        )
    ).map("".join)
)
def test_any_text_raises_nothing_but_a_content_error_in_any_reader(text):
    for reader in READERS:
        file = SourceFile("x.md", text)
        assert 0 <= reader.sniff(file) <= 1
        if text.strip() and reader.sniff(file) > 0:
            with suppress(ContentError):
                reader.read(file, "en")


@given(st.binary(max_size=40))
def test_any_bytes_raise_nothing_but_a_content_error(raw):
    with suppress(ContentError):
        read_text(raw, path="x.txt")


def content(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "content"


def discover(folder: Path, *, root: Path, language: str) -> tuple[Document, ...]:
    """All debates of a folder as a build finds them, or all that is wrong with them."""
    (root / "mkdocs.yml").write_text(f"site_name: T\nextra: {{digest: {{language: {language}}}}}\n", encoding="utf-8")
    site = load_site(root / "mkdocs.yml")
    assert site.content == folder
    with Workers(jobs=1) as workers, closing(Cache(root / ".cache")) as cache:
        found = survey(site, cache=cache, workers=workers, tell=lambda *_: None)
    if found.content:
        raise ContentError(*found.content)
    paths = [known.study.outline.path for known in found.debates.known.values()]
    return tuple(read(root / path, root=root, language=site.settings.language) for path in paths)


def test_discover_reads_all_files_in_the_order_of_their_paths_and_leaves_out_what_is_no_content(tmp_path):
    names = ["b.md", "a.md", "deep/er/c.md", ".hidden.md", ".git/d.md", "README.md", "a.curation.yml"]
    folder = content(tmp_path, dict.fromkeys(names, "# T\n\nText."))
    found = discover(folder, root=tmp_path, language="de")
    assert [document.path for document in found] == ["content/a.md", "content/b.md", "content/deep/er/c.md"]
    assert {document.language for document in found} == {"de"}


def test_discover_tells_every_fault_of_every_file_in_one_go(tmp_path):
    folder = content(
        tmp_path,
        {"a.md": "no title", "b.json": "{", "ok.md": "# T\n\nText.", "c.md": "---\ntitle: x\nlangage: en\n---\ny"},
    )
    with pytest.raises(ContentError) as caught:
        discover(folder, root=tmp_path, language="en")
    assert [fault.path for fault in caught.value.faults] == ["content/a.md", "content/b.json", "content/c.md"]


def test_two_files_of_one_slug_are_a_fault_that_names_both(tmp_path):
    folder = content(tmp_path, {"Tabs.md": "# T\n\nText.", "sub/tabs.md": "# T\n\nText."})
    with pytest.raises(ContentError, match=r"content/sub/tabs\.md: has the same slug as content/Tabs\.md"):
        discover(folder, root=tmp_path, language="en")


def test_a_symbolic_link_in_the_content_is_a_fault(tmp_path):
    folder = content(tmp_path, {"a.md": "# T\n\nText."})
    (folder / "link.md").symlink_to(folder / "a.md")
    with pytest.raises(ContentError, match=r"link\.md: is a symbolic link"):
        discover(folder, root=tmp_path, language="en")


@pytest.mark.parametrize("raw", [b"\x1c", b"\xe2\x80\xa8", b"\xef\xbb\xbf \n"])
def test_a_file_of_unusual_white_space_alone_is_empty_too(raw):
    assert fault_of(raw, "x.txt").message == "is empty"


def test_a_web_page_that_no_reader_knows_is_a_fault_and_no_essay_of_tags():
    assert "unknown site" in fault_of(b"<!DOCTYPE html>\n<html><body><p>Hello.</p></body></html>", "x.html").message


def test_a_file_that_is_too_large_is_a_fault_and_is_not_read_whole(tmp_path):
    path = tmp_path / "x.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 2)
    with pytest.raises(ContentError, match=r"x\.txt: is larger than 64 MB, use only a part of it"):
        read(path, root=tmp_path)


def test_front_matter_that_is_too_long_is_a_fault():
    assert "the front matter is too long" in fault_of(b"---\n" + b"# so\n" * 30_000 + b"---\nx", "x.md").message


def test_a_key_that_is_no_word_is_a_fault():
    assert "a key is not a word" in fault_of(b"---\n? [a, b]\n: x\n---\nx", "x.md").message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_text_in_two_bytes_a_character_is_told_how_to_be_saved(encoding):
    fault = fault_of("Tabs?\nYes.".encode(encoding), "x.txt")
    assert "not UTF-8" in fault.message


def test_latin_1_is_a_fault_that_names_the_byte():
    assert "0xe9" in fault_of("Café?\nOui.".encode("latin-1"), "x.txt").message


def test_lone_surrogates_in_json_become_a_character_that_can_be_written():
    raw = b'{"id": 7, "type": "story", "title": "T", "children": [{"id": 8, "text": "a\\ud800b", "children": []}]}'
    assert read_text(raw, path="x.json").posts[0].text == "a\ufffdb"


def test_line_ends_of_all_kinds_may_be_mixed():
    assert [post.text for post in read_text(b"# T\r\n\r## @A\r\n\nx\r\r## @B\n\ny", path="x.md").posts] == ["x", "y"]


def test_files_whose_names_differ_in_case_alone_are_a_fault(tmp_path):
    folder = content(tmp_path, {"Tabs.md": "# T\n\nText.", "tabs.md": "# T\n\nText."})
    with pytest.raises(ContentError, match=r"content/tabs\.md: has the same slug as content/Tabs\.md"):
        discover(folder, root=tmp_path, language="en")


@pytest.mark.parametrize(
    "name", ["CON.md", "nul.md", "com1.md", "index.md", "..md.md", "a" * 200 + ".md", "日本.md", "-.md", "a\nb.md"]
)
def test_whatever_a_file_is_called_its_slug_is_a_name_that_every_system_can_hold(tmp_path, name):
    folder = (
        content(tmp_path, {name: "# ../../x\n\nText."})
        if not name.startswith(".")
        else content(tmp_path, {"x" + name: "# T\n\nx"})
    )
    (document,) = discover(folder, root=tmp_path, language="en")
    assert re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,70}[a-z0-9])?", document.slug)
    assert document.slug not in ("con", "nul", "com1", "index", "transcript", "templates")


def test_a_slug_of_ones_own_never_leads_elsewhere():
    assert read_text(b"---\ntitle: T\nslug: ../../x\n---\nText.", path="x.md").slug == "x"


def test_links_to_folders_and_loops_of_links_are_faults_and_not_followed(tmp_path):
    folder = content(tmp_path, {"a.md": "# T\n\nText."})
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.md").write_text("# S\n\nSecret.")
    (folder / "loop").symlink_to(folder)
    (folder / "out").symlink_to(tmp_path / "outside")
    (folder / "gone.md").symlink_to(tmp_path / "nowhere")
    with pytest.raises(ContentError) as caught:
        discover(folder, root=tmp_path, language="en")
    assert [(fault.path, fault.message) for fault in caught.value.faults] == [
        (f"content/{name}", "is a symbolic link") for name in ("gone.md", "loop", "out")
    ]


def test_a_file_whose_name_is_no_utf8_is_read_and_shown(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md"))
    try:
        path.write_text("# T\n\nText.")
    except OSError:
        pytest.skip("this system refuses such names")
    document = read(path, root=tmp_path)
    document.path.encode()
    assert document.slug == "caf"
