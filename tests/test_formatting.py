"""`digest format`: which files it touches, what it says, and that nothing is lost whatever happens."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digest.cli import main
from digest.cli.formatting import format_file
from digest.errors import ContentError, OutputError
from digest.sources import read

ROOT = Path(__file__).parents[1]
LOOSE = "---\ntitle: T # mine\n---\n## @Ada\n*So.*\n"
TIDY = "---\ntitle: T # mine\n---\n\n## @Ada · #p1\n\n*So.*\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: Debates\n")
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "loose.md").write_text(LOOSE)
    (folder / "tidy.md").write_text(TIDY)
    (folder / "flat.txt").write_text("Tabs?\nTabs.\nSpaces.\n")
    monkeypatch.chdir(tmp_path)
    return folder


def test_all_markdown_of_the_content_folder_is_formatted_and_nothing_else(content: Path) -> None:
    result = run("format")
    assert result.exit_code == 0
    assert result.stdout == "content/loose.md: formatted\n1 of 3 files formatted\n"
    assert (content / "loose.md").read_text() == TIDY
    assert (content / "flat.txt").read_text() == "Tabs?\nTabs.\nSpaces.\n"
    assert names(content) == ["flat.txt", "loose.md", "tidy.md"]


def test_a_second_time_there_is_nothing_to_do(content: Path) -> None:
    run("format")
    before = (content / "loose.md").stat().st_mtime_ns
    assert run("format").stdout == "0 of 3 files formatted\n"
    assert (content / "loose.md").stat().st_mtime_ns == before


def test_check_changes_nothing_and_exits_with_1_where_something_would_change(content: Path) -> None:
    result = run("format", "--check")
    assert result.exit_code == 1
    assert result.stdout == "content/loose.md: would be formatted\n1 of 3 files would be formatted\n"
    assert (content / "loose.md").read_text() == LOOSE
    assert run("format", "--check", "content/tidy.md").exit_code == 0


def test_a_named_file_that_is_no_markdown_is_a_fault(content: Path) -> None:
    result = run("format", "content/flat.txt", "content/loose.md")
    assert result.exit_code == 1
    assert result.stderr.startswith("content/flat.txt: is not Markdown")
    assert (content / "loose.md").read_text() == TIDY


def test_a_faulty_file_stays_as_it_is_and_costs_only_itself(content: Path) -> None:
    (content / "bad.md").write_text("# T\n\n## @A · re #b\n\nx")
    result = run("format")
    assert result.exit_code == 1
    assert "content/bad.md:3: no post has the id 'b'" in result.stderr
    assert (content / "bad.md").read_text() == "# T\n\n## @A · re #b\n\nx"
    assert (content / "loose.md").read_text() == TIDY


def test_a_symbolic_link_is_not_replaced(content: Path) -> None:
    (content / "link.md").symlink_to(content / "loose.md")
    with pytest.raises(ContentError, match="is a symbolic link"):
        format_file(content / "link.md")
    assert (content / "link.md").is_symlink()
    assert (content / "loose.md").read_text() == LOOSE


def test_a_disk_that_refuses_is_one_clear_line(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(
        OutputError, match=r"loose\.md: cannot be written \(No space left on device\), free some disk space"
    ):
        format_file(content / "loose.md")
    assert (content / "loose.md").read_text() == LOOSE
    assert names(content) == ["flat.txt", "loose.md", "tidy.md"]


@pytest.mark.parametrize("path", sorted(ROOT.glob("content/*.md")), ids=lambda path: path.name)
def test_the_examples_say_the_same_in_form(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    format_file(copy)
    before, after = read(path), read(copy)
    assert [replace(post, lines=None) for post in after.posts] == [replace(post, lines=None) for post in before.posts]
    assert not format_file(copy)
