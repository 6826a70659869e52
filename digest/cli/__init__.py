"""The command line: parse, call, print, exit code; no logic. The only place that prints.

Exit status: 0 for success; 1 for faults in the content, one line each; 2 for wrong usage.

Each module has related commands. A command imports what it calls when it runs, so that `digest --help` does not wait
for MkDocs and numpy.
"""

from __future__ import annotations

import sys

import click
from click.shell_completion import get_completion_class

from digest.cli.build import build, check, clean
from digest.cli.curate import curate, propose
from digest.cli.import_ import import_
from digest.cli.new import format_, init, new
from digest.cli.review import review
from digest.cli.serve import publish, serve
from digest.cli.show import explain, export, show
from digest.errors import did_you_mean


@click.command()
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a shell's completion script for digest.

    \b
    Examples:
      eval "$(digest completion bash)"                                     # in ~/.bashrc
      eval "$(digest completion zsh)"                                      # in ~/.zshrc
      digest completion fish > ~/.config/fish/completions/digest.fish
    """
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"this version of click does not support {shell}")
    click.echo(kind(context.find_root().command, {}, "digest", "_DIGEST_COMPLETE").source())


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
"""In the order of `digest --help`: that in which an editor needs them."""


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
