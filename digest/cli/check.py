"""`digest check`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.output import Progress, config_option, report_faults
from digest.errors import DigestError
from digest.text.counting import counted

if TYPE_CHECKING:
    from digest.builder.check import Checked


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@config_option
def check(as_json: bool, config: Path) -> None:
    """Report every problem in the debates, corrections, pages and links, with its line and how to fix it.

    It also reports how each debate was read and what was left out. It changes nothing. In a GitHub workflow,
    problems are annotated at their lines and listed in the job summary.

    \b
    Examples:
      digest check
      digest check --json | jq -r '.faults[].path' | sort -u
    """
    from digest.builder.check import check as check_site  # imports the analysis and its libraries
    from digest.cli.reporting import report

    progress = Progress()
    try:
        checked = check_site(config, tell=progress.tell)
    except DigestError as error:
        progress.done()
        raise SystemExit(report_faults(error)) from None
    progress.done()
    if as_json:
        click.echo(json.dumps(report(checked), ensure_ascii=False))
    else:
        for note in checked.notes:
            click.echo(str(note))
            for one in note.left_out:
                click.echo(f"  left out: {one}")
        for problem in checked.problems:
            click.echo(str(problem.fault), err=True)
        looked = f"{counted(checked.debates, 'debate')} and {counted(checked.pages, 'page')} checked"
        click.echo(f"{looked}: {counted(len(checked.problems), 'problem') if checked.problems else 'no problems'}")
        if os.environ.get("GITHUB_ACTIONS") == "true":
            _tell_github(checked, config=config)
    raise SystemExit(1 if checked.problems else 0)


def _tell_github(checked: Checked, *, config: Path) -> None:
    from digest.cli.reporting import annotation, left_out, summary

    here, root = config.resolve().parent, Path(os.environ.get("GITHUB_WORKSPACE") or ".").resolve()
    folder = f"{here.relative_to(root).as_posix()}/" if here != root and here.is_relative_to(root) else ""
    for problem in checked.problems:
        click.echo(annotation(problem, folder=folder))
    for note in checked.notes:
        for one in note.left_out:
            click.echo(left_out(note, one, folder=folder))
    if page := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(page).open("a", encoding="utf-8") as file:
            file.write(summary(checked))
