"""`digest propose`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.output import Progress, config_option, display_path, report_faults
from digest.errors import DigestError, Fault
from digest.settings import CONFIG, Settings, load_site
from digest.text.counting import counted

if TYPE_CHECKING:
    from digest.propose import Asker, Proposal

_ANSWERS = ".digest-answers"
"""Beside mkdocs.yml: answers that were paid for, which `digest clean` leaves alone."""


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
            _tell(file, done, asker, settings, before)
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
    """Settings, folder and templates of the site that we stand in, if any."""
    if config == Path(CONFIG) and not config.exists():
        return Settings(), Path.cwd(), []
    site = load_site(config)
    return site.settings, site.root, [site.templates]


def _tell(file: Path, done: Proposal, asker: Asker, settings: Settings, before: tuple[int, int, int]) -> None:
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
