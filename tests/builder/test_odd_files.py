"""Files that are no files, names at their limits, and links that lead away: told or read, never waited for."""

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from digest.builder import build, write_markdown
from digest.builder.check import check
from digest.builder.export import debates_of
from digest.curated import load_curated
from digest.errors import ContentError, DigestError, refused
from digest.settings import load_site

Debate = Callable[..., str]


def told(site: Path) -> list[str]:
    return [str(problem.fault) for problem in check(site / "mkdocs.yml").problems]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "place",
    [
        *("content/pipe.md", "content/trams.curation.yml", "content/trams.changes.yml", "content/site.curation.yml"),
        *("docs/pipe.md", "docs/pipe.png", "generated/pipe.md", "mkdocs.yml"),
    ],
)
def test_a_pipe_is_told_and_not_waited_for(site: Path, place: str) -> None:
    (site / "docs").mkdir()
    (site / "docs/index.md").write_text("# About\n")
    (site / place).unlink(missing_ok=True)
    os.mkfifo(site / place)
    with pytest.raises(DigestError, match="is not a file") as caught:
        build(site / "mkdocs.yml", jobs=1)
    assert Path(place).name in str(caught.value)
    if not place.startswith("generated"):
        assert "is not a file" in "\n".join(told(site))


@pytest.mark.parametrize("length", [200, 241, 242, 243, 250, 252])
def test_a_name_of_any_length_is_a_name(site: Path, debate: Debate, length: int) -> None:
    path = site / "content" / f"{'x' * (length - 3)}.md"
    path.write_text(debate("Is this long?", "A long name is still a name."))
    assert told(site) == []
    assert load_curated(path).digest.document.title == "Is this long?"


def test_names_that_differ_only_in_how_accents_are_stored_are_told_so(site: Path, debate: Debate) -> None:
    for form in ("NFC", "NFD"):
        name = unicodedata.normalize(form, "café.md")
        (site / "content" / name).write_text(debate("Is it open?", "The café is open."), encoding="utf-8")
    (line,) = [line for line in told(site) if "caf" in line]
    assert "two files of this name, which differ only in how its accents are stored, delete one of them" in line


@pytest.mark.parametrize("name", ["docs", "content"])
@pytest.mark.parametrize("inside", [True, False])
def test_a_folder_that_is_a_link_is_not_published_unasked(site: Path, name: str, inside: bool) -> None:
    elsewhere = (site if inside else site.parent) / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "index.md").write_text("# Secret\n\nA secret is written here.\n")
    if name == "content":
        (site / "content").rename(site / "old")
    (site / name).symlink_to(elsewhere)
    site_, config = load_site(site / "mkdocs.yml"), site / "mkdocs.yml"
    with pytest.raises(ContentError, match=f"{name}: is a symbolic link, put the folder itself here, or set"):
        write_markdown(site_, jobs=1)
    assert not list((site / "generated").rglob("*.md"))
    assert any("is a symbolic link" in line for line in told(site))
    if name == "content":
        with pytest.raises(ContentError, match="is a symbolic link"):
            debates_of(site_)
    setting = "about" if name == "docs" else "content"
    config.write_text(config.read_text() + f"extra: {{digest: {{{setting}: {os.path.relpath(elsewhere, site)}}}}}\n")
    write_markdown(load_site(config), jobs=1)  # now somebody has asked for it
    assert any("secret" in path.read_text().lower() for path in (site / "generated").rglob("*.md"))


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        (28, "free some disk space"),
        (122, "free some"),
        (13, "check your permissions"),
        (30, "make the disk writable"),
        (36, "give it a shorter name"),
        (24, "raise the limit on open files"),
        (5, "check the disk"),
        (95, "check the disk and your permissions"),
    ],
)
def test_what_the_system_refuses_is_told_with_what_helps(
    site: Path, monkeypatch: pytest.MonkeyPatch, number: int, remedy: str
) -> None:
    assert remedy in str(refused(OSError(number, os.strerror(number)), path="x"))

    def refuse(new: object, target: object) -> None:
        raise OSError(number, os.strerror(number), str(new), None, str(target))

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(DigestError) as caught:
        write_markdown(load_site(site / "mkdocs.yml"), jobs=1)
    assert os.strerror(number) in str(caught.value)
    assert remedy in str(caught.value)
    assert ".digest-new" not in str(caught.value)
    assert ("free some" in str(caught.value)) == (number in (28, 122))
