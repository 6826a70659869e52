"""Imports a discussion into the content folder, from a site, a file or standard input, and updates it later.

    bring("https://lobste.rs/s/abc123", into=Path("content"), tell=print)

The new text is parsed before it is written, so a build can always read the file. It replaces the old file completely
or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from digest.atomic_write import replace_source, unrecorded_of
from digest.errors import ContentError, Fault, OutputError
from digest.importing.anonymous import anonymous, nameless, naming_beside, refuse_names
from digest.importing.front_matter import Heading, Provenance, divided, merged
from digest.importing.import_target import ImportTarget, find_target, hashed_source, identity, recorded_before
from digest.importing.pseudonyms import People
from digest.importing.site import Fetched
from digest.importing.sites import address_in, recognise
from digest.importing.web import Limits, Web
from digest.model import Document, Post
from digest.sources import read_text, write
from digest.sources.base import load
from digest.sources.tree import ordered

__all__ = ["Imported", "Limits", "Web", "bring"]

_STANDARD_INPUT = "standard input"


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import.

    Attributes:
        path: the file.
        source: the discussion's address, or the name of the imported file.
        posts: the number of posts in the file now.
        new: whether the file was created.
        written: whether the file was changed; false if the discussion is unchanged.
        added: ids of posts that are new, in order; empty for a new file.
        changed: ids of posts with another author, text, parent or status.
        gone: ids of posts that were removed.
        kept: front matter keys whose value is the editor's own.
        notes: further information for the user, one sentence each.
        before: the debate when its changes were last recorded, None for a new file. With `recording`, that is before
            an interrupted import.
        after: the debate now.
        when: the time of the import.
    """

    path: Path
    source: str
    posts: int
    new: bool
    written: bool
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    before: Document | None = None
    after: Document | None = None
    when: datetime = datetime.min


def bring(
    source: str,
    *,
    into: Path,
    raw: bool = False,
    anonymize: bool = False,
    name: str | None = None,
    data: bytes | None = None,
    language: str = "en",
    tell: Callable[[str], None] = lambda what: None,
    web: Web | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    recording: bool = False,
) -> Imported:
    """Import a discussion, or update the file from an earlier import.

    Args:
        source: an address, the path of a file, or `-` for standard input.
        into: the content folder, which is searched for the old file.
        raw: save the source's own data instead of our format.
        anonymize: replace authors with pseudonyms; an anonymized file stays anonymized.
        name: the new file's name, instead of one made from the title.
        data: the bytes of standard input.
        language: ISO 639-1 code of a discussion that names none.
        tell: receives progress of a long fetch.
        web: fetches; by default with the limits of `Limits`.
        now: the recorded time of the import.
        recording: keep a copy of the old file until `record_import` has been called.

    Raises:
        ContentError: the source cannot be fetched or read, or the file has other content.
        OutputError: the file cannot be written; it is then unchanged.
    """
    if raw and anonymize:
        hint = "remove one of the two"
        raise ContentError(Fault("`--raw` keeps the authors' names", path=source, hint=hint))
    fetched, document = _obtain(source, data=data, language=language, web=web, tell=tell)
    if document.missing and not fetched.notes:
        left = f"{document.missing} comment{'' if document.missing == 1 else 's'}"
        fetched = replace(fetched, notes=(f"the source counts {left} more than it delivered",))
    when = now()
    try:
        if raw or document.format == "transcript":
            done = _keep_raw(fetched, document, into=into, name=name, raw=raw, anonymize=anonymize, recording=recording)
        else:
            done = _keep(fetched, document, into=into, name=name, anonymize=anonymize, when=when, recording=recording)
        return replace(done, when=when)
    except OSError as error:
        why = f"cannot be written ({(error.strerror or str(error)).lower()})"
        hint = "check the free space and your permissions; nothing was changed"
        raise OutputError(Fault(why, path=str(error.filename or into), hint=hint)) from error


def _obtain(
    source: str, *, data: bytes | None, language: str, web: Web | None, tell: Callable[[str], None]
) -> tuple[Fetched, Document]:
    """The discussion as fetched and as a document."""
    if source == "-":
        document = read_text(data or b"", path=_STANDARD_INPUT, language=language)
        return Fetched(identity(document.source or _STANDARD_INPUT), data or b""), document
    url = address_in(source)
    if url is None or (("://" not in source) and Path(source).exists()):
        path = Path(source)
        text = load(path).text.encode()  # read once, so that the checked bytes are the ones that are written
        document = read_text(text, path=path.name, language=language)
        return Fetched(identity(document.source or path.name), text), document
    site, place = recognise(url)
    if web is not None:
        fetched = site.fetch(place, web)
    else:
        web = Web(tell=tell)
        try:
            fetched = site.fetch(place, web)
        finally:
            web.close()
    document = read_text(fetched.raw, path=fetched.source, language=language)
    if document.format != site.format:
        hint = "check the address"
        raise ContentError(Fault(f"does not answer as {site.name} does", path=fetched.source, hint=hint))
    return fetched, replace(
        document,
        source=document.source or fetched.source,
        posts=tuple(_with_url(post, fetched) for post in document.posts),
    )


def _with_url(post: Post, fetched: Fetched) -> Post:
    return replace(post, url=fetched.urls[post.id]) if post.url is None and post.id in fetched.urls else post


