"""`digest new` begins a debate that can be built as it is."""

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


def test_a_debate_that_exists_is_left_alone(site: Path) -> None:
    before = (site / "content" / "sundays.md").read_bytes()
    result = run("new", "Sundays")
    assert result.exit_code == 1
    assert "sundays.md: exists already, edit it, or give another title" in result.stderr
    assert (site / "content" / "sundays.md").read_bytes() == before


def test_outside_a_site_it_says_where_to_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("new", "Anything")
    assert result.exit_code == 1
    assert "run this in the folder of your site" in result.stderr
    assert list(tmp_path.iterdir()) == []
