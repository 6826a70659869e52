"""No date in a file stops a site: neither one at the ends of the calendar nor one that is no number of days at all."""

import contextlib
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from digest.cli import main
from digest.errors import ContentError
from digest.importing.front_matter import Provenance
from digest.model import Document
from digest.sources import read_text, write
from digest.text.times import in_calendar

ISO = (
    "0001-01-01T00:00:00+23:59", "0001-01-01", "9999-12-31T23:59:59-23:59", "9999-12-31", "0500-03-01T10:00:00Z",
    "1969-12-31T23:59:59Z", "2107-01-01T00:00:00Z", "9998-12-31T23:59:59-12:00", "99999-01-01", "2026-02-30",
    "2026-03-01T25:00", "9" * 4000, "2026-03-01T10:00:00+" + "9" * 4000,
)  # fmt: skip
MAIL = (
    "Fri, 31 Dec 9999 23:59:59 -0900", "Mon, 1 Jan 0001 00:00:00 +1200", "Mon, 1 Jan 0001 00:00:00 +9999",
    "Thu, 1 Jan 1970 00:00:00 -9999", "Fri, 31 Dec 99999999999999999999 23:59:59 +0000", "9" * 4000,
    f"Fri, 31 Dec 2026 23:59:59 +{'9' * 4000}",
)  # fmt: skip
NUMBERS = (10**4000, -(10**4000), 1e308, -1e308, 2**63, 253402300799, -62135596800, -1, 0, True)


def markdown(when: str) -> bytes:
    return f"---\ntitle: Tea?\n---\n\n## @ada · {when[:60]} · #a\n\nTea.\n\n### @ben · #b\n\nNo.\n".encode()


def mail(when: str) -> bytes:
    return f"From: ada@example.org\nSubject: Tea?\nMessage-ID: <1@x>\nDate: {when}\n\nTea is good.\n".encode()


def table(when: str) -> bytes:
    return f"id,parent,author,date,text\n1,,ada,{when},Tea is good.\n2,1,ben,,No.\n".encode()


def chat(when: str) -> bytes:
    return f"[{when[:40]}] Ada: Tea is good.\n[{when[:40]}] Ben: No, it is not.\n[{when[:40]}] Ada: Yes.\n".encode()


def topic(when: object) -> bytes:
    posts = [
        {"id": n, "post_number": n, "username": "ada", "cooked": "<p>Tea.</p>", "created_at": when} for n in (1, 2)
    ]
    return json.dumps({"title": "Tea?", "created_at": when, "post_stream": {"posts": posts, "stream": [1, 2]}}).encode()


def items(when: object) -> bytes:
    reply = {"id": 2, "type": "comment", "author": "ben", "text": "No.", "created_at_i": when, "children": []}
    return json.dumps(
        {"id": 1, "type": "story", "title": "Tea?", "text": "Tea.", "created_at_i": when, "children": [reply]}
    ).encode()


def listing(when: object) -> bytes:
    def rows(*children: object) -> dict[str, object]:
        return {"kind": "Listing", "data": {"children": list(children)}}

    opening = {"kind": "t3", "data": {"id": "a", "title": "Tea?", "selftext": "Tea.", "created_utc": when}}
    reply = {"kind": "t1", "data": {"id": "b", "parent_id": "t3_a", "body": "No.", "created_utc": when}}
    return json.dumps([rows(opening), rows(reply)]).encode()


CASES = [(make, when) for make in (markdown, mail, table, chat, topic) for when in (*ISO, *MAIL)]
CASES += [(make, when) for make in (items, listing, topic) for when in NUMBERS]  # type: ignore[list-item]


def moved(document: Document) -> None:
    """What the rest of the program does with dates."""
    for when in (document.date, *(post.date for post in document.posts)):
        if when is not None:
            assert when.tzinfo is not None
            assert when.astimezone(tz=None) == when
            assert when + timedelta(days=1) > when - timedelta(days=1)
    write(document)


@pytest.mark.parametrize("at", range(len(CASES)))
def test_a_file_with_an_odd_date_is_read_with_a_date_that_can_be_used_or_none(at: int) -> None:
    make, when = CASES[at]
    raw = make(when)
    if make is markdown and when != "2107-01-01T00:00:00Z":  # a date that a person wrote is refused, with its line
        with contextlib.suppress(ContentError):
            moved(read_text(raw, path="x.md"))
    else:  # times that no chat has leave lines of digits, which are refused in one line
        with contextlib.suppress(ContentError) if make is chat else contextlib.nullcontext():
            moved(read_text(raw, path="x.txt"))


@given(st.datetimes(timezones=st.none() | st.timezones()))
def test_a_date_is_within_the_calendar_in_every_zone_or_there_is_none(when: datetime) -> None:
    held = in_calendar(when)
    if held is not None:
        assert held.replace(tzinfo=held.tzinfo) - timedelta(days=1) < held + timedelta(days=1)
        assert held.tzinfo is not None
    else:
        assert when.year in (1, 9999)


def test_an_import_line_with_a_time_at_the_end_of_the_calendar_is_none_of_ours() -> None:
    assert Provenance.parse("9999-12-31T23:59:59-10:00, 1 post from a.json") is None


def test_a_site_with_odd_dates_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mkdocs.yml").write_bytes((Path(__file__).parents[2] / "mkdocs.yml").read_bytes())
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path)
    for at, when in enumerate(("0002-01-01T00:00:00Z", "9998-12-31T23:59:59Z", *NUMBERS[:7])):
        make = topic if isinstance(when, str) else items
        (tmp_path / "content" / f"tea-{at}.json").write_bytes(make(when))
    for at, when in enumerate(MAIL):
        (tmp_path / "content" / f"mail-{at}.eml").write_bytes(mail(when))
    result = CliRunner().invoke(main, ["build"])
    assert result.exit_code == 0, result.output
