"""What the pages for people show is true: every command in them runs, every setting and command is in them."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from digest.cli import main
from tools import reference

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
SHELLS = ("console", "bash", "sh", "shell", "zsh", "fish", "shell-session")
FENCE = re.compile(r"(?P<mark><!-- not run: (?P<why>[^>]+) -->\n)?^```(?P<kind>\S*)\n(?P<text>.*?)^```$", re.M | re.S)
PARSED = ("serve", "completion")
"""Commands that do not end, or whose example writes into the reader's home; their own tests run them."""


@dataclass(frozen=True)
class Block:
    kind: str
    text: str
    why_not: str | None

    @property
    def commands(self) -> list[str]:
        return [line[2:] for line in self.text.splitlines() if line.startswith("$ ")]


def blocks(page: Path) -> Iterator[Block]:
    for found in FENCE.finditer(page.read_text(encoding="utf-8")):
        yield Block(found["kind"], found["text"], found["why"])


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_what_is_typed_into_a_shell_is_marked_as_such(page: Path) -> None:
    for block in blocks(page):
        if block.kind in SHELLS:
            assert block.kind == "console", block.text
            assert block.commands, block.text
        else:
            assert not re.search(r"^(\$ |\.venv/|digest |mkdocs |git |pip |make )", block.text, re.MULTILINE), (
                block.text
            )


def elsewhere(command: str) -> bool:
    """Whether a command reaches out of this machine, or asks for a program that need not be here."""
    return "://" in command or "| digest" in command or "| jq" in command or "--scheduler" in command


def parse(command: str) -> None:
    """Whether commands of ours would be accepted, without their being run."""
    lexer = shlex.shlex(command.removeprefix('eval "$(').replace(')"', ""), posix=True, punctuation_chars="|>")
    lexer.whitespace_split = True
    for part in " ".join(shlex.quote(word) for word in lexer).split(" '|' "):
        words = shlex.split(part.partition(" '>' ")[0])
        if words[0] == "digest":
            main.commands[words[1]].make_context(words[1], words[2:])


@pytest.fixture
def sandbox(tmp_path: Path) -> Path:
    """A committed copy of the example site, with a repository beside it that stands in for a host."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "content").mkdir()
    shutil.copy(ROOT / "content" / "nuclear-power.md", site / "content")
    for file in ("mkdocs.yml", "requirements.txt"):
        shutil.copy(ROOT / file, site)
    (site / ".gitignore").write_text("/generated/\n/site/\n/.digest-cache/\n")
    (site / "generated" / ".theme").mkdir(parents=True)
    return site


def environment(tmp_path: Path) -> dict[str, str]:
    tools = tmp_path / "bin"
    tools.mkdir()
    for program, module in (("digest", "-m digest"), ("mkdocs", "-m mkdocs"), ("python", "")):
        (tools / program).write_text(f'#!/bin/sh\nexec "{sys.executable}" {module} "$@"\n')
        (tools / program).chmod(0o755)
    given = {key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "SITE_URL"))}
    given |= {"PATH": f"{tools}{os.pathsep}{given['PATH']}", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    for who in ("AUTHOR", "COMMITTER"):
        given |= {f"GIT_{who}_NAME": "Ada", f"GIT_{who}_EMAIL": "ada@example.org"}
    return given


COMMANDS = ROOT / "docs" / "commands.md"
RUN = [page for page in PAGES if page != COMMANDS and any(block.kind == "console" for block in blocks(page))]


def test_every_example_of_a_command_is_one_that_the_program_accepts() -> None:
    """They cannot follow one another as those of other pages do: each stands for itself."""
    examples = [command for block in blocks(COMMANDS) for command in block.commands]
    assert len(examples) > len(main.commands)
    for command in examples:
        parse(command)


@pytest.mark.skipif(shutil.which("bash") is None or shutil.which("git") is None, reason="no bash or no git here")
@pytest.mark.parametrize("page", RUN, ids=name)
def test_every_shell_example_runs(page: Path, sandbox: Path, tmp_path: Path) -> None:
    script = ["set -euo pipefail"]
    for block in blocks(page):
        if block.kind == "csv":  # what the text above it says stands in a file of that name
            script += [f"cat > square.csv <<'EOF'\n{block.text}EOF"]
        if block.kind == "markdown" and page.name == "tutorial.md":  # fills in the debate begun above it
            place = "content/should-the-market-hall-have-a-roof.md"
            script += [f"cat > {place} <<'EOF'\n{block.text}EOF"]
        if block.kind != "console" or block.why_not:
            continue
        for command in block.commands:
            words = shlex.split(command, comments=True)
            if elsewhere(command) or (words[0] == "digest" and words[1] in PARSED) or words[0] == "eval":
                parse(command)
            else:
                script += [f"echo {shlex.quote('$ ' + command)}", command]
    prepared = [
        "git init -q --bare ../host.git",
        "git init -q -b main && git add . && git commit -qm Begin && git remote add origin ../host.git",
    ]
    given = environment(tmp_path)
    setup = ["bash", "-euc", "\n".join(prepared)]
    subprocess.run(setup, cwd=sandbox, env=given, check=True, capture_output=True)
    done = subprocess.run(
        ["bash", "-c", "\n".join(script)], cwd=sandbox, env=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_pages_made_from_the_program_are_up_to_date() -> None:
    made = "run `python -m tools.reference`"
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == reference.commands(), made
    assert reference.settings() in (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8"), made


def test_every_page_is_reached_from_the_first() -> None:
    docs = ROOT / "docs"
    seen: set[Path] = set()
    waiting = [docs / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in seen:
            continue
        seen.add(page)
        for target in re.findall(r"\]\(([^)#]+\.md)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            linked = (page.parent / target).resolve()
            if "://" not in target:
                assert linked.is_file(), (name(page), target)
                waiting.append(linked)
    assert {name(page) for page in docs.rglob("*.md")} <= {name(page) for page in seen}


def test_every_command_is_parsed_by_its_own_rules() -> None:
    with pytest.raises(click.UsageError):
        parse("digest import --nonsense https://example.org/")
