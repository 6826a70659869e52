"""`digest explain`: for people, for programs, and for those who mistype an id."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digest.cli import main

THREAD = """---
title: "Should the library open on Sundays?"
---

The council wants to keep the library closed on Sundays. I think that it should open.

## @ada · #a1

Opening on Sundays is too expensive, because staff must be paid double.

### @ben · #b1

> Opening on Sundays is too expensive

That's not true. Volunteers already run the library on Saturdays, so it would cost very little.
"""


@pytest.fixture
def explain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "sundays.md").write_text(THREAD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["explain", *arguments], catch_exceptions=False)

    return run


def test_a_post_is_explained_in_words(explain) -> None:
    result = explain("sundays.md", "b1")
    assert result.exit_code == 0
    assert result.stdout.startswith("post b1 by ben")
    assert "Answers a1: the source says so" in result.stdout
    assert "Attack:" in result.stdout


def test_of_a_flattened_transcript_it_is_said_how_sure_it_is_that_the_post_begins(explain) -> None:
    Path("flat.txt").write_text("Shops need their street\nI run a shop.\n> I run a shop.\nSo what?\n", encoding="utf-8")
    assert re.search(r"^Begins there: \d+% sure$", explain("flat.txt", "l3").stdout, re.MULTILINE)
    assert "Begins there" not in explain("sundays.md", "b1").stdout


def test_a_claim_is_found_by_its_words(explain) -> None:
    result = explain("sundays.md", "run the library on Saturdays")
    assert result.exit_code == 0
    assert "of post b1 by ben" in result.stdout
    assert "It is a premise: none" in result.stdout
    assert "It stands: nothing attacks it." in result.stdout


def test_json_is_one_object_and_nothing_else(explain) -> None:
    result = explain("sundays.md", "b1", "--json")
    shown = json.loads(result.stdout)
    assert shown["id"] == "b1"
    assert {one["type"] for one in shown["verdicts"]} == {"attack", "support"}
    assert result.stderr == ""


def test_an_unknown_id_is_wrong_usage_and_told_with_what_was_meant(explain) -> None:
    result = explain("sundays.md", "b2")
    assert result.exit_code == 2
    assert "did you mean 'b1'?" in " ".join(result.stderr.split())


def test_a_file_that_cannot_be_read_is_told_in_one_line(explain, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{")
    result = explain("bad.json", "b1")
    assert result.exit_code == 1
    assert result.stderr.startswith("bad.json")
    assert len(result.stderr.splitlines()) == 1
