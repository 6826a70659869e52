"""`digest format`."""

from __future__ import annotations

from pathlib import Path

import click

from digest.cli.output import config_option, display_path, report_faults
from digest.errors import DigestError
from digest.text.counting import counted


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
