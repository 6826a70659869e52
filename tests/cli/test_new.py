"""`digest new` begins a debate that can be built as it is."""

import os
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digest.cli import main
from digest.sources import read


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_a_debate_is_named_by_its_title_and_nothing_but_its_path_is_told(site: Path) -> None:
    result = run("new", "Should the library open on Sundays?")
    assert (result.exit_code, result.stdout) == (0, "content/should-the-library-open-on-sundays.md\n")


def test_what_is_begun_is_read_as_a_debate(site: Path) -> None:
    run("new", "Tabs", "or:", '"spaces"?', "--source", "https://example.org/t?a=1#x")
    document = read(site / "content" / "tabs-or-spaces.md")
    assert document.title == 'Tabs or: "spaces"?'
    assert document.source == "https://example.org/t?a=1#x"
    assert document.date is not None
    assert document.date.date() <= date.today()
    assert [(post.author, post.parent) for post in document.posts] == [
        (None, None),
        ("First speaker", "op"),
        ("Second speaker", "p1"),
    ]


@pytest.mark.parametrize("title", ["no", "12", "---", "a\nb", "„…“ 🎉", "../../etc/passwd", "# x", "{{ x }}"])
def test_any_title_is_fit_for_a_debate(site: Path, title: str) -> None:
    result = run("new", "--", title)
    assert result.exit_code == 0, result.output
    path = site / result.stdout.strip()
    assert path.parent == site / "content"
    assert read(path).title == " ".join(title.split())


@pytest.mark.parametrize("title", ["", " ", "\t\n", "\u200b", "\u00ad \ufeff"])
def test_an_empty_title_is_refused(site: Path, title: str) -> None:
    before = sorted((site / "content").iterdir())
    result = run("new", title)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("the title is empty, give the question: digest new ")
    assert sorted((site / "content").iterdir()) == before


@pytest.mark.parametrize(
    "arguments", [("bad \udcff bytes",), ("Tea", "--source", "example.org"), ("Tea", "--source", "")]
)
def test_what_check_would_refuse_is_refused_at_once(site: Path, arguments: tuple[str, ...]) -> None:
    before = sorted((site / "content").iterdir())
    result = run("new", *arguments)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert sorted((site / "content").iterdir()) == before


def test_check_tells_where_words_of_ours_still_stand(site: Path) -> None:
    run("new", "Tea or coffee?")
    path = site / "content/tea-or-coffee.md"
    told = run("check")
    assert told.exit_code == 1
    assert "content/tea-or-coffee.md:7: still holds placeholder text from `digest new`, replace it" in told.stderr
    assert "warning: content/tea-or-coffee.md:7: still holds placeholder text" in run("build").stderr
    path.write_text(
        path.read_text().replace("Say here what the question is and where it comes from.", "Both are drunk.")
    )
    assert "content/tea-or-coffee.md:9: still holds placeholder text" in run("check").stderr
    text = path.read_text().replace("@First speaker", "@ada").replace("@Second speaker", "@ben")
    path.write_text(text.replace("The answer, one", "Mine is that one"))
    assert run("check").exit_code == 0


@pytest.mark.parametrize("at", ["os.fdopen", "os.fsync", "os.link"])
def test_a_full_disk_leaves_no_empty_debate(site: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    before = sorted((site / "content").iterdir())

    def refuse(*arguments: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(at, refuse)
        if at == "os.link":  # there are disks without links, on which it is done otherwise
            full.setattr("pathlib.Path.rename", refuse)
        result = run("new", "Tea or coffee?")
    assert result.exit_code == 1
    assert "tea-or-coffee.md: cannot be written (No space left on device), free some disk space" in result.stderr
    assert sorted((site / "content").iterdir()) == before


def test_a_new_site_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = os.link, iter(range(10))

    def full(*paths: object) -> None:
        if next(calls) >= 3:
            raise OSError(28, "No space left on device")
        real(*paths)

    monkeypatch.setattr("os.link", full)
    monkeypatch.setattr("pathlib.Path.rename", full)
    result = run("init", str(tmp_path / "new"))
    assert result.exit_code == 1
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize("place", ["file", "file/", "file/new", "file/a/b"])
def test_a_site_in_a_file_is_refused_as_such(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("mine")
    result = run("init", f"{tmp_path}/{place}")
    assert result.exit_code == 1
    assert (
        result.stderr == f"{tmp_path}/file: is a file, not a folder, choose a folder that is empty or does not exist\n"
    )
    assert (tmp_path / "file").read_text() == "mine"


def test_a_debate_that_exists_is_left_alone(site: Path) -> None:
    before = (site / "content" / "sundays.md").read_bytes()
    result = run("new", "Sundays")
    assert result.exit_code == 1
    assert "sundays.md: already exists, edit it, or choose another title" in result.stderr
    assert (site / "content" / "sundays.md").read_bytes() == before


def test_outside_a_site_it_says_where_to_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("new", "Anything")
    assert result.exit_code == 1
    assert "run this in the folder of your site" in result.stderr
    assert list(tmp_path.iterdir()) == []
