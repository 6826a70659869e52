"""`digest build`."""

from __future__ import annotations

from pathlib import Path

import click

from digest.cli.output import Progress, config_option, display_path, report_faults
from digest.errors import DigestError
from digest.text.counting import counted


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
