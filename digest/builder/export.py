"""Exports debates to files for other tools, without building a site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from digest.analysis.similarity import named
from digest.builder.folders import not_linked
from digest.builder.output import write_if_changed
from digest.curated import load_curated
from digest.errors import ContentError, DigestError, Fault, OutputError, refused
from digest.settings import Settings, Site
from digest.site.exports import EXPORTS
from digest.sources.discover import doubles, listed

__all__ = ["Exported", "debates_of", "export", "write"]


@dataclass(frozen=True, slots=True)
class Exported:
    """One debate in another format.

    Attributes:
        name: of its file.
        faults: corrections that could not be followed.
    """

    name: str
    text: str
    faults: tuple[Fault, ...] = ()


def export(
    files: Iterable[Path], *, to: str, settings: Settings, apart: bool = False, drafts: bool = True
) -> Iterator[Exported]:
    """Export each debate with its corrections, in a format of `digest.site.exports`, one after the other.

    Args:
        apart: each becomes a file, so that of two debates with the same slug only the first is given.
        drafts: drafts as well.

    Raises:
        ContentError: debates, or their corrections, cannot be read, have the slug of another one, or hide what cannot
            be found; told when all others have been given.
        SettingsError: the model that tells likeness is not there.
    """
    form = next(one for one in EXPORTS if one.name == to)
    similarity = named(settings.similarity)
    faults: list[Fault] = []
    given: dict[str, str] = {}
    for file in files:
        try:
            done = load_curated(file, language=settings.language, similarity=similarity, models=settings.propose.shown)
        except DigestError as error:
            faults += error.faults
            continue
        if done.unsettled:
            faults += done.unsettled
            continue
        document = done.digest.document
        if document.draft and not drafts:
            continue
        first = given.setdefault(document.slug.casefold(), document.path)
        if apart and (same := doubles([(first, document.slug), (document.path, document.slug)])):
            faults += same
            continue
        yield Exported(f"{document.slug}{form.suffix}", form.write(done.digest), done.faults)
    if faults:
        raise ContentError(*faults)


def debates_of(site: Site) -> list[Path]:
    """The files of all debates of a site.

    Raises:
        ContentError: there is no content folder, or links stand in it.
    """
    not_linked(site, site.content, setting="content")
    paths, faults = listed(site.content, root=site.root)
    if faults:
        raise ContentError(*faults)
    return paths


def write(exported: Exported, *, folder: Path) -> bool:
    """Write a file into a folder, which is created if it is missing.

    Returns:
        Whether it was written; it is left alone where it says so already.

    Raises:
        OutputError: the disk refuses.
    """
    path = folder / exported.name
    try:
        return write_if_changed(path, text=exported.text)
    except OSError as error:
        raise OutputError(refused(error, path=path)) from error
