"""The result of each correction: what it matched, or why it could not be applied."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from digest.curation.items import Hide, Item, Redact
from digest.curation.lookup import nearest
from digest.errors import Fault

__all__ = ["Finding", "Report"]

_T = TypeVar("_T")
_MOST_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """One correction and its result.

    Attributes:
        line: of the file of corrections.
        what: the correction in words, with what it matched, or the problem.
        hint: how to fix a correction that could not be applied.
        held: whether it was applied.
        shows: whether something may be shown that should be hidden; the debate must not be published then.
    """

    line: int
    what: str
    hint: str = ""
    held: bool = True
    shows: bool = False

    def fault(self, path: str) -> Fault:
        """The fault for a correction that could not be applied."""
        until = "; the debate is not published until this is fixed" if self.shows else ""
        return Fault(self.what, path=path, line=self.line, hint=f"{self.hint}{until}" or None)


class Report:
    """The findings of one pass over a file of corrections, in the order in which they were made."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def held(self, item: Item, what: str) -> None:
        """Record that a correction was applied; a proposal is none that its editor wrote."""
        if item.reviewed:
            self.findings.append(Finding(item.line, f"{_name(item)}: {what}"))

    def missed(self, item: Item, what: str, hint: str, *, shows: bool = False) -> None:
        """Record that a correction could not be applied.

        Args:
            shows: whether something may be shown that it should have hidden.
        """
        if item.reviewed:
            self.findings.append(Finding(item.line, f"{_name(item)}: {what}", hint, held=False, shows=shows))

    def one(
        self,
        item: Item,
        name: str,
        found: Sequence[_T],
        *,
        kind: str,
        shown: Callable[[_T], str],
        texts: Iterable[str],
    ) -> _T | None:
        """The only match of a name; None, and a finding, if there are no or several matches.

        Args:
            kind: of thing, in the singular ("post").
            texts: for the suggestion of a similar name.
        """
        if len(found) == 1:
            return found[0]
        if not found:
            near = nearest(name, texts)
            hint = f"did you mean “{near}”?" if near else "`digest curate` lists them"
            shows = isinstance(item, Hide | Redact)
            self.missed(item, f"no {kind} matches “{name}”", hint, shows=shows)
            return None
        some = "; ".join(shown(one) for one in found[:_MOST_SHOWN])
        more = f"; and {len(found) - _MOST_SHOWN} more" if len(found) > _MOST_SHOWN else ""
        self.missed(item, f"{len(found)} {kind}s match: {some}{more}", "quote more of the one you mean")
        return None


def _name(item: Item) -> str:
    """The name of a correction in the words of the file."""
    words = {
        "Parent": "answers",
        "SetRole": "role",
        "SetRelation": "relation",
        "SetStance": "stance",
        "SetProposition": "proposition",
        "SetSide": "side",
        "SetTopic": "topic",
        "RenameTopic": "rename topic",
        "RenameThread": "rename thread",
        "MergeThreads": "merge threads",
        "SplitThread": "split thread",
        "PinPoint": "pin key point",
        "SetPoint": "key point",
        "RewordPoint": "reword key point",
        "DropPoint": "drop key point",
        "MergePhrases": "merge keyphrases",
        "RenamePhrase": "rename keyphrase",
    }
    kind = type(item).__name__
    return words.get(kind) or kind.lower()
