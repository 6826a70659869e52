"""The desk of an editor: tells the pages of a preview what can be corrected, and writes what is decided there."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from digest.analysis.similarity import Similarity, named
from digest.curation import curation_path
from digest.errors import CurationError, DigestError, place
from digest.preview.forms import items_of
from digest.preview.guard import Refused
from digest.preview.things import passages, things
from digest.review.ledger import Changed, Ledger, Look, NotFollowed
from digest.review.showing import shown
from digest.settings import load_site
from digest.text.counting import counted

__all__ = ["Desk"]

_PAGE = re.compile(r"debates/(?P<slug>[^/]+)/(?!embed\.html)")
_OTHERS = "Somebody changed this debate's files in the meantime, so nothing was written."
_CHECKED = "A citation is checked to exist, not to carry its sentence."


@dataclass(slots=True)
class Desk:
    """The corrections of a site's debates.

    Attributes:
        config: the site's mkdocs.yml.
        files: the file of each debate, relative to the site's folder, by the debate's slug.
    """

    config: Path
    files: Mapping[str, str] = field(default_factory=dict)
    _ledgers: dict[str, Ledger] = field(default_factory=dict)
    _alone: threading.Lock = field(default_factory=threading.Lock)

    def debate_of(self, page: str) -> str | None:
        """The slug of the debate that a page belongs to, by its address beneath the site's."""
        found = _PAGE.match(f"{page}/")
        return found["slug"] if found and found["slug"] in self.files else None

    def read(self, debate: str, asked: Mapping[str, str]) -> dict[str, Any]:
        """What can be corrected and what is proposed; with `post` or `point` among `asked`, the words of that.

        Raises:
            Refused: there is no such debate, or its files cannot be read.
        """
        with self._alone:
            try:
                ledger = self._ledger(debate)
                look = ledger.look()
            except DigestError as error:
                raise Refused(422, str(error.faults[0])) from None
            if "point" in asked:
                point = next((one for one in look.digest.key_points if one.id == asked["point"]), None)
                if point is None:
                    raise Refused(409, "This point is not there any more.")
                return {"passages": passages(look.digest, point)}
            if "post" in asked:
                post = next((one for one in look.digest.document.posts if one.id == asked["post"]), None)
                if post is None:
                    raise Refused(409, "This post is not there any more.")
                return {"text": post.text}
            return _state(debate, ledger, look)

    def write(self, debate: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Follow a decision; the answer is as `read` gives it afterwards, with what was `done`.

        Raises:
            Refused: it cannot be followed, or is about what is not there any more.
        """
        with self._alone:
            try:
                ledger = self._ledger(debate)
                done = _decided(ledger, asked)
                return {**_state(debate, ledger, ledger.look()), "done": done}
            except Changed:
                raise Refused(409, _OTHERS) from None
            except NotFollowed as wrong:
                raise Refused(422, str(wrong), **_field(asked)) from None
            except CurationError as error:
                raise Refused(422, str(error.faults[0])) from None
            except DigestError as error:
                raise Refused(500, str(error.faults[0])) from None

    def _ledger(self, debate: str) -> Ledger:
        if debate not in self.files:
            raise Refused(404, "There is no such debate.")
        name = self.files[debate]
        site = load_site(self.config)
        ledger = self._ledgers.setdefault(name, Ledger(site.root / name, site.root))
        ledger.language, ledger.similarity = site.settings.language, _similarity(site.settings.similarity)
        return ledger


@lru_cache(maxsize=2)
def _similarity(name: str) -> Similarity | None:
    return named(name)


def _state(debate: str, ledger: Ledger, look: Look) -> dict[str, Any]:
    model, date = look.kept.head.get("model"), look.kept.head.get("date")
    when = f" on {date}" if date else ""
    return {
        "name": debate,
        "file": place(curation_path(ledger.file), ledger.root),
        "version": look.version,
        "undo": ledger.undoes,
        "from": f"Proposed by {model}{when}. {_CHECKED}" if model else "",
        "things": things(look.digest),
        "proposals": shown(look.digest, look.proposals.items()),
    }


def _decided(ledger: Ledger, asked: Mapping[str, Any]) -> str:
    """What was done, for the person who decided."""
    version, what = asked.get("version"), asked.get("do")
    if not isinstance(version, str):
        raise Refused(400, "The request does not say what it has seen.")
    if what == "undo":
        return f"Undone: {ledger.undo(version=version)}."
    if what in ("accept", "reject"):
        names = asked.get("proposals")
        if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
            raise Refused(400, "The request names no proposals.")
        count = (ledger.accept if what == "accept" else ledger.reject)(names, version=version)
        return f"{counted(count, 'proposal')} {what}ed."
    if what == "edit":
        kind, name, fields = asked.get("kind"), asked.get("id"), asked.get("fields")
        proposal = asked.get("proposal", "")
        if not isinstance(kind, str) or not isinstance(name, str) or not isinstance(proposal, str):
            raise Refused(400, "The request does not say what it is about.")
        if not isinstance(fields, dict):
            raise Refused(400, "The form says nothing that can be corrected.")
        look = ledger.look()
        if look.version != version:
            raise Changed
        ledger.say(items_of(look.digest, kind, name, fields), version=version, instead_of=proposal)
        return "Saved."
    raise Refused(400, "The request does not say what to do.")


def _field(asked: Mapping[str, Any]) -> dict[str, str]:
    """The field of a form with one field, at which is said what is wrong."""
    fields = asked.get("fields")
    return {"field": str(next(iter(fields)))} if isinstance(fields, dict) and len(fields) == 1 else {}
