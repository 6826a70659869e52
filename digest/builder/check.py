"""Finds all problems of a site in one run: debates, corrections, pages and links.

The pages that are looked at lie in the cache, and what was found of their links beside them, so that a check costs what
has changed since the last one or the last build, as a build does.
"""

from __future__ import annotations

import contextlib
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from digest.builder.about import own_pages
from digest.builder.analyse_debates import Debates, Tell, survey
from digest.builder.cache import CHECKING, FOLDER, Cache, prepared
from digest.builder.folders import keep_apart
from digest.builder.last_render import remembered, setup_of
from digest.builder.lock import alone
from digest.builder.output import Written, seed, write_if_changed, writing
from digest.builder.workers import Workers, cores
from digest.builder.write_pages import print_site
from digest.curation import site_merges
from digest.errors import ContentError, DigestError, Fault, OutputError, SettingsError, place, refused
from digest.library import connect
from digest.model import LeftOut
from digest.settings import Site, load_site

__all__ = ["Checked", "Kind", "Note", "Problem", "check"]

Kind = Literal["settings", "debate", "correction", "page", "link"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault, and the kind of thing that has it."""

    kind: Kind
    fault: Fault


@dataclass(frozen=True, slots=True)
class Note:
    """How a file was read: by which reader, why, and what it left out. This is not a fault."""

    path: str
    reader: str
    why: str
    left_out: tuple[LeftOut, ...] = ()

    def __str__(self) -> str:
        why = f" ({self.why})" if self.why else ""
        return f"{self.path}: read as {self.reader}{why}"


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of a check.

    Attributes:
        debates: how many can be read.
        pages: how many could be made.
        notes: how each of the debates was read, in the order of their paths.
    """

    problems: tuple[Problem, ...]
    debates: int = 0
    pages: int = 0
    notes: tuple[Note, ...] = ()


@dataclass(slots=True)
class _Problems:
    problems: list[Problem] = field(default_factory=list)

    def add(self, kind: Kind, *faults: Fault) -> None:
        self.problems.extend(Problem(kind, fault) for fault in faults)


def check(config: Path, *, tell: Tell = lambda what, done, total: None) -> Checked:
    """Find all problems of a site, without changing its pages or its HTML.

    What is wrong with one file does not keep the others from being looked at: pages are made of all debates that can
    be read, and their links are followed.

    Args:
        config: the site's mkdocs.yml.
        tell: called as the work goes on.

    Raises:
        OutputError: the disk refuses.
    """
    found = _Problems()
    try:
        site = load_site(config)
        keep_apart(site)
    except SettingsError as error:
        found.add("settings", *error.faults)
        return Checked(tuple(found.problems))
    cache = Cache(site.root / FOLDER)
    try:
        with (
            alone(site.root, waiting=lambda: tell("Waiting for another build", 0, 1)),
            Workers(jobs=cores()) as workers,
        ):
            try:
                surveyed = survey(site, cache=cache, workers=workers, tell=tell)
            except DigestError as error:
                found.add("debate", *error.faults)
                return Checked(tuple(found.problems))
            found.add("debate", *surveyed.content)
            found.add("correction", *surveyed.corrections)
            found.add("debate", *surveyed.unfinished)
            pages = _pages(site, debates=surveyed.debates, workers=workers, tell=tell, found=found)
    except OSError as error:
        raise OutputError(refused(error, path=site.root)) from error
    finally:
        cache.close()
    studies = [known.study for known in surveyed.debates.known.values()]
    notes = tuple(Note(one.outline.path, one.reader, one.reader_why, one.left_out) for one in studies)
    return Checked(tuple(found.problems), debates=len(studies), pages=pages, notes=notes)


def _pages(site: Site, *, debates: Debates, workers: Workers, tell: Tell, found: _Problems) -> int:
    """Write the pages to another folder, check their links, and return the number of pages."""
    studies = [known.study for known in debates.known.values()]
    outlines = [study.outline for study in studies]
    merges, unmatched = site_merges(debates.corrected.site, outlines=outlines, language=site.settings.language)
    found.add(
        "correction",
        *(fault for study in studies for fault in study.warnings if fault not in study.unsettled),
        *unmatched,
    )
    try:
        own = {page.path: (page.source or page.path, page.text) for page in own_pages(site)}
    except ContentError as error:
        found.add("page", *error.faults)
        return 0
    index = connect(outlines, settings=site.settings, merges=merges)
    with _folder(site.root / FOLDER) as folder:
        try:
            seed(folder / "pages", built=site.pages)
            with writing(folder / "pages") as output:
                print_site(debates, index=index, merges=merges, output=output, workers=workers, tell=tell)
                written: Written = output.finish()
        except DigestError as error:
            found.add("page", *error.faults)
            return 0
        tell("Checking links", 0, written.total)
        try:
            said = _links(site, folder=folder, workers=workers)
        except DigestError as error:
            found.add("page", *error.faults)
            return written.total
    shown = place(site.pages, site.root)
    faults = [_link_fault(message, own=own, pages=shown) for message in said]
    found.add("link", *sorted(faults, key=lambda fault: (fault.path or "", fault.line or 0, fault.message)))
    return written.total


def _links(site: Site, *, folder: Path, workers: Workers) -> tuple[str, ...]:
    """The broken links, found by MkDocs. Pages that did not change keep the result of the last check or build."""
    from digest.renderers.links import links  # imports MkDocs, which is slow

    now, place, known = setup_of(site), folder / "links.json", list[Mapping[str, Any]]()
    last = remembered(site)
    if now and last.sources.setup == now:
        known.append(last.facts(site).get("pages", {}))
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        before = json.loads(place.read_text(encoding="utf-8"))
        if now and before["from"] == now:
            known.append(dict(before["pages"]))
    found = links(site.config, pages=folder / "pages", known=known, run=workers.run, jobs=cores())
    with contextlib.suppress(OSError):  # then they are followed again the next time
        note = {"from": now, "pages": found.known}
        write_if_changed(place, text=json.dumps(note, separators=(",", ":")))
    return found.said


@contextlib.contextmanager
def _folder(cache: Path) -> Iterator[Path]:
    """The folder for the pages: in the cache or, if that is not writable, a temporary one."""
    try:
        folder = prepared(cache) / CHECKING
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        with tempfile.TemporaryDirectory(prefix="digest-check-") as name:
            yield Path(name)
    else:
        yield folder


_SAID = re.compile(
    r"Doc file '(?P<page>[^']+)' contains an? .*?link '(?P<link>[^']*)',? ?(?:but )?(?P<what>.*)", re.DOTALL
)


def _link_fault(message: str, *, own: Mapping[str, tuple[str, str | bytes]], pages: str) -> Fault:
    """A broken link as a fault of the file that an editor can change."""
    said = _SAID.match(message)
    if said is None:
        return Fault(f"MkDocs: {message}", path=pages)
    what, _, hint = said["what"].strip().rstrip(".").partition(". ")
    what = f"the link '{said['link']}' is broken: {what}"
    if said["page"] not in own:
        ours = "one of your templates or corrections may have written it"
        return Fault(what, path=f"{pages}/{said['page']}", hint=hint[:1].lower() + hint[1:] or ours)
    source, text = own[said["page"]]
    at = text.find(said["link"]) if isinstance(text, str) else -1
    line = str(text).count("\n", 0, at) + 1 if at >= 0 else None
    return Fault(what, path=source, line=line, hint=hint[:1].lower() + hint[1:] or "fix or remove it")
