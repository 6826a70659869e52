"""Everything that a page may ask for: the site, all debates looked up, the concepts, and the templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, UndefinedError

from digest.errors import Fault, OutputError
from digest.model import Concept, Library
from digest.site import urls
from digest.site.debate import Debate, debate_of
from digest.site.page import Page, SiteInfo

__all__ = ["Shelf", "shelf_of"]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The library, looked up.

    Attributes:
        debates: by slug, newest first.
        concepts: by slug.
        concept_of: the slug of a concept by the key of a keyphrase.
    """

    site: SiteInfo
    library: Library
    debates: Mapping[str, Debate]
    concepts: Mapping[str, Concept]
    concept_of: Mapping[str, str]
    environment: Environment

    def page(self, path: str, template: str, values: Mapping[str, object], *, source: str | None = None) -> Page:
        """Render a template into a page.

        In a template, `link(path, anchor)` is the way from this page to another one, and `site` the site.

        Raises:
            OutputError: the template is missing or wrong; one of the site's own, most likely.
        """
        given = {"site": self.site, "urls": urls, "here": path, "link": partial(urls.link, path), **values}
        try:
            text = self.environment.get_template(template).render(given)
        except TemplateSyntaxError as error:
            raise OutputError(
                Fault(f"template error: {error.message}", path=error.filename or error.name, line=error.lineno)
            ) from error
        except (TemplateNotFound, UndefinedError) as error:
            raise OutputError(Fault(f"template error: {error.message}", path=f"templates/{template}")) from error
        return Page(path, text.rstrip() + "\n", source)


def shelf_of(library: Library, *, site: SiteInfo, environment: Environment) -> Shelf:
    """Look a library up."""
    return Shelf(
        site=site,
        library=library,
        debates={digest.document.slug: debate_of(digest) for digest in library.digests},
        concepts={concept.slug: concept for concept in library.concepts},
        concept_of={concept.key: concept.slug for concept in library.concepts},
        environment=environment,
    )
