"""Writes the pages of `docs/` that say what the code says: `python -m tools.reference`.

A test compares them, so that neither can change without the other.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import click

from digest.cli import main
from digest.settings import Settings

DOCS = Path(__file__).parents[1] / "docs"
_BETWEEN = re.compile(r"(<!-- settings -->\n).*?(<!-- end of settings -->)", re.DOTALL)
_HEAD = """# Commands

This page is generated from the program: `digest COMMAND --help` shows the same text.

Every command takes `--help`. Commands that need a site take `--config FILE` (`-f FILE`), the site's `mkdocs.yml`; by
default it is the one in the current folder.

| Exit status | Meaning |
| --- | --- |
| 0 | success |
| 1 | there are problems to fix; each is one line on standard error, with its file, its line and what to do |
| 2 | wrong usage of the command line |
"""


def settings() -> str:
    """The table of all settings under `extra: digest:`."""
    every = Settings()
    groups = [("", every), *((f"{one.name}.", getattr(every, one.name)) for one in fields(every))]
    rows = [
        f"| `{key}{one.name}` | {_shown(getattr(group, one.name))} | {one.metadata['doc']} |"
        for key, group in groups
        if is_dataclass(group)
        for one in fields(group)
        if not is_dataclass(getattr(group, one.name))
    ]
    return "\n".join(["| Setting | Default | Description |", "| --- | --- | --- |", *rows]) + "\n"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        value = str(value).lower()
    return f"`{value}`" if value not in ("", None) else "(empty)"


def commands() -> str:
    """The page of all commands."""
    return "\n".join([_HEAD, *(_command(name, one) for name, one in main.commands.items())])


def _command(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=f"digest {name}")
    words, _, examples = (command.help or "").replace("\b", "").partition("Examples:")
    lines = [line.strip() for line in examples.strip().splitlines() if line.strip()]
    usage = " ".join(command.collect_usage_pieces(context))
    parts = [f"## digest {name}", f"`digest {name} {usage}`", _paragraphs(words)]
    if rows := [_option(one) for one in command.params if isinstance(one, click.Option) and one.name != "config"]:
        parts.append("\n".join(["| Option | Description |", "| --- | --- |", *rows]))
    parts.append("\n".join(["```console", *(f"$ {line}" for line in lines), "```"]))
    return "\n\n".join(parts) + "\n"


def _paragraphs(words: str) -> str:
    return "\n\n".join(" ".join(one.split()) for one in words.strip().split("\n\n"))


def _option(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    metavar = "" if option.is_flag else f" `{option.metavar or (option.name or '').upper()}`"
    default = f" By default `{option.default}`." if option.show_default and option.default is not None else ""
    return f"| {names}{metavar} | {(option.help or '').replace('|', '&#124;')}{default} |"


def write() -> None:
    """Bring the pages up to date."""
    (DOCS / "commands.md").write_text(commands(), encoding="utf-8")
    page = DOCS / "configuration.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(_BETWEEN.sub(lambda found: found[1] + settings() + found[2], text), encoding="utf-8")


if __name__ == "__main__":
    write()
