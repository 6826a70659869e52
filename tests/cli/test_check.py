"""`digest check` tells all that is wrong, each with its place and remedy, to people, programs and GitHub."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digest.builder.check import Checked, Problem
from digest.cli import main
from digest.cli.check_report import annotation, summary
from digest.errors import Fault


@pytest.fixture(autouse=True)
def _at_a_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def faulty(site: Path) -> Path:
    """One fault of every kind, in files that have nothing to do with one another."""
    (site / "content" / "bad.md").write_text("---\ntitle: [\n---\n\nText.\n")
    (site / "content" / "bad.json").write_text("{")
    (site / "content" / "sundays.curation.yml").write_text("parents:\n  - post: nobody\n    parent: a1\n")
    (site / "docs").mkdir()
    (site / "docs" / "index.md").write_text(
        "# Us\n\nSee [them](they.md).\n\nAnd [that](#gone), [all](../debates/index.md).\n"
    )
    return site


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def tree(folder: Path) -> dict[str, int]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".digest-cache" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in found}


def test_a_good_site_is_told_to_be_one_and_nothing_is_written(site: Path) -> None:
    before = tree(site)
    result = run("check")
    assert (result.exit_code, result.stderr) == (0, "")
    first, last = result.stdout.splitlines()
    assert first.startswith("content/sundays.md: read as Markdown thread (")
    assert re.fullmatch(r"1 debate and \d+ pages checked: no problems", last)
    assert tree(site) == before


def test_a_site_that_was_never_built_can_be_checked(site: Path) -> None:
    (site / "generated" / ".theme").rmdir()
    (site / "generated").rmdir()
    assert run("check").exit_code == 0


def test_all_kinds_of_faults_are_told_in_one_go(faulty: Path) -> None:
    result = run("check")
    assert result.exit_code == 1
    told = result.stderr.splitlines()
    for pattern in (
        r"content/bad\.json:1: .+, .+",
        r"content/bad\.md:\d: broken front matter: .+, .+",
        r"content/sundays\.curation\.yml:\d+: .+, .+",
        r"docs/index\.md:3: the link 'they\.md' is broken: .+, .+",
        r"docs/index\.md:5: the link '#gone' is broken: .+, .+",
    ):
        assert sum(bool(re.fullmatch(pattern, line)) for line in told) == 1, (pattern, told)
    assert len(told) == 5
    assert result.stdout.endswith("checked: 5 problems\n")


def test_programs_get_one_object_with_the_same(faulty: Path) -> None:
    result = run("check", "--json")
    assert (result.exit_code, result.stderr) == (1, "")
    told = json.loads(result.stdout)
    assert (told["schema"], told["ok"], told["debates"]) == (1, False, 1)
    assert [(one["kind"], one["path"]) for one in told["faults"]] == [
        ("debate", "content/bad.json"),
        ("debate", "content/bad.md"),
        ("correction", "content/sundays.curation.yml"),
        ("link", "docs/index.md"),
        ("link", "docs/index.md"),
    ]
    for fault in told["faults"]:
        assert set(fault) == {"kind", "path", "line", "message", "hint"}
        assert fault["hint"]
        assert isinstance(fault["line"], int)


def test_programs_hear_of_a_good_site_too(site: Path) -> None:
    told = json.loads(run("check", "--json").stdout)
    assert (told["ok"], told["faults"]) == (True, [])


def test_a_wrong_configuration_and_an_empty_site_are_faults_like_others(site: Path) -> None:
    (site / "content" / "sundays.md").unlink()
    assert "no debates found" in run("check").stderr
    with (site / "mkdocs.yml").open("a") as file:
        file.write("\nextra: {digest: {langauge: de}}\n")
    told = json.loads(run("check", "--json").stdout)
    assert [(one["kind"], one["path"]) for one in told["faults"]] == [("settings", "mkdocs.yml")]


def test_a_template_of_the_sites_own_is_named(site: Path) -> None:
    (site / "templates").mkdir()
    (site / "templates" / "debate.md").write_text("# {{ nonsense }}\n")
    told = json.loads(run("check", "--json").stdout)
    assert [one["kind"] for one in told["faults"]] == ["page"]
    assert "nonsense" in told["faults"][0]["message"]


def test_a_template_that_writes_a_dead_link_is_told_by_its_page(site: Path) -> None:
    (site / "templates").mkdir()
    (site / "templates" / "about.md").write_text("# About\n\n[dead](dead.md)\n")
    told = json.loads(run("check", "--json").stdout)
    assert [(one["kind"], one["path"]) for one in told["faults"]] == [("link", "generated/about/index.md")]


def test_github_shows_faults_at_their_lines_and_lists_them_for_an_editor(
    faulty: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path_factory.mktemp("run") / "summary.md"
    page.write_text("before\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    monkeypatch.setenv("GITHUB_WORKSPACE", str(faulty.parent))
    result = run("check")
    notes = [line for line in result.stdout.splitlines() if line.startswith("::")]
    assert len(notes) == 5
    assert notes[0].startswith(f"::error file={faulty.name}/content/bad.json,line=1,title=Debate::")
    told = page.read_text(encoding="utf-8")
    assert told.startswith("before\n## 5 problems in 4 files\n")
    assert told.count("\n| ") == 7  # the head of the table, the line below it, and a row each
    assert "content/bad.md, line" in told


def test_what_a_stranger_wrote_steers_neither_github_nor_its_page() -> None:
    fault = Fault("50%\n::error::x <b> | `y`", path="content/a:b,c%.md", line=2, hint="do\r\n::stop::z")
    note = annotation(Problem("debate", fault))
    assert "\n" not in note
    assert "\r" not in note
    assert note.startswith("::error file=content/a%3Ab%2Cc%25.md,line=2,title=Debate::50%25 ::error::x")
    table = summary(Checked((Problem("debate", fault),))).splitlines()
    row = next(line for line in table if "line 2" in line)
    assert re.sub(r"&[#\w]+;", "", row).count("|") == 4
    assert "<b>" not in row


def test_what_was_left_out_of_a_file_is_told_and_is_no_fault(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        "10:00 -!- ann has joined",
        *(f"10:0{n} <{name}> Close it." for n, name in enumerate(["ann", "ben"] * 2, 1)),
    ]
    (site / "content" / "log.txt").write_text("\n".join(rows))
    result = run("check")
    assert result.exit_code == 0
    assert "content/log.txt: read as chat (4 messages start with times such as `10:01`" in result.stdout
    assert "  left out: notices of the program (1, in line 1): they are not posts\n" in result.stdout
    (told,) = [one for one in json.loads(run("check", "--json").stdout)["files"] if one["path"].endswith("log.txt")]
    assert told["reader"] == "chat"
    assert told["left_out"][0] == {"what": "notices of the program", "why": "they are not posts", "count": 1, "line": 1}
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert "::notice file=" in run("check").stdout
