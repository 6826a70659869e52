"""The MkDocs plugin `digest`: plain `mkdocs build`, `serve` and `gh-deploy` build the debates, too.

A thin adapter: what to write, and where, is the builder's business, which `digest build` calls as well. The settings
stand under `extra: digest:`, not under the plugin, because renderers that know no plugins read them from there.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.utils import CountHandler

from digest.builder import write_markdown
from digest.builder.folders import keep_apart
from digest.builder.lock import alone
from digest.builder.rendering import Replacing, replacing
from digest.errors import DigestError
from digest.preview.hosts import REFUSAL, is_ours
from digest.renderers.search import Search, choose, index, instead_of_own
from digest.settings import Site, load_site

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["DigestPlugin"]

_log = logging.getLogger(__name__)
"""Not one of MkDocs': where the site is strict, an error that MkDocs hears of would stop the build after all."""

_MKDOCS = logging.getLogger("mkdocs")

_WHILE_SERVING = "default-src 'self' data: 'unsafe-inline' 'wasm-unsafe-eval'"


class _GivenUp(Exception):  # noqa: N818 it is no error
    """Ends the replacing of a site without replacing it."""


class DigestConfig(base.Config):  # type: ignore[no-untyped-call]  # MkDocs'
    """What can be set at the plugin itself.

    Attributes:
        enabled: whether pages are written before they are rendered. `digest build` has written them already, and
            switches this off.
    """

    enabled = config_options.Type(bool, default=True)


class DigestPlugin(BasePlugin[DigestConfig]):  # type: ignore[no-untyped-call]
    """Writes the pages of a site before MkDocs reads them."""

    def __init__(self) -> None:
        self._serving = False
        self._built = False
        self._search = Search(pagefind=False)
        self._replacing: Replacing | None = None
        self._open = contextlib.ExitStack()
        self._drafts: Path | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether somebody waits at a browser, and keep this object (and what it knows) between builds."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Let MkDocs write its script for live reload into the pages that it serves; the site itself forbids it."""
        if self._serving:
            ours = config.extra.get("digest") or {}
            config.extra["digest"] = {"policy": _WHILE_SERVING, **{key: value for key, value in ours.items() if value}}
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Write the pages. A fault here leaves the rendered site as it is; later, MkDocs has emptied it.

        Raises:
            PluginError: the site or a debate is at fault. Not while serving, once there is something to serve: then
                a raise would make every request wait for the next good build.
        """
        if not self.config.enabled:
            return
        try:
            site = load_site(Path(config.config_file_path))
            keep_apart(site, output=Path(config.site_dir))
            made = write_markdown(site, drafts=self._serving)
            self._drafts = Path(config.config_file_path) if made.drafts else None
            self._search = choose(site.settings.search, debates=made.debates, posts=made.posts)
            for said in (*made.warnings, self._search.why):
                if said:
                    _log.warning("%s", said)
            self._built = True
            if not self._serving:
                self._begin(site, config)
        except DigestError as error:
            if not (self._serving and self._built):
                raise PluginError(f"digest found problems:\n{error}") from None
            for fault in error.faults:
                _log.error("%s", fault)  # the pages written before are intact, and are shown again
        if self._search.pagefind:
            instead_of_own(config)

    @event_priority(-100)  # other plug-ins may still write to the site
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Index the HTML where Pagefind searches, and put it in its place.

        Raises:
            PluginError: it cannot be indexed or written; the site before stays.
        """
        try:
            if self._search.pagefind:
                index(Path(config.site_dir))
            if self._replacing is not None:
                self._end(self._replacing, config)
        except DigestError as error:
            raise PluginError(f"digest found problems:\n{error}") from None

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the site as it was."""
        self._give_up()

    def on_shutdown(self) -> None:
        """Leave the site as it was if the build was interrupted, and no pages of drafts after a preview."""
        self._give_up()
        if self._drafts:
            with contextlib.suppress(DigestError):
                write_markdown(load_site(self._drafts))

    def _begin(self, site: Site, config: MkDocsConfig) -> None:
        """Have MkDocs build elsewhere: it empties the folder first, whoever wrote what is in there."""
        self._open.enter_context(alone(site.root, waiting=lambda: _log.warning("Waiting for another build")))
        self._replacing = self._open.enter_context(replacing(Path(config.site_dir), site=site))
        config.site_dir = str(self._replacing.fresh)

    def _end(self, replaced: Replacing, config: MkDocsConfig) -> None:
        self._replacing = None
        config.site_dir = str(replaced.output)
        if config.strict and any(isinstance(one, CountHandler) and one.get_counts() for one in _MKDOCS.handlers):
            self._give_up()  # MkDocs is about to say so
            return
        self._open.close()
        for fault in replaced.aside.faults():
            _log.warning("%s", fault)

    def _give_up(self) -> None:
        self._replacing = None
        given_up = _GivenUp()
        with contextlib.suppress(_GivenUp):
            self._open.__exit__(_GivenUp, given_up, None)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Watch what the pages are made from instead of the pages: else each edit would build twice, or for ever."""
        server.set_app(_only_ours(server.serve_request, host=config.dev_addr.host))
        if not self.config.enabled:
            return server
        with contextlib.suppress(KeyError):  # somebody else has done so
            server.unwatch(config.docs_dir)
        site = load_site(Path(config.config_file_path))
        for folder in (site.content, site.about, site.templates):
            if folder.is_dir():
                server.watch(str(folder))
        return server


def _only_ours(app: WSGIApplication, *, host: str) -> WSGIApplication:
    """A server that answers only requests for its own host, as `digest serve` does: what it shows may be a draft."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if is_ours(str(environ.get("HTTP_HOST", host)), host=host):
            return app(environ, start_response)
        start_response("403 Forbidden", [("Content-Type", "text/plain"), ("Content-Length", str(len(REFUSAL)))])
        return [REFUSAL]

    return answer
