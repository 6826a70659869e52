"""`digest export` gives what the site would, to a pipe or to a folder."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from digest.cli import main
from digest.cli.show import _EXPORT_FORMATS
from digest.site.exports import EXPORTS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "content").mkdir()
    for name in ("nuclear-power.md", "why-cities-should-ban-cars.md"):
        shutil.copy(ROOT / "content" / name, tmp_path / "content")
    (tmp_path / "mkdocs.yml").write_text("site_name: Test\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_formats_offered_are_those_that_exist() -> None:
    assert tuple(one.name for one in EXPORTS) == _EXPORT_FORMATS


@pytest.mark.parametrize("form", _EXPORT_FORMATS)
def test_one_file_goes_to_standard_output(site: Path, form: str) -> None:
    done = CliRunner().invoke(main, ["export", "content/nuclear-power.md", "--to", form])
    assert done.exit_code == 0, done.output
    assert "reactor" in done.stdout


def test_a_whole_site_goes_into_a_folder(site: Path) -> None:
    done = CliRunner().invoke(main, ["export", "--to", "aif", "-o", "out"])
    assert (done.exit_code, done.stdout) == (0, "2 files in out\n")
    names = sorted(path.name for path in (site / "out").iterdir())
    assert names == ["nuclear-power.aif.json", "why-cities-should-ban-cars.aif.json"]
    assert json.loads((site / "out" / names[0]).read_text(encoding="utf-8"))["nodes"]


def test_what_can_be_read_is_exported_and_the_rest_is_told(site: Path) -> None:
    (site / "content/empty.md").write_text("")
    done = CliRunner().invoke(main, ["export", "-o", "out"])
    assert done.exit_code == 1
    assert "content/empty.md: is empty" in done.stderr
    assert len(list((site / "out").iterdir())) == 2


def test_debates_of_one_slug_do_not_replace_one_another(site: Path) -> None:
    (site / "content/old").mkdir()
    shutil.copy(site / "content/nuclear-power.md", site / "content/old/nuclear-power.md")
    both = ("content/nuclear-power.md", "content/old/nuclear-power.md")
    done = CliRunner().invoke(main, ["export", *both, "-o", "out"])
    assert done.exit_code == 1
    assert "content/old/nuclear-power.md: has the same slug as content/nuclear-power.md" in done.stderr
    assert [path.name for path in (site / "out").iterdir()] == ["nuclear-power.json"]
    assert CliRunner().invoke(main, ["export", *both]).exit_code == 0


def test_a_folder_that_cannot_be_written_is_one_line(site: Path) -> None:
    (site / "out").write_text("a file in the way")
    done = CliRunner().invoke(main, ["export", "-o", "out"])
    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 1
    assert "cannot be written" in done.stderr


def test_what_is_hidden_is_in_no_export(site: Path) -> None:
    (site / "content/nuclear-power.curation.yml").write_text("hide:\n  - post: l1\n")
    for form in _EXPORT_FORMATS:
        done = CliRunner().invoke(main, ["export", "content/nuclear-power.md", "--to", form])
        assert done.exit_code == 0, done.output
        assert "worst case" not in done.stdout


def test_likeness_is_told_by_what_the_site_chose(site: Path) -> None:
    (site / "mkdocs.yml").write_text("site_name: Test\nextra:\n  digest:\n    similarity: no-such-model\n")
    done = CliRunner().invoke(main, ["export", "content/nuclear-power.md"])
    shown = CliRunner().invoke(main, ["show", "content/nuclear-power.md"])
    assert (done.exit_code, done.stderr) == (1, shown.stderr)
