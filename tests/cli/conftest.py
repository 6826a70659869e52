"""A site of one debate, to run commands in."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

THREAD = """---
title: "Should the library open on Sundays?"
date: "2026-02-01"
---

The council wants to keep the library closed on Sundays. I think that it should open.

## @ada · #a1

Opening on Sundays is too expensive, because staff must be paid double.

### @ben · #b1

> Opening on Sundays is too expensive

That's not true. Volunteers already run the library on Saturdays, so it would cost very little.

## @cleo · #c1

I agree. Families need the library on Sundays because they work all week.
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of one debate, with the repository's own configuration."""
    (tmp_path / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    (tmp_path / "generated" / ".theme").mkdir(parents=True)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "sundays.md").write_text(THREAD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path
