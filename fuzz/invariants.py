"""What holds for every input, whatever it is: a document that keeps its promises, or one clear fault, and soon."""

from __future__ import annotations

from dataclasses import replace

from digest import analyze
from digest.cli.terminal import to_text
from digest.errors import ContentError
from digest.model import TITLE, Document, Post
from digest.model.contract import to_json
from digest.sources import READERS, read_text, write
from digest.sources.base import source_file
from digest.sources.markdown_format import formatted
from digest.text.spans import blocks_of

__all__ = ["BrokenError", "check"]


class BrokenError(Exception):
    """A promise does not hold; which one."""


_SHORT = 4000
"""Characters of a document that is also analysed and written, which takes a hundred times as long as to read it."""


def check(raw: bytes, *, path: str, thorough: bool = True) -> bool:
    """Try an input with every reader that takes it.

    Args:
        raw: a file's bytes.
        path: its name, whose ending some readers heed.
        thorough: also analyse and write what was read.

    Returns:
        Whether it was read as a document.

    Raises:
        BrokenError: a promise does not hold.
        Exception: whatever a reader raises that is no ContentError.
    """
    try:
        file = source_file(raw, path=path)
    except ContentError as error:
        _try_told(error)
        return False
    for reader in READERS:
        sure = reader.sniff(file)
        _hold(0 <= sure <= 1, "a reader is surer than sure")
        if sure > 0:
            try:
                _try_sound(reader.read(file, "en"))
            except ContentError as error:
                _try_told(error)
    try:
        document = read_text(raw, path=path)
    except ContentError as error:
        _try_told(error)
        return False
    _hold(document.posts, "a document has posts")
    if thorough and sum(len(post.text) for post in document.posts) <= _SHORT:
        _try_written(document)
        _try_analysed(document)
    return True


def _hold(promise: object, words: str) -> None:
    if not promise:
        raise BrokenError(words)


def _try_told(error: ContentError) -> None:
    _hold(error.faults, "an error without a fault")
    for fault in error.faults:
        _hold("\n" not in str(fault), "a fault is one line")
        str(fault).encode()


def _try_sound(document: Document) -> None:
    _hold(document.title == " ".join(document.title.split()), "a title is one line")
    _hold(document.title, "a document has a title")
    _hold(document.slug.isascii(), "a slug is fit for an address")
    seen: set[str] = set()
    for post in document.posts:
        _hold(post.id, "a post has an id")
        _hold(post.id not in seen, "ids are unique")
        _hold(post.parent is None or post.parent in seen, "a parent comes before its replies")
        _hold(0 <= post.parent_confidence <= 1, "a confidence is a share")
        _hold(post.status == "present" or not post.text, "what is gone has no words")
        _hold(post.author is None or post.author == " ".join(post.author.split()) != "", "an author is a name")
        _hold(post.date is None or post.date.tzinfo is not None, "a time knows its zone")
        post.text.encode()
        _try_covered(post)
        seen.add(post.id)


def _try_covered(post: Post) -> None:
    at = 0
    for block in post.blocks:
        _hold(at <= block.start < block.end <= len(post.text), "blocks lie in order and do not overlap")
        _hold(not post.text[at : block.start].strip(), "between blocks nothing is said")
        _hold(post.text[block.start : block.end].strip(), "a block says something")
        at = block.end
    _hold(not post.text[at:].strip(), "blocks cover the text")
    for mark in post.marks:
        _hold(0 <= mark.start < mark.end <= len(post.text), "marks lie within the text")
        _hold("\n" not in post.text[mark.start : mark.end], "a mark lies within a line")
        _hold((mark.kind == "link") == (mark.url is not None), "a link has an address")
        _hold(mark.url is None or mark.url.split(":")[0] in ("http", "https", "mailto"), "a link is safe")


def _try_written(document: Document) -> None:
    text = write(document)
    again = read_text(text.encode("utf-8", "replace"), path="x.md")
    _hold(again.title == document.title, "a title is written as it is")
    _hold(list(map(_lineless, again.posts)) == list(map(_lineless, document.posts)), "what is written is read again")
    _hold(write(again) == text.replace(f"\nslug: {_quoted(document.slug)}", ""), "written twice it is the same")
    file = source_file(text.encode("utf-8", "replace"), path="x.md")
    _hold(formatted(file) == file.text, "what is written is in form")


def _quoted(text: str) -> str:
    return f'"{text}"'


def _lineless(post: Post) -> Post:
    return replace(post, lines=None, blocks=blocks_of(post))


def _try_analysed(document: Document) -> None:
    digest = analyze(document)
    posts = {post.id: post for post in digest.document.posts}
    for claim in digest.claims:
        _hold(posts[claim.post].text[claim.start : claim.end] == claim.text, "a claim is verbatim")
    for quote in digest.quotes:
        _hold(0 <= quote.start < quote.end <= len(posts[quote.post].text), "a quote lies within its post")
        if quote.source is not None:
            _hold(quote.source_start is not None, "what is traced has a place")
            _hold(quote.source_end is not None, "what is traced has a place")
            _hold(0 <= quote.source_start < quote.source_end <= len(posts[quote.source].text), "and lies within it")
    names = {claim.id for claim in digest.claims} | {TITLE}
    _hold(all({one.source, one.target} <= names for one in digest.relations), "relations join what there is")
    to_json(digest)
    to_text(digest)
