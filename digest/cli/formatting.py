"""`digest format`: puts content files into canonical form, each completely or not at all."""

from __future__ import annotations

from pathlib import Path

from digest.atomic_write import replace_source
from digest.errors import ContentError, OutputError, refused
from digest.sources import essay, markdown, reader_of
from digest.sources.base import SourceFile, load
from digest.sources.essay import is_markdown
from digest.sources.markdown_format import formatted

__all__ = ["format_file", "is_formattable"]


def is_formattable(file: SourceFile) -> bool:
    """Whether a file is Markdown, the only format that can be formatted.

    Raises:
        ContentError: no reader knows it.
    """
    reader = reader_of(file)
    return reader is markdown.READER or (reader is essay.READER and is_markdown(file))


def format_file(path: Path, *, root: Path | None = None, only_check: bool = False, strict: bool = True) -> bool:
    """Put a file into its canonical form.

    Args:
        path: the file.
        root: the folder that its path is shown relative to.
        only_check: change nothing.
        strict: report a file that is not Markdown; else skip it.

    Returns:
        Whether its text changed, or would change.

    Raises:
        ContentError: it cannot be read or formatted, and stays as it is.
        OutputError: it cannot be written, and stays as it is.
    """
    file = load(path, root=root)
    if path.is_symlink():
        raise ContentError(file.fault("is a symbolic link", hint="give the file itself"))
    if not is_formattable(file):
        if not strict:
            return False
        hint = f"`digest import {path.name}` converts a file with posts to a Markdown thread"
        raise ContentError(file.fault("is not Markdown, the only format that can be formatted", hint=hint))
    text = formatted(file)
    try:
        if only_check:
            return path.read_bytes() != text.encode()
        return replace_source(path, text=text)
    except OSError as error:
        raise OutputError(refused(error, path=file.path, then="nothing was changed")) from error
