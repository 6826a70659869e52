"""The one recipe from a document to its digest, which builds, commands, tests and notebooks share.

An editor's corrections are steps of it. Each acts where its subject first exists, and all that follows from it is
inferred anew: corrections of posts come before anything is read out of them, corrections of claims and relations
before it is judged what stands, those of sides before key points are chosen, those of topics before threads are found
within them, corrections of threads and key points last.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from digest import analysis
from digest.analysis import structure
from digest.analysis.progress import Tell, silent
from digest.analysis.similarity import Similarity
from digest.curation import arrange, hiding, phrases, points, positions, posts, summaries, topics, units
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
    RenameTopic,
    RewordPoint,
    Sentence,
    SetPoint,
    SetProposition,
    SetRelation,
    SetRole,
    SetSide,
    SetStance,
    SetTopic,
    Split,
    SplitThread,
)
from digest.curation.load import Curation
from digest.curation.merging import merged
from digest.curation.record import Record, moves, with_record
from digest.curation.report import Finding, Report
from digest.errors import Fault
from digest.model import Claim, Digest, Document, Position

__all__ = ["Curated", "analyze", "curate"]

_NOTHING = Curation("")
_NO_RECORD = Record()
_LAID_OUT = (
    *(RenameThread, MergeThreads, SplitThread, RenameTopic, PinPoint, SetPoint, RewordPoint, DropPoint),
    *(MergePhrases, RenamePhrase, Sentence),
)
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

    @property
    def unsettled(self) -> tuple[Fault, ...]:
        """Those by which something may be shown that the editor wants hidden: then nothing may be published."""
        return tuple(one.fault(self.path) for one in self.findings if one.shows)


def analyze(document: Document, *, similarity: Similarity | None = None) -> Digest:
    """Understand one document, without corrections.

    Args:
        document: as a reader gave it; a flattened transcript still has one post a line.
        similarity: what measures likeness in meaning; the lexical default where it is None.

    Returns:
        The digest, whose document has the recovered structure. The same document gives the same digest.
    """
    return curate(document, similarity=similarity).digest


def curate(
    document: Document,
    *,
    curation: Curation = _NOTHING,
    record: Record = _NO_RECORD,
    similarity: Similarity | None = None,
    tell: Tell = silent,
) -> Curated:
    """Understand one document as its editor wants it.

    Args:
        document: as a reader gave it.
        curation: the editor's corrections; one that cannot be followed changes nothing and is reported.
        record: what the document's imports changed.
        similarity: what measures likeness in meaning; the lexical default where it is None.
        tell: hears how far it is.
    """
    report = Report()
    document = found = structure.recover(document, tell=tell)
    document = posts.split(document, items=curation.of(Split), report=report)
    document = posts.joined(document, items=curation.of(Join), report=report)
    document = posts.answering(document, items=curation.of(Parent), report=report)
    sentences = curation.of(Sentence)
    document = replace(document, summary=curation.summary or summaries.in_one(sentences) or document.summary)
    document, hidden = hiding.hidden(document, hide=curation.of(Hide), redact=curation.of(Redact), report=report)

    said = _AsSaid(document, curation, report)
    digest = analysis.understand(document, correct=said, similarity=similarity, tell=tell)
    moved = _moved(found, digest, curation, hidden, similarity)
    record = Record(record.changes, (*record.threads, *moved.threads), (*record.points, *moved.points))
    digest = with_record(digest, record=record, hidden=hidden.in_text, own=_own_titles(curation))
    digest = arrange.threaded(
        digest,
        items=[*curation.of(SplitThread), *curation.of(MergeThreads), *curation.of(RenameThread)],
        report=report,
    )
    digest = points.pointed(
        digest,
        items=[item for item in curation.items if isinstance(item, PinPoint | SetPoint | RewordPoint | DropPoint)],
        report=report,
    )
    digest = replace(_phrased(digest, curation, report), formerly=curation.formerly)
    if not all(isinstance(item, Sentence) for item in curation.items):  # they hold other threads and points now
        digest = topics.described(digest, items=curation.of(SetTopic), renames=curation.of(RenameTopic), report=report)
    digest = hidden.sealed(summaries.summed_up(digest, items=sentences, report=report))
    findings = tuple(sorted(report.findings, key=lambda one: one.line))
    return Curated(digest, curation.path, findings)


def _own_titles(curation: Curation) -> frozenset[str]:
    """The titles that the editor gives or gave: no words of a participant."""
    renamed = curation.of(RenameThread)
    given = [one.title for one in curation.of(MergeThreads)] + [one.title for one in curation.of(SplitThread)]
    given += [one.title for one in renamed] + [was for one in renamed for was in one.formerly]
    return frozenset(filter(None, given))


def _moved(
    found: Document, digest: Digest, curation: Curation, hidden: hiding.Hidden, similarity: Similarity | None
) -> Record:
    """What had another address before the editor corrected how the debate is read: it may have been published so."""
    if all(isinstance(item, _LAID_OUT) for item in curation.items):
        return _NO_RECORD
    # Ids and titles are made of words, so they are made of those that are shown.
    shown, _ = hiding.hidden(found, hide=curation.of(Hide), redact=curation.of(Redact), report=Report())
    return moves(analysis.understand(shown, similarity=similarity), digest, without=hidden.posts)


@dataclass(frozen=True, slots=True)
class _AsSaid(analysis.AsFound):
    """What an editor says of a debate while it is understood."""

    document: Document
    curation: Curation
    report: Report

    def argued(self, argued: analysis.Argued) -> analysis.Argued:
        claims, relations = argued
        document, report, said = self.document, self.report, self.curation
        roles, arrows = said.of(SetRole), said.of(SetRelation)
        if roles:
            claims = units.with_roles(document, claims=claims, items=roles, report=report)
        relations = positions.turned(document, claims=claims, relations=relations, items=said.of(SetStance))
        if roles or arrows:
            relations = units.related(document, claims=claims, relations=relations, items=arrows, report=report)
        return claims, relations

    def taken(self, taken: analysis.Taken, *, claims: tuple[Claim, ...]) -> analysis.Taken:
        document, report, said = self.document, self.report, self.curation
        proposition = positions.proposed(
            document, claims=claims, proposition=taken.proposition, items=said.of(SetProposition), report=report
        )
        sides = taken.positions
        if proposition is None and taken.proposition is not None:
            sides = {post: Position("neither", 1.0) for post in sides}
        return analysis.Taken(
            proposition,
            positions.sided(document, positions=sides, items=said.of(SetSide), report=report),
            positions.stanced(document, stances=taken.stances, items=said.of(SetStance), report=report),
        )

    def topics(self, groups: analysis.Groups) -> analysis.Groups:
        return topics.grouped(self.document, groups=groups, items=self.curation.of(SetTopic), report=self.report)


def _phrased(digest: Digest, curation: Curation, report: Report) -> Digest:
    items: list[phrases.PhraseItem] = [*curation.of(MergePhrases), *curation.of(RenamePhrase)]
    if not items:
        return digest
    known = [(one.text, one.key, one.variants) for one in digest.keyphrases]
    merges = phrases.merges_of(items, known=known, language=digest.document.language, report=report)
    return merged(digest, merges=merges)
