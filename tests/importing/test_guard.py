"""The address that was checked is the address that is connected to."""

import socket

import httpx
import pytest

from digest.errors import ContentError
from digest.importing.transport import Guarded, is_public, public_client

ONE, TWO = "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"


class Recorder(httpx.BaseTransport):
    """Notes what it is asked to send, and fails for some addresses."""

    def __init__(self, seen, fails=()):
        self.seen, self.fails = seen, fails

    def handle_request(self, request):
        self.seen.append(request)
        if request.url.host in self.fails:
            raise httpx.ConnectError("unreachable")
        return httpx.Response(200)


def get(url, addresses, *, pin=True, fails=()):
    seen = []

    def resolve(host):
        if isinstance(addresses, OSError):
            raise addresses
        return addresses

    client = httpx.Client(transport=Guarded(lambda: Recorder(seen, fails), resolve=resolve, pin=pin))
    client.get(url)
    return seen


def test_the_connection_goes_to_the_checked_address_under_the_hosts_name():
    (request,) = get("https://forum.example.org:8443/t/1.json?x=1", [ONE])
    assert str(request.url) == f"https://{ONE}:8443/t/1.json?x=1"
    assert request.headers["Host"] == "forum.example.org:8443"
    assert request.extensions["sni_hostname"] == "forum.example.org"
    assert request.extensions["timeout"]


def test_an_address_that_cannot_be_reached_gives_way_to_the_next():
    seen = get("https://forum.example.org/", [TWO, ONE], fails={TWO})
    assert [request.url.host for request in seen] == [TWO, ONE]


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    with pytest.raises(ContentError, match="private network"):
        get("https://forum.example.org/", [ONE, "10.0.0.1"])


def test_each_host_has_connections_of_its_own():
    made = []

    def inner():
        made.append(Recorder([]))
        return made[-1]

    client = httpx.Client(transport=Guarded(inner, resolve=lambda host: [ONE]))
    for url in ("https://a.example/", "https://b.example/", "https://a.example/x"):
        client.get(url)
    assert [len(one.seen) for one in made] == [2, 1]


def test_behind_a_proxy_names_are_the_proxys_matter_but_private_ones_are_refused_all_the_same():
    unknown = socket.gaierror(socket.EAI_NONAME, "unknown")
    (request,) = get("https://forum.example.org/", unknown, pin=False)
    assert request.url.host == "forum.example.org"
    with pytest.raises(ContentError, match="private network"):
        get("https://inside.example.org/", ["10.0.0.1"], pin=False)
    with pytest.raises(ContentError, match="private network"):
        get("https://127.0.0.1/", ["127.0.0.1"], pin=False)


def test_a_proxy_that_cannot_be_used_is_a_fault_that_does_not_show_its_password(monkeypatch):
    monkeypatch.setenv("https_proxy", "gopher://me:word@proxy.example")
    with (
        pytest.raises(ContentError, match="HTTPS_PROXY: names an unusable proxy") as caught,
        public_client() as client,
    ):
        client.get("https://forum.example.org/")
    assert "word" not in str(caught.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "0x7f.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]"])
def test_no_way_of_writing_this_machine_gets_through(host):
    with pytest.raises(ContentError), public_client() as client:
        client.get(f"http://{host}:9/")


@pytest.mark.parametrize(
    "address",
    [
        "100.64.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "255.255.255.255",
        "fc00::1",
        "ff02::1",
        "2002:7f00:1::",
        "::",
        "x",
        "240.0.0.1",
    ],
)
def test_what_is_not_the_public_internet(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", [ONE, TWO, "64:ff9b::5db8:d822"])
def test_what_is(address):
    assert is_public(address)
