"""What every page needs: the site, and the templates that it is printed with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

from digest.errors import Fault, OutputError
from digest.site import urls
from digest.site.environment import Environment
from digest.site.page import Page, SiteInfo
from digest.site.report import Report
from digest.site.translation import Translation

__all__ = ["Press"]


@dataclass(frozen=True, slots=True)
class Press:
    """Prints pages. A template is compiled once for each environment."""

    site: SiteInfo
    environment: Environment

    @property
    def translation(self) -> Translation:
        """The language of the words of its pages."""
        return self.environment.translation

    def page(self, path: str, template: str, values: Mapping[str, object], *, source: str | None = None) -> Page:
        """Render a template into a page.

        In a template, `link(path, anchor)` is the way from this page to another one, `site` is the site, and `report`
        makes the links by which readers say what is wrong.

        Raises:
            OutputError: the template is missing or wrong; one of the site's own, most likely.
        """
        given = {
            "site": self.site,
            "urls": urls,
            "here": path,
            "link": partial(urls.link, path),
            "report": Report(self.site.settings.report, self.site.url, path, source or "", self.translation),
            **values,
        }
        try:
            text = self.environment.get_template(template).render(given)
        except TemplateSyntaxError as error:
            raise OutputError(
                Fault(f"template error: {error.message}", path=error.filename or error.name, line=error.lineno)
            ) from error
        except (TemplateNotFound, UndefinedError) as error:
            raise OutputError(Fault(f"template error: {error.message}", path=f"templates/{template}")) from error
        return Page(path, text.rstrip() + "\n", source)
