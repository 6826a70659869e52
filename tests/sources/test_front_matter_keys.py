"""Every key of the front matter does what the table in docs/content-format.md says, on the pages of a site."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from digest.builder import write_markdown
from digest.cli import main
from digest.errors import OutputError
from digest.settings import load_site
from digest.sources import read_text
from digest.sources.front import _KEYS

DOCS = Path(__file__).parents[2] / "docs" / "content-format.md"
TABLE = DOCS.read_text(encoding="utf-8").partition("## Front matter")[2].partition("\n## ")[0]
DOCUMENTED = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", TABLE, re.MULTILINE))
CONFIG = "site_name: S\nsite_url: https://s.example/\ndocs_dir: generated\ntheme: {name: material}\n"
BODY = "Das Rathaus sagt nichts.\n\n## @ben · 2026-03-02\n\nI disagree, because nobody asked us about it.\n"

Pages = Callable[..., dict[str, str]]


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    """The pages of a site with one debate of this front matter, and another one."""

    def make(front: str, *, drafts: bool = False) -> dict[str, str]:
        for folder in ("content", "generated"):
            (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / "mkdocs.yml").write_text(CONFIG)
        (tmp_path / "content/other.md").write_text(
            "---\ntitle: Other\ndate: 2026-02-01\n---\n\n## @cy\n\nTea is good.\n"
        )
        (tmp_path / "content/x.md").write_text(f"---\ntitle: The question\n{front}\n---\n\n{BODY}")
        write_markdown(load_site(tmp_path / "mkdocs.yml"), jobs=1, drafts=drafts)
        folder = tmp_path / "generated"
        found = (path for path in folder.rglob("*") if path.name[0] != "." and path.suffix in (".md", ".json", ".xml"))
        return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in found}

    return make


def title(pages: Pages) -> None:
    assert "# The question" in pages("")["debates/x/index.md"]


def source(pages: Pages) -> None:
    assert 'href="https://there.example/1"' in pages("source: https://there.example/1")["debates/x/index.md"]


def site(pages: Pages) -> None:
    assert "paper.example" in pages("site: paper.example")["debates/x/index.md"]


def date(pages: Pages) -> None:
    for day, first in (("2026-03-01", "The question"), ("2026-01-01", "Other")):
        listed = pages(f"date: {day}")["debates/index.md"]
        assert re.search(r"^#+ \[(.*?)\]", listed, re.MULTILINE)[1] == first


def author(pages: Pages) -> None:
    assert "Mara Lind" in pages("author: Mara Lind")["debates/x/transcript.md"]


def tags(pages: Pages) -> None:
    assert 'tags: ["one", "two"]' in pages("tags: [one, two]")["debates/x/index.md"]


def language(pages: Pages) -> None:
    german = "Das Rathaus sagt nichts, und niemand weiß, warum die Straße nun doch gesperrt worden ist. " * 5
    for front, code in (("language: fr\n", "fr"), ("", "de")):
        text = f"---\ntitle: Die Frage\n{front}---\n\n{german}\n"
        assert read_text(text.encode(), path="x.md", language="en").language == code


def summary(pages: Pages) -> None:
    page = pages("summary: Nobody was asked.")["debates/x/index.md"]
    assert "Nobody was asked." in page
    assert "the editor’s words" in page


def slug(pages: Pages) -> None:
    found = pages("slug: another")
    assert "debates/another/index.md" in found
    assert "debates/x/index.md" not in found


def draft(pages: Pages) -> None:
    for written in ("true", "yes", "True", '"true"'):
        shown = pages(f"draft: {written}", drafts=True)
        assert "<strong>Draft</strong>" in shown["debates/x/index.md"]
        assert "<strong>Draft</strong>" in shown["debates/index.md"]
        for path, text in pages(f"draft: {written}").items():
            assert "The question" not in text, path
            assert "x" not in Path(path).parts, path
    for written in ("false", "no", ""):
        assert "<strong>Draft</strong>" not in "".join(pages(f"draft: {written}").values())


def missing(pages: Pages) -> None:
    assert "12 comments are missing here" in pages("missing: 12")["debates/x/index.md"]


def format(pages: Pages) -> None:  # noqa: A001 -- called by the name of the key
    flat = "format: transcript"
    text = "\n\n".join(["Tea?", "I say yes.", "I say no."])
    for front, count in ((flat, 2), ("title: Tea?", 1)):  # the title is the first line of a transcript, not a post
        document = read_text(f"---\n{front}\n---\n\n{text}\n".encode(), path="x.md")
        assert len(document.posts) == count


def sources(pages: Pages, tmp_path: Path) -> None:
    pages("")  # makes the folder
    (tmp_path / "content/there").mkdir()
    (tmp_path / "content/there/more.md").write_text("---\ntitle: More\n---\n\n## @dora\n\nThey asked me about it.\n")
    assert "They asked me about it." in pages("sources: [there/more.md]")["debates/x/transcript.md"]


def imported(pages: Pages) -> None:
    assert pages('imported: "https://there.example 2026-03-01"') == pages("")


@pytest.mark.parametrize("key", DOCUMENTED)
def test_a_key_does_what_its_line_says(pages: Pages, tmp_path: Path, key: str) -> None:
    case = globals()[key]
    case(pages, tmp_path) if key == "sources" else case(pages)


def test_every_key_that_is_accepted_is_in_the_table() -> None:
    assert set(DOCUMENTED) == set(_KEYS)


def test_a_site_of_drafts_alone_is_told(pages: Pages, tmp_path: Path) -> None:
    pages("")
    for path in (tmp_path / "content").iterdir():
        path.write_text(path.read_text().replace("---\n", "---\ndraft: true\n", 1))
    with pytest.raises(OutputError, match=r"all debates are drafts, remove `draft: true` from one"):
        write_markdown(load_site(tmp_path / "mkdocs.yml"), jobs=1)


def test_an_export_of_all_leaves_drafts_out_and_one_that_is_named_is_given(pages: Pages, tmp_path: Path) -> None:
    pages("draft: true")
    run = CliRunner().invoke
    assert '"The question"' not in run(main, ["export", "--config", str(tmp_path / "mkdocs.yml")]).stdout
    assert '"The question"' in run(main, ["export", str(tmp_path / "content/x.md")]).stdout
