"""From a change to the pages that it changed, for as long as somebody works."""

from __future__ import annotations

import contextlib
import errno
import shutil
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from digest.builder import Tell, write_markdown
from digest.errors import DigestError, Fault, OutputError
from digest.preview.desk import Desk
from digest.preview.server import Editor, PreviewServer
from digest.preview.shown import Shown
from digest.preview.watching import Stamps, changes, stamps
from digest.recipe import analyze
from digest.renderers.pages import LivePages
from digest.renderers.search import choose
from digest.settings import Site, load_site
from digest.sources import read_text
from digest.text.counting import counted

__all__ = ["serve"]

_THEME = ".theme"
"""In the folder of the pages: what all pages are rendered with."""
_LOST = ("404.html", "missing.html")
"""What a wrong address is offered lists debates, and so changes with them; it can wait for the next whole build."""


def serve(
    config: Path,
    *,
    host: str,
    port: int,
    say: Callable[[str], None],
    tell: Tell,
    opened: Callable[[str], object] | None = None,
    stop: threading.Event | None = None,
) -> None:
    """Build a site, serve it, and bring it up to date whenever a file changes, until interrupted.

    What is wrong is told and shown, and the pages before stay: the server outlives every mistake.

    Args:
        config: the site's mkdocs.yml.
        host: the address to listen at.
        port: and its port; 0 for any that is free.
        say: hears a line for whoever reads the terminal.
        tell: hears of progress.
        opened: is given the address once there is something to see.
        stop: ends it.

    Raises:
        SettingsError: there is no such site.
        OutputError: the port is taken.
    """
    site = load_site(config)
    shown, desk = Shown(), Desk(config)
    server = _server(shown, host=host, port=port, path=urlsplit(site.url).path, editor=desk)
    stop = stop or threading.Event()
    with server, tempfile.TemporaryDirectory(prefix="digest-preview-") as folder:
        session = _Session(config, folder=Path(folder), url=server.url, shown=shown, desk=desk, say=say, tell=tell)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        try:
            say(f"Building the site; it will be at {server.url} (press Ctrl-C to stop)")
            watch = changes(session.places, wait=stop.wait, clock=time.perf_counter)
            session.update()
            if opened:
                opened(server.url)
            with contextlib.suppress(Exception):  # whatever is wrong there, an update will tell
                analyze(read_text(b"Warm up\nThe first edit need not wait for libraries.", path="warm-up.txt"))
            for _ in watch:
                session.update()
        except KeyboardInterrupt:
            say("")
        finally:
            shown.close()
            server.shutdown()
            session.close()


def _server(shown: Shown, *, host: str, port: int, path: str, editor: Editor) -> PreviewServer:
    try:
        return PreviewServer(shown, host=host, port=port, path=path, editor=editor)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            hint = f"stop the program that uses it, or choose another port: digest serve --port {port + 1}"
            raise OutputError(Fault(f"port {port} is in use", hint=hint)) from None
        raise OutputError(Fault(f"cannot listen on {host}:{port} ({error.strerror or error})")) from None
    except (OverflowError, ValueError):  # a port beyond 65535; a name that is none
        hint = "use an address of this machine, and a port from 0 to 65535"
        raise OutputError(Fault(f"cannot listen on {host}:{port}", hint=hint)) from None


