"""The commands that show the site to others: `digest serve`, `digest publish`."""

from __future__ import annotations

import signal
from pathlib import Path

import click

from digest.cli.output import Progress, config_option, report_faults
from digest.errors import DigestError
from digest.text.counting import counted


@click.command()
@click.option(
    "--port",
    "-p",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port to listen on; 0 for any free port.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--open", "open_", is_flag=True, help="Open the site in the browser.")
@config_option
def serve(port: int, host: str, open_: bool, config: Path) -> None:
    """Preview the site in the browser, and update it after every edit.

    Problems are shown in the terminal and at the foot of each page until they are fixed; the last good pages stay.

    \b
    Examples:
      digest serve
      digest serve --port 8080 --open
    """
    from digest.preview import serve as serve_site  # imports the analysis and its libraries

    progress = Progress()

    def say(line: str) -> None:
        progress.done()
        click.echo(line)

    def tell(what: str, done: int, total: int) -> None:
        if what:
            progress.tell(what, done, total)
        else:
            progress.done()

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended by a program, it cleans up as for Ctrl-C
    try:
        serve_site(config, host=host, port=port, say=say, tell=tell, opened=click.launch if open_ else None)
    except DigestError as error:
        raise SystemExit(report_faults(error)) from None
    except KeyboardInterrupt:
        raise SystemExit(0) from None


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
