"""`digest curate` lists what can be corrected, tells what holds, and never loses what an editor wrote."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digest.cli import main

THREAD = """---
title: "Should the choir rehearse on Mondays?"
---

## @ada · #a1

The choir should rehearse on Mondays, because the hall is empty and free on that day.

### @ben · #b1

> the hall is empty and free on that day

No, it is not. The chess club has the hall on Mondays, and they would have to leave.
"""


@pytest.fixture
def debate(tmp_path: Path) -> Path:
    path = tmp_path / "choir.md"
    path.write_text(THREAD, encoding="utf-8")
    return path


def curate(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["curate", *map(str, arguments)], catch_exceptions=False)


def test_what_can_be_corrected_is_listed_as_lines_to_copy(debate: Path) -> None:
    done = curate(debate)
    assert done.exit_code == 0
    assert '#   - post: "b1"  # ben “No, it is not.' in done.stdout
    assert "# roles:\n" in done.stdout
    assert list(debate.parent.iterdir()) == [debate]


def test_what_holds_is_told_with_what_it_matched(debate: Path) -> None:
    debate.with_name("choir.curation.yml").write_text("hide:\n  - post: b1\n", encoding="utf-8")
    done = curate(debate)
    assert done.exit_code == 0
    assert "choir.curation.yml:2: hide: post b1 by ben “> the hall is empty" in done.stderr
    assert "chess club" not in done.stdout


def test_what_matches_nothing_is_told_and_the_status_says_so(debate: Path) -> None:
    debate.with_name("choir.curation.yml").write_text("hide:\n  - post: zz\n", encoding="utf-8")
    done = curate(debate)
    assert done.exit_code == 1
    assert "choir.curation.yml:2: hide: no post matches “zz”" in done.stderr


def test_a_file_that_cannot_be_read_is_told_in_a_line(debate: Path) -> None:
    debate.with_name("choir.curation.yml").write_text("hyde:\n", encoding="utf-8")
    done = curate(debate)
    assert done.exit_code == 1
    assert "choir.curation.yml:1: unknown key `hyde`, did you mean 'hide'?" in done.stderr
    assert done.stdout == ""


def test_a_file_is_started_with_its_schema_and_says_nothing_yet(debate: Path) -> None:
    done = curate(debate, "--write")
    assert done.exit_code == 0
    path = debate.with_name("choir.curation.yml")
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=.curation.schema.json\n")
    assert '"$schema"' in (debate.parent / ".curation.schema.json").read_text(encoding="utf-8")
    assert curate(debate).exit_code == 0
    assert sorted(one.name for one in debate.parent.iterdir()) == [
        ".curation.schema.json",
        "choir.curation.yml",
        "choir.md",
    ]


def test_what_an_editor_wrote_stays_to_the_letter(debate: Path) -> None:
    path = debate.with_name("choir.curation.yml")
    mine = "# Ben asked for this on the phone.\nhide:\n  - post:   b1   # his words"
    path.write_text(mine, encoding="utf-8")
    curate(debate, "--write")
    assert path.read_text(encoding="utf-8").startswith(mine + "\n\n# yaml-language-server")
    assert "added" in curate(debate, "--write").output


def test_show_and_explain_keep_to_the_corrections(debate: Path) -> None:
    debate.with_name("choir.curation.yml").write_text("hide:\n  - post: b1\n  - post: zz\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["show", "--json", str(debate)], catch_exceptions=False)
    assert done.exit_code == 0
    assert "chess club" not in done.stdout
    assert "warning: " in done.stderr
    assert "no post matches" in done.stderr
