"""Where a reader says that something is wrong: an issue that is filled in already, or a mail.

The text says what the page says and drafts the correction, so that an editor can put it into the debate's file of
corrections as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from digest.site import escape, urls
from digest.site.translation import ENGLISH, Translation

__all__ = ["Report"]

_GITLAB = re.compile(r"https?://[^/]*gitlab[^/]*/", re.IGNORECASE)
_LONGEST = 240
"""Characters of somebody's words that are repeated: the address of a link must not grow without bounds."""


@dataclass(frozen=True, slots=True)
class Report:
    """Makes the links of one page.

    Attributes:
        to: the address of a repository, or an e-mail address; empty for no links.
        site: where the site is published; empty where nobody has said.
        page: the path of the page.
        source: the content file that the page is made from.
        translation: the language that reports are written in.
    """

    to: str
    site: str
    page: str
    source: str
    translation: Translation = ENGLISH

    def point(self, point: str, text: str) -> Markup | None:
        """For a key point, by its id and the words that are shown."""
        return self._link(self._("Key point: %(text)s", text=_cut(text)), f"key_points:\n  - drop: {point}\n")

    def relation(self, claim: str, text: str, word: str) -> Markup | None:
        """For what a claim does to another, by the claim's id, its words and what the page says of it."""
        draft = f"relations:\n  - source: {claim}\n    target: \n    type: none\n"
        return self._link(f"{escape.line(word)}: {_cut(text)}", draft)

    def post(self, post: str, label: str, answers: str) -> Markup | None:
        """For the place and the side of a post, by its id, its label and that of the post which it answers."""
        what = self._("%(name)s answers %(other)s", name=label, other=answers)
        return self._link(what, f"parents:\n  - post: {post}\n    answers: \n")

    def sides(self) -> Markup | None:
        """For the question of the debate and who is on which side of it."""
        return self._link(self._("The sides of the debate"), "sides:\n  - post: \n    side: for\n")

    def _(self, text: str, /, **values: object) -> str:
        return self.translation.gettext(text, **values)

    def _link(self, what: str, draft: str) -> Markup | None:
        if not self.to:
            return None
        where = urls.address(self.site, self.page) if self.site else self.page
        name = self.source.rpartition(".")[0] or self.source
        title = self._("Correction: %(what)s", what=what)
        page_says, wrong = self._("The page says: %(what)s", what=what), self._("What is wrong:")
        file = f"{name}.curation.yml"
        draft_for = self._("Draft for %(file)s:", file=file)
        body = f"{where}\n\n{page_says}\n\n{wrong} \n\n{draft_for}\n\n```yaml\n{draft}```\n"
        if "@" in self.to and "://" not in self.to:
            return escape.href(f"mailto:{quote(self.to, safe='@')}?subject={_part(title)}&body={_part(body)}")
        base = self.to.rstrip("/")
        if _GITLAB.match(base):
            fields = f"issue%5Btitle%5D={_part(title)}&issue%5Bdescription%5D={_part(body)}"
            return escape.href(f"{base}/-/issues/new?{fields}")
        return escape.href(f"{base}/issues/new?title={_part(title)}&body={_part(body)}")


def _cut(text: str) -> str:
    plain = escape.line(text)
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"


def _part(text: str) -> str:
    return quote(text, safe="")
