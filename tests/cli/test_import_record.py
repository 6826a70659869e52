"""What an import changed is recorded, even where an earlier import was stopped before it could write that down."""

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from digest.cli import main

FIRST = """id,parent,author,text
1,,ada,"Opening on Sundays is too expensive, because staff must be paid double."
"""
SECOND = FIRST + '2,1,ben,"That\'s not true, because volunteers would do it for nothing."\n'
THIRD = SECOND + '3,2,cleo,"I disagree, because volunteers are tired on Sundays."\n'


class StoppedError(Exception):
    """Stands for the process being killed."""


def take(text: str) -> str:
    Path("sundays-again.csv").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["import", "sundays-again.csv"])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def stopped(text: str, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    def stop(*args: object, **more: object) -> None:
        raise StoppedError

    with monkeypatch.context() as patch:
        patch.setattr(where, stop)
        with pytest.raises(StoppedError):
            take(text)


def posts_recorded() -> list[list[str]]:
    record = yaml.safe_load(Path("content/sundays-again.changes.yml").read_text(encoding="utf-8"))
    return [one["posts"] for one in record["imports"]]


@pytest.mark.usefixtures("site")
def test_an_import_that_is_stopped_before_its_record_is_recorded_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    take(FIRST)
    stopped(SECOND, monkeypatch, "digest.importing.changes.record_import")
    assert "volunteers" in Path("content/sundays-again.md").read_text(encoding="utf-8")
    assert "added" in take(SECOND).splitlines()[-1]
    assert posts_recorded() == [["2"]]


@pytest.mark.usefixtures("site")
def test_two_imports_that_are_stopped_are_recorded_together_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    take(FIRST)
    stopped(SECOND, monkeypatch, "digest.importing.changes.record_import")
    stopped(THIRD, monkeypatch, "digest.importing.changes.record_text")
    take(THIRD)
    take(THIRD)
    assert posts_recorded() == [["2", "3"]]


@pytest.mark.usefixtures("site")
def test_an_import_that_is_stopped_before_it_replaces_the_file_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    take(FIRST)
    stopped(SECOND, monkeypatch, "digest.importing._imported")
    (Path("content") / "sundays-again.md").write_bytes(Path("content/.sundays-again.md.unrecorded").read_bytes())
    take(SECOND)
    assert posts_recorded() == [["2"]]


@pytest.mark.usefixtures("site")
def test_no_copy_stays_behind_once_all_is_recorded() -> None:
    take(FIRST)
    take(SECOND)
    take(SECOND)
    assert sorted(path.name for path in Path("content").glob("*again*")) == [
        "sundays-again.changes.yml",
        "sundays-again.md",
    ]
    assert not list(Path("content").glob(".*"))
