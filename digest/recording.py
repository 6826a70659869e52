"""After a new import: what it changed is written down beside the debate, for its page and its feed.

The debate is understood twice, as it was and as it is, both times as its editor wants it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from digest.analysis.similarity import Similarity
from digest.curation import after_import, beside, curate, record_path, record_text
from digest.errors import Fault, OutputError
from digest.model import Change, Document
from digest.replacing import drop_unrecorded, replace_source

__all__ = ["record_import"]


def record_import(
    path: Path,
    *,
    before: Document | None,
    after: Document | None,
    when: datetime,
    similarity: Similarity | None = None,
) -> Change | None:
    """Write down what an import changed.

    Args:
        path: the debate's file.
        before: the debate as it was; None for one that is new, of which there is no news.
        after: as it is.
        when: the time of the import.
        similarity: what tells likeness in meaning on this site; the lexical default where nothing is said.

    Returns:
        What changed in the argument; None where nothing did.

    Raises:
        CurationError: a file beside the debate cannot be read; the import itself is done.
        OutputError: the record cannot be written; it is then as it was.
    """
    if before is None or after is None:
        return None
    change = None
    if before != after:
        change = _recorded(path, before=before, after=after, when=when, similarity=similarity)
    drop_unrecorded(path)
    return change


def _recorded(
    path: Path, *, before: Document, after: Document, when: datetime, similarity: Similarity | None
) -> Change | None:
    lying = beside(path)
    old = curate(before, curation=lying.curation, record=lying.record, similarity=similarity).digest
    new = curate(after, curation=lying.curation, record=lying.record, similarity=similarity).digest
    record = after_import(old, new, record=lying.record, when=when.replace(microsecond=0))
    if record == lying.record:
        return None
    place = record_path(path)
    try:
        replace_source(place, text=record_text(record))
    except OSError as error:
        hint = "the import is done; what it changed is not written down"
        raise OutputError(
            Fault(f"cannot be written ({error.strerror or error})", path=str(place), hint=hint)
        ) from error
    return record.changes[0] if record.changes != lying.record.changes else None
