"""The preview server answers its own user, from the site's folder, whatever is asked."""

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.preview.hosts import is_ours
from digest.preview.server import PreviewServer, within
from digest.preview.shown import Shown
from tests.effort import amount

Ask = Callable[..., tuple[int, dict[str, str], bytes]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    for name in ("index.html", "debates/x/index.html", "404.html", "assets/a.css"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"<body>{name}</body>")
    (tmp_path / "secret.html").write_text("secret")
    (root / "out").symlink_to(tmp_path)
    return root


@pytest.fixture
def errors(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the server would have printed a traceback of."""
    found: list[object] = []
    monkeypatch.setattr(PreviewServer, "handle_error", lambda self, request, address: found.append(address))
    return found


@pytest.fixture
def ask(root: Path, errors: list[object]) -> Iterator[Ask]:
    """Asks a running server with a line and headers of any kind."""
    shown = Shown(root)
    with PreviewServer(shown, host="127.0.0.1", port=0, path="/") as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()

        def send(target: str | bytes, *, method: str = "GET", hosts: tuple[str, ...] = ("localhost",)):
            line = target if isinstance(target, bytes) else target.encode("utf-8")
            heads = "".join(f"Host: {host}\r\n" for host in hosts).encode("latin-1")
            with socket.create_connection(server.server_address[:2], timeout=20) as raw:
                raw.sendall(method.encode() + b" " + line + b" HTTP/1.1\r\n" + heads + b"Connection: close\r\n\r\n")
                whole = raw.makefile("rb").read()  # `http.client` would not look for a body behind the head of a HEAD
                head, _, body = whole.partition(b"\r\n\r\n")
                first, *lines = head.decode("latin-1").split("\r\n")
                headers = dict(line.split(": ", 1) for line in lines)
                return int(first.split()[1]), headers, body

        yield send
        shown.close()
        server.shutdown()
    assert errors == []


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "LOCALHOST", "127.0.0.1:1", "[::1]:8000", "a.localhost."]
)
def test_a_host_of_this_machine_is_answered(ask: Ask, host: str) -> None:
    assert ask("/", hosts=(host,))[0] == 200


@pytest.mark.parametrize(
    "hosts",
    [
        ("evil.example",),
        ("evil.example:8000",),
        ("127.0.0.1.evil.example",),
        ("localhost.evil.example",),
        ("evil.example@localhost",),
        ("localhost@evil.example",),
        ("localhost/evil.example",),
        ("xn--lcalhost-9fg",),
        ("",),
        ("localhost", "evil.example"),
        ("notlocalhost",),
    ],
)
@pytest.mark.parametrize("path", ["/", "/__digest__/live.js", "/debates/x/"])
def test_a_name_that_leads_here_from_elsewhere_is_not(ask: Ask, hosts: tuple[str, ...], path: str) -> None:
    status, _, body = ask(path, hosts=hosts)
    assert status == 403
    assert b"localhost only" in body


def test_a_target_that_names_a_host_itself_is_held_to_it(ask: Ask) -> None:
    assert ask("http://evil.example/")[0] == 403
    assert ask("http://localhost/")[0] == 200


def test_a_name_that_the_user_gave_is_theirs() -> None:
    assert is_ours("pad.local:8000", host="pad.local")
    assert not is_ours("pad.local", host="127.0.0.1")
    assert is_ours(socket.gethostname(), host="0.0.0.0")
    assert not is_ours("evil.example", host="0.0.0.0")
    assert not is_ours("evil.example", host="")


@given(st.text(max_size=30))
def test_no_name_but_ours_is_ever_answered(name: str) -> None:
    ours = is_ours(name, host="127.0.0.1")
    assert not (
        ours and any(letter.isalpha() for letter in name.lower().replace("localhost", "")) and "." not in name
    ) or (name.strip().startswith("["))


@pytest.mark.parametrize("path", ["/", "/debates/x/", "/assets/a.css", "/nowhere", "/debates/x", "/__digest__/live.js"])
def test_head_is_answered_as_get_is_without_the_body(ask: Ask, path: str) -> None:
    status, headers, body = ask(path)
    head = ask(path, method="HEAD")
    assert (head[0], head[2]) == (status, b"")
    for name in ("Content-Type", "Content-Length", "Location"):
        assert head[1].get(name) == headers.get(name)
    assert int(headers["Content-Length"]) == len(body)


def test_the_head_of_news_is_not_waited_for(ask: Ask) -> None:
    assert ask("/__digest__/events?since=0&page=/", method="HEAD")[0] == 200


ODD = [
    *("/..%5csecret.html", "/%2e%2e%5c%2e%2e%5csecret.html", "/..\\secret.html", "/debates%5c..%5c..%5csecret.html"),
    *("/C:/secret.html", "/c:%5csecret.html", "/C%3a/Windows/win.ini", "/C:secret.html", "/%5c%5chost%5cshare%5cx"),
    *("//host/share/x", "///etc/passwd", "/../secret.html", "/%2e%2e/secret.html", "/debates/../../secret.html"),
    *("/%00", "/index.html%00.css", "/%0a", "/%ff%fe", "/" + "a" * 5000, "/" + "a/" * 2000, "//[", "http://[/"),
    *("/%ed%a0%80", "/?x=%ff", "/#%", "/%", "/%zz", "/out/secret.html", "/out/", "/con", "/x;y=1", "*"),
    *("/__digest__/events?since=\u00b2", "/__digest__/events?since=-1&page=%00", "/__digest__/../secret.html"),
    *("/__digest__/events?since=" + "9" * 5000, "/__digest__/server.py", "/__digest__/", "/\u00e9\u20ac"),
]  # fmt: skip


@pytest.mark.parametrize("path", [path for path in ODD if "events?" not in path], ids=lambda path: path[:40])
def test_nothing_but_the_site_can_be_had_and_nothing_fails(ask: Ask, path: str) -> None:
    status, _, body = ask(path)
    assert b"secret" not in body
    assert status in ((200,) if path in ("/?x=%ff", "/#%") else (302, 400, 403, 404))


@pytest.mark.parametrize("path", [path for path in ODD if "events?" in path], ids=lambda path: path[:40])
def test_odd_questions_for_news_are_answered(ask: Ask, path: str) -> None:
    assert ask(path, method="HEAD")[0] == 200


@pytest.mark.parametrize("path", ["/%2Fdebates", "/debates", "/%2f%2fdebates", "/.//debates"])
def test_a_folder_leads_to_itself_and_to_no_other_host(ask: Ask, path: str) -> None:
    status, headers, _ = ask(path)
    assert (status, headers["Location"]) == (302, "/debates/")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=amount(30, thorough=240))
@given(path=st.text(alphabet=st.sampled_from("./\\:%a?#&;=@\0\u00e9C2e5cf "), max_size=25))
def test_whatever_is_asked_is_answered(ask: Ask, path: str) -> None:
    target = "/" + path.replace(" ", "").replace("\0", "")
    if "events" not in target:
        status, _, body = ask(target)
        assert status in (200, 302, 400, 403, 404)
        assert b"secret" not in body


@given(st.text(alphabet=st.sampled_from("./\\:aC"), max_size=20))
def test_a_path_stays_within_on_every_system(path: str) -> None:
    found = within(path)
    if found is not None:
        assert ".." not in found.split("/")
        assert not found.startswith("/")
        assert "\\" not in found
        assert not (found[:1].isalpha() and found[1:2] == ":")
