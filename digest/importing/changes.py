"""Records the changes of a new import beside the debate, for its page and its feed.

The debate is analysed twice, before and after the import, both times with its corrections.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from digest.analysis.similarity import Similarity
from digest.atomic_write import drop_unrecorded, replace_source
from digest.curation import after_import, beside, record_path, record_text
from digest.errors import Fault, OutputError, refused
from digest.model import Change, Document
from digest.recipe import curate

__all__ = ["record_import"]


def record_import(
    path: Path,
    *,
    before: Document | None,
    after: Document | None,
    when: datetime,
    similarity: Similarity | None = None,
    tell: Callable[[Fault], None] = lambda fault: None,
) -> Change | None:
    """Record the changes of an import.

    Args:
        path: the debate's file.
        before: the debate before the import; None for a new one, which has no changes to report.
        after: the debate after the import.
        when: the time of the import.
        similarity: the site's measure of similarity; by default the lexical one.
        tell: receives a fault for each correction that no longer finds what it should hide; it blocks publishing.

    Returns:
        The changes of the argument; None if there are none.

    Raises:
        CurationError: a file beside the debate cannot be read; the import itself is done.
        OutputError: the record cannot be written; it is then as it was.
    """
    if before is None or after is None:
        return None
    change = None
    if before != after:
        change = _recorded(path, before=before, after=after, when=when, similarity=similarity, tell=tell)
    drop_unrecorded(path)
    return change


def _recorded(
    path: Path,
    *,
    before: Document,
    after: Document,
    when: datetime,
    similarity: Similarity | None,
    tell: Callable[[Fault], None],
) -> Change | None:
    lying = beside(path)
    old = curate(before, curation=lying.curation, record=lying.record, similarity=similarity)
    new = curate(after, curation=lying.curation, record=lying.record, similarity=similarity)
    when = when.replace(microsecond=0)
    record = after_import(old.digest, new.digest, record=lying.record, when=when)
    if old.unsettled or new.unsettled:  # a title may contain text that should be hidden
        record = replace(record, threads=tuple(one for one in record.threads if one in lying.record.threads))
        for fault in new.unsettled:
            tell(fault)
    if record == lying.record:
        return None
    place = record_path(path)
    try:
        replace_source(place, text=record_text(record))
    except OSError as error:
        then = "the import is done, but its changes were not recorded"
        raise OutputError(refused(error, path=place, then=then)) from error
    return record.changes[0] if record.changes != lying.record.changes else None
