"""The two tasks of a build that can run in any process on any machine: analysing a debate and making its pages.

Results are packed as in the cache, so that they are small to send and are written without being decoded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from digest.analysis.similarity import named
from digest.builder.cache import VectorFile, fingerprint, pack, unpack
from digest.builder.codec import codec
from digest.builder.versions import ANALYSIS, source
from digest.curation import Beside
from digest.curation.merging import merged
from digest.errors import ContentError, Fault, OutputError
from digest.library import outline_of
from digest.model import Digest, LeftOut, Merges, Outline
from digest.recipe import curate
from digest.site import Around, Page, Press, Showing, SiteInfo, debate_pages, environment
from digest.sources import read_text

__all__ = ["DIGEST", "SHOWING", "STUDY", "Print", "Printed", "Studied", "Study", "Task", "print_pages", "study"]


@dataclass(frozen=True, slots=True)
class Task:
    """A debate to analyse.

    Attributes:
        path: of its file, relative to the site's root.
        raw: what the file holds.
        beside: what lies beside it: corrections, the record of imports.
        language: ISO 639-1 code, where the file names none.
        version: of the program that shall do it.
        similarity: what tells likeness in meaning, as the settings name it.
        vectors: the file in which a model's vectors are kept between builds.
    """

    path: str
    raw: bytes
    beside: Beside
    language: str
    version: str
    similarity: str
    vectors: Path

    @property
    def key(self) -> str:
        """The fingerprint of all that decides what is understood."""
        return fingerprint(self.version, self.path, self.language, self.similarity, self.raw, self.beside.raw)


@dataclass(frozen=True, slots=True)
class Study:
    """The analysis of a debate without its digest.

    Attributes:
        warnings: corrections that could not be followed.
        unsettled: those among them by which something may be shown that the editor wants hidden.
        reader: which reader read the file, and in `reader_why` what it knew the file by.
        left_out: what the reader left out.
    """

    outline: Outline
    posts: int
    threads: int
    warnings: tuple[Fault, ...] = ()
    unsettled: tuple[Fault, ...] = ()
    reader: str = ""
    reader_why: str = ""
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Studied:
    """What came of a task: a study and a digest, packed, or what is wrong with the file."""

    study: bytes = b""
    digest: bytes = b""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Print:
    """A debate of which pages are to be made.

    Attributes:
        key: the fingerprint of all that decides what other pages show of it.
        parts: which pages, by the names of `digest.site.PARTS`, each with the fingerprint of all it is made from.
        digest: packed.
        merges: what the site's editor says of phrases.
        around: what stands around it.
        site: what pages need to know of the site.
        templates: the site's own folders of templates.
        version: the fingerprint of program and templates.
    """

    slug: str
    key: str
    parts: Mapping[str, str]
    digest: bytes
    merges: Merges
    around: Around
    site: SiteInfo
    templates: tuple[Path, ...]
    version: str


@dataclass(frozen=True, slots=True)
class Printed:
    """The pages of a debate, by the name of their part, and packed what others show of it."""

    pages: Mapping[str, list[Page]]
    showing: bytes


STUDY = codec(Study)
DIGEST = codec(Digest)
SHOWING = codec(Showing)


def study(task: Task) -> Studied:
    """Read and analyse a debate, with its corrections.

    Raises:
        OutputError: this process runs another version of digest than the one that asks.
        SettingsError: the model that the settings name cannot be loaded.
    """
    if task.version.split()[0] != source(ANALYSIS):
        hint = "install the same version on every machine"
        raise OutputError(Fault("a worker runs another version of digest", hint=hint))
    try:
        document = read_text(task.raw, path=task.path, language=task.language)
    except ContentError as error:
        return Studied(faults=error.faults)
    similarity = named(task.similarity, vectors=VectorFile(task.vectors))
    beside = task.beside
    curated = curate(document, curation=beside.curation, record=beside.record, similarity=similarity)
    digest = curated.digest
    known = Study(
        outline_of(digest),
        len(digest.document.posts),
        len(digest.threads),
        warnings=curated.faults,
        unsettled=curated.unsettled,
        reader=document.reader,
        reader_why=document.reader_why,
        left_out=document.left_out,
    )
    return Studied(pack(STUDY.dumps(known)), pack(DIGEST.dumps(digest)))


def print_pages(task: Print) -> Printed:
    """Make the pages of a debate.

    Raises:
        OutputError: a template is at fault.
    """
    digest = merged(DIGEST.loads(unpack(task.digest)), merges=task.merges)
    press = _press(task.site, task.templates, task.version)
    pages, showing = debate_pages(digest, around=task.around, press=press, parts=task.parts)
    return Printed(pages, pack(SHOWING.dumps(showing)))


@lru_cache(maxsize=2)
def _press(site: SiteInfo, templates: tuple[Path, ...], version: str) -> Press:
    """The templates, compiled once for each process and version."""
    return Press(site, environment(templates, language=site.language))
