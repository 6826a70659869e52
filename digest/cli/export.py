"""`digest export`."""

from __future__ import annotations

from pathlib import Path

import click

from digest.cli.output import config_option, display_path, report_faults, site_settings
from digest.errors import DigestError
from digest.settings import load_site
from digest.text.counting import counted

_FORMATS = ("json", "argdown", "aif", "csv", "csv-relations", "graphml", "html")


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option(
    "--to", "--format", "form", type=click.Choice(_FORMATS), default="json", show_default=True, help="Format to write."
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Folder to write to, instead of standard output.")
@config_option
def export(files: tuple[Path, ...], form: str, output: Path | None, config: Path) -> None:
    """Export debates in formats that other tools read; without FILE, all debates of the site except drafts.

    \b
    Examples:
      digest export content/nuclear-power.md --to argdown
      digest export --to aif --output exported
    """
    from digest.builder.export import debates_of, write  # brings the analysis and its libraries
    from digest.builder.export import export as exported

    written = 0
    try:
        site = None if files else load_site(config)
        settings = site.settings if site else site_settings(config)
        debates = debates_of(site) if site else files
        for one in exported(debates, to=form, settings=settings, apart=output is not None, drafts=site is None):
            for fault in one.faults:
                click.echo(f"warning: {fault}", err=True)
            if output is None:
                click.echo(one.text, nl=False)
            else:
                write(one, folder=output)
                written += 1
    except DigestError as error:
        raise SystemExit(report_faults(error)) from None
    if output is not None:
        click.echo(f"{counted(written, 'file')} in {display_path(output.absolute())}")
