"""`digest show`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from digest.cli.output import Progress, config_option, report_faults, site_settings
from digest.errors import DigestError


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text, one line for each file.")
@click.option("--format", "kind", metavar="KIND", help="Read the files in this format: chat, mail, csv, essay, …")
@config_option
def show(files: tuple[Path, ...], as_json: bool, kind: str | None, config: Path) -> None:
    """Show the analysis of debates, with their corrections applied, without building a site.

    It also shows which reader was used and why, and what was left out. `--format` selects another reader.

    \b
    Examples:
      digest show content/nuclear-power.md
      digest show --json content/*.json | jq .keyphrases
      digest show --format chat content/panel.txt
    """
    from digest.analysis.similarity import named
    from digest.cli.terminal import to_text
    from digest.curated import load_curated
    from digest.model.contract import to_json

    status = 0
    settings = site_settings(config)
    try:
        similarity = named(settings.similarity)
    except DigestError as error:
        raise SystemExit(report_faults(error)) from None
    progress = Progress()
    for file in files:
        try:
            models = settings.propose.shown
            done = load_curated(
                file, language=settings.language, similarity=similarity, kind=kind, models=models, tell=progress.tell
            )
        except DigestError as error:
            progress.done()
            status = report_faults(error)
            continue
        progress.done()
        for fault in done.faults:
            click.echo(f"warning: {fault}", err=True)
        click.echo(json.dumps(to_json(done.digest), ensure_ascii=False) if as_json else to_text(done.digest))
    raise SystemExit(status)
