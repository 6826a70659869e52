"""The MkDocs plugin `digest`: plain `mkdocs build`, `serve` and `gh-deploy` build the debates, too.

A thin adapter around the builder, which `digest build` calls as well. The settings are under `extra: digest:`, not
under the plugin, because renderers without plugins read them there.
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
from digest.builder.render_site import Replacing, replacing
from digest.errors import DigestError
from digest.preview.hosts import REFUSAL, is_ours
from digest.renderers.search import Search, choose, index, instead_of_own
from digest.settings import Site, load_site

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["DigestPlugin"]

_log = logging.getLogger(__name__)
"""Not a logger of MkDocs: with `strict`, an error logged to MkDocs would stop the build."""

_MKDOCS = logging.getLogger("mkdocs")

_WHILE_SERVING = "default-src 'self' data: 'unsafe-inline' 'wasm-unsafe-eval'"


class _GivenUp(Exception):  # noqa: N818 it is no error
    """Aborts the replacement of a site."""


class DigestConfig(base.Config):  # type: ignore[no-untyped-call]  # MkDocs'
    """The settings of the plugin itself.

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
        """Remember whether MkDocs serves the site. Defining this event also keeps this object between builds."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """While serving, allow MkDocs' inline script for live reload. The policy of a published site forbids it."""
        if self._serving:
            ours = config.extra.get("digest") or {}
            config.extra["digest"] = {"policy": _WHILE_SERVING, **{key: value for key, value in ours.items() if value}}
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Write the pages. Only here does a fault leave the rendered site intact; later, MkDocs has emptied it.

        Raises:
            PluginError: the site or a debate has a problem. While serving, it is only raised before the first
                good build, because later it would block every request until the next good build.
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
        """Index the HTML if Pagefind is used, and move the site into place.

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
        """Make MkDocs build in another folder, because it first deletes everything in its output folder."""
        self._open.enter_context(alone(site.root, waiting=lambda: _log.warning("Waiting for another build")))
        self._replacing = self._open.enter_context(replacing(Path(config.site_dir), site=site))
        config.site_dir = str(self._replacing.fresh)

    def _end(self, replaced: Replacing, config: MkDocsConfig) -> None:
        self._replacing = None
        config.site_dir = str(replaced.output)
        if config.strict and any(isinstance(one, CountHandler) and one.get_counts() for one in _MKDOCS.handlers):
            self._give_up()  # MkDocs reports the warnings itself
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
        """Watch the sources instead of the generated pages, or each edit would build twice or endlessly."""
        server.set_app(_only_ours(server.serve_request, host=config.dev_addr.host))
        if not self.config.enabled:
            return server
        with contextlib.suppress(KeyError):  # another plugin has already unwatched it
            server.unwatch(config.docs_dir)
        site = load_site(Path(config.config_file_path))
        for folder in (site.content, site.about, site.templates):
            if folder.is_dir():
                server.watch(str(folder))
        return server


def _only_ours(app: WSGIApplication, *, host: str) -> WSGIApplication:
    """A server that only answers requests for its own host, like `digest serve`, because it may show drafts."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if is_ours(str(environ.get("HTTP_HOST", host)), host=host):
            return app(environ, start_response)
        start_response("403 Forbidden", [("Content-Type", "text/plain"), ("Content-Length", str(len(REFUSAL)))])
        return [REFUSAL]

    return answer
