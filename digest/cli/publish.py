"""`digest publish`."""

from __future__ import annotations

from pathlib import Path

import click

from digest.cli.output import Progress, config_option, report_faults
from digest.errors import DigestError
from digest.text.counting import counted


@click.command()
@click.option("--remote", default="origin", show_default=True, help="Git remote to push to.")
@click.option("--branch", default="gh-pages", show_default=True, help="Branch that the site is served from.")
@click.option("--message", "-m", help="Commit message, instead of one that names the commit that was built.")
@config_option
def publish(remote: str, branch: str, message: str | None, config: Path) -> None:
    """Build the site and push it to the branch it is served from.

    Refuses while there are uncommitted changes, so that what is published can be rebuilt. Not needed where the
    workflow from `digest init` publishes the site.

    \b
    Examples:
      digest publish
      digest publish --remote upstream --branch pages -m "The spring debates"
    """
    from digest.builder.publish import publish as publish_site  # imports the analysis and its libraries

    progress = Progress()
    try:
        done = publish_site(config, remote=remote, branch=branch, message=message, tell=progress.tell)
    except DigestError as error:
        progress.done()
        raise SystemExit(report_faults(error)) from None
    progress.done()
    click.echo(f"{counted(done.built.markdown.pages.total, 'page')} pushed to {done.branch} at {done.remote}")
    if done.url:
        click.echo(f"it will appear at {done.url}")
