"""The commands that create and format files: `digest init`, `digest new`, `digest format`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from digest.cli.output import config_option, display_path, report_faults
from digest.errors import DigestError
from digest.settings import load_site
from digest.text.counting import counted


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="TITLE...")
@click.option("--source", help="Address of what is debated, or of the discussion that you copy.")
@config_option
def new(words: tuple[str, ...], source: str | None, config: Path) -> None:
    """Start a debate: a file in the content folder, named after its title, for you to fill in.

    \b
    Examples:
      digest new "Should the library open on Sundays?"
      digest new Tabs or spaces --source https://example.org/tabs
    """
    from digest.scaffold import new_debate

    try:
        path = new_debate(" ".join(words), into=load_site(config).content, day=date.today(), source=source)
    except DigestError as error:
        raise SystemExit(report_faults(error)) from None
    click.echo(display_path(path))


@click.command()
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path())
@click.option("--name", help="Name of the site, instead of one made from the folder's name.")
@click.option(
    "--url", default="", help="Address that the site is published at; the GitHub workflow finds it by itself."
)
def init(folder: Path, name: str | None, url: str) -> None:
    """Start a site: its configuration, one debate, and the workflow that publishes it.

    \b
    Examples:
      digest init
      digest init town-debates --name "Town debates"
    """
    from digest.scaffold import CONTENT, new_site

    try:
        files = new_site(folder, name=name, url=url)
    except DigestError as error:
        raise SystemExit(report_faults(error)) from None
    here = folder.resolve() == Path.cwd()
    place, move = ("this folder", "") if here else (display_path(folder), f"  cd {display_path(folder)}\n")
    click.echo(
        f"{counted(len(files), 'file')} in {place}. Read README.md, look at {CONTENT}, then run\n\n{move}  digest serve"
    )


@click.command("format")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE...]")
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 if a file would change.")
@config_option
def format_(files: tuple[Path, ...], check: bool, config: Path) -> None:
    """Put Markdown debates into canonical form; without FILE, all of the content folder.

    This normalises post headings, ids, replies and blank lines. What people wrote and your front matter
    stay exactly as they are.

    \b
    Examples:
      digest format
      digest format content/tabs-or-spaces.md
      digest format --check
    """
    from digest.cli.formatting import format_file
    from digest.settings import load_site
    from digest.sources.discover import content_files

    status = changed = 0
    try:
        wanted = files or content_files(load_site(config).content)
    except DigestError as error:
        raise SystemExit(report_faults(error)) from None
    for path in wanted:
        try:
            if format_file(path, root=Path.cwd(), only_check=check, strict=bool(files)):
                changed += 1
                click.echo(f"{display_path(path)}: {'would be formatted' if check else 'formatted'}")
        except DigestError as error:
            status = report_faults(error)
    click.echo(f"{changed} of {counted(len(wanted), 'file')} {'would be formatted' if check else 'formatted'}")
    raise SystemExit(1 if check and changed else status)
