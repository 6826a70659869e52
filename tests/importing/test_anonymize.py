"""Whatever a discussion comes from, its anonymized file names nobody: in no title, address, mention or case."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from digest.cli import main
from digest.errors import ContentError
from digest.importing import bring
from digest.sources import read
from digest.text.slugs import slugify
from digest.text.spelling import folded_words
from tests import written

TITLE = "Is Quillona Vance right about the kiosk?"
POSTS = (
    written.Said(
        "a1",
        "Quillona Vance",
        None,
        "I am for the kiosk. Write to quillona_vance@mail.example or see https://example.org/~quillona_vance/ too.",
        "quillona_vance",
    ),
    written.Said(
        "b1",
        "Jörg Müßlin",
        "a1",
        "> I am for the kiosk.\n\n@quillona_vance, QUILLONA VANCE was never there, says u/quillona_vance herself.",
        "joerg_muesslin",
    ),
    written.Said(
        "c1",
        "Quillona Vance",
        "b1",
        "Jörg Müßlin (JOERG MUESSLIN, J%C3%B6rg_M%C3%BC%C3%9Flin) knows that I, quillona vance, was there with him.",
        "quillona_vance",
    ),
    written.Said(
        "d1", "Otto Pfrang", "a1", "Vance is right, Quillona\u00ad Vance is, and Müßlin is not.", "otto_pfrang"
    ),
    written.Said("e1", "Jörg Müßlin", "d1", "Otto, I do not agree with Otto Pfrang at all.", "joerg_muesslin"),
)
PARTS = ("quillona", "vance", "jorg", "joerg", "musslin", "muesslin", "otto", "pfrang")


def named_in(text: str) -> list[str]:
    """Known names in a text, in any spelling that we know of; alone of the tool, the folding is used."""
    words = {word for wide in (False, True) for word in folded_words(text, wide=wide)}
    plain = re.sub(r"[^a-z]", "", text.lower())
    return sorted(
        {part for part in PARTS if part in words} | {part for part in ("quillona", "pfrang") if part in plain}
    )


def everything(folder: Path) -> str:
    """The names and texts of all files of a folder, the hidden ones too."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return "\n".join(f"{path.relative_to(folder)}\n{path.read_text(encoding='utf-8')}" for path in files)


def saved(kind: str, folder: Path, *, title: str = TITLE, posts: tuple[written.Said, ...] = POSTS) -> Path:
    name, data = written.NAMED[kind](title, posts)
    path = folder / f"quillona-vance-{name}"
    path.write_bytes(data)
    return path


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path / "content"


@pytest.mark.parametrize("kind", written.NAMED)
def test_no_name_is_left_of_any_source(kind: str, content: Path, tmp_path: Path) -> None:
    done = bring(str(saved(kind, tmp_path)), into=content, anonymize=True)
    text = everything(content)
    assert named_in(text) == []
    assert "mail.example" not in text
    people = {post.author for post in read(done.path).posts if post.author}
    assert people >= {"Participant 1", "Participant 2", "Participant 3"}
    assert all(one.startswith("Participant ") for one in people)


@pytest.mark.parametrize("kind", written.NAMED)
def test_a_later_import_keeps_numbers_and_ids_and_names_nobody_either(kind: str, content: Path, tmp_path: Path) -> None:
    first = bring(str(saved(kind, tmp_path)), into=content, anonymize=True)
    said = {post.id: post.author for post in read(first.path).posts}
    more = (
        *POSTS,
        written.Said("f1", "Otto Pfrang", "a1", "Quillona Vance convinced me, and that is rare.", "otto_pfrang"),
    )
    again = bring(str(saved(kind, tmp_path, posts=more)), into=content)
    assert again.path == first.path
    assert len(again.added) == 1
    assert again.gone == ()
    assert {post.id: post.author for post in read(again.path).posts if post.id in said} == said
    assert named_in(everything(content)) == []


@pytest.mark.parametrize("kind", written.NAMED)
def test_what_stood_there_before_with_names_is_without_them_afterwards(
    kind: str, content: Path, tmp_path: Path
) -> None:
    """The editor's copy of a changed text and the record of changes are files, too."""
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ndocs_dir: generated\n", encoding="utf-8")
    runner, config = CliRunner(), ["--config", str(tmp_path / "mkdocs.yml")]
    source = saved(kind, tmp_path)
    assert runner.invoke(main, ["import", str(source), "--name", "kiosk", *config]).exit_code == 0
    (path,) = content.glob("kiosk.*")
    if path.suffix != ".md":
        pytest.skip("this kind is kept as it came")
    path.write_text(path.read_text(encoding="utf-8") + "\n\nQuillona said this, too.\n", encoding="utf-8")
    posts = (replace(POSTS[0], text="I have changed my mind about this kiosk, since bread is sold there."), *POSTS[1:])
    source = saved(kind, tmp_path, posts=posts)
    done = runner.invoke(main, ["import", str(source), "--anonymize", *config])
    assert done.exit_code == 0, done.output
    assert any(one.name.endswith(".edited") for one in content.iterdir())
    assert named_in(everything(content)) == []


