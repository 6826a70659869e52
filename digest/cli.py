"""The command line: parse, call, print, exit code; no logic. The only place that prints.

Exit status: 0 done; 1 the content is at fault, one line a fault; 2 wrong usage.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from digest.errors import DigestError
from digest.settings import CONFIG, Settings, load_site

_CONFIG = click.option(
    "--config",
    "-f",
    type=click.Path(path_type=Path),
    default=Path(CONFIG),
    show_default=True,
    help="The site's configuration.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="debate-digest", prog_name="digest")
def main() -> None:
    """Turn debates into digests: what was argued, by whom, and what stands."""
    # Content is UTF-8 whatever the terminal's locale says, and what it cannot show must not stop us.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@main.command()
@_CONFIG
def build(config: Path) -> None:
    """Build the site: analyse the debates, write the pages, render them.

    \b
    Examples:
      digest build
      digest build --config other/mkdocs.yml
    """
    from digest.builder import build as build_site  # imports the analysis and its libraries

    progress = _Progress()
    try:
        built = build_site(config, tell=progress.tell)
    except DigestError as error:
        progress.done()
        raise SystemExit(_told(error)) from None
    progress.done()
    click.echo(
        f"{_count(built.debates, 'debate')}, {_count(built.posts, 'post')}, "
        f"{_count(built.threads, 'argument thread')}, {_count(built.concepts, 'concept')}\n"
        f"{_count(built.pages.total, 'page')}: {built.pages.changed} written, {built.pages.removed} removed, "
        f"the rest unchanged\n"
        f"built in {built.seconds:.1f} s, open {_shown(built.output / 'index.html')}"
    )


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one for each file.")
@_CONFIG
def show(files: tuple[Path, ...], as_json: bool, config: Path) -> None:
    """Show what was understood of debates, without building a site.

    \b
    Examples:
      digest show content/nuclear-power.md
      digest show --json content/*.json | jq .keyphrases
    """
    from digest.analysis import analyze
    from digest.model.contract import to_json
    from digest.plain import to_text
    from digest.sources import read

    status = 0
    language = _settings(config).language
    for file in files:
        try:
            digest = analyze(read(file, language=language))
        except DigestError as error:
            status = _told(error)
            continue
        click.echo(json.dumps(to_json(digest), ensure_ascii=False) if as_json else to_text(digest))
    raise SystemExit(status)


@main.command("import")
@click.argument("source", metavar="URL|FILE|-")
@click.option("--raw", is_flag=True, help="Keep what the source gave, instead of our Markdown thread format.")
@click.option("--anonymize", is_flag=True, help="Replace authors by stable pseudonyms.")
@click.option("--name", help="The new file's name, instead of one made from the title.")
@_CONFIG
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

    data = sys.stdin.buffer.read() if source == "-" else None
    progress = _Progress()
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
        raise SystemExit(_told(error)) from None
    progress.done()
    if done.new:
        click.echo(f"{_shown(done.path)}: {_count(done.posts, 'post')} imported")
    elif done.written:
        changes = f"{len(done.added)} added, {len(done.changed)} changed, {len(done.gone)} gone"
        click.echo(f"{_shown(done.path)}: {changes}, {_count(done.posts, 'post')} now")
    else:
        click.echo(f"{_shown(done.path)}: nothing has changed, {_count(done.posts, 'post')}")
    if done.kept:
        click.echo(f"kept as you have them: {', '.join(done.kept)}")
    for note in done.notes:
        click.echo(note)


def _settings(config: Path) -> Settings:
    """Those of the site that we stand in, if any: a file can be shown without one."""
    if config == Path(CONFIG) and not config.exists():
        return Settings()
    try:
        return load_site(config).settings
    except DigestError as error:
        raise SystemExit(_told(error)) from None


class _Progress:
    """One line that is written over, on a terminal only."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def tell(self, what: str, done: int, total: int) -> None:
        if self._shown:
            count = f" ({done}/{total})" if total > 1 else ""
            click.echo(f"\r\x1b[2K{what}{count}…", nl=False, err=True)

    def done(self) -> None:
        if self._shown:
            click.echo("\r\x1b[2K", nl=False, err=True)


def _told(error: DigestError) -> int:
    """Print the faults of an error; the exit status that they call for."""
    for fault in error.faults:
        click.echo(str(fault), err=True)
    return 1


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _shown(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
