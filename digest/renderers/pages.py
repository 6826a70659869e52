"""A site rendered by MkDocs page by page, for whoever watches it change: an edit costs the pages that it changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands.build import build, get_context
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from digest.atomic_write import put_if_changed
from digest.errors import Fault, OutputError
from digest.renderers.mkdocs import listening
from digest.renderers.search import index, instead_of_own

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation

__all__ = ["LivePages"]

_ABOUT = re.compile(r"Doc file '([^']+)'")


class LivePages:
    """The HTML of a site, rendered once as a whole and then page by page.

    What only a whole build can bring up to date stays as it was: the search index and the list of tags.

    Args:
        config: the site's mkdocs.yml.
        output: a folder of our own for the HTML.
        url: where it will be served.
        pagefind: whether Pagefind searches the site, in place of the theme.

    Raises:
        OutputError: MkDocs cannot build the site.
    """

    def __init__(self, config: Path, *, output: Path, url: str, pagefind: bool = False) -> None:
        self._kept = _Kept()
        self.warnings: dict[str, tuple[str, ...]] = {}
        """What MkDocs says of each page; the name is empty where it is none of a page."""
        with self._hearing("", config):
            self._config = load_config(str(config), site_dir=str(output), site_url=url, strict=False)
            if ours := self._config.plugins.get("digest"):
                ours.config["enabled"] = False  # the pages are written
            if pagefind:
                instead_of_own(self._config)
            self._config.plugins["digest-preview"] = self._kept
            self._config.plugins.on_startup(command="serve", dirty=False)
            build(self._config, serve_url=url)
        if pagefind:
            index(output)

    def close(self) -> None:
        """Let the plug-ins go."""
        self._config.plugins.on_shutdown()

    def add(self, paths: Iterable[str]) -> None:
        """Make pages known before any is rendered, for others to link to."""
        for path in paths:
            if not self._kept.files.get_file_from_path(path):
                self._added(path)

    def render(self, path: str) -> str | None:
        """Bring a page (or a picture, or a stylesheet) up to date, or render one that is new.

        Args:
            path: relative to the folder of the pages.

        Returns:
            Its address, relative to the site's; None where it looks as before.

        Raises:
            OutputError: MkDocs cannot render it.
        """
        config, files = self._config, self._kept.files
        with self._hearing(path, Path(config.config_file_path)):
            file = files.get_file_from_path(path) or self._added(path)
            target = Path(file.abs_dest_path)
            if file.is_documentation_page():
                page = file.page or Page(None, file, config)
                data = self._html(page).encode("utf-8", errors="xmlcharrefreplace")
            else:
                data = Path(str(file.abs_src_path)).read_bytes()
        return file.url if put_if_changed(target, data, prefix=".digest-")[0] else None

    def remove(self, paths: Iterable[str]) -> None:
        """Take away what is no page any more."""
        for path in paths:
            self.warnings.pop(path, None)
            if file := self._kept.files.get_file_from_path(path):
                self._kept.files.remove(file)
                Path(file.abs_dest_path).unlink(missing_ok=True)

    @contextmanager
    def _hearing(self, path: str, config: Path) -> Iterator[None]:
        with listening() as collector:
            try:
                yield
            except MkDocsException as error:
                told = collector.messages or [str(error)]
                raise OutputError(*(Fault(f"MkDocs: {message}", path=str(config)) for message in told)) from error
        self.warnings[path] = ()
        for message in collector.messages:
            said = _ABOUT.match(message)
            about = said[1] if said else path
            self.warnings[about] = (*self.warnings.get(about, ()), message)

    def _added(self, path: str) -> File:
        config = self._config
        file = File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
        self._kept.files.append(file)
        return file

    def _html(self, page: Page) -> str:
        """The same events, in the same order, as in a whole build."""
        config, files, nav, plugins = self._config, self._kept.files, self._kept.nav, self._config.plugins
        page = plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        page.markdown = plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        page.render(config, files)
        page.content = plugins.on_page_content(page.content or "", page=page, config=config, files=files)
        page.active = True
        try:
            context = get_context(nav, files, config, page)
            template = self._kept.env.get_template(page.meta.get("template", "main.html"))
            context = plugins.on_page_context(context, page=page, config=config, nav=nav)
            return plugins.on_post_page(template.render(context), page=page, config=config)
        finally:
            page.active = False


class _NoSettings(Config):  # type: ignore[no-untyped-call]
    """It has none."""


class _Kept(BasePlugin[_NoSettings]):  # type: ignore[no-untyped-call]
    """Keeps what a build has put together, which MkDocs lets go of when it is done."""

    files: Files
    nav: Navigation
    env: Environment

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        self.nav = nav
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        self.env, self.files = env, files
        return env
