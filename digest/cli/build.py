"""`digest build`."""

from __future__ import annotations

from pathlib import Path

import click

from digest.cli.telling import Progress, config_option, count, shown, told
from digest.errors import DigestError


@click.command()
@config_option
def build(config: Path) -> None:
    """Build the site: analyse the debates, write the pages, render them.

    \b
    Examples:
      digest build
      digest build --config other/mkdocs.yml
    """
    from digest.builder import build as build_site  # imports the analysis and its libraries

    progress = Progress()
    try:
        built = build_site(config, tell=progress.tell)
    except DigestError as error:
        progress.done()
        raise SystemExit(told(error)) from None
    progress.done()
    for fault in built.warnings:
        click.echo(f"warning: {fault}", err=True)
    click.echo(
        f"{count(built.debates, 'debate')}, {count(built.posts, 'post')}, "
        f"{count(built.threads, 'argument thread')}, {count(built.concepts, 'concept')}\n"
        f"{count(built.pages.total, 'page')}: {built.pages.changed} written, {built.pages.removed} removed, "
        f"the rest unchanged\n"
        f"built in {built.seconds:.1f} s, open {shown(built.output / 'index.html')}"
    )
