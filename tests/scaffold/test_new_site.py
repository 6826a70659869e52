"""`digest init` writes a whole site, or nothing; what it writes is what this repository is built with."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from digest.cli import main
from digest.settings import load_site

ROOT = Path(__file__).parents[2]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], catch_exceptions=False)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    assert run("init", tmp_path / "town-debates").exit_code == 0
    return tmp_path / "town-debates"


def test_a_new_site_is_complete(site: Path) -> None:
    assert {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} == {
        *("mkdocs.yml", "README.md", "requirements.txt", ".gitignore", ".github/workflows/pages.yml"),
        ".github/workflows/refresh.yml",
        *("content/tool-library.md", "generated/.theme/.gitkeep"),
    }


def test_its_example_is_argued_on_both_sides(site: Path) -> None:
    from digest import analyze, read

    digest = analyze(read(site / "content" / "tool-library.md"))
    assert {relation.type for relation in digest.relations} == {"support", "attack"}
    assert digest.threads


def test_it_is_named_by_its_folder_or_as_its_owner_says(site: Path, tmp_path: Path) -> None:
    assert load_site(site / "mkdocs.yml").name == "Town debates"
    name, url = 'Tom\'s "site": a & b', "https://example.org/debates"
    run("init", tmp_path / "other", "--name", name, "--url", url)
    other = load_site(tmp_path / "other" / "mkdocs.yml")
    assert (other.name, other.url) == (name, "https://example.org/debates/")
    assert name in (tmp_path / "other" / "README.md").read_text(encoding="utf-8")


def test_its_address_is_what_the_workflow_finds_out(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    assert load_site(site / "mkdocs.yml").url == ""
    monkeypatch.setenv("SITE_URL", "https://ada.example/debates")
    assert load_site(site / "mkdocs.yml").url == "https://ada.example/debates"


def test_nothing_is_written_over_and_then_nothing_is_written_at_all(tmp_path: Path) -> None:
    for name in ("mkdocs.yml", "README.md"):
        (tmp_path / name).write_text("mine")
    result = run("init", tmp_path)
    assert result.exit_code == 1
    assert [line.partition(": ")[2] for line in result.stderr.splitlines()] == [
        "already exists, start in an empty folder"
    ] * 2
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["README.md", "mkdocs.yml"]
    assert (tmp_path / "mkdocs.yml").read_text() == "mine"


def test_this_folder_is_the_default_and_other_files_are_no_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    monkeypatch.chdir(tmp_path)
    result = run("init")
    assert result.exit_code == 0
    assert "in this folder" in result.stdout
    assert (tmp_path / "mkdocs.yml").is_file()


def test_it_differs_from_this_repository_in_name_and_address_alone(site: Path) -> None:
    def config(folder: Path) -> list[str]:
        text = (folder / "mkdocs.yml").read_text(encoding="utf-8")
        return [line for line in text.splitlines() if not re.match(r"site_(name|url):", line)]

    workflow = Path(".github/workflows/pages.yml")
    assert config(site) == config(ROOT)
    assert (site / workflow).read_bytes() == (ROOT / workflow).read_bytes()


def test_what_is_made_is_not_committed_there_as_it_is_not_here(site: Path) -> None:
    ours, theirs = ((folder / ".gitignore").read_text(encoding="utf-8").splitlines() for folder in (ROOT, site))
    assert {line for line in ours if re.match(r"!?/(generated|site)", line)} <= set(theirs)


def test_it_installs_the_release_that_made_it(site: Path) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    major, minor, _ = version.split(".")
    assert f"debate-digest=={major}.{minor}.*" in (site / "requirements.txt").read_text().splitlines()


def test_it_holds_nothing_of_this_package(site: Path) -> None:
    assert not list(site.rglob("*.py"))
    workflow = yaml.safe_load((site / ".github/workflows/pages.yml").read_text())
    installs = [step["run"] for step in workflow["jobs"]["build"]["steps"] if "pip install" in step.get("run", "")]
    assert installs == ["python -m pip install --disable-pip-version-check --requirement requirements.txt"]
