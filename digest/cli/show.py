"""The commands that print debates: `digest show`, `digest explain`, `digest export`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from digest.cli.output import Progress, config_option, display_path, report_faults, site_settings
from digest.errors import DigestError
from digest.settings import load_site
from digest.text.counting import counted


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


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("what", metavar="POST|CLAIM")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@config_option
def explain(file: Path, what: str, as_json: bool, config: Path) -> None:
    """Explain the analysis of a post or claim: cues, weights, alternatives.

    Give its id, as `digest show --json` lists it. For a claim, some of its words work as well.

    \b
    Examples:
      digest explain content/nuclear-power.md b1
      digest explain content/nuclear-power.md "far cheaper"
      digest explain content/nuclear-power.md b1 --json | jq .verdicts
    """
    from digest.analysis.explain import (
        ClaimExplained,
        PostExplained,
        explain_claim,
        explain_post,
        locate,
        suggestion,
        to_text,
    )
    from digest.analysis.similarity import named
    from digest.curated import load_curated
    from digest.model import Claim

    settings = site_settings(config)
    try:
        similarity = named(settings.similarity)
        models = settings.propose.shown
        digest = load_curated(file, language=settings.language, similarity=similarity, models=models).digest
    except DigestError as error:
        raise SystemExit(report_faults(error)) from None
    found = locate(digest, what)
    if found is None:
        raise click.BadParameter(
            f"no post or claim {what!r} in {file}: {suggestion(digest, what)}", param_hint="POST|CLAIM"
        )
    if isinstance(found, Claim):
        explained: ClaimExplained | PostExplained = explain_claim(digest, found)
    else:
        explained = explain_post(digest, found, similarity=similarity)
    click.echo(json.dumps(asdict(explained), ensure_ascii=False) if as_json else to_text(explained), nl=as_json)


_EXPORT_FORMATS = ("json", "argdown", "aif", "csv", "csv-relations", "graphml", "html")


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option(
    "--to",
    "--format",
    "form",
    type=click.Choice(_EXPORT_FORMATS),
    default="json",
    show_default=True,
    help="Format to write.",
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
    from digest.builder.export import debates_of, write  # imports the analysis and its libraries
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
