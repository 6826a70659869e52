"""Which files lie beside which debate; one that belongs to none is never passed over."""

from pathlib import Path

import pytest

from digest.curation import beside, corrections, curation_path, record_path, site_merges
from digest.errors import CurationError
from digest.model import Outline, Phrase


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "2026").mkdir(parents=True)
    return folder


def put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def test_corrections_are_called_like_the_debate_without_its_ending() -> None:
    assert curation_path(Path("content/a.b.json")).name == "a.b.curation.yml"
    assert record_path(Path("content/tea.md")).name == "tea.changes.yml"


def test_each_debate_has_its_own_and_the_site_has_one(content: Path) -> None:
    put(content / "2026/tea.curation.yml", "hide:\n  - post: a\n")
    put(content / "site.curation.yml", "keyphrases:\n  - rename: a\n    to: b\n")
    found = corrections(["content/2026/tea.md", "content/chai.txt"], folder=content, root=content.parent)
    assert found.beside("content/2026/tea.md").curation.path == "content/2026/tea.curation.yml"
    assert found.beside("content/2026/tea.md").raw
    assert found.beside("content/chai.txt").curation.items == ()
    assert found.site.path == "content/site.curation.yml"


def test_all_that_is_wrong_with_all_files_is_told_at_once(content: Path) -> None:
    put(content / "tea.curation.yml", "hyde: []\n")
    put(content / "tea.changes.yml", "imports: 3\n")
    put(content / "chia.curation.yml", "hide: []\n")
    put(content / "site.curation.yml", "roles: []\n")
    (content / "chai.curation.yml").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(CurationError) as caught:
        corrections(["content/tea.md", "content/chai.md"], folder=content, root=content.parent)
    told = sorted(str(fault) for fault in caught.value.faults)
    assert [one.split(",")[0] for one in told] == [
        "content/chai.curation.yml: is not UTF-8",
        "content/chia.curation.yml: belongs to no debate",
        "content/site.curation.yml:1: unknown key `roles`",
        "content/tea.changes.yml:1: is not a record of imports",
        "content/tea.curation.yml:1: unknown key `hyde`",
    ]
    assert "did you mean 'chai.curation.yml'?" in told[1]


def test_two_debates_of_one_name_cannot_share_corrections(content: Path) -> None:
    put(content / "tea.curation.yml", "hide: []\n")
    with pytest.raises(CurationError, match=r"belongs to two debates, content/tea\.md and content/tea\.txt"):
        corrections(["content/tea.md", "content/tea.txt"], folder=content, root=content.parent)


def test_a_debate_that_is_called_like_the_sites_file_is_told(content: Path) -> None:
    put(content / "site.curation.yml", "hide: []\n")
    with pytest.raises(CurationError, match=r"would hold the corrections of both the site and content/site\.md"):
        corrections(["content/site.md"], folder=content, root=content.parent)


def test_a_hidden_folder_is_nobodys(content: Path) -> None:
    (content / ".old").mkdir()
    put(content / ".old/gone.curation.yml", "hide: []\n")
    assert corrections([], folder=content, root=content.parent).of == {}


def test_one_file_is_read_alone(content: Path) -> None:
    put(content / "tea.curation.yml", "summary: Hot.\n")
    assert beside(content / "tea.md").curation.summary == "Hot."


def test_the_sites_file_merges_phrases_and_tells_those_that_no_debate_has(content: Path) -> None:
    put(
        content / "site.curation.yml",
        "keyphrases:\n  - merge: [FOSS, open source]\n    into: open source\n"
        "  - rename: nuclear\n    to: nuclear power\n    formerly: [atom]\n  - rename: zebra\n    to: horse\n",
    )
    site = corrections([], folder=content, root=content.parent).site
    phrases = (
        Phrase("FOSS", "foss", ("FOSS", "foss"), 3),
        Phrase("open source", "open sourc", ("open source",), 5),
        Phrase("nuclear", "nuclear", ("nuclear",), 2),
    )
    outline = Outline("a", "content/a.md", "A", None, phrases)
    merges, faults = site_merges(site, outlines=[outline], language="en")
    assert merges.same == {"foss": "open sourc"}
    assert merges.names == {"open sourc": "open source", "nuclear": "nuclear power"}
    assert merges.formerly == {"nuclear": ("atom",)}
    assert [str(fault).split(",")[0] for fault in faults] == [
        "content/site.curation.yml:7: rename keyphrase: there is no keyphrase “zebra”"
    ]
