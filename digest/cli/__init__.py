"""The command line: parse, call, print, exit code; no logic. The only place that prints.

Exit status: 0 done; 1 the content is at fault, one line a fault; 2 wrong usage.

Each command has a module of its own, which imports what it calls only when it is called: `digest --help` should not
wait for MkDocs and numpy.
"""

from __future__ import annotations

import sys

import click

from digest.cli.build import build
from digest.cli.check import check
from digest.cli.clean import clean
from digest.cli.completion import completion
from digest.cli.curate import curate
from digest.cli.explain import explain
from digest.cli.export import export
from digest.cli.format import format_
from digest.cli.import_ import import_
from digest.cli.init import init
from digest.cli.new import new
from digest.cli.propose import propose
from digest.cli.publish import publish
from digest.cli.review import review
from digest.cli.serve import serve
from digest.cli.show import show
from digest.errors import did_you_mean

COMMANDS = (
    init,
    new,
    import_,
    show,
    explain,
    curate,
    propose,
    review,
    format_,
    check,
    serve,
    build,
    publish,
    export,
    clean,
    completion,
)
"""In the order in which an editor needs them, which is that of `digest --help`."""


class _InOrder(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):  # each with its whole first sentence, which click would cut
            formatter.write_dl([(name, one.get_short_help_str(limit=200)) for name, one in self.commands.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            hint = did_you_mean(args[0], self.commands) or "see `digest --help` for the list"
            raise click.UsageError(f"no such command '{args[0]}', {hint}", ctx) from None


@click.group(
    cls=_InOrder,
    commands=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="debate-digest", prog_name="digest")
def main() -> None:
    """Turn debates into digests: what was argued, by whom, and what went unanswered."""
    # Content is UTF-8 whatever the terminal's locale says, and what it cannot show must not stop us.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
