"""What the steps of a run share: the debate, the model, and the record of what was read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from digest.curation.items import SetProposition
from digest.curation.names import Names
from digest.curation.proposals import Kept
from digest.model import Digest
from digest.propose.asking import Asker, NoAnswerError, tokens_of
from digest.propose.checks import Dropped
from digest.propose.prompts import Prompts
from digest.propose.shown import Part, Shown, cut
from digest.propose.steps import SCHEMAS
from digest.text.slugs import short_hash

__all__ = ["Tell", "Work"]

Tell = Callable[[str, int, int], None]
"""Hears of progress: what is being done, how many are done, how many there are."""


@dataclass(slots=True)
class Work:
    """A debate, the model that is asked about it, and what came of that so far.

    Attributes:
        digest: the debate as it is published.
        kept: what was proposed before and still holds.
        dropped: what was dropped of the answers.
        skipped: what could not be asked or used, and why.
        asked: for each step, the short ids of the posts that it has read, in this run or before.
    """

    digest: Digest
    asker: Asker
    prompts: Prompts
    kept: Kept
    tell: Tell
    shown: Shown = field(init=False)
    names: Names = field(init=False)
    dropped: Dropped = field(default_factory=Counter)
    skipped: list[str] = field(default_factory=list)
    asked: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.shown = Shown.of(self.digest.document)
        self.names = Names(self.digest)

    def marks(self, ids: Iterable[str]) -> list[str]:
        """What tells a post that was asked about from one that is new or was edited."""
        by_place = self.names.posts.by_place
        posts = [self.shown.posts[one] for one in ids]
        return [short_hash("" if by_place else post.id, post.text) for post in posts]

    def new(self, step: str) -> list[str]:
        """Short ids of the posts that a step has not read yet."""
        before = self.kept.head.get("steps")
        known = set((before.get(step) or {}).get("asked") or ()) if isinstance(before, dict) else set()
        every = list(self.shown.posts)
        return [one for one, mark in zip(every, self.marks(every), strict=True) if mark not in known]

    def ask(self, step: str, what: str, **values: Any) -> dict[str, Any] | None:
        """An answer; None, and a reason, where there is none."""
        document = self.digest.document
        system = self.prompts.of("system").render(language=document.language)
        prompt = self.prompts.of(step).render(title=document.title, **values)
        try:
            return self.asker.ask(prompt, system=system, schema=SCHEMAS[step])
        except NoAnswerError as error:
            if not self.asker.dry:
                self.skipped.append(f"{what}: {error}")
            return None

    def parts(self, step: str, only: Collection[str] | None = None) -> list[Part]:
        """The debate in parts that fit beside the prompt of a step."""
        around = tokens_of(self.prompts.of("system").render(language="en")) + tokens_of(json.dumps(SCHEMAS[step]))
        around += tokens_of(self.prompts.of(step).render(title=self.digest.document.title, **_EMPTY)) + 300
        return cut(self.shown, room=self.asker.context - self.asker.answer - around, only=only)

    def each(self, step: str, only: Collection[str], **values: Any) -> Iterator[tuple[Part, dict[str, Any]]]:
        """The answers about each part; a post counts as read when all its pieces were."""
        parts = self.parts(step, only)
        failed: set[str] = set()
        for at, part in enumerate(parts, 1):
            self.tell(f"Asking about {step}", at, len(parts))
            given = {name: value() if callable(value) else value for name, value in values.items()}
            answer = self.ask(step, f"{step}, part {at} of {len(parts)}", posts=part.text, **given)
            if answer is None:
                failed |= part.ids
            else:
                yield part, answer
        read = [one for one in self.shown.posts if one not in failed]
        self.asked[step] = [one for one in read if one in only or one not in self.new(step)]

    def proposition(self) -> str:
        """What the sides are about, as far as it is known: as proposed, as found, or the title."""
        given = next((one.proposition for one in self.kept.items if isinstance(one, SetProposition)), None)
        found = self.digest.proposition
        return given or (found.text if found else self.digest.document.title)


_EMPTY: Mapping[str, Any] = {"posts": "", "proposition": "", "known": (), "candidates": "", "points": "", "most": 0}