def _keep(
    fetched: Fetched,
    document: Document,
    *,
    into: Path,
    name: str | None,
    anonymize: bool,
    when: datetime,
    recording: bool,
) -> Imported:
    """Write our own format below the front matter, which the editor may have changed."""
    place = find_target(document, source=fetched.source, into=into, ending=".md", name=name)
    was = place.heading.provenance if place.heading else None
    numbered = was is not None and was.anonymized
    notes, people = list(fetched.notes), None
    if not fetched.complete and place.before is not None and not numbered:
        document = _with_old_posts(document, place.before)
    if anonymize or numbered:
        if not anonymize:
            notes.append("authors stay pseudonymous, as in the file; to import their names, delete the file first")
        document, people = anonymous(document, raw=fetched.raw, before=place.before, numbered=numbered)
        if place.heading is None:  # the file name is made from the title, which may contain a name
            place = find_target(document, source=fetched.source, into=into, ending=".md", name=name)
        if not fetched.complete and place.before is not None and numbered:
            document = _with_old_posts(document, place.before)
    old = place.heading
    thread = write(document).encode("utf-8", "replace").decode()  # an id can contain a lone surrogate, a file cannot
    fresh = divided(people.edited(thread) if people else thread, path=str(place.path))
    source = hashed_source(fetched.source) if people and people.named_in(fetched.source) else fetched.source
    provenance = Provenance(when, len(document.posts), source, fetched.via, people is not None, fresh.text_hash)
    theirs = old or _own_heading(fetched, document)
    heading, own = merged(nameless(theirs, people) if theirs and people else theirs, fresh=fresh, provenance=provenance)
    unchanged = old is not None and _same_but_for_provenance(old, heading)
    after = place.before if unchanged else None
    after = after or read_text(str(heading).encode(), path=str(place.path))
    if people:
        notes += naming_beside(place.path, people)
        refuse_names(str(heading), document=after, path=place.path, people=people)
    edited = old is not None and was is not None and was.text not in (None, old.text_hash)
    if edited and old is not None and old.text_hash != fresh.text_hash:
        copy = place.path.with_name(f".{place.path.name}.edited")
        replace_source(copy, text=people.edited(str(old)) if people else str(old))
        notes.append(f"its text was edited by hand; that version is saved as {copy.name}")
    recorded = recorded_before(place) if recording else place.before
    written = not unchanged and _replaced(place, str(heading), recording=recording)
    return _imported(place, after, fetched, written=written, kept=own, notes=notes, recorded=recorded)


def _keep_raw(
    fetched: Fetched, document: Document, *, into: Path, name: str | None, raw: bool, anonymize: bool, recording: bool
) -> Imported:
    """Write the source's own data."""
    notes = list(fetched.notes)
    if not raw:
        notes.append("saved unchanged; authors and replies are recovered when the site is built")
        if anonymize:
            notes.append("no authors are named, so only e-mail addresses were replaced")
    place = find_target(document, source=fetched.source, into=into, ending=_ending(fetched, document), name=name)
    text = fetched.raw.decode("utf-8-sig", "surrogatepass")
    text = People({}).edited(text) if anonymize else text
    after = read_text(text.encode("utf-8", "surrogatepass"), path=str(place.path))
    recorded = recorded_before(place) if recording else place.before
    written = _replaced(place, text, recording=recording)
    return _imported(place, after, fetched, written=written, kept=(), notes=notes, recorded=recorded)


def _replaced(place: ImportTarget, text: str, *, recording: bool) -> bool:
    """Write the file. A copy of the old one stays beside it until the changes are recorded."""
    if recording and place.before is not None and not unrecorded_of(place.path).exists():
        replace_source(unrecorded_of(place.path), text=load(place.path).text)
    return replace_source(place.path, text=text)


def _imported(
    place: ImportTarget,
    after: Document,
    fetched: Fetched,
    *,
    written: bool,
    kept: tuple[str, ...],
    notes: list[str],
    recorded: Document | None,
) -> Imported:
    """The result of an import: compares the posts before and after."""
    before = {post.id: _said(post) for post in place.before.posts} if place.before else {}
    new = place.before is None
    posts = {post.id: _said(post) for post in after.posts}
    return Imported(
        path=place.path,
        source=fetched.source,
        posts=len(posts),
        new=new,
        written=written,
        added=() if new else tuple(name for name in posts if name not in before),
        changed=tuple(name for name in posts if name in before and posts[name] != before[name]),
        gone=tuple(name for name in before if name not in posts),
        kept=kept,
        notes=tuple(notes),
        before=recorded,
        after=after,
    )


def _said(post: Post) -> tuple[object, ...]:
    return post.author, post.text, post.parent, post.status


def _with_old_posts(document: Document, before: Document) -> Document:
    """A discussion that was only fetched in part keeps the posts of earlier imports."""
    have = {post.id for post in document.posts}
    older = [post for post in before.posts if post.id not in have]
    missing = max(0, document.missing - len(older))
    return replace(document, posts=ordered([*document.posts, *older]), missing=missing) if older else document


def _own_heading(fetched: Fetched, document: Document) -> Heading | None:
    """The front matter of an imported Markdown file."""
    if document.format not in ("markdown", "essay"):
        return None
    heading = divided(fetched.raw.decode("utf-8", "replace"), path=fetched.source)
    return heading if heading.head else None


def _same_but_for_provenance(old: Heading, new: Heading) -> bool:
    was, will_be = old.provenance, new.provenance
    if was is None or will_be is None:
        return False
    same_time = f'"{replace(will_be, when=was.when)}"'
    return str(new.set("imported", same_time)) == str(old)


def _ending(fetched: Fetched, document: Document) -> str:
    """The suffix of a raw file, which shows its format to people and readers."""
    start = fetched.raw.lstrip()[:1]
    if document.format not in ("markdown", "essay", "transcript", "mbox") and start in (b"{", b"["):
        return ".json"
    suffix = Path(document.path).suffix.lower()
    if suffix in (".md", ".txt", ".html", ".csv", ".mbox", ".eml", ".xml"):
        return suffix
    return ".html" if start == b"<" else ".txt"
