"""Whatever a server does, the outcome is the data or one clear fault, within bounds and with manners."""

import gzip
import socket

import pytest

from digest.errors import ContentError
from digest.importing import Web
from digest.importing.addresses import redirected

URL = "https://forum.example.org/t/1.json"
PAGE = "forum.example.org/t/1.json"


def fault(web, url=URL):
    with pytest.raises(ContentError) as caught:
        web.json(url)
    (one,) = caught.value.faults
    assert one.path, one.hint
    return str(one)


def test_json_comes_back_as_data_and_as_the_bytes_that_it_was(world):
    world.serve(PAGE, {"body": b'{"a":  1}'})
    answer = world.web().json(URL)
    assert (answer.data, answer.raw) == ({"a": 1}, b'{"a":  1}')


def test_requests_name_the_program_and_what_it_is_for(world):
    world.serve(PAGE, {})
    world.web().json(URL)
    assert world.headers[0]["User-Agent"].startswith("debate-digest/")
    assert "static-site generator" in world.headers[0]["User-Agent"]


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_failure_that_may_pass_is_tried_again(world, status):
    world.serve(PAGE, {"status": status}, {"data": [1]})
    assert world.web().json(URL).data == [1]
    assert len(world.asked) == 2


@pytest.mark.parametrize("how", ["drop", "cut", "silent", "drip"])
def test_a_connection_that_breaks_or_sleeps_is_tried_again(world, how):
    world.serve(PAGE, {"body": b'"' + b"x" * 60 + b'"', "fault": how}, {"data": [1]})
    assert world.web().json(URL).data == [1]


@pytest.mark.parametrize(("how", "says"), [("drop", "connection failed"), ("silent", "in time"), ("drip", "in time")])
def test_what_never_gets_better_is_given_up_after_the_retries(world, how, says):
    world.serve(PAGE, {"body": b'"' + b"x" * 60 + b'"', "fault": how})
    told = fault(world.web(retries=1, read=0.2, answer=0.3))
    assert says in told
    assert "2 times in a row" in told
    assert len(world.asked) == 2


def test_waits_grow_and_are_spread_by_a_seed(world):
    world.serve(PAGE, {"status": 500})
    for _ in range(2):
        fault(world.web(backoff=8.0))
    once, twice = world.slept[:4], world.slept[4:]
    assert once == twice
    assert all(0.5 * 8 * 2**at <= wait <= 1.5 * 8 * 2**at for at, wait in enumerate(once))


@pytest.mark.parametrize("asked", ["30", "Tue, 03 Mar 2026 10:00:30 GMT"])
def test_a_server_that_says_how_long_to_wait_is_obeyed(world, asked):
    world.serve(PAGE, {"status": 429, "headers": {"Retry-After": asked}}, {"data": [1]})
    assert world.web().json(URL).data == [1]
    assert world.slept == [30.0]
    assert any("waiting 30 s" in what for what in world.told)


@pytest.mark.parametrize("asked", ["soon", "-5", "nan", "inf", ""])
def test_a_senseless_wish_to_wait_is_passed_over(world, asked):
    world.serve(PAGE, {"status": 429, "headers": {"Retry-After": asked}}, {"data": [1]})
    assert world.web().json(URL).data == [1]
    assert world.slept[0] < 2


def test_a_server_that_asks_for_too_long_a_wait_is_a_fault(world):
    world.serve(PAGE, {"status": 429, "headers": {"Retry-After": "600"}})
    assert "10 minutes" in fault(world.web())
    assert world.slept == []


def test_a_used_up_rate_limit_is_waited_for_before_the_next_request(world):
    world.serve(PAGE, {"data": [1], "headers": {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "45"}})
    web = world.web()
    web.json(URL)
    assert world.slept == []
    web.json(URL)
    assert world.slept == [pytest.approx(45, abs=1)]


def test_a_refusal_for_a_used_up_limit_is_a_wait_and_no_refusal(world):
    spent = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1772532060"}  # a minute from now
    world.serve(PAGE, {"status": 403, "headers": spent}, {"data": [1]})
    assert world.web().json(URL).data == [1]
    assert world.slept == [60.0]


def test_requests_to_one_host_keep_a_distance(world):
    world.serve(PAGE, {"data": [1]})
    web = world.web(pause=0.5)
    web.json(URL)
    web.json(URL)
    assert world.slept == [pytest.approx(0.5, abs=0.2)]


def test_an_import_ends_after_its_time(world):
    world.serve(PAGE, {"status": 500})
    assert "next try" in fault(world.web(total=0.5))


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"status": 404}, "does not exist (404)"),
        ({"status": 403}, "refuses access (403)"),
        ({"status": 401}, "refuses access (401)"),
        ({"status": 418}, "answers 418"),
        ({"body": b"<!doctype html><p>Sign in", "kind": "text/html; charset=utf-8"}, "web page instead of data"),
        ({"body": b"GIF89a", "kind": "image/gif"}, "'image/gif' instead of JSON"),
        ({"body": b'{"a": '}, "broken JSON"),
        ({"body": b'{"a": "\xff"}'}, "broken JSON"),
        ({"body": b""}, "broken JSON"),
        ({"body": b"<p>", "kind": ""}, "broken JSON"),
    ],
)
def test_an_answer_that_will_not_change_is_told_at_once(world, answer, says):
    world.serve(PAGE, answer)
    assert says in fault(world.web())
    assert len(world.asked) == 1


