"""The MkDocs plugin `digest`: plain `mkdocs build`, `serve` and `gh-deploy` build the debates, too.

A thin adapter: what to write, and where, is the builder's business, which `digest build` calls as well. The settings
stand under `extra: digest:`, not under the plugin, because renderers that know no plugins read them from there.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin

from digest.builder import write_markdown
from digest.errors import DigestError
from digest.renderers.search import index, instead_of_own, ready
from digest.settings import load_site

__all__ = ["DigestPlugin"]

_log = logging.getLogger(__name__)
"""Not one of MkDocs': where the site is strict, an error that MkDocs hears of would stop the build after all."""

_WHILE_SERVING = "default-src 'self' data: 'unsafe-inline' 'wasm-unsafe-eval'"


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
        self._in_parts = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether somebody waits at a browser, and keep this object (and what it knows) between builds."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Have one search only, and let MkDocs write its script for live reload into the pages that it serves.

        The site itself forbids such a script.
        """
        self._in_parts = self.config.enabled and instead_of_own(config)
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
            if self._in_parts:
                ready()
            write_markdown(load_site(Path(config.config_file_path)))
            self._built = True
        except DigestError as error:
            if not (self._serving and self._built):
                raise PluginError(f"digest found faults:\n{error}") from None
            for fault in error.faults:
                _log.error("%s", fault)  # the pages written before are whole, and are shown again

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Index the HTML where Pagefind searches.

        Raises:
            PluginError: it is not installed, or fails.
        """
        if self._in_parts:
            try:
                index(Path(config.site_dir))
            except DigestError as error:
                raise PluginError(f"digest found faults:\n{error}") from None

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Watch what the pages are made from instead of the pages: else each edit would build twice, or for ever."""
        if not self.config.enabled:
            return server
        with contextlib.suppress(KeyError):  # somebody else has done so
            server.unwatch(config.docs_dir)
        site = load_site(Path(config.config_file_path))
        for folder in (site.content, site.about, site.templates):
            if folder.is_dir():
                server.watch(str(folder))
        return server
