"""Reddit as its archives dump it (Pushshift, Arctic Shift): a JSON object a line, each a comment or a submission."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from digest.errors import ContentError
from digest.model import OPENING, Document, LeftOut, Post
from digest.sources.base import Reader, SourceFile, document, from_timestamp, host_of, one_line
from digest.sources.markup.addresses import safe_url
from digest.sources.reddit import comment_post, permalink, submission_post, unescaped
from digest.sources.tree import ordered

__all__ = ["READER"]

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_TWICE = LeftOut("copies of comments", "the dump has them twice")
_OTHERS = LeftOut("records of another kind", "they are neither comments nor submissions")


def _sniff(file: SourceFile) -> float:
    rows = file.data if isinstance(file.data, list) else []
    known = sum(_is_comment(row) or _is_submission(row) for row in rows[:50])
    return 0.85 if rows and known >= 0.8 * len(rows[:50]) else 0.0


def _is_comment(row: Any) -> bool:
    if not isinstance(row, dict) or not isinstance(row.get("body"), str) or not isinstance(row.get("id"), str):
        return False
    return "link_id" in row or str(row.get("parent_id", "")).startswith(("t1_", "t3_"))


def _is_submission(row: Any) -> bool:
    if not isinstance(row, dict) or not isinstance(row.get("title"), str) or not isinstance(row.get("id"), str):
        return False
    return "subreddit" in row and ("selftext" in row or "is_self" in row)


def _read(file: SourceFile, language: str) -> Document:
    rows: list[dict[str, Any]] = [_mended(row) for row in file.data if isinstance(row, dict)]
    comments = [row for row in rows if _is_comment(row)]
    submissions = [row for row in rows if _is_submission(row)]
    main = _main(file, comments, submissions)
    opening = submission_post(main) if main else None
    posts: list[Post] = [opening] if opening else []
    left_out = [_OTHERS] * (len(file.data) - len(comments) - len(submissions))
    seen: dict[str, str] = {}
    for row in comments:
        post = comment_post(row, OPENING if opening else None)
        if post.id in seen and seen[post.id] == post.text:
            left_out.append(_TWICE)
            continue
        if post.id in seen:  # an edited comment: neither version may vanish
            post = replace(post, id=f"{post.id}-{sum(name.startswith(post.id) for name in seen) + 1}")
        seen[post.id] = post.text
        posts.append(post)
    link = main.get("url") if main else None
    return document(
        file,
        title=unescaped(main.get("title")) if main else " ".join(file.stem.replace("_", " ").split()),
        format="reddit",
        posts=ordered(posts, top=OPENING if opening else None),
        language=language,
        source=permalink(main) or (safe_url(link) if isinstance(link, str) else None) if main else None,
        site=host_of(link) if main and not main.get("is_self", True) else None,
        date=from_timestamp(main.get("created_utc")) if main else None,
        left_out=left_out,
    )


def _main(file: SourceFile, comments: list[dict[str, Any]], submissions: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The submission that is discussed; a dump of several discussions is no debate.

    Raises:
        ContentError: it holds several discussions.
    """
    threads = Counter(one_line(str(row.get("link_id") or "")) for row in comments)
    threads.pop("", None)
    for row in submissions:
        threads[f"t3_{row['id']}"] += 0
    if len(threads) > 1:
        largest = threads.most_common(1)[0][0]
        what = f"has {len(threads):,} Reddit discussions"
        hint = f'keep one of them: `jq -c \'select(.link_id == "{largest}" or .id == "{largest[3:]}")\'`'
        raise ContentError(file.fault(what, line=1, hint=hint))
    return submissions[0] if submissions else None


def _mended(row: dict[str, Any]) -> dict[str, Any]:
    """A record with its times and votes as numbers, and its parent as text: older dumps write them otherwise."""
    row = dict(row)
    for key in ("created_utc", "score"):
        if isinstance(row.get(key), str) and row[key].lstrip("-").isdecimal() and len(row[key]) < 16:
            row[key] = int(row[key])
    parent = row.get("parent_id")
    if isinstance(parent, int) and not isinstance(parent, bool) and parent >= 0:
        row["parent_id"] = f"t1_{_base36(parent)}"
    elif parent is None and isinstance(row.get("body"), str):
        row["parent_id"] = row.get("link_id")
    return row


def _base36(number: int) -> str:
    """An id as Reddit writes it, of the number that late Pushshift dumps have in its place.

    Example:
        >>> _base36(33245657)
        'jskih'
    """
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"


READER = Reader("Reddit dump", _sniff, _read, known_by="it has comments as Reddit archives dump them")
