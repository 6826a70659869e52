"""Reads one debate with its corrections, for commands and notebooks that do not build a site."""

from __future__ import annotations

from pathlib import Path

from digest.analysis.progress import Tell, silent
from digest.analysis.similarity import Similarity
from digest.curation import Models, beside
from digest.recipe import Curated, curate
from digest.sources import read

__all__ = ["load_curated"]


def load_curated(
    file: Path | str,
    *,
    root: Path | None = None,
    language: str = "en",
    similarity: Similarity | None = None,
    kind: str | None = None,
    models: Models = "reviewed",
    tell: Tell = silent,
) -> Curated:
    """Read and analyse a debate with its corrections, so that hidden text is never shown.

    Args:
        file: the debate.
        root: the folder that faults name files relative to.
        language: ISO 639-1 code of a debate that names none.
        similarity: measures similarity in meaning; by default the lexical one.
        kind: the reader to use, as in `digest.sources.read`.
        models: which corrections of a model are applied.
        tell: receives progress.

    Raises:
        ContentError: the debate cannot be read.
        CurationError: its corrections cannot be read.
    """
    file = Path(file)
    lying = beside(file, root=root, models=models)
    document = read(file, root=root, language=language, kind=kind)
    return curate(document, curation=lying.curation, record=lying.record, similarity=similarity, tell=tell)
