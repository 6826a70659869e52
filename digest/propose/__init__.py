"""A language model proposes corrections of a debate; a person decides.

    model     one model, through the library `llm`
    asking    asks it within bounds, keeps its answers
    shown     a debate as it sees it, in parts that fit
    steps     what it is asked, and what is made of its answers
    checks    what a program can see of them: ids, passages, numbers
    prompts   its prompts, which a site can replace
    work      the record of what was read, which all steps share
    run       all steps over a debate, or over what is new in it

Proposals lie beside a debate in `NAME.proposals.yml`, in the same words as corrections. `digest.curation.proposals`
has the format of that file.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from digest.analysis.similarity import Similarity
from digest.atomic_write import replace_source
from digest.curation import Curation, beside, curation_path
from digest.curation.items import Hide, Item, Join, Parent, PinPoint, Redact, SetTopic, Split
from digest.curation.lookup import Posts
from digest.curation.proposals import Kept, kept_of, proposals_path, rejected, text_of, told
from digest.curation.writing import fingerprint, plain
from digest.errors import CurationError, Fault, OutputError
from digest.model import Document
from digest.propose.asking import Asker
from digest.propose.model import Model, ProposeError, named
from digest.propose.prompts import Prompts
from digest.propose.run import Proposed, run
from digest.propose.steps import STEPS
from digest.propose.work import Tell
from digest.recipe import curate
from digest.sources import read

__all__ = [
    "STEPS",
    "Asker",
    "Model",
    "Prompts",
    "Proposal",
    "ProposeError",
    "named",
    "proposals_path",
    "propose",
    "refresh",
]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What came of asking about a debate.

    Attributes:
        path: of the file of proposals.
        proposed: what is in it.
        stale: how many earlier proposals no longer match.
    """

    path: Path
    proposed: Proposed
    stale: int


def propose(
    file: Path,
    *,
    asker: Asker,
    prompts: Prompts,
    only: Collection[str] = STEPS,
    language: str = "en",
    similarity: Similarity | None = None,
    today: date,
    tell: Tell = lambda what, done, total: None,
) -> Proposal:
    """Ask a model about a debate, and write what it proposes beside it.

    Args:
        file: the debate.
        only: the steps to ask.
        language: of a debate that names none.
        today: the date to write down.

    Raises:
        ContentError: the debate cannot be read.
        CurationError: a file beside it cannot be read.
        OutputError: the proposals cannot be written; the file is then as it was.
    """
    lying = beside(file)
    document = read(file, language=language)
    done = curate(document, curation=lying.curation, record=lying.record, similarity=similarity)
    kept = _matching(_kept(file), document, lying.curation, similarity)
    found = run(
        done.digest,
        asker=asker,
        prompts=prompts,
        kept=kept,
        editor=lying.curation,
        only=only,
        tell=tell,
        today=today,
    )
    path = proposals_path(file)
    refused = rejected(kept.head)
    found = replace(found, items=tuple(one for one in found.items if fingerprint(one) not in refused))
    head = dict(found.head) | {"stale": list(kept.head.get("stale") or ())}
    head |= {"rejected": sorted(refused)} if refused else {}
    if not asker.dry:
        _write(path, text_of(found.items, head=head, curation=curation_path(file).name))
    return Proposal(path, found, len(head["stale"]))


def refresh(file: Path, *, language: str = "en", similarity: Similarity | None = None) -> int:
    """After an import: mark the proposals that no longer match as stale.

    Returns:
        How many are stale now; 0 where there are no proposals.
    """
    if not proposals_path(file).exists():
        return 0
    document = read(file, language=language)
    found = _matching(_kept(file), document, beside(file).curation, similarity)
    _write(proposals_path(file), text_of(found.items, head=found.head, curation=curation_path(file).name))
    return len(found.head.get("stale") or ())


def _kept(file: Path) -> Kept:
    path = proposals_path(file)
    try:
        text = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise CurationError(Fault(f"cannot be read ({error})", path=str(path))) from None
    return kept_of(text, path=str(path))


def _matching(kept: Kept, document: Document, editor: Curation, similarity: Similarity | None) -> Kept:
    """The proposals that still match; the head tells of the others, without their words."""
    if not kept.items:
        return kept
    # What the editor hides is no longer there to be named, and posts are cut as the editor says.
    posts = [replace(one, line=0) for one in editor.items if isinstance(one, Split | Join | Parent | Hide | Redact)]

    def wrong(items: Sequence[Item]) -> set[int]:
        numbered = [replace(one, line=at) for at, one in enumerate(items, 1)]
        done = curate(document, curation=Curation("", items=(*posts, *numbered)), similarity=similarity)
        return {one.line for one in done.findings if not one.held} - {0}

    items = list(kept.items)
    if missed := wrong(items):
        names = Posts(curate(document, curation=Curation("", items=tuple(posts))).digest.document)
        items = [_trimmed(one, names) if at in missed else one for at, one in enumerate(items, 1)]
        missed = wrong(items)
    stale = [told(one) for at, one in enumerate(items, 1) if at in missed]
    before = [str(one) for one in kept.head.get("stale") or ()]
    still = tuple(plain(one) for at, one in enumerate(items, 1) if at not in missed)
    return Kept(dict(kept.head) | {"stale": [*before, *stale]}, still)


def _trimmed(item: Item, posts: Posts) -> Item:
    """An item without the posts that are gone, and without answers, of which one may be gone."""
    if isinstance(item, SetTopic):
        there = tuple(one for one in item.posts if len(posts.named(one)) == 1)
        return replace(item, posts=there) if there else item
    if isinstance(item, PinPoint):
        makers = tuple(one for one in item.posts or () if len(posts.named(one)) == 1)
        return replace(item, posts=makers or None, answered_by=None)
    return item


def _write(path: Path, text: str) -> None:
    try:
        replace_source(path, text=text)
    except OSError as error:
        fault = Fault(f"cannot be written ({error.strerror or error})", path=str(path), hint="the file is unchanged")
        raise OutputError(fault) from None
