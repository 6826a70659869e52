"""`digest completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


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
