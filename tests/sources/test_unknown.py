"""What is no prose is not published as prose: it is read as what it is, or refused with what was seen."""

import pytest

from digest.errors import ContentError
from digest.sources import read_text

UNKNOWN = {
    "XML of an unknown kind (`<rss>`)": '<?xml version="1.0"?>\n<rss><channel>\n<title>x</title>\n</channel></rss>',
    "XML of an unknown kind (`<feed>`)": "<feed>\n<entry>\n<title>x</title></entry>\n</feed>",
    "a web page": "<!DOCTYPE html>\n<html><body>\n<p>Hi there</p>\n<p>Yes</p></body></html>",
    "column of text (its columns: `Colour`, `Size`, `Price`)": "Colour,Size,Price\nred,2,3\nblue,5,6\nred,8,9\n",
    "a table without a recognised column of text (its columns: `A`, `B`)": "sep=;\nA;B\n1;2\n3;4\n5;6\n",
    "times at the start": "10:00:01 INFO: up\n10:00:02 INFO: works\n10:00:03 ERROR: failed\n10:00:04 INFO: down\n",
    "a list of objects with the keys `a`, `b`": '{"a": 1, "b": 2}\n{"a": 1, "b": 3}\n',
    "too few of its characters are letters": "x = {1: [2, 3]}\ny = (4 + 5) * 6\nz = [[1, 2], [3, 4]]\n",
    "is RTF": "{\\rtf1\\ansi Hello there.\\par\nAnd more.\\par\nAnd more.}",
    "a list of records": "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n",
}


@pytest.mark.parametrize("what", UNKNOWN)
def test_a_file_of_no_known_kind_is_refused_with_what_was_seen_and_what_to_do(what):
    name = "x.csv" if "table" in what else "x.txt"
    with pytest.raises(ContentError) as caught:
        read_text(UNKNOWN[what].encode(), path=name)
    (fault,) = caught.value.faults
    assert what in str(fault)
    assert fault.hint


def test_prose_of_any_script_is_read():
    for text in ("A title\n\nSome words of it.\n", "题目\n\n我觉得应该关闭这座桥。\n", "शीर्षक\n\nपुल बंद होना चाहिए।\n"):
        assert read_text(text.encode(), path="x.txt").reader == "essay"


def test_a_broken_line_among_json_lines_is_named():
    lines = '{"id": "1", "text": "x", "author": "a"}\n' * 2 + '{"id": "3", "te\n'
    with pytest.raises(ContentError, match=r"x\.jsonl:3: this line is not JSON"):
        read_text(lines.encode(), path="x.jsonl")


def test_a_reader_is_named_with_what_it_knew_the_file_by():
    document = read_text(b"Tabs?\nAnn: a\nBen: b\nAnn: c\nBen: d", path="x.txt")
    assert (document.reader, document.reader_why) == ("chat", "names (Ann, Ben) precede the text of posts")


CHAT = "Ann: a b c\n\nBen: b d e\n"


def test_the_front_matter_names_the_reader_and_the_title():
    document = read_text(f"---\ntitle: Tabs?\nformat: chat\n---\n\n{CHAT}".encode(), path="x.md")
    assert (document.title, document.reader, document.reader_why) == ("Tabs?", "chat", "`format` says so")
    assert [(post.author, post.text, post.lines) for post in document.posts] == [
        ("Ann", "a b c", (6, 6)),
        ("Ben", "b d e", (8, 8)),
    ]


def test_no_line_is_lost_to_a_title_that_the_front_matter_gives():
    document = read_text(f"---\ntitle: Tabs?\nformat: transcript\n---\n{CHAT}".encode(), path="x.txt")
    assert [post.text for post in document.posts] == ["Ann: a b c", "Ben: b d e"]


def test_below_front_matter_a_chat_is_known_by_itself():
    log = "\n".join(f"20:2{n} <{name}> Words." for n, name in enumerate(("ann", "ben", "ann", "ben")))
    document = read_text(f"---\ntitle: Tabs?\ntags: [a]\n---\n\n{log}\n".encode(), path="x.txt")
    assert (document.reader, document.title, document.tags, len(document.posts)) == ("chat", "Tabs?", ("a",), 4)


def test_a_caller_names_the_reader_before_the_front_matter_does():
    text = f"---\ntitle: Tabs?\nformat: transcript\n---\n{CHAT}"
    assert read_text(text.encode(), path="x.txt", kind="chat").reader == "chat"


def test_a_reader_that_is_none_is_a_fault_at_its_line():
    with pytest.raises(ContentError, match=r"x\.md:3: there is no format 'chta', did you mean 'chat'\?"):
        read_text(f"---\ntitle: Tabs?\nformat: chta\n---\n{CHAT}".encode(), path="x.md")
