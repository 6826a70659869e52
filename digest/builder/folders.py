"""The folders of a site keep apart: what a build writes to must not be, hold or lie in what a person works in.

Paths are compared as the system sees them, behind links, and by their names without regard to case or Unicode form:
a site that is built on one system is cloned on another, whose disk may tell fewer names apart.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath

from digest.builder.cache import FOLDER
from digest.builder.ownership import EDITED
from digest.errors import ContentError, Fault, SettingsError, place
from digest.settings import Site

__all__ = ["HIDDEN", "keep_apart", "not_linked", "unlike"]

HIDDEN = (".git", ".github", ".hg", ".svn", ".venv", "venv", "node_modules")
"""Folders at a site's root that other programs keep."""


def keep_apart(site: Site, *, output: Path | None = None) -> None:
    """See to it that a build writes to no folder that holds somebody's work.

    Args:
        site: whose folders are looked at.
        output: where its HTML goes, if not where mkdocs.yml says.

    Raises:
        SettingsError: the folder for the HTML or for the Markdown pages is the site's own folder or one of its
            sources, or holds it or lies in it.
    """
    faults = [
        *_clashes("site_dir", output or site.output, site, others={"the folder of the Markdown pages": site.pages}),
        *_clashes("docs_dir", site.pages, site, others={}),
    ]
    if faults:
        raise SettingsError(*faults)


def unlike(path: Path, other: Path, *, root: Path) -> str:
    """How two folders get in each other's way: the first `is`, `holds` or `lies in` the other; empty if they do not.

    Args:
        path: one folder; neither needs to exist.
        other: another.
        root: beneath it, case and Unicode form of names do not count.
    """
    one, two = path.resolve(), other.resolve()
    if _same(one, two, root):
        return "is"
    if any(_same(one, parent, root) for parent in two.parents):
        return "holds"
    if any(_same(parent, two, root) for parent in one.parents):
        return "lies in"
    return ""


def not_linked(site: Site, folder: Path, *, setting: str) -> None:
    """See to it that no link hands a folder elsewhere to be published: whoever may write to a repository can make one.

    Args:
        folder: of the site.
        setting: which names it, so that another folder can be named on purpose.

    Raises:
        ContentError: the folder, or one above it within the site's, is a link.
    """
    for path in (folder, *folder.parents):
        if path == site.root or not path.is_relative_to(site.root):
            return
        if path.is_symlink():
            hint = f"put the folder itself here, or set `{setting}` under `extra: digest:` to the folder it points to"
            raise ContentError(Fault("is a symbolic link", path=place(path, site.root), hint=hint))


def _clashes(key: str, path: Path, site: Site, *, others: Mapping[str, Path]) -> Iterator[Fault]:
    own = {"the folder of your site": site.root}
    for what, folder in (*own.items(), *_sources(site).items(), *others.items()):
        how = unlike(path, folder, root=site.root)
        if how and not (how == "lies in" and what in own):
            hint = f"name a folder of its own, such as `{key}: {'site' if key == 'site_dir' else 'generated'}`"
            yield Fault(f"`{key}` {how} {what} ({folder})", path=str(site.config), hint=hint)
            return


def _sources(site: Site) -> dict[str, Path]:
    """The folders that a person or another program keeps, by what they are."""
    return {
        "the folder of the debates": site.content,
        "the folder of your own pages": site.about,
        "the folder of your templates": site.templates,
        "the cache": site.root / FOLDER,
        "the folder of pages that you edited": site.root / EDITED,
        **{f"the folder `{name}`": site.root / name for name in HIDDEN},
    }


def _same(one: Path, other: Path, root: Path) -> bool:
    if one == other:
        return True
    if one.is_relative_to(root) and other.is_relative_to(root):
        return _folded(one.relative_to(root)) == _folded(other.relative_to(root))
    try:
        return one.samefile(other)
    except (OSError, ValueError):  # one of them does not exist
        return False


def _folded(path: PurePath) -> tuple[str, ...]:
    return tuple(unicodedata.normalize("NFC", part).casefold() for part in path.parts)
