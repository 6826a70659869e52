"""Every command explains itself, and wrong usage is answered with what was meant."""

import os
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner, Result

from digest.cli import main

COMMANDS = sorted(main.commands)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_explained_with_an_example_that_names_it(name: str) -> None:
    shown = run(name, "--help")
    assert shown.exit_code == 0
    assert "Examples:" in shown.stdout
    assert f"digest {name}" in shown.stdout.split("Examples:")[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name: str) -> None:
    options = [one for one in main.commands[name].params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []


def test_the_list_of_commands_shows_whole_sentences() -> None:
    listed = run("--help").stdout.split("Commands:")[1]
    assert "..." not in listed
    assert [name for name in COMMANDS if f"\n  {name} " not in listed] == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["show"], "Missing argument 'FILE...'"),
        (["bild"], "no such command 'bild', did you mean 'build'?"),
        (["frobnicate"], "no such command 'frobnicate', see `digest --help`"),
        (["build", "--confg", "x"], "--config"),
        (["show", "--jsn", "x"], "--json"),
        (["new"], "Missing argument 'TITLE...'"),
        (["init", "a", "b"], "unexpected extra argument"),
        (["completion", "tcsh"], "'tcsh' is not one of"),
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_2_and_says_what_was_meant(wrong: list[str], said: str) -> None:
    result = run(*wrong)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "for help" in result.stderr


@pytest.mark.parametrize(
    ("shell", "words"),
    [
        ("bash", {"COMP_WORDS": "digest pu", "COMP_CWORD": "1"}),
        ("zsh", {"COMP_WORDS": "digest pu", "COMP_CWORD": "1"}),
        ("fish", {"COMP_WORDS": "digest pu", "COMP_CWORD": "pu"}),
    ],
)
def test_completion_can_be_had_for_each_shell_and_completes(shell: str, words: dict[str, str]) -> None:
    script = run("completion", shell).stdout
    assert f"_DIGEST_COMPLETE={shell}_complete" in script
    environment = {**os.environ, **words, "_DIGEST_COMPLETE": f"{shell}_complete"}
    program = "from digest.cli import main; main(prog_name='digest')"
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert "publish" in done.stdout
    assert "import" not in done.stdout


def test_help_does_not_wait_for_the_libraries_of_the_analysis() -> None:
    program = "import sys, digest.cli; print(sorted({'mkdocs', 'numpy', 'yake', 'jinja2', 'httpx'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
