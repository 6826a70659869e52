"""The commands that process a whole site: `digest build`, `digest check`, `digest clean`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.output import Progress, config_option, display_path, report_faults
from digest.errors import DigestError
from digest.text.counting import counted

if TYPE_CHECKING:
    from digest.builder.check import Checked


@click.command()
@click.option("--jobs", "-j", type=click.IntRange(1), help="Number of processes; by default one for each core.")
@click.option("--scheduler", metavar="ADDRESS", help="Run the work on this dask.distributed scheduler.")
@click.option(
    "--renderer",
    type=click.Choice(["mkdocs", "zensical"]),
    default="mkdocs",
    help="Program that renders the pages to HTML.",
)
@config_option
def build(config: Path, jobs: int | None, scheduler: str | None, renderer: str) -> None:
    """Build the site: analyse the debates, write the pages, render them.

    Only what changed since the last build is done again. The output does not depend on the number of processes.

    \b
    Examples:
      digest build
      digest build --config other/mkdocs.yml
      digest build --scheduler tcp://10.0.0.1:8786
      digest build --renderer zensical
    """
    from digest.builder import build as build_site  # imports the analysis and its libraries

    progress = Progress()
    try:
        built = build_site(config, tell=progress.tell, jobs=jobs, scheduler=scheduler, renderer=renderer)
    except DigestError as error:
        progress.done()
        raise SystemExit(report_faults(error)) from None
    progress.done()
    made = built.markdown
    for fault in made.warnings:
        click.echo(f"warning: {fault}", err=True)
    search = f"{built.search}\n" if built.search else ""
    how = f"built in {built.seconds:.1f} s" if built.rendered else f"up to date ({built.seconds:.1f} s)"
    click.echo(
        f"{counted(made.debates, 'debate')}, {counted(made.posts, 'post')}, "
        f"{counted(made.threads, 'argument thread')}, {counted(made.concepts, 'concept')}\n"
        f"{made.analysed:,} analysed, {made.debates - made.analysed:,} cached\n"
        f"{counted(made.pages.total, 'page')}: {made.pages.changed:,} written, {made.pages.removed:,} removed, "
        f"{made.pages.total - made.pages.changed:,} unchanged\n{search}"
        f"{how}, open {display_path(built.output / 'index.html')}"
    )


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
    from digest.cli.check_report import report

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
            _annotate_on_github(checked, config=config)
    raise SystemExit(1 if checked.problems else 0)


def _annotate_on_github(checked: Checked, *, config: Path) -> None:
    from digest.cli.check_report import annotation, left_out, summary

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


@click.command()
@config_option
def clean(config: Path) -> None:
    """Delete the cache of earlier builds; the next build starts from scratch.

    Pages and HTML stay. A correct build never needs this: cached results are keyed by everything they depend on.

    \b
    Examples:
      digest clean
    """
    from digest.builder.cache import FOLDER
    from digest.builder.cache import clean as forget
    from digest.settings import load_site

    try:
        root = load_site(config).root
        gone = forget(root)
    except DigestError as error:
        raise SystemExit(report_faults(error)) from None
    click.echo(f"{display_path(root / FOLDER)}: {'removed' if gone else 'nothing to remove'}")
