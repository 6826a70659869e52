"""Updates all debates that record an address, one after another.

    for one in refresh(Path("content"), state=Path(".digest-cache/refresh.json"), tell=print):
        print(one.path, one.done or one.error)

If one fails, that is reported and the others continue. Finished debates are saved in a state file, so that an
interrupted run continues where it stopped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from digest.atomic_write import put
from digest.errors import ContentError, DigestError
from digest.importing import Imported, bring
from digest.importing.front_matter import divided
from digest.importing.sites import place_of
from digest.importing.web import Web
from digest.sources.base import load
from digest.sources.discover import content_files

__all__ = ["Refreshed", "imported_files", "refresh"]

_STALE = timedelta(days=1)
"""An interrupted run older than this starts from the beginning."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The result for one debate: its import, or the error."""

    path: Path
    done: Imported | None = None
    error: DigestError | None = None


def imported_files(content: Path) -> tuple[tuple[Path, str], ...]:
    """The files that were imported from an address, with that address, in the order of their paths."""
    found = []
    for path in content_files(content):
        if path.suffix.lower() != ".md" or path.is_symlink():
            continue
        with suppress(ContentError):  # the build reports its problems
            provenance = divided(load(path).text, path=str(path)).provenance
            if provenance is not None and place_of(provenance.source) is not None:
                found.append((path, provenance.source))
    return tuple(found)


def refresh(
    content: Path,
    *,
    state: Path,
    language: str = "en",
    tell: Callable[[str], None] = lambda what: None,
    web: Web | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    recorded: Callable[[Imported], None] = lambda done: None,
) -> Iterator[Refreshed]:
    """Import all again.

    Args:
        content: the content folder.
        state: the file that lists finished debates; it is deleted when all are done.
        language: as `bring` takes it.
        tell: receives progress of a long fetch.
        web: fetches; one for all, so that the hosts' limits hold across debates.
        now: the time.
        recorded: called with each import before it counts as finished.
    """
    files = imported_files(content)
    begun, finished = _noted(state, now())
    own = web is None
    web = web or Web(tell=tell)
    try:
        for path, source in files:
            name = path.relative_to(content).as_posix()
            if name in finished:
                continue
            web.begin()
            try:
                done = bring(source, into=content, language=language, web=web, now=now, recording=True)
                recorded(done)
            except DigestError as error:
                yield Refreshed(path, error=error)
                continue
            finished.append(name)
            _note(state, begun, finished)
            yield Refreshed(path, done=done)
    finally:
        if own:
            web.close()
    state.unlink(missing_ok=True)


def _noted(state: Path, now: datetime) -> tuple[str, list[str]]:
    """When a run began that was stopped, and what it has done; a new one where there was none, or too long ago."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        data = json.loads(state.read_text(encoding="utf-8"))
        begun, done = datetime.fromisoformat(data["begun"]), data["done"]
        if timedelta() <= now - begun < _STALE and isinstance(done, list):
            return data["begun"], [name for name in done if isinstance(name, str)]
    return now.isoformat(), []


def _note(state: Path, begun: str, finished: list[str]) -> None:
    with suppress(OSError):  # then a run that is stopped begins anew
        put(state, json.dumps({"begun": begun, "done": finished}).encode(), prefix=".digest-")
