"""An import ends, within its time and its room, whatever the other end sends."""

import gzip
import time
import zlib

import pytest

from digest.errors import ContentError
from digest.importing.decompression import BrokenEncodingError, decompressed

URL = "https://forum.example.org/t/1.json"
PAGE = "forum.example.org/t/1.json"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
EMPTY_BLOCK = b"\x00\x00\x00\xff\xff"
"""A block of deflate that unfolds to nothing, and can be followed by more of the same without end."""


def chunk(data):
    return b"%x\r\n%s\r\n" % (len(data), data)


def slowly(first, part, *, pause=0.02):
    """Says `first`, and then `part` again and again, never silent for long and never done."""

    def talk(sock, over):
        sock.sendall(first)
        while not over.wait(pause):
            sock.sendall(part)

    return talk


ENDLESS = {
    "headers": slowly(HEAD, b"X-More: 1\r\n"),
    "one header": slowly(HEAD + b"X-Long: ", b"a"),
    "a status line": slowly(b"HTTP/1.1 200 ", b"O"),
    "interim answers": slowly(b"", b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n"),
    "interim answers at full speed": slowly(b"", b"HTTP/1.1 102 Processing\r\n\r\n" * 100, pause=0.001),
    "a body": slowly(HEAD + b"Content-Length: 100000\r\n\r\n", b"1"),
    "a body without a length": slowly(HEAD + b"Connection: close\r\n\r\n[", b"1,"),
    "chunks": slowly(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", chunk(b"1")),
    "the size of a chunk": slowly(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;x=", b"a"),
    "trailers": slowly(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunk(b"[1]") + b"0\r\n", b"X-Trailer: 1\r\n"),
    "empty blocks": slowly(
        HEAD + b"Content-Encoding: deflate\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(b"\x78\x9c"),
        chunk(EMPTY_BLOCK),
    ),
    "nothing": slowly(b"", b""),
}


def fault(web, url=URL):
    with pytest.raises(ContentError) as caught:
        web.json(url)
    (one,) = caught.value.faults
    assert one.path, one.hint
    return str(one)


@pytest.mark.parametrize("what", ENDLESS)
def test_an_answer_without_end_ends_with_its_time(wire, what):
    wire.talk = ENDLESS[what]
    began = time.monotonic()
    told = fault(wire.web(answer=0.3, read=5.0, retries=1))
    assert "in time, 2 times in a row" in told
    assert time.monotonic() - began < 3


def test_the_time_of_a_whole_import_bounds_each_answer(wire):
    wire.talk = ENDLESS["headers"]
    began = time.monotonic()
    assert "the import takes longer than" in fault(wire.web(answer=60.0, read=5.0, total=0.4))
    assert time.monotonic() - began < 3


def test_the_time_of_a_whole_import_is_over_for_all_its_requests(wire):
    body = b"[1]"
    wire.talk = slowly(HEAD + b"Content-Length: 3\r\nConnection: close\r\n\r\n" + body, b"", pause=0.1)
    web = wire.web(total=0.3)

    def ask_for_ever():
        for _ in range(1000):
            web.json(URL)
            time.sleep(0.02)

    with pytest.raises(ContentError, match="takes longer than"):
        ask_for_ever()


def test_headers_without_bound_are_a_fault_and_fill_no_memory(wire):
    wire.talk = slowly(HEAD + b"X-Long: " + b"a" * 1_000_000, b"", pause=0.1)
    assert "connection failed" in fault(wire.web(retries=0))


@pytest.mark.parametrize("named", ["gzip, gzip", "GZIP,deflate", "gzip, identity, gzip", "br", "x-unknown"])
def test_nested_and_unknown_encodings_are_refused_unread(world, named):
    body = gzip.compress(gzip.compress(b"[1]"))
    world.serve(PAGE, {"body": body, "headers": {"Content-Encoding": named}})
    assert "several encodings, or in one that was not requested" in fault(world.web())
    assert len(world.asked) == 1


def test_only_encodings_that_are_unfolded_here_are_asked_for(world):
    world.serve(PAGE, {})
    world.web().json(URL)
    assert world.headers[0]["Accept-Encoding"] == "gzip, deflate"


@pytest.mark.parametrize(
    ("named", "body"),
    [
        ("gzip", gzip.compress(b"[1]", mtime=0)),
        ("x-gzip", gzip.compress(b"[1]", mtime=0)),
        ("identity", b"[1]"),
        ("deflate", zlib.compress(b"[1]")),
        ("deflate", zlib.compress(b"[1]", wbits=-15)),
    ],
)
def test_each_single_encoding_is_read(world, named, body):
    world.serve(PAGE, {"body": body, "headers": {"Content-Encoding": named}})
    assert world.web().json(URL).data == [1]


def test_an_answer_that_unfolds_a_thousandfold_takes_no_more_room_than_the_limit(world):
    body = gzip.compress(b"0" * 200_000_000)
    world.serve(PAGE, {"body": body, "headers": {"Content-Encoding": "gzip"}})
    assert "more than 1 MB" in fault(world.web(size=1_000_000))


def test_no_step_of_unfolding_is_larger_than_a_megabyte():
    steps = list(decompressed([gzip.compress(b"0" * 5_000_000)], "gzip"))
    assert sum(map(len, steps)) == 5_000_000
    assert max(map(len, steps)) <= 1 << 20


@pytest.mark.parametrize("body", [b"", b"no gzip", gzip.compress(b"[1]" * 99, mtime=0)[:-9]])
def test_compressed_bytes_that_break_off_or_are_damaged_are_told(body):
    with pytest.raises(BrokenEncodingError):
        list(decompressed([body], "gzip"))


def test_a_damaged_answer_is_tried_again(world):
    bad = {"body": b"no gzip", "headers": {"Content-Encoding": "gzip"}}
    world.serve(PAGE, bad, {"data": [1]})
    assert world.web().json(URL).data == [1]


def test_all_answers_of_an_import_together_are_bounded(world):
    world.serve(PAGE, {"body": b'"' + b"x" * 600_000 + b'"'})
    web = world.web(whole=1_000_000)
    web.json(URL)
    assert "the import exceeds 1 MB in total" in fault(web)


@pytest.mark.parametrize(
    "asked",
    ["9" * 4000, "1e400", "Tue, 03 Mar 99999999999999 10:00:30 GMT", "Tue, 03 Mar 0001 10:00:30 +2359", "x" * 60_000],
)
def test_a_wish_to_wait_that_no_clock_can_hold_is_passed_over(world, asked):
    world.serve(PAGE, {"status": 429, "headers": {"Retry-After": asked}}, {"data": [1]})
    assert world.web().json(URL).data == [1]


def test_a_wish_to_wait_until_the_end_of_the_calendar_is_a_fault(world):
    world.serve(PAGE, {"status": 429, "headers": {"Retry-After": "Fri, 31 Dec 9999 23:59:59 -0900"}})
    assert "asks to slow down" in fault(world.web())


@pytest.mark.parametrize("host", ["xn--", "xn--a", "a..b", "a" * 300 + ".org", "." * 9, "xn--zzzzzzzzzzzzzzzzz.com"])
def test_a_host_name_that_cannot_be_one_is_a_fault(world, host):
    assert len(fault(world.web(), f"https://{host}/t/1.json")) < 400
