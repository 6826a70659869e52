"""Resolves the editor's corrections of phrases to merges and names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from digest.analysis.keyphrases.tokens import fold
from digest.curation.items import MergePhrases, RenamePhrase
from digest.curation.load import Curation
from digest.curation.report import Report
from digest.errors import Fault
from digest.model import Merges, Outline

__all__ = ["Known", "PhraseItem", "merges_of", "site_merges"]

PhraseItem = MergePhrases | RenamePhrase
Known = tuple[str, str, tuple[str, ...]]
"""A phrase as shown, its key, and its written forms."""


def merges_of(items: Iterable[PhraseItem], *, known: Sequence[Known], language: str, report: Report) -> Merges:
    """The merges and names from an editor's items.

    Args:
        known: the phrases of the debate, or of all debates.
        language: for phrases that do not occur.
        report: receives the phrases that each item matched.
    """
    keys: dict[str, str] = {}
    for text, key, _ in known:
        keys.setdefault(text.casefold(), key)
    for _, key, forms in known:
        for form in forms:
            keys.setdefault(form.casefold(), key)
    there = set(keys.values())
    same: dict[str, str] = {}
    names: dict[str, str] = {}
    formerly: dict[str, tuple[str, ...]] = {}
    for item in items:
        wanted = item.merge if isinstance(item, MergePhrases) else (item.rename,)
        found = {name: keys.get(name.casefold(), fold(name, language=language)) for name in wanted}
        missing = [name for name in wanted if found[name] not in there]
        for name in missing:
            report.missed(item, f"there is no keyphrase “{name}”", "`digest curate` lists the keyphrases")
        present = [name for name in wanted if name not in missing]
        if not present:
            continue
        called = (item.into if isinstance(item, MergePhrases) else item.to) or present[0]
        main = keys.get(called.casefold(), found[present[0]])
        main = main if main in [found[name] for name in present] else found[present[0]]
        same |= {key: main for key in found.values() if key != main}
        names[main] = called
        if isinstance(item, RenamePhrase) and item.formerly:
            formerly[main] = item.formerly
        if not missing:
            report.held(item, f"{', '.join(f'“{name}”' for name in present)} as “{called}”")
    return Merges(same=same, names=names, formerly=formerly)


def site_merges(curation: Curation, *, outlines: Iterable[Outline], language: str) -> tuple[Merges, tuple[Fault, ...]]:
    """What the site's own file says of phrases, and which of its items match no debate.

    Args:
        outlines: of all debates, as they are before anything is merged.
        language: of the site.
    """
    items: list[PhraseItem] = [*curation.of(MergePhrases), *curation.of(RenamePhrase)]
    if not items:
        return Merges(), ()
    report = Report()
    known = [(one.text, one.key, one.variants) for outline in outlines for one in outline.phrases]
    merges = merges_of(items, known=known, language=language, report=report)
    return merges, tuple(one.fault(curation.path) for one in report.findings if not one.held)
