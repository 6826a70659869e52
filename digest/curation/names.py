"""The shortest names of posts, claims and threads that still hold when a debate is imported again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import yaml

from digest.curation.fields import Ref
from digest.curation.lookup import Claims, Posts, threads_named
from digest.model import ArgumentThread, Claim, Digest, Post
from digest.text.spans import own_blocks

__all__ = ["Names", "one_line", "own_words", "quoted"]

_NUMBERED = re.compile(r"p\d+")
"""Ids given by counting, which change when a post is inserted."""
_WORDS = (5, 8, 12, 20, 40)
"""The lengths of references, in words, that are tried in this order."""


class Names:
    """The shortest stable names of a debate's posts, claims and threads."""

    def __init__(self, digest: Digest) -> None:
        self.posts = Posts(digest.document)
        self.claims = Claims(self.posts, digest.claims)
        self.threads = digest.threads

    def post(self, post: Post) -> str:
        """As `of_post`, in quotes for YAML."""
        return quoted(self.of_post(post))

    def of_post(self, post: Post) -> str:
        """The id; if it is only a line number or a count, words of the post."""
        if not self.posts.by_place and not _NUMBERED.fullmatch(post.id):
            return post.id
        for text in _beginnings(own_words(post)):
            if self.posts.named(text) == (post,):
                return text
        return one_line(own_words(post))

    def claim(self, claim: Claim) -> str:
        """Words of the claim, with its post if other posts contain them as well."""
        for text in _beginnings(claim.text):
            if self.claims.named(Ref(text)) == (claim,):
                return quoted(text)
        post = self.post(self.posts.by_id[claim.post])
        return f"{{post: {post}, text: {quoted(one_line(claim.text))}}}"

    def thread(self, thread: ArgumentThread) -> str:
        """Words of its lead claim; its id if these match no thread, or another one."""
        named = self.claim(self.claims.by_id[thread.lead])
        if named.startswith("{"):
            return quoted(thread.id)
        found = threads_named(_unquoted(named), threads=self.threads, claims=self.claims)
        return named if found == (thread,) else quoted(thread.id)

    def place(self, line: Post) -> str:
        """The first words of a line of a transcript, as many as make them unique."""
        for text in _beginnings(own_words(line)):
            if len(self.posts.places(text)) == 1:
                return quoted(text)
        return quoted(own_words(line))


def _beginnings(text: str) -> Iterator[str]:
    words = text.split()
    for count in _WORDS:
        yield " ".join(words[:count])
        if count >= len(words):
            return


def own_words(post: Post) -> str:
    """The first own words of the author of a post."""
    return next((post.text[one.start : one.end] for one in own_blocks(post)), post.text)


def one_line(text: str) -> str:
    """A text without line breaks."""
    return " ".join(text.split())


def quoted(text: str) -> str:
    """A YAML scalar in double quotes, on one line."""
    text = json.dumps(one_line(text), ensure_ascii=False)
    return "".join(one if one.isprintable() else f"\\U{ord(one):08x}" for one in text)


def _unquoted(scalar: str) -> str:
    return str(yaml.safe_load(scalar))
