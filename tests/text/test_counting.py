"""One of a thing is never told as many, wherever a number meets its noun."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from digest.cli import main
from digest.text.counting import counted

ROOT = Path(__file__).parents[2]
NOUNS = (
    *("posts", "comments", "debates", "replies", "people", "threads", "claims", "concepts", "pages", "files", "words"),
    *("points", "faults", "lines", "minutes", "hours", "days", "objections", "sources", "questions", "relations"),
)
WRONG = re.compile(rf"(?<![\d.,])1 (?:\w+ )?(?:{'|'.join(NOUNS)})\b")
CONFIG = "site_name: S\nsite_url: https://s.example/\ndocs_dir: generated\ntheme: {name: material}\nplugins: []\n"
HEAD = "---\ntitle: Is tea good?\ndate: 2026-03-01\nmissing: 1\n---\n\n"
ONE = f"{HEAD}## @ada · 2026-03-01\n\nTea is good, because it is warm.\n"


def test_a_number_stands_with_its_noun() -> None:
    assert [counted(number, "reply", "replies") for number in (0, 1, 1000)] == ["0 replies", "1 reply", "1,000 replies"]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "generated").mkdir()
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "content/tea.md").write_text(ONE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_neither_pages_nor_commands_tell_one_as_many(site: Path) -> None:
    run = CliRunner().invoke
    said = [
        run(main, [*words]) for words in (("build",), ("check",), ("show", "content/tea.md"), ("export", "-o", "out"))
    ]
    texts = {f"command {at}": one.output for at, one in enumerate(said)}
    for path in (*(site / "generated").rglob("*.md"), *(site / "generated").rglob("*.xml")):
        texts[str(path.relative_to(site))] = path.read_text(encoding="utf-8")
    assert "1 debate" in texts["command 0"]
    assert "1 post" in texts["command 2"]
    assert "1 debate" in texts["generated/index.md"]
    for name, text in texts.items():
        assert not WRONG.search(text), (name, WRONG.search(text))


def test_no_template_and_no_line_of_code_puts_a_noun_of_many_behind_a_number() -> None:
    """`{count} posts` is right for every number but one."""
    code = re.compile(r"\{(?:len\([^{}]*\)|count|number|total|left|changed)(?::,)?\} (?:more )?(\w+)")
    page = re.compile(r"\}\} (\w+)")
    found = []
    for path in (*(ROOT / "digest").rglob("*.py"), *(ROOT / "templates").rglob("*.md")):
        pattern = code if path.suffix == ".py" else page
        found += [(path.name, one[0]) for one in pattern.finditer(path.read_text(encoding="utf-8")) if one[1] in NOUNS]
    assert found == []
