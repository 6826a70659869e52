"""Reads the site's own pages, which are shown under About without changes."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from digest.builder.folders import not_linked
from digest.errors import ContentError, Fault, place, refused
from digest.settings import Site
from digest.site import Page

__all__ = ["own_pages"]

_PREFIX = "about/"
_INDEX = "index.md"


def own_pages(site: Site) -> list[Page]:
    """Every file of the site's own folder, including pictures, by its path below `about/`.

    Names that begin with a dot are left out. A folder that does not exist holds nothing.

    Raises:
        ContentError: the folder is a link, a page cannot be read, or no `index.md` leads to the pages.
    """
    pages: list[Page] = []
    faults: list[Fault] = []
    not_linked(site, site.about, setting="about")
    for path in _files(site.about):
        shown = place(path, site.root)
        if not path.is_file():  # reading a pipe would wait for ever
            faults.append(Fault("is not a file", path=shown, hint="move it out of the folder"))
            continue
        try:
            text = _text(path)
        except UnicodeDecodeError as error:
            faults.append(Fault(f"cannot be read ({error})", path=shown, hint="save it as UTF-8"))
            continue
        except OSError as error:
            faults.append(replace(refused(error, path=shown, what="cannot be read"), path=shown))
            continue
        pages.append(Page(_PREFIX + path.relative_to(site.about).as_posix(), text, shown))
    paths = {page.path for page in pages}
    if _PREFIX + _INDEX not in paths and any(path.endswith(".md") for path in paths):
        index = (Path(site.settings.about) / _INDEX).as_posix()
        faults.append(Fault("no such page", path=index, hint="write it, with links to the other pages of this folder"))
    if faults:
        raise ContentError(*faults)
    return pages


def _files(folder: Path) -> list[Path]:
    found: list[Path] = []
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and not (Path(here) / name).is_symlink()]
        found.extend(Path(here) / name for name in names if not name.startswith("."))
    return sorted((path for path in found if not path.is_symlink()), key=lambda path: path.relative_to(folder).parts)


def _text(path: Path) -> str | bytes:
    data = path.read_bytes()
    return data.decode("utf-8-sig") if path.suffix == ".md" else data
