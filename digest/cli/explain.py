"""`digest explain`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from digest.cli.output import config_option, report_faults, site_settings
from digest.errors import DigestError


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
        digest = load_curated(
            file, language=settings.language, similarity=similarity, models=settings.propose.shown
        ).digest
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