class _Session:
    """What was built last, and how it comes up to date."""

    def __init__(
        self, config: Path, *, folder: Path, url: str, shown: Shown, desk: Desk, say: Callable[[str], None], tell: Tell
    ) -> None:
        self._config, self._folder, self._url = config, folder, url
        self._shown, self._desk, self._say, self._tell = shown, desk, say, tell
        self._pages: LivePages | None = None
        self._before: Stamps = {}
        self._seen: Stamps = {}
        self._early: dict[str, tuple[int, int]] = {}
        self._whole: object = None
        self._builds = 0
        self._drafts = False
        self._pagefind = False

    def places(self) -> Iterable[Path]:
        """All that a person edits."""
        try:
            site = load_site(self._config)
        except DigestError:
            return (self._config,)
        return (self._config, site.content, site.templates, site.about)

    def update(self) -> None:
        """Bring pages and HTML up to date, or say what is wrong."""
        begun = time.perf_counter()
        self._seen = stamps(self.places())
        try:
            site = load_site(self._config)
            warnings = self._write(site)
            changed = self._render(site)
        except DigestError as error:
            self._show(error.faults)
            return
        except Exception:  # a mistake of ours must not end a morning's work
            self._say(traceback.format_exc())
            self._show((Fault("this is a bug in digest", hint="see the traceback in the terminal"),))
            return
        said = [message for of_page in self._pages.warnings.values() for message in of_page] if self._pages else []
        self._show((*warnings, *(Fault(f"MkDocs: {message}") for message in said)))
        if changed is None:
            self._say(f"built in {time.perf_counter() - begun:.1f} s")
        elif changed:
            self._say(f"{counted(changed, 'page')} updated in {time.perf_counter() - begun:.1f} s")

    def close(self) -> None:
        """Let the renderer go, and take the pages of drafts away: whatever renders the others next publishes them."""
        if self._pages:
            self._pages.close()
        if self._drafts:
            with contextlib.suppress(DigestError):  # nobody looks any more, and the next build will tell
                write_markdown(load_site(self._config))

    def _write(self, site: Site) -> tuple[Fault, ...]:
        made = write_markdown(site, tell=partial(self._hear, site), drafts=True)
        self._drafts = made.drafts > 0
        self._pagefind = choose(site.settings.search, debates=made.debates, posts=made.posts).pagefind
        self._desk.files = made.files
        return made.warnings

    def _hear(self, site: Site, what: str, done: int, total: int) -> None:
        """Progress is told between debates and the pages that gather them: time to show what somebody waits for."""
        self._tell(what, done, total)
        for page in self._shown.looked_at() if self._pages else ():
            for path in (f"{page}/index.md".lstrip("/"), f"{page}.md"):
                self._show_early(path, folder=site.pages)

    def _show_early(self, path: str, *, folder: Path) -> None:
        stamp = stamps([folder / path]).get(str(folder / path))
        if not self._pages or not stamp or stamp in (self._before.get(path), self._early.get(path)):
            return
        self._early[path] = stamp  # once; when all others are there, too, it is rendered for good
        if url := self._pages.render(path):
            self._shown.changed([url])

    def _show(self, faults: tuple[Fault, ...]) -> None:
        self._tell("", 0, 0)
        if faults != self._shown.faults:
            for fault in faults:
                self._say(str(fault))
            if not faults:
                self._say("all problems are fixed")
            self._shown.faults = faults
            self._shown.changed(None)

    def _render(self, site: Site) -> int | None:
        """How many pages were rendered; None for all."""
        now = _relative(stamps([site.pages]), site.pages)
        theme = {path: stamp for path, stamp in stamps([site.pages / _THEME]).items() if not path.endswith(_LOST)}
        whole = (stamps([site.config]), theme, self._pagefind)
        gone = self._before.keys() - now.keys()
        new = [path for path, stamp in now.items() if self._before.get(path) != stamp]
        if self._pages is None or whole != self._whole:
            self._rebuild(site)
            self._before, self._whole = now, whole
            return None
        self._pages.remove(sorted(gone))
        self._pages.add(sorted(new))
        done = {path: stamp for path, stamp in self._before.items() if path in now}
        for path in sorted(new, key=self._order):
            if self._overtaken():
                break
            if url := self._pages.render(path):
                self._shown.changed(None if path.endswith((".css", ".js")) else [url])
            done[path] = now[path]
        rendered = sum(done.get(path) == now[path] for path in new)
        self._before = done
        return rendered

    def _overtaken(self) -> bool:
        """Whether somebody has gone on writing: what they wrote then comes before the rest of these pages."""
        return stamps(self.places()) != self._seen

    def _order(self, path: str) -> tuple[bool, str]:
        """Pages that somebody looks at first."""
        return (path.removesuffix("index.md").removesuffix(".md").strip("/") not in self._shown.looked_at(), path)

    def _rebuild(self, site: Site) -> None:
        self._builds += 1
        output = self._folder / str(self._builds)
        self._tell("Rendering pages", 0, 1)
        fresh = LivePages(site.config, output=output, url=self._url, pagefind=self._pagefind)
        if self._pages:
            self._pages.close()
        before, self._shown.root, self._pages = self._shown.root, output, fresh
        self._shown.changed(None)
        if before:
            shutil.rmtree(before, ignore_errors=True)


def _relative(found: Stamps, folder: Path) -> Stamps:
    return {Path(path).relative_to(folder).as_posix(): stamp for path, stamp in found.items()}
