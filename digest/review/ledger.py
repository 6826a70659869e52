"""What is decided about one debate: written to its files of corrections and proposals, and taken back.

Whoever decides has seen a version of these files. If they are another one by now, nothing is written: two editors, or
an editor and a model, lose none of each other's work.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path

from digest.analysis.similarity import Similarity
from digest.atomic_write import replace_source
from digest.curation import Curation, beside, curation_path, loads
from digest.curation.items import SECTIONS, Item, Sentence
from digest.curation.proposals import Kept, kept_of, proposals_path, rejected, settled, text_of
from digest.curation.writing import fingerprint, section_of
from digest.errors import CurationError, Fault, OutputError, place, refused
from digest.model import Digest
from digest.recipe import Curated, curate
from digest.review.instead import edit_of, with_proposal
from digest.review.splicing import Add, Edit, Summary, spliced
from digest.sources import read
from digest.text.counting import counted

__all__ = ["Changed", "Ledger", "Look", "NotFollowed"]

_MOST = 200
"""So many decisions can be taken back."""


class Changed(Exception):  # noqa: N818 it is an answer
    """The files are not those that were looked at."""


class NotFollowed(Exception):  # noqa: N818 it is an answer
    """What was decided cannot be followed in this debate."""


@dataclass(frozen=True, slots=True)
class Look:
    """A debate and what is said and proposed of it, as its files are now.

    Attributes:
        version: changes with the files.
        digest: the debate, corrected.
        proposals: by their ids, those that nobody has decided; the sentences of a summary are one.
        unmet: what is wrong with corrections that do not fit the debate.
        stale: by their ids, why some of them cannot be followed: the debate has changed since they were made.
    """

    version: str
    digest: Digest
    editor: Curation
    kept: Kept
    proposals: dict[str, tuple[Item, ...]]
    stale: dict[str, str]
    unmet: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Past:
    """A decision: both files before and after it; None for one that was not there."""

    what: str
    before: tuple[bytes | None, bytes | None]
    after: tuple[bytes | None, bytes | None]


@dataclass(slots=True)
class Ledger:
    """The decisions about one debate, which can be undone for as long as this object lives.

    Attributes:
        file: the debate.
        root: the folder that faults name files relative to.
    """

    file: Path
    root: Path
    language: str = "en"
    similarity: Similarity | None = None
    _past: list[_Past] = field(default_factory=list)
    _known: tuple[tuple[bytes | None, ...], Look] | None = None

    @property
    def undoes(self) -> str:
        """What `undo` would take back; empty where there is nothing."""
        return self._past[-1].what if self._past else ""

    def look(self) -> Look:
        """The debate as its files are now.

        Raises:
            DigestError: a file cannot be read.
        """
        raw = (*self._raw(), _bytes(self.file))
        if self._known is None or self._known[0] != raw:
            self._known = raw, self._looked(_version(raw))
        return self._known[1]

    def _looked(self, version: str) -> Look:
        lying = beside(self.file, root=self.root)
        done = self._curated(lying.curation)
        path = proposals_path(self.file)
        kept = kept_of((_bytes(path) or b"").decode("utf-8-sig", "replace"), path=place(path, self.root))
        gone = rejected(kept.head)
        left = [one for one in kept.items if fingerprint(one) not in gone and not settled(one, editor=lying.curation)]
        proposals: dict[str, tuple[Item, ...]] = {}
        for one in sorted(left, key=_order):
            name = "summary" if isinstance(one, Sentence) else fingerprint(one)
            proposals[name] = (*proposals.get(name, ()), one)
        return Look(
            version,
            done.digest,
            lying.curation,
            kept,
            proposals,
            self._stale(lying.curation, proposals),
            frozenset(one.what for one in done.findings if not one.held),
        )

    def _stale(self, editor: Curation, proposals: Mapping[str, Sequence[Item]]) -> dict[str, str]:
        """The proposals that cannot be followed beside the corrections, and why."""
        every = [(name, one) for name, items in proposals.items() for one in items]
        if not every:
            return {}
        # Of two items on one thing the first counts, so the editor's stand first; lines tell the proposals from them.
        mine = [replace(one, line=0) for one in editor.items]
        theirs = [replace(one, line=at) for at, (_, one) in enumerate(every, 1)]
        done = self._curated(replace(editor, items=(*mine, *theirs)))
        wrong: dict[str, str] = {}
        for one in done.findings:
            if not one.held and one.line:
                wrong.setdefault(every[one.line - 1][0], one.what)
        return wrong

    def accept(self, names: Iterable[str], *, version: str) -> int:
        """Take proposals over as corrections; of several, those that are stale stay where they are.

        Returns:
            How many.

        Raises:
            Changed: somebody wrote in the meantime.
            NotFollowed: one of them does not fit the debate.
            DigestError: a file cannot be read or written.
        """
        look = self._same(version)
        chosen = self._chosen(look, names)
        wrong = [look.stale[one] for one in chosen if one in look.stale]
        if len(wrong) == len(chosen):
            raise NotFollowed(wrong[0])
        chosen = {name: items for name, items in chosen.items() if name not in look.stale}
        edits: list[Edit] = []
        for items in chosen.values():
            mine = [replace(one, by=look.kept.model) for one in items]
            sentences = tuple(one for one in mine if isinstance(one, Sentence))
            edits += [Summary(sentences)] if sentences else [Add(one) for one in mine]
        taken = [one for items in chosen.values() for one in items]
        self._write(f"accepted {_counted(chosen)}", version=version, edits=edits, gone=taken)
        return len(chosen)

    def reject(self, names: Iterable[str], *, version: str) -> int:
        """Have proposals never shown again; returns how many. Raises as `accept`."""
        look = self._same(version)
        chosen = self._chosen(look, names)
        gone = [one for items in chosen.values() for one in items]
        self._write(f"rejected {_counted(chosen)}", version=version, gone=gone, rejecting=True)
        return len(chosen)

    def say(self, said: Sequence[Item] | str, *, version: str, instead_of: str = "") -> None:
        """Write what an editor says, in the place of what they said of the same before.

        Args:
            said: corrections, or a summary that cites nothing.
            instead_of: the id of a proposal that they changed.

        Raises:
            As `accept`.
        """
        look = self._same(version)
        proposal = look.proposals.get(instead_of, ())
        sentences = tuple(one for one in said if isinstance(one, Sentence)) if not isinstance(said, str) else ()
        if isinstance(said, str) or sentences:
            edits: list[Edit] = [Summary(said if isinstance(said, str) else sentences)]
        else:
            edits = [edit_of(with_proposal(one, proposal), digest=look.digest, editor=look.editor) for one in said]
        self._write("an edit", version=version, edits=edits, gone=proposal, rejecting=True)

    def undo(self, *, version: str) -> str:
        """Take the last decision back.

        Returns:
            What it was.

        Raises:
            Changed: the files are not as it left them.
            DigestError: a file cannot be written.
        """
        self._same(version)
        if not self._past:
            raise NotFollowed("There is nothing to undo.")
        last = self._past[-1]
        if self._raw() != last.after:
            raise Changed
        for path, text in zip(self._paths(), last.before, strict=True):
            _put(path, text)
        self._past.pop()
        return last.what

    def _paths(self) -> tuple[Path, Path]:
        return curation_path(self.file), proposals_path(self.file)

    def _raw(self) -> tuple[bytes | None, bytes | None]:
        first, second = self._paths()
        return _bytes(first), _bytes(second)

    def _same(self, version: str) -> Look:
        look = self.look()
        if look.version != version:
            raise Changed
        return look

    def _chosen(self, look: Look, names: Iterable[str]) -> dict[str, tuple[Item, ...]]:
        wanted = list(dict.fromkeys(names))
        if not wanted or any(one not in look.proposals for one in wanted):
            raise Changed
        return {one: look.proposals[one] for one in wanted}

    def _write(
        self,
        what: str,
        *,
        version: str,
        edits: Sequence[Edit] = (),
        gone: Sequence[Item] = (),
        rejecting: bool = False,
    ) -> None:
        """Write a decision.

        Args:
            gone: the proposals that it settles.
            rejecting: they shall not be proposed again.
        """
        before = self._raw()
        curation, proposals = self._paths()
        text = (before[0] or b"").decode("utf-8-sig")
        new = spliced(text, edits, path=place(curation, self.root)) if edits else text
        if edits:
            self._fits(new)
        if self._raw() != before or _version((*before, _bytes(self.file))) != version:
            raise Changed  # that took a while
        rest = None
        if gone and before[1] is not None:
            kept = kept_of(before[1].decode("utf-8-sig"), path=place(proposals, self.root))
            names = {fingerprint(one) for one in gone}
            refused = rejected(kept.head) | names if rejecting else rejected(kept.head)
            head = dict(kept.head) | ({"rejected": sorted(refused)} if refused else {})
            left = [one for one in kept.items if fingerprint(one) not in names]
            rest = text_of(left, head=head, curation=curation.name).encode()
        if new != text:
            _put(curation, new.encode())
        if rest is not None:  # only now: a proposal that is written in both files counts as decided
            _put(proposals, rest)
        self._past = [*self._past, _Past(what, before, self._raw())][-_MOST:]

    def _fits(self, new: str) -> None:
        """See that nothing is wrong that was not wrong before.

        Raises:
            NotFollowed: something is.
        """
        path = place(curation_path(self.file), self.root)
        known = self.look().unmet
        found = self._curated(loads(new, path=path)).findings
        wrong = next((one for one in found if not one.held and one.what not in known), None)
        if wrong is not None:
            raise NotFollowed(", ".join(filter(None, (wrong.what, wrong.hint))))

    def _curated(self, curation: Curation) -> Curated:
        document = read(self.file, root=self.root, language=self.language)
        record = beside(self.file, root=self.root).record
        return curate(document, curation=curation, record=record, similarity=self.similarity)


def _order(item: Item) -> int:
    """The place of a proposal among the others, which is the same after each decision."""
    sections = ["proposition", *SECTIONS]
    return sections.index(section_of(item))


def _counted(chosen: Mapping[str, object]) -> str:
    return counted(len(chosen), "proposal")


def _version(raw: Iterable[bytes | None]) -> str:
    state = blake2b(digest_size=12)
    for one in raw:
        state.update(b"-" if one is None else b"%d:%s" % (len(one), one))
    return state.hexdigest()


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CurationError(Fault(f"cannot be read ({error.strerror or error})", path=str(path))) from None


def _put(path: Path, text: bytes | None) -> None:
    try:
        if text is None:
            path.unlink(missing_ok=True)
        else:
            replace_source(path, text=text.decode("utf-8"))
    except OSError as error:
        raise OutputError(refused(error, path=path, then="what was there is whole")) from None
