"""The steps from a document to its digest, shared by builds, commands, tests and notebooks.

Corrections are applied as soon as their subject exists, and everything that depends on it is inferred afterwards:
corrections of posts before any analysis, those of claims and relations before standing, those of sides before key
points, those of topics before threads. Corrections of threads and key points come last.
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
"""Corrections that only change the presentation; all others change the analysis."""


@dataclass(frozen=True, slots=True)
class Curated:
    """A debate with its corrections applied, and the result of each correction.

    Attributes:
        path: of the file of corrections; empty where there is none.
        findings: in the order of that file.
    """

    digest: Digest
    path: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The corrections that could not be applied."""
        return tuple(one.fault(self.path) for one in self.findings if not one.held)

    @property
    def unsettled(self) -> tuple[Fault, ...]:
        """Failed corrections that should have hidden something; if there are any, the debate must not be published."""
        return tuple(one.fault(self.path) for one in self.findings if one.shows)


def analyze(document: Document, *, similarity: Similarity | None = None) -> Digest:
    """Analyse one document, without corrections.

    Args:
        document: from a reader; a flattened transcript still has one post per line.
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
    """Analyse one document and apply its corrections.

    Args:
        document: from a reader.
        curation: the corrections; one that cannot be applied changes nothing and is reported.
        record: the changes of the document's imports.
        similarity: what measures likeness in meaning; the lexical default where it is None.
        tell: hears how far it is.
    """
    report = Report()
    document = found = structure.recover(document, tell=tell)
    document = posts.split(document, items=curation.of(Split), report=report)
    document = posts.joined(document, items=curation.of(Join), report=report)
    document = posts.answering(document, items=curation.of(Parent), report=report)
    own = document.summary  # the file's own goes before one that nobody reviewed
    sentences = tuple(one for one in curation.of(Sentence) if one.reviewed or not own)
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
    if not all(isinstance(item, Sentence) for item in curation.items):  # threads and points have changed
        digest = topics.described(digest, items=curation.of(SetTopic), renames=curation.of(RenameTopic), report=report)
    digest = hidden.sealed(summaries.summed_up(digest, items=sentences, report=report))
    findings = tuple(sorted(report.findings, key=lambda one: one.line))
    return Curated(digest, curation.path, findings)


def _own_titles(curation: Curation) -> frozenset[str]:
    """The current and former titles from the editor, which are not a participant's words."""
    renamed = curation.of(RenameThread)
    given = [one.title for one in curation.of(MergeThreads)] + [one.title for one in curation.of(SplitThread)]
    given += [one.title for one in renamed] + [was for one in renamed for was in one.formerly]
    return frozenset(filter(None, given))


def _moved(
    found: Document, digest: Digest, curation: Curation, hidden: hiding.Hidden, similarity: Similarity | None
) -> Record:
    """Threads and points that had another address before the corrections; they may have been published there."""
    if all(isinstance(item, _LAID_OUT) for item in curation.items):
        return _NO_RECORD
    # Ids and titles are made from text, so they are made from the text that is shown, without hidden words.
    shown, _ = hiding.hidden(found, hide=curation.of(Hide), redact=curation.of(Redact), report=Report())
    return moves(analysis.understand(shown, similarity=similarity), digest, without=hidden.posts)


@dataclass(frozen=True, slots=True)
class _AsSaid(analysis.AsFound):
    """Applies the editor's corrections during the analysis."""

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
