"""Applies corrections of argument threads: splits, merges and titles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from digest.curation.items import MergeThreads, RenameThread, SplitThread
from digest.curation.lookup import Claims, Posts, said, threads_named
from digest.curation.report import Report
from digest.model import ArgumentThread, Claim, Decision, Digest, FormerThread
from digest.text.slugs import short_hash

__all__ = ["threaded"]

_KEYPHRASES = 5
_LONGEST = 90
ThreadItem = RenameThread | MergeThreads | SplitThread


def threaded(digest: Digest, *, items: Iterable[ThreadItem], report: Report) -> Digest:
    """The digest with threads split, merged and renamed, in this order."""
    claims = Claims(Posts(digest.document), digest.claims)
    ordered = sorted(items, key=lambda item: (SplitThread, MergeThreads, RenameThread).index(type(item)))
    threads = digest.threads
    for item in ordered:
        if isinstance(item, SplitThread):
            threads = _split(item, threads, claims, digest, report)
        elif isinstance(item, MergeThreads):
            threads = _merge(item, threads, claims, digest, report)
        else:
            threads = _rename(item, threads, claims, report)
    return replace(digest, threads=threads)


def _named(
    item: ThreadItem, name: str, threads: Sequence[ArgumentThread], claims: Claims, report: Report
) -> ArgumentThread | None:
    found = threads_named(name, threads=threads, claims=claims)
    texts = (*(one.title for one in threads), *claims.texts())
    return report.one(item, name, found, kind="thread", shown=_shown, texts=texts)


def _shown(thread: ArgumentThread) -> str:
    return f"thread {thread.id} {said(thread.title)}"


def _titled(thread: ArgumentThread, title: str, decided: Decision) -> ArgumentThread:
    """With an editor's title; the page of the old title redirects here."""
    former = () if title == thread.title else (FormerThread(thread.id, thread.title),)
    return replace(thread, title=title, retitled=True, former=(*thread.former, *former), decided=decided)


def _rename(
    item: RenameThread, threads: tuple[ArgumentThread, ...], claims: Claims, report: Report
) -> tuple[ArgumentThread, ...]:
    thread = _named(item, item.rename, threads, claims, report)
    if thread is None:
        return threads
    report.held(item, f"{_shown(thread)} is called “{item.title}”")
    before = tuple(FormerThread(thread.id, title) for title in item.formerly if title != item.title)
    renamed = _titled(thread, item.title, item.decision)
    renamed = replace(renamed, former=(*renamed.former, *before))
    return tuple(renamed if one is thread else one for one in threads)


def _merge(
    item: MergeThreads, threads: tuple[ArgumentThread, ...], claims: Claims, digest: Digest, report: Report
) -> tuple[ArgumentThread, ...]:
    named = [_named(item, name, threads, claims, report) for name in item.merge]
    parts = list(dict.fromkeys(one for one in named if one is not None))
    if not parts:
        return threads
    first, *others = parts
    if None not in named:
        whole = " and ".join(map(_shown, parts)) if others else f"{_shown(first)} is already one thread"
        report.held(item, whole)
    former = tuple(old for one in others for old in (FormerThread(one.id, one.title), *one.former))
    made = _of(
        first, [name for one in parts for name in one.claims], digest, [p for one in parts for p in one.keyphrases]
    )
    made = replace(made, former=(*first.former, *former))
    if item.title:
        made = _titled(made, item.title, item.decision)
    return tuple(made if one is first else one for one in threads if one not in others)


def _split(
    item: SplitThread, threads: tuple[ArgumentThread, ...], claims: Claims, digest: Digest, report: Report
) -> tuple[ArgumentThread, ...]:
    lead = report.one(item, item.at.text, claims.named(item.at), kind="claim", shown=claims.shown, texts=claims.texts())
    thread = _named(item, item.split, threads, claims, report)
    if lead is None or thread is None:
        return threads
    if lead.id not in thread.claims:
        report.missed(item, f"{claims.shown(lead)} is not in {_shown(thread)}", "name a claim of that thread")
        return threads
    if lead.id == thread.lead:
        report.held(item, f"{claims.shown(lead)} already leads {_shown(thread)}")
        return tuple(
            _titled(one, item.title, item.decision) if one is thread and item.title else one for one in threads
        )
    mine = _answering(lead, thread, claims, digest)
    rest = [name for name in thread.claims if name not in mine]
    if not rest:
        report.missed(item, f"nothing would be left of {_shown(thread)}", "name a claim that leads less of it")
        return threads
    new = ArgumentThread(short_hash(lead.id), item.title or _short(lead.text), lead.id, (), ())
    if item.title:
        new = replace(new, retitled=True, decided=item.decision)
    new = _of(new, [lead.id, *mine], digest, thread.keyphrases)
    report.held(item, f"{claims.shown(lead)} and {len(mine) - 1} more leave {_shown(thread)}")
    old = _of(thread, rest, digest, thread.keyphrases)
    return tuple(part for one in threads for part in ((old, new) if one is thread else (one,)))


def _answering(lead: Claim, thread: ArgumentThread, claims: Claims, digest: Digest) -> set[str]:
    """A claim and the claims of its thread that argue about it, by a relation or in a reply to its post."""
    inside = set(thread.claims)
    into: dict[str, list[str]] = defaultdict(list)
    for one in digest.relations:
        if one.source in inside:
            into[one.target].append(one.source)
    home = claims.by_id[thread.lead].post if thread.lead in claims.by_id else ""
    below = {lead.post}
    for post in digest.document.posts:
        if post.parent in below and post.id != home:
            below.add(post.id)
    found: set[str] = set()
    waiting = [lead.id]
    if lead.post != home:
        replies = below - {lead.post}
        waiting += [name for name in thread.claims if name in claims.by_id and claims.by_id[name].post in replies]
    while waiting:
        name = waiting.pop()
        if name not in found and name != thread.lead:
            found.add(name)
            waiting += into[name]
    return found


def _of(thread: ArgumentThread, names: Iterable[str], digest: Digest, phrases: Sequence[str]) -> ArgumentThread:
    """The thread with these claims, lead first, then in reading order, and with those phrases that occur in it."""
    wanted = set(names)
    members = [claim for claim in digest.claims if claim.id in wanted]
    lead = thread.lead if thread.lead in wanted else members[0].id
    posts = tuple(dict.fromkeys(claim.post for claim in members))
    within = {one.text for one in digest.keyphrases if any(use.post in posts for use in one.occurrences)}
    return replace(
        thread,
        lead=lead,
        claims=(lead, *(claim.id for claim in members if claim.id != lead)),
        posts=posts,
        keyphrases=tuple(one for one in dict.fromkeys(phrases) if one in within)[:_KEYPHRASES],
    )


def _short(text: str) -> str:
    line = " ".join(text.split()).rstrip(".;,:")
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
