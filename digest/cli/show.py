"""`digest show`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from digest.cli.telling import Progress, config_option, site_settings, told
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
    from digest.model.contract import to_json
    from digest.plain import to_text
    from digest.reading import corrected

    status = 0
    settings = site_settings(config)
    try:
        similarity = named(settings.similarity)
    except DigestError as error:
        raise SystemExit(told(error)) from None
    progress = Progress()
    for file in files:
        try:
            models = settings.propose.shown
            done = corrected(
                file, language=settings.language, similarity=similarity, kind=kind, models=models, tell=progress.tell
            )
        except DigestError as error:
            progress.done()
            status = told(error)
            continue
        progress.done()
        for fault in done.faults:
            click.echo(f"warning: {fault}", err=True)
        click.echo(json.dumps(to_json(done.digest), ensure_ascii=False) if as_json else to_text(done.digest))
    raise SystemExit(status)
