"""`digest curate`."""

from __future__ import annotations

from pathlib import Path

import click

from digest.cli.output import config_option, display_path, report_faults, site_settings
from digest.errors import DigestError, OutputError, refused
from digest.text.counting import counted

_SOME, _ALL = 30, 100_000


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--write", is_flag=True, help="Append the list to the debate's corrections file.")
@click.option("--all", "everything", is_flag=True, help="List everything, not only the first few of each kind.")
@config_option
def curate(file: Path, write: bool, everything: bool, config: Path) -> None:
    """List what can be corrected in a debate, as lines to copy into its corrections file.

    What each correction matches now goes to standard error. The exit status is 1 if one matches nothing, or more
    than one thing.

    \b
    Examples:
      digest curate content/nuclear-power.md
      digest curate content/nuclear-power.md --write
      digest curate content/nuclear-power.md --all | grep -A2 rename
    """
    from digest.analysis.similarity import named
    from digest.curation import beside, curation_path, snippets
    from digest.recipe import curate
    from digest.sources import read

    try:
        settings = site_settings(config)
        like = named(settings.similarity)
        document = read(file, language=settings.language)
        lying = beside(file)
        done = curate(document, curation=lying.curation, record=lying.record, similarity=like)
    except DigestError as error:
        raise SystemExit(report_faults(error)) from None
    for finding in done.findings:
        if finding.held:
            click.echo(f"{lying.curation.path}:{finding.line}: {finding.what}", err=True)
    text = snippets(document, digest=done.digest, most=_ALL if everything else _SOME)
    if write:
        _write(curation_path(file), text)
    else:
        click.echo(text, nl=False)
    for fault in done.faults:
        click.echo(str(fault), err=True)
    raise SystemExit(1 if done.faults else 0)


def _write(path: Path, text: str) -> None:
    """Start a file of corrections, or add to its end; the schema for completion goes beside it."""
    from digest.atomic_write import replace_source
    from digest.curation import SCHEMA_NAME, schema_text

    try:
        before = path.read_bytes().decode("utf-8") if path.exists() else ""
        gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
        replace_source(path, text=before + gap + text)
        replace_source(path.with_name(SCHEMA_NAME), text=schema_text())
    except OSError as error:
        fault = refused(error, path=path, then="the file is unchanged")
        raise SystemExit(report_faults(OutputError(fault))) from None
    lines = counted(text.count("\n"), "line")
    click.echo(f"{display_path(path)}: {lines} to choose from, {'added' if before else 'written'}")
