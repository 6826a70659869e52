"""`digest publish` pushes what can be made again, or says why not."""

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digest.cli import main

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="no git on this machine")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A committed site with a remote; its Markdown is `remote.git` beside it."""
    for key, value in {
        "GIT_AUTHOR_NAME": "Ada",
        "GIT_AUTHOR_EMAIL": "ada@example.org",
        "GIT_COMMITTER_NAME": "Ada",
        "GIT_COMMITTER_EMAIL": "ada@example.org",
        "GIT_CONFIG_GLOBAL": str(tmp_path / "none"),
        "GIT_CONFIG_SYSTEM": str(tmp_path / "none"),
    }.items():
        monkeypatch.setenv(key, value)
    site = tmp_path / "site"
    run("init", str(site))
    git(tmp_path, "init", "-q", "--bare", "remote.git")
    git(site, "init", "-q", "-b", "main")
    git(site, "add", ".")
    git(site, "commit", "-qm", "Begin")
    git(site, "remote", "add", "origin", "../remote.git")
    monkeypatch.chdir(site)
    return site


def published(site: Path, branch: str = "gh-pages") -> list[str]:
    return git(site.parent / "remote.git", "ls-tree", "-r", "--name-only", branch).splitlines()


def test_the_built_site_is_on_its_branch_and_names_the_commit(repository: Path) -> None:
    result = run("publish")
    assert result.exit_code == 0, result.output
    assert "pushed to gh-pages at origin" in result.stdout
    files = published(repository)
    assert {"index.html", ".nojekyll", "debates/tool-library/index.html"} <= set(files)
    assert not [name for name in files if name.endswith(".md") and not name.startswith("debates/")]
    head = git(repository, "rev-parse", "--short", "main")
    assert git(repository.parent / "remote.git", "log", "-1", "--format=%s", "gh-pages") == f"Publish {head}"
    assert git(repository, "status", "--porcelain") == ""
    assert git(repository, "branch", "--show-current") == "main"


def test_a_second_time_adds_to_what_others_published_and_keeps_the_domain(repository: Path) -> None:
    run("publish")
    clone = repository.parent / "clone"
    git(repository.parent, "clone", "-qb", "gh-pages", "remote.git", "clone")
    (clone / "CNAME").write_text("debates.example.org\n")
    git(clone, "add", ".")
    git(clone, "commit", "-qm", "Set the domain")
    git(clone, "push", "-q")
    result = run("publish", "-m", "Again")
    assert result.exit_code == 0, result.output
    log = git(repository.parent / "remote.git", "log", "--format=%s", "gh-pages").splitlines()
    assert log[:2] == ["Again", "Set the domain"]
    assert git(repository.parent / "remote.git", "show", "gh-pages:CNAME") == "debates.example.org"


def test_remote_and_branch_can_be_named(repository: Path) -> None:
    git(repository, "remote", "rename", "origin", "there")
    assert run("publish", "--remote", "there", "--branch", "pages").exit_code == 0
    assert "index.html" in published(repository, "pages")


def refused(result: Result, repository: Path) -> str:
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert git(repository.parent / "remote.git", "branch", "--list") == ""
    return result.stderr


def test_what_is_not_committed_is_refused_file_by_file(repository: Path) -> None:
    (repository / "content" / "new.md").write_text("x")
    (repository / "README.md").write_text("changed")
    told = refused(run("publish"), repository).splitlines()
    assert [line.split(":")[0] for line in told] == ["README.md", "content/new.md"]
    assert all("is not committed, commit it first" in line for line in told)


def test_a_site_that_does_not_build_is_refused(repository: Path) -> None:
    (repository / "content" / "bad.json").write_text("{")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "Bad")
    assert "content/bad.json:1" in refused(run("publish"), repository)


def test_an_unknown_remote_is_refused(repository: Path) -> None:
    told = refused(run("publish", "--remote", "nowhere"), repository)
    assert "no git remote is called `nowhere`, add it with `git remote add nowhere ADDRESS`" in told


def test_a_push_that_fails_is_one_line(repository: Path) -> None:
    git(repository, "remote", "set-url", "origin", "../gone.git")
    told = refused(run("publish"), repository)
    assert len(told.splitlines()) == 1
    assert told.startswith("origin: git: ")


def test_outside_a_repository_it_says_how_to_make_one(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(site.parent))
    result = run("publish")
    assert result.exit_code == 1
    assert "is not in a git repository, create one: git init" in result.stderr


def commit_on_branch(repository: Path, files: dict[str, str], *, new: bool = False) -> None:
    clone = repository.parent / "clone"
    git(repository.parent, "clone", "-q", "remote.git", "clone")
    git(clone, "checkout", "-q", *(("--orphan", "gh-pages") if new else ("gh-pages",)))
    for name, text in files.items():
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        (clone / name).write_text(text)
    git(clone, "add", ".")
    git(clone, "commit", "-qm", "By hand")
    git(clone, "push", "-q", "origin", "gh-pages")


def test_only_what_was_published_is_replaced_on_the_branch(repository: Path) -> None:
    run("publish")
    theirs = {"CNAME": "x.example", "README.md": "served from main", ".well-known/id": "1", "debates/own.html": "mine"}
    commit_on_branch(repository, theirs)
    (repository / "content/tool-library.md").rename(repository / "content/tools.md")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "Rename")
    result = run("publish")
    assert result.exit_code == 0, result.output
    files = set(published(repository))
    assert {*theirs, "debates/tools/index.html", ".nojekyll"} <= files
    assert "debates/tool-library/index.html" not in files
    assert git(repository.parent / "remote.git", "show", "gh-pages:README.md") == "served from main"


def test_the_branch_that_one_works_on_is_refused(repository: Path) -> None:
    head = git(repository, "rev-parse", "main")
    assert "`main` is the branch that you work on, publish to" in refused(
        run("publish", "--branch", "main"), repository
    )
    assert git(repository, "rev-parse", "main") == head


def test_a_branch_that_holds_something_else_is_refused(repository: Path) -> None:
    commit_on_branch(repository, {"src/main.c": "precious"}, new=True)
    result = run("publish")
    assert result.exit_code == 1
    assert "the branch `gh-pages` at `origin` holds files that digest did not publish" in result.stderr
    assert published(repository) == ["src/main.c"]


def test_a_branch_that_mkdocs_published_is_taken_over_with_its_domain(repository: Path) -> None:
    commit_on_branch(repository, {".nojekyll": "", "old.html": "x", "CNAME": "x.example"}, new=True)
    assert run("publish").exit_code == 0
    assert {"CNAME", "index.html"} <= set(published(repository))
    assert "old.html" not in published(repository)


def test_no_branch_file_or_index_here_is_touched(repository: Path) -> None:
    git(repository, "branch", "gh-pages")  # somebody's own, never pushed
    before = git(repository, "for-each-ref", "refs/heads"), (repository / ".git/index").read_bytes()
    (repository / "site/.git").mkdir(parents=True)
    (repository / "site/.git/HEAD").write_text("ref: refs/heads/x\n")
    (repository / "site/.htaccess").write_text("deny")
    result = run("publish")
    assert result.exit_code == 0, result.output
    assert (git(repository, "for-each-ref", "refs/heads"), (repository / ".git/index").read_bytes()) == before
    assert (repository / "site/.git/HEAD").exists()
    assert ".htaccess" in published(repository)
    assert not [name for name in published(repository) if ".git/" in name]


def test_a_site_folder_that_is_a_source_is_refused(repository: Path) -> None:
    config = repository / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("site_dir: site", "site_dir: content"))
    git(repository, "commit", "-qam", "Odd")
    assert "`site_dir` is the folder of the debates" in refused(run("publish"), repository)
    assert (repository / "content/tool-library.md").exists()