def test_an_answer_that_is_too_large_is_not_read(world):
    world.serve(PAGE, {"body": b"[" + b"1," * 5000 + b"1]"})
    assert "more than 1 MB" in fault(world.web(size=1000))


def test_an_answer_without_end_is_cut_off_at_the_limit(world):
    world.serve(PAGE, {"headers": {"Connection": "close"}, "fault": "endless"})
    assert "more than 1 MB" in fault(world.web(size=100_000, answer=60.0))


def test_an_answer_that_lies_of_its_size_is_believed_and_refused(world):
    world.serve(PAGE, {"body": b"[]", "headers": {"Content-Length": "99999999999"}, "fault": "cut"})
    assert "more than 64 MB" in fault(world.web())


def test_an_answer_that_unfolds_beyond_the_limit_is_refused(world):
    world.serve(PAGE, {"body": gzip.compress(b"[" + b"0" * 3_000_000 + b"]"), "headers": {"Content-Encoding": "gzip"}})
    assert "more than 1 MB" in fault(world.web(size=1_000_000))


def test_data_nested_a_hundred_thousand_deep_is_read(world):
    world.serve(PAGE, {"body": b"[" * 100_000 + b"]" * 100_000})
    assert isinstance(world.web().json(URL).data, list)


def test_a_redirect_within_a_site_is_followed(world):
    world.serve(PAGE, {"status": 301, "headers": {"Location": "/t/slug/1.json"}})
    world.serve("forum.example.org/t/slug/1.json", {"data": [1]})
    assert world.web().json(URL).data == [1]


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("https://elsewhere.example.net/t/1.json", "another site (elsewhere.example.net)"),
        ("https://evilforum.example.org/", "another site"),
        ("http://169.254.169.254/latest/meta-data/", "unencrypted"),
        ("https://169.254.169.254/latest/meta-data/", "another site"),
        ("https://localhost/admin", "another site"),
        ("http://forum.example.org/t/1.json", "unencrypted"),
        ("file:///etc/passwd", "unencrypted or unsupported"),
        ("https://user:word@forum.example.org/t/1.json", "another site"),
        ("https://forum.example.org:6379/", "another site"),
        ("https://forum.example.org:99999/", "not an address"),
        ("https://org/", "another site"),
    ],
)
def test_a_redirect_to_elsewhere_is_a_fault_and_is_not_followed(world, location, says):
    world.serve(PAGE, {"status": 302, "headers": {"Location": location}})
    assert says in fault(world.web())
    assert world.asked == [PAGE]


def test_a_redirect_to_a_name_of_the_same_site_in_a_private_network_is_not_followed(world):
    world.addresses["inside.forum.example.org"] = ("93.184.216.34", "10.0.0.7")
    world.serve(PAGE, {"status": 302, "headers": {"Location": "https://inside.forum.example.org/x"}})
    assert "private network" in fault(world.web())
    assert world.asked == [PAGE]


def test_redirects_in_a_circle_end(world):
    world.serve(PAGE, {"status": 302, "headers": {"Location": URL}})
    assert "redirects more than 5 times" in fault(world.web())


def test_headers_of_ours_do_not_follow_a_redirect_to_another_host(world):
    world.serve("api.github.com/x", {"status": 302, "headers": {"Location": "https://www.github.com/x"}})
    world.serve("www.github.com/x", {"data": [1]})
    world.web().json("https://api.github.com/x", headers={"Authorization": "Bearer secret"})
    assert [headers.get("Authorization") for headers in world.headers] == ["Bearer secret", None]


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fe80::1%eth0", "::ffff:192.168.0.1", "0.0.0.0"]
)
def test_a_private_address_is_never_connected_to(world, address):
    world.addresses["forum.example.org"] = (address,)
    assert "private network" in fault(world.web())
    assert world.asked == []


def test_an_unknown_host_is_told_at_once_and_a_silent_name_server_tried_again(world):
    world.addresses["forum.example.org"] = socket.gaierror(socket.EAI_NONAME, "unknown")
    assert "no such host" in fault(world.web())
    world.addresses["forum.example.org"] = socket.gaierror(socket.EAI_AGAIN, "busy")
    assert "no name server responds" in fault(world.web())


def test_the_client_of_everyday_use_refuses_this_machine(world):
    world.serve(f"127.0.0.1:{world.port}/x", {"data": [1]})
    assert "private network" in fault(Web(), f"http://127.0.0.1:{world.port}/x")
    assert world.asked == []


def test_faults_show_no_query_and_no_password(world):
    told = fault(world.web(), "https://me:word@forum.example.org/t/2.json?api_key=secret")
    assert "secret" not in told
    assert "word" not in told


@pytest.mark.parametrize(
    ("url", "location"),
    [
        ("http://a.example/x", "https://a.example/x"),
        ("https://a.example/x", "https://www.a.example/y"),
        ("https://www.a.example/x", "https://a.example/y"),
        ("https://reddit.com/x", "https://old.reddit.com/x"),
        ("https://redd.it/x", "https://redd.it/y"),
    ],
)
def test_what_counts_as_the_same_site(url, location):
    assert redirected(url, location) == location
