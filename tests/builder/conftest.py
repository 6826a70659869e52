"""A small site whose debates share concepts, quick to analyse."""

from collections.abc import Callable
from pathlib import Path

import pytest

CONFIG = """\
site_name: Small site
site_url: https://example.org/
docs_dir: generated
theme: {name: mkdocs}
plugins: []
markdown_extensions: [attr_list, md_in_html]
"""
DEBATES = {
    "trams": ("Should trams replace buses?", "The tram line moves more people than the night bus."),
    "bikes": ("Do bike lanes help anyone?", "A bike lane is cheaper than the tram line, because it needs no wire."),
    "parking": ("Is free parking a right?", "Free parking fills the bike lane with cars, which is wrong."),
}


def text_of(title: str, claim: str, *, day: int = 1) -> str:
    return f"""---
title: "{title}"
date: 2026-03-{day:02}
---

{claim} I think that we should plan for it.

## @ada

I disagree. {claim[:-1]}, but the night bus runs where nobody else goes.

### @ben

> the night bus runs where nobody else goes

That is not true, because the tram line and the bike lane end there as well.

## @cem

Exactly. Free parking costs more than the tram line ever did.
"""


@pytest.fixture
def debate() -> Callable[..., str]:
    """Makes the text of a debate from its title, a claim and a day."""
    return text_of


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[[str], Path]:
    """A new site in a folder of this name."""

    def make(name: str) -> Path:
        root = tmp_path / name
        (root / "generated").mkdir(parents=True)
        (root / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
        (root / "content").mkdir()
        for day, (name, (title, claim)) in enumerate(DEBATES.items(), 1):
            (root / "content" / f"{name}.md").write_text(text_of(title, claim, day=day), encoding="utf-8")
        return root

    return make


@pytest.fixture
def site(make_site: Callable[[str], Path]) -> Path:
    return make_site("site")
