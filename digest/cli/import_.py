"""`digest import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli.telling import Progress, config_option, count, shown, told
from digest.errors import DigestError
from digest.settings import load_site

if TYPE_CHECKING:
    from digest.importing import Imported


@click.command("import")
@click.argument("source", metavar="URL|FILE|-")
@click.option("--raw", is_flag=True, help="Keep what the source gave, instead of our Markdown thread format.")
@click.option("--anonymize", is_flag=True, help="Replace authors by stable pseudonyms.")
@click.option("--name", help="The new file's name, instead of one made from the title.")
@config_option
def import_(source: str, raw: bool, anonymize: bool, name: str | None, config: Path) -> None:
    """Bring a discussion into the content folder, or bring it up to date.

    Reads Hacker News, Reddit, Lobsters, Discourse and GitHub addresses, files, and standard input.

    \b
    Examples:
      digest import "https://lobste.rs/s/abc123"
      digest import saved-thread.json --anonymize
      gh issue view 12 --json title,body,author,createdAt,url,comments | digest import -
    """
    from digest.importing import bring  # brings httpx with it
    from digest.sources.base import LARGEST

    data = sys.stdin.buffer.read(LARGEST + 1) if source == "-" else None  # one more: then it is refused as too large
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
        )
    except DigestError as error:
        progress.done()
        raise SystemExit(told(error)) from None
    progress.done()
    if done.new:
        click.echo(f"{shown(done.path)}: {count(done.posts, 'post')} imported")
    elif done.written:
        changes = f"{len(done.added)} added, {len(done.changed)} changed, {len(done.gone)} gone"
        click.echo(f"{shown(done.path)}: {changes}, {count(done.posts, 'post')} now")
    else:
        click.echo(f"{shown(done.path)}: nothing has changed, {count(done.posts, 'post')}")
    if done.kept:
        click.echo(f"kept as you have them: {', '.join(done.kept)}")
    for note in done.notes:
        click.echo(note)
    if done.written and done.before is not None:
        _tell_news(done, similarity=site.settings.similarity)
        _tell_stale(done.path, similarity=site.settings.similarity, language=site.settings.language)


def _tell_news(done: Imported, *, similarity: str) -> None:
    """Write down and tell what the import changed in the argument."""
    from digest.analysis.similarity import named
    from digest.recording import record_import

    try:
        like = named(similarity)
        news = record_import(done.path, before=done.before, after=done.after, when=done.when, similarity=like)
    except DigestError as error:
        raise SystemExit(told(error)) from None
    if news is not None:
        claims = f"{count(len(news.added), 'claim')} added, {len(news.answered)} newly answered"
        click.echo(f"{claims}, {len(news.withdrawn)} withdrawn")


def _tell_stale(path: Path, *, similarity: str, language: str) -> None:
    """Mark the proposals of a model that no longer match."""
    from digest.analysis.similarity import named
    from digest.propose import proposals_path, refresh

    if not proposals_path(path).exists():
        return
    try:
        stale = refresh(path, language=language, similarity=named(similarity))
    except DigestError as error:
        raise SystemExit(told(error)) from None
    if stale:
        click.echo(f"{shown(proposals_path(path))}: {count(stale, 'proposal')} no longer matching")
