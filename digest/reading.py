"""One debate from its file, as its editor wants it: for commands that look at a debate without building a site."""

from __future__ import annotations

from pathlib import Path

from digest.analysis.progress import Tell, silent
from digest.analysis.similarity import Similarity
from digest.curation import beside
from digest.recipe import Curated, curate
from digest.sources import read

__all__ = ["corrected"]


def corrected(
    file: Path | str,
    *,
    root: Path | None = None,
    language: str = "en",
    similarity: Similarity | None = None,
    kind: str | None = None,
    tell: Tell = silent,
) -> Curated:
    """Read a debate and understand it with the corrections that lie beside it, so that nothing hidden is shown.

    Args:
        file: the debate.
        root: the folder that faults name files relative to.
        language: ISO 639-1 code of a debate that names none.
        similarity: what tells likeness in meaning; the lexical default where nothing is said.
        kind: the reader to take, as `digest.sources.read` takes it.
        tell: hears how far it is.

    Raises:
        ContentError: the debate cannot be read.
        CurationError: its corrections cannot be read.
    """
    file = Path(file)
    lying = beside(file, root=root)
    document = read(file, root=root, language=language, kind=kind)
    return curate(document, curation=lying.curation, record=lying.record, similarity=similarity, tell=tell)
