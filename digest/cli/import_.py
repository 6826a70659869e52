"""`digest import`."""

from __future__ import annotations

import functools
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.output import Progress, config_option, display_path, report_faults
from digest.errors import DigestError
from digest.settings import load_site
from digest.text.counting import counted

if TYPE_CHECKING:
    from digest.importing import Imported


@click.command("import")
@click.argument("source", metavar="URL|FILE|-", required=False)
@click.option("--all", "every", is_flag=True, help="Update every debate that was imported from an address.")
@click.option("--raw", is_flag=True, help="Keep the source's own format instead of converting it to a Markdown thread.")
@click.option("--anonymize", is_flag=True, help="Replace authors with stable pseudonyms.")
@click.option("--name", help="Name of the new file, instead of one made from the title.")
@config_option
def import_(source: str | None, every: bool, raw: bool, anonymize: bool, name: str | None, config: Path) -> None:
    """Import a discussion into the content folder, or update one that is there.

    Reads addresses of Hacker News, Reddit, Lobsters, Discourse and GitHub, files, and standard input.

    \b
    Examples:
      digest import "https://lobste.rs/s/abc123"
      digest import saved-thread.json --anonymize
      digest import --all
      gh issue view 12 --json title,body,author,createdAt,url,comments | digest import -
    """
    if every:
        if source or raw or anonymize or name:
            raise click.UsageError("--all takes no source and no other option: each file records how it was imported.")
        raise SystemExit(_refresh(config))
    if source is None:
        raise click.UsageError("Give an address, a file or - for standard input, or use --all.")
    from digest.importing import bring  # imports httpx
    from digest.sources.base import LARGEST

    data = (
        sys.stdin.buffer.read(LARGEST + 1) if source == "-" else None
    )  # a byte more than allowed, so that the import refuses it
    progress = Progress()
    try:
        site = load_site(config)
        done = bring(
            source,
            into=site.content,
            raw=raw,
            anonymize=anonymize,
            name=name,
            data=data,
            language=site.settings.language,
            tell=lambda what: progress.tell(what, 0, 1),
            recording=True,
        )
    except DigestError as error:
        progress.done()
        raise SystemExit(report_faults(error)) from None
    progress.done()
    click.echo(_changes(done))
    if done.kept:
        click.echo(f"your values were kept: {', '.join(done.kept)}")
    for note in done.notes:
        click.echo(note)
    _report_changes_or_exit(done, similarity=site.settings.similarity)
    if done.written and done.before is not None:
        _mark_stale(done.path, similarity=site.settings.similarity, language=site.settings.language)


def _changes(done: Imported) -> str:
    if done.new:
        return f"{display_path(done.path)}: {counted(done.posts, 'post')} imported"
    if done.written:
        changes = f"{len(done.added)} added, {len(done.changed)} changed, {len(done.gone)} removed"
        return f"{display_path(done.path)}: {changes}, {counted(done.posts, 'post')} now"
    return f"{display_path(done.path)}: unchanged, {counted(done.posts, 'post')}"


def _refresh(config: Path) -> int:
    """Update all imported debates, print a summary, and return the exit status."""
    from digest.builder.cache import FOLDER
    from digest.importing.refresh import imported_files, refresh

    progress = Progress()
    counts: Counter[str] = Counter()
    try:
        site = load_site(config)
        total = len(imported_files(site.content))
        report = functools.partial(_report_changes, similarity=site.settings.similarity)
        state = site.root / FOLDER / "refresh.json"
        for one in refresh(
            site.content,
            state=state,
            language=site.settings.language,
            tell=lambda what: progress.tell(what, counts.total(), total),
            recorded=report,
        ):
            progress.done()
            if one.done is None:
                counts["failed"] += 1
                report_faults(one.error or DigestError())
                continue
            counts["changed" if one.done.written else "same"] += 1
            if one.done.written:
                click.echo(_changes(one.done))
            for note in one.done.notes:
                click.echo(f"{display_path(one.path)}: {note}")
    except DigestError as error:
        progress.done()
        return report_faults(error)
    if not total:
        click.echo("no debate here was imported from an address")
        return 0
    before = total - counts.total()
    earlier = f", {before} done by an earlier run" if before else ""
    summary = f"{counts['changed']} changed, {counts['same']} unchanged, {counts['failed']} failed{earlier}"
    click.echo(f"{counted(total, 'debate')}: {summary}")
    return 1 if counts["failed"] else 0


def _report_changes_or_exit(done: Imported, *, similarity: str) -> None:
    """Record and print the changes of the argument; exit with the faults if that fails."""
    try:
        _report_changes(done, similarity=similarity)
    except DigestError as error:
        raise SystemExit(report_faults(error)) from None


def _report_changes(done: Imported, *, similarity: str) -> None:
    """Record and print the changes of the argument.

    Raises:
        DigestError: the changes cannot be recorded.
    """
    from digest.analysis.similarity import named
    from digest.importing.changes import record_import

    changes = record_import(
        done.path,
        before=done.before,
        after=done.after,
        when=done.when,
        similarity=named(similarity),
        tell=lambda fault: click.echo(f"warning: {fault}", err=True),
    )
    if changes is not None:
        claims = f"{counted(len(changes.added), 'claim')} added, {len(changes.answered)} newly answered"
        click.echo(f"{claims}, {len(changes.withdrawn)} withdrawn")


def _mark_stale(path: Path, *, similarity: str, language: str) -> None:
    """Mark a model's proposals that no longer match the debate."""
    from digest.analysis.similarity import named
    from digest.propose import proposals_path, refresh

    if not proposals_path(path).exists():
        return
    try:
        stale = refresh(path, language=language, similarity=named(similarity))
    except DigestError as error:
        raise SystemExit(report_faults(error)) from None
    if stale:
        click.echo(f"{display_path(proposals_path(path))}: {counted(stale, 'outdated proposal')}")
