"""The commands that find corrections: `digest curate` lists them, `digest propose` asks a language model."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.output import Progress, config_option, display_path, report_faults, site_settings
from digest.errors import DigestError, Fault, OutputError, refused
from digest.settings import CONFIG, Settings, load_site
from digest.text.counting import counted

if TYPE_CHECKING:
    from digest.propose import Asker, Proposal

_FIRST = 30
"""Lines of each kind that are listed without `--all`: what fits a screen or two."""
_ALL = 100_000


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
    text = snippets(document, digest=done.digest, most=_ALL if everything else _FIRST)
    if write:
        _write(curation_path(file), text)
    else:
        click.echo(text, nl=False)
    for fault in done.faults:
        click.echo(str(fault), err=True)
    raise SystemExit(1 if done.faults else 0)


def _write(path: Path, text: str) -> None:
    """Create or extend a corrections file, and write the schema that editors use for completion beside it."""
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


_ANSWERS = ".digest-answers"
"""Folder beside mkdocs.yml for the model's answers. They cost money, so `digest clean` does not delete them."""


@click.command()
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILE...")
@click.option("--model", help="Model to ask, as `llm models` lists it, instead of the one in the settings.")
@click.option("--only", metavar="STEPS", help="Steps to run, of proposition,sides,topics,points,summary.")
@click.option("--dry-run", is_flag=True, help="Send nothing; estimate the number of calls and tokens.")
@click.option("--max-tokens", type=click.IntRange(1), help="Limit on tokens sent and received, for all files.")
@config_option
def propose(
    files: tuple[Path, ...], model: str | None, only: str | None, dry_run: bool, max_tokens: int | None, config: Path
) -> None:
    """Ask a language model for corrections of debates, and save them as proposals beside the debates.

    Proposals are never published. Their ids, quotes and citations are checked. The program `llm` runs the model,
    locally or hosted. A second run asks about new posts only.

    \b
    Examples:
      digest propose content/nuclear-power.md --dry-run
      digest propose content/nuclear-power.md --model gpt-4o-mini
      digest propose content/nuclear-power.md --only sides,points --max-tokens 50000
    """
    from digest.analysis.similarity import named as similarity_named
    from digest.propose import STEPS, Asker, Prompts, propose
    from digest.propose import named as model_named

    steps = tuple(one.strip() for one in only.split(",")) if only else STEPS
    if unknown := next((one for one in steps if one not in STEPS), None):
        raise click.BadParameter(f"no such step {unknown!r}, choose from {', '.join(STEPS)}", param_hint="--only")
    progress = Progress()
    status = 0
    try:
        settings, root, templates = _site(config)
        like = similarity_named(settings.similarity)
        asker = Asker(
            model_named(model or settings.propose.model),
            root / _ANSWERS,
            context=settings.propose.context,
            answer=settings.propose.answer,
            budget=max_tokens,
            dry=dry_run,
        )
        for file in files:
            before = asker.calls, asker.read, asker.written
            done = propose(
                file,
                asker=asker,
                prompts=Prompts(templates),
                only=steps,
                language=settings.language,
                similarity=like,
                today=datetime.now(UTC).date(),
                tell=progress.tell,
            )
            progress.done()
            _report(file, done, asker, settings, before)
            status = 1 if done.proposed.skipped else status
    except DigestError as error:
        progress.done()
        raise SystemExit(report_faults(error)) from None
    except KeyboardInterrupt:
        progress.done()
        click.echo("interrupted; run the command again to continue from the saved answers", err=True)
        raise SystemExit(130) from None
    sys.exit(status)


def _site(config: Path) -> tuple[Settings, Path, list[Path]]:
    """The settings, folder and templates of the site in the current folder, if any."""
    if config == Path(CONFIG) and not config.exists():
        return Settings(), Path.cwd(), []
    site = load_site(config)
    return site.settings, site.root, [site.templates]


def _report(file: Path, done: Proposal, asker: Asker, settings: Settings, before: tuple[int, int, int]) -> None:
    calls, read, written = asker.calls - before[0], asker.read - before[1], asker.written - before[2]
    cost = (read * settings.propose.price_in + written * settings.propose.price_out) / 1e6
    money = f", cost {cost:.2f}" if settings.propose.price_in or settings.propose.price_out else ""
    spent = f"{counted(calls, 'call')}, {counted(read, 'token')} sent, {written:,} received{money}"
    if asker.dry:
        click.echo(f"{display_path(file)}: about {spent}, by {asker.model.name}")
        return
    click.echo(
        f"{display_path(done.path)}: {counted(len(done.proposed.items), 'proposal')} by {asker.model.name}, {spent}"
    )
    for step, one in done.proposed.head["steps"].items():
        click.echo(f"  {step}: read {one['read']}")
    for reason, number in done.proposed.head["dropped"].items():
        click.echo(f"  dropped {number}: {reason}")
    if done.stale:
        click.echo(f"  {counted(done.stale, 'outdated proposal')}")
    for reason in done.proposed.skipped:
        click.echo(str(Fault(f"skipped {reason}", path=display_path(file))), err=True)
