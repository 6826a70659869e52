"""What turns the pages into HTML. Each renderer is a module; all read the same mkdocs.yml and folder of pages."""

from digest.renderers import mkdocs, zensical

__all__ = ["RENDERERS"]

RENDERERS = {"mkdocs": mkdocs.render, "zensical": zensical.render}
"""By the name that a site's owner knows them by; the first one unless another is asked for."""
