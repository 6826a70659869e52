"""The prompts: plain text by Jinja2, in which what people wrote stands as JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template

from digest.propose.steps import SCHEMAS
from digest.site.environment import loader

__all__ = ["Prompts"]


class Prompts:
    """The templates of the prompts: the site's own go before ours."""

    def __init__(self, templates: Sequence[Path]) -> None:
        # Prompts are plain text: what people wrote is JSON in them, and nothing is escaped for a page.
        self._loader = loader(templates)
        self._environment = Environment(
            loader=self._loader,
            undefined=StrictUndefined,
            autoescape=False,  # noqa: S701 the result is no page
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def of(self, name: str) -> Template:
        """The prompt of a step."""
        return self._environment.get_template(f"propose/{name}.txt")

    def fingerprint(self) -> str:
        """The same for the same prompts."""
        names = ("system", *SCHEMAS)
        texts = [self._loader.get_source(self._environment, f"propose/{name}.txt")[0] for name in names]
        return hashlib.sha256("\x00".join(texts).encode()).hexdigest()[:16]
