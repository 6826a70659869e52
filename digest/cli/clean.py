"""`digest clean`."""

from __future__ import annotations

from pathlib import Path

import click

from digest.cli.output import config_option, display_path, report_faults
from digest.errors import DigestError


@click.command()
@config_option
def clean(config: Path) -> None:
    """Delete the cache of earlier builds; the next build starts from scratch.

    Pages and HTML stay. A correct build never needs this: cached results are keyed by everything they depend on.

    \b
    Examples:
      digest clean
    """
    from digest.builder.cache import FOLDER
    from digest.builder.cache import clean as forget
    from digest.settings import load_site

    try:
        root = load_site(config).root
        gone = forget(root)
    except DigestError as error:
        raise SystemExit(report_faults(error)) from None
    click.echo(f"{display_path(root / FOLDER)}: {'removed' if gone else 'nothing to remove'}")