def test_the_front_matter_of_an_imported_file_names_nobody(content: Path, tmp_path: Path) -> None:
    mine = tmp_path / "draft.md"
    head = 'title: "Quillona\\u0020Vance, again"  # by Quillona\nauthor: Quillona Vance\ntags: [QUILLONA, bread]\n'
    mine.write_text(f"---\n{head}---\n\nI ask.\n\n## @Jörg Müßlin\n\nQuillona asks.\n", encoding="utf-8")
    bring(str(mine), into=content, anonymize=True)
    assert named_in(everything(content)) == []


def test_ordinary_words_are_names_only_where_they_are_meant(content: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(
        'id,author,text\n1,hope,"I hope so. @hope and u/hope are I."\n2,Ines Stone,"Stone lasts, and stone is cheap."\n'
        '3,title,"A title. As Stone says, the title is long. 2024 was good."\n4,2024,"In 2024?"\n',
        encoding="utf-8",
    )
    texts = [post.text for post in read(bring(str(table), into=content, anonymize=True).path).posts]
    assert texts == [
        "I hope so. @Participant 1 and u/Participant-1 are I.",
        "Stone lasts, and stone is cheap.",
        "A title. As Participant 2 says, the title is long. 2024 was good.",
        "In 2024?",
    ]


def test_a_file_name_that_names_somebody_is_refused(content: Path, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="has a participant's name in its file name"):
        bring(str(saved("table", tmp_path)), into=content, anonymize=True, name="quillona")
    assert list(content.iterdir()) == []


def test_an_import_is_refused_where_a_name_would_be_left(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should the pass over the file ever miss one, the look at the whole of it does not."""
    monkeypatch.setattr("digest.importing.pseudonyms._applied", lambda text, edits: text)
    with pytest.raises(ContentError, match="would still name a participant"):
        bring(str(saved("table", tmp_path, title="Kiosk?")), into=content, anonymize=True)
    assert list(content.iterdir()) == []


def test_a_source_whose_address_names_somebody_is_found_again_without_it(content: Path, tmp_path: Path) -> None:
    data = json.loads(written.github("Kiosk?", POSTS)[1])
    data["url"] = "https://github.com/quillona_vance/town/issues/3"
    path = tmp_path / "thread.json"
    path.write_text(json.dumps(data))
    first = bring(str(path), into=content, anonymize=True)
    assert named_in(everything(content)) == []
    again = bring(str(path), into=content, now=lambda: datetime(2027, 1, 1, tzinfo=UTC))
    assert (again.path, again.written) == (first.path, False)


def test_e_mail_addresses_of_a_text_without_names_go_too(content: Path, tmp_path: Path) -> None:
    flat = tmp_path / "flat.txt"
    flat.write_text("Tabs?\nYes, ask me@here.example about it.\nNo, they are not at all.\nWhy is that?\n")
    bring(str(flat), into=content, anonymize=True)
    assert "here.example" not in everything(content)


@pytest.mark.parametrize(
    "folder", [Path(__file__).parents[2], Path(written.__file__).parents[1] / "digest/scaffold/site"]
)
def test_copies_beside_debates_are_kept_out_of_version_control(folder: Path) -> None:
    ignored = (folder / (".gitignore" if (folder / ".gitignore").exists() else "gitignore")).read_text().splitlines()
    assert {".*.edited", ".*.before"} <= set(ignored)


def test_slugs_of_titles_name_nobody(content: Path, tmp_path: Path) -> None:
    done = bring(str(saved("hackernews", tmp_path)), into=content, anonymize=True)
    assert done.path.stem == slugify("Is Participant 1 right about the kiosk?")


def test_corrections_that_name_somebody_are_told(content: Path, tmp_path: Path) -> None:
    first = bring(str(saved("table", tmp_path)), into=content, name="kiosk")
    beside = content / "kiosk.curation.yml"
    beside.write_text("hide:\n  - post: a1\nredact:\n  - words: Pfrang\n", encoding="utf-8")
    done = bring(str(saved("table", tmp_path)), into=content, anonymize=True)
    assert done.path == first.path
    assert "kiosk.curation.yml names participants in line 4; remove the names" in done.notes
    assert "Pfrang" in beside.read_text(encoding="utf-8")
