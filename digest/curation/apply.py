"""A debate as its editor wants it: read, corrected and understood in one pass, with a report of every correction.

Corrections act where their subject first exists, and all that follows from it is inferred anew: posts before anything
is read out of them, claims and relations before it is judged what stands, threads and key points last.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from digest import analysis
from digest.analysis import structure
from digest.analysis.progress import Tell, silent
from digest.analysis.similarity import Similarity
from digest.curation import arrange, hiding, phrases, posts, units
from digest.curation.items import (
    DropPoint,
    Hide,
    Join,
    MergePhrases,
    MergeThreads,
    Parent,
    PinPoint,
    Redact,
    RenamePhrase,
    RenameThread,
    RewordPoint,
    SetRelation,
    SetRole,
    Split,
    SplitThread,
)
from digest.curation.load import Curation
from digest.curation.merging import merged
from digest.curation.record import Record, moves, with_record
from digest.curation.report import Finding, Report
from digest.errors import Fault
from digest.model import Digest, Document

__all__ = ["Curated", "curate", "faults"]

_NOTHING = Curation("")
_NO_RECORD = Record()
_LAID_OUT = (RenameThread, MergeThreads, SplitThread, PinPoint, RewordPoint, DropPoint, MergePhrases, RenamePhrase)
"""Corrections of what is shown; all others change what is understood."""


@dataclass(frozen=True, slots=True)
class Curated:
    """A debate as its editor wants it, and what became of each correction.

    Attributes:
        path: of the file of corrections; empty where there is none.
        findings: in the order of that file.
    """

    digest: Digest
    path: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The corrections that could not be followed as they were meant."""
        return tuple(one.fault(self.path) for one in self.findings if not one.held)


def curate(
    document: Document,
    *,
    curation: Curation = _NOTHING,
    record: Record = _NO_RECORD,
    similarity: Similarity | None = None,
    tell: Tell = silent,
) -> Curated:
    """Understand a document, corrected.

    Args:
        document: as a reader gave it.
        curation: what its editor says; a correction that cannot be followed changes nothing and is reported.
        record: what its imports changed.
        similarity: what tells likeness in meaning, as `digest.analysis.analyze` takes it.
        tell: hears how far it is.

    Returns:
        With no corrections and no record, the digest is that of `digest.analysis.analyze`.
    """
    report = Report()
    document = found = structure.recover(document, tell=tell)
    document = posts.split(document, items=curation.of(Split), report=report)
    document = posts.joined(document, items=curation.of(Join), report=report)
    document = posts.answering(document, items=curation.of(Parent), report=report)
    document = replace(document, summary=curation.summary or document.summary)
    document, hidden = hiding.hidden(document, hide=curation.of(Hide), redact=curation.of(Redact), report=report)
    digest = analysis.understand(document, similarity=similarity, tell=tell)
    digest = _argued(digest, curation, report, similarity)
    moved = _moved(found, digest, curation, hidden, similarity)
    record = Record(record.changes, (*record.threads, *moved.threads), (*record.points, *moved.points))
    digest = with_record(digest, record=record, hidden=hidden.in_text)
    digest = arrange.threaded(
        digest,
        items=[*curation.of(SplitThread), *curation.of(MergeThreads), *curation.of(RenameThread)],
        report=report,
    )
    digest = arrange.pointed(
        digest, items=[*curation.of(PinPoint), *curation.of(RewordPoint), *curation.of(DropPoint)], report=report
    )
    digest = replace(_phrased(digest, curation, report), formerly=curation.formerly)
    findings = tuple(sorted(report.findings, key=lambda one: one.line))
    return Curated(digest, curation.path, findings)


def _moved(
    found: Document, digest: Digest, curation: Curation, hidden: hiding.Hidden, similarity: Similarity | None
) -> Record:
    """What had another address before the editor corrected how the debate is read: it may have been published so."""
    if all(isinstance(item, _LAID_OUT) for item in curation.items):
        return _NO_RECORD
    return moves(analysis.understand(found, similarity=similarity), digest, without=hidden.posts)


def _argued(digest: Digest, curation: Curation, report: Report, similarity: Similarity | None) -> Digest:
    """With roles and relations as they are set, and all that follows from them judged again."""
    roles, relations = curation.of(SetRole), curation.of(SetRelation)
    if not roles and not relations:
        return digest
    document = digest.document
    claims = units.with_roles(document, claims=digest.claims, items=roles, report=report)
    arrows = units.related(document, claims=claims, relations=digest.relations, items=relations, report=report)
    return analysis.conclude(
        document,
        quotes=digest.quotes,
        claims=claims,
        relations=arrows,
        keyphrases=digest.keyphrases,
        similarity=similarity,
    )


def _phrased(digest: Digest, curation: Curation, report: Report) -> Digest:
    items: list[phrases.PhraseItem] = [*curation.of(MergePhrases), *curation.of(RenamePhrase)]
    if not items:
        return digest
    known = [(one.text, one.key, one.variants) for one in digest.keyphrases]
    merges = phrases.merges_of(items, known=known, language=digest.document.language, report=report)
    return merged(digest, merges=merges)


def faults(document: Document, *, curation: Curation) -> tuple[Fault, ...]:
    """The corrections of a document that match nothing, or two things; for whoever wants nothing else."""
    return curate(document, curation=curation).faults
