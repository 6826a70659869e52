"""Reads and analyses the debates of the content folder that changed since the last build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from digest.builder.cache import VECTORS, Cache, unpack
from digest.builder.folders import not_linked
from digest.builder.jobs import STUDY, Study, Task, study
from digest.builder.versions import ANALYSING, ANALYSIS, ENCODING, model, readers, source, versions_of
from digest.builder.workers import Workers
from digest.curation import Corrections, corrections
from digest.errors import ContentError, CurationError, Fault, OutputError, place
from digest.scaffold import placeholder_line
from digest.settings import Site
from digest.sources import raw_of
from digest.sources.discover import doubles, listed

__all__ = ["Debates", "Known", "Survey", "Tell", "survey", "understand"]

Tell = Callable[[str, int, int], None]
"""Hears of progress: what is being done, how many are done, how many there are."""
_FEW = 60_000
"""Fewer bytes of debates are understood sooner than processes start."""


@dataclass(frozen=True, slots=True)
class Known:
    """The analysis of a debate.

    Attributes:
        key: of its digest in the cache.
        new: whether this build analysed it, instead of reading the study from the cache.
    """

    key: str
    study: Study
    new: bool = False


@dataclass(slots=True)
class Debates:
    """The debates of a site.

    Attributes:
        known: by slug, in the order of their paths.
        analysed: how many of them were not in the cache.
        corrected: what editors say.
        unfinished: debates in which words that `digest new` wrote still stand.
    """

    site: Site
    cache: Cache
    corrected: Corrections
    known: dict[str, Known] = field(default_factory=dict)
    analysed: int = 0
    unfinished: tuple[Fault, ...] = ()

    def digest(self, slug: str) -> bytes:
        """A debate's digest, packed: out of the cache, or made again where somebody has emptied that meanwhile.

        Raises:
            ContentError: the debate's file is gone, or has changed since it was understood.
        """
        known = self.known[slug]
        if (entry := self.cache.packed("digest", known.key)) is not None:
            return entry
        path = known.study.outline.path
        task = _task(path, self)
        if task.key != known.key or (done := study(task)).faults:
            raise ContentError(Fault("changed while the site was being built", path=path, hint="build again"))
        self.cache.put("digest", task.key, done.digest)
        return done.digest


@dataclass(frozen=True, slots=True)
class Survey:
    """The debates that can be read, and what is wrong with the others and with the files of corrections.

    Attributes:
        unfinished: debates in which words that `digest new` wrote still stand.
    """

    debates: Debates
    content: tuple[Fault, ...]
    corrections: tuple[Fault, ...]
    unfinished: tuple[Fault, ...] = ()


def understand(site: Site, *, cache: Cache, workers: Workers, tell: Tell, drafts: bool = False) -> Debates:
    """Analyse the debates of a site.

    Args:
        drafts: those that are not to be published as well.

    Raises:
        ContentError: debates cannot be read; all that is wrong with all of them, and with their corrections.
        CurationError: a file of corrections cannot be read, or belongs to no debate, or hides what cannot be found.
        SettingsError: the model that the settings name cannot be loaded.
        OutputError: there are no debates, or drafts alone.
    """
    found = survey(site, cache=cache, workers=workers, tell=tell)
    if found.content:
        raise ContentError(*found.content, *found.corrections)
    if found.corrections:
        raise CurationError(*found.corrections)
    known = found.debates.known
    if not drafts:
        found.debates.known = {slug: one for slug, one in known.items() if not one.study.outline.draft}
        found.debates.analysed = sum(one.new for one in found.debates.known.values())
    if not found.debates.known:
        hint = "remove `draft: true` from one, or preview them with `digest serve`"
        raise OutputError(Fault("all debates are drafts", path=str(site.content), hint=hint))
    return found.debates


def survey(site: Site, *, cache: Cache, workers: Workers, tell: Tell) -> Survey:
    """As `understand`, but return the faults instead of raising them.

    Raises:
        ContentError: there is no content folder.
        OutputError: there are no debates.
    """
    not_linked(site, site.content, setting="content")
    paths, faults = listed(site.content, root=site.root)
    if not paths and not faults:
        raise OutputError(Fault("no debates found", path=str(site.content), hint="add one, see docs/content-format.md"))
    names = [place(path, site.root) for path in paths]
    corrected = Corrections()
    wrongly: tuple[Fault, ...] = ()
    try:
        corrected = corrections(names, folder=site.content, root=site.root, models=site.settings.propose.shown)
    except CurationError as error:
        wrongly = error.faults
    debates = Debates(site, cache, corrected)
    found: dict[str, Known] = {}
    wrong: dict[str, tuple[Fault, ...]] = {}
    new: list[tuple[int, str]] = []
    unfinished: list[Fault] = []
    for name in names:
        try:
            task = _task(name, debates)
        except ContentError as error:
            wrong[name] = error.faults
            continue
        if line := placeholder_line(task.raw):
            hint = "replace it"
            unfinished.append(Fault("still holds placeholder text from `digest new`", path=name, line=line, hint=hint))
        if (known := _remembered(task, cache)) is not None:
            found[name] = known
        else:
            new.append((len(task.raw), name))
    new.sort(key=lambda one: (-one[0], one[1]))  # the longest first: nobody waits for it at the end
    worth_it = len(new) > 1 and sum(size for size, _ in new) > _FEW
    tasks = _tasks((name for _, name in new), debates, wrong)
    for done, (task, studied) in enumerate(workers.run(study, tasks, worth_it=worth_it), 1):
        tell("Analysing debates", done, len(new))
        if studied.faults:
            wrong[task.path] = studied.faults
            continue
        cache.put("digest", task.key, studied.digest)
        cache.put("study", task.key, studied.study)
        found[task.path] = Known(task.key, STUDY.loads(unpack(studied.study)), new=True)
    faults += [fault for name in names for fault in wrong.get(name, ())]
    faults += doubles((name, found[name].study.outline.slug) for name in names if name in found)
    debates.known = {found[name].study.outline.slug: found[name] for name in names if name in found}
    debates.analysed = len(new)
    unsettled = [fault for one in debates.known.values() for fault in one.study.unsettled]
    debates.unfinished = tuple(unfinished)
    return Survey(debates, tuple(faults), (*wrongly, *unsettled), debates.unfinished)


def _tasks(names: Iterable[str], debates: Debates, wrong: dict[str, tuple[Fault, ...]]) -> Iterator[Task]:
    """The tasks. Each file is read when its task is taken, because all files together may not fit into memory."""
    for name in names:
        try:
            yield _task(name, debates)
        except ContentError as error:  # it has gone since it was listed
            wrong[name] = error.faults


def _task(name: str, debates: Debates) -> Task:
    site = debates.site
    similarity = site.settings.similarity
    its_model = model(similarity)
    used = ANALYSING if similarity == "lexical" else (*ANALYSING, *ENCODING)
    return Task(
        path=name,
        raw=raw_of(site.root / name, root=site.root),
        beside=debates.corrected.beside(name),
        language=site.settings.language,
        version=f"{source(ANALYSIS)} {versions_of(used)} {readers()} {its_model}",
        similarity=similarity,
        vectors=debates.cache.folder / (f"{VECTORS}-{its_model}" if its_model else VECTORS),
    )


def _remembered(task: Task, cache: Cache) -> Known | None:
    data = cache.get("study", task.key)
    if data is None:
        return None
    try:
        return Known(task.key, STUDY.loads(data))
    except ValueError:
        return None
