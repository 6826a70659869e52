"""Model cards: what is in the manifests, copied into the cards that people read.

    python -m training cards

A card `digest/analysis/weights/NAME.md` has the same headings for every model. Its table of facts, between the two
marks, is made of `NAME.json`; all else is written by hand.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from training.artefacts import FOLDER, read_manifest

HEADINGS = ("What it does", "What it earns", "Data", "Training", "How well it does", "Limits", "Licence")
BEGIN, END = "<!-- facts -->", "<!-- end of facts -->"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `python -m training cards` is asked: nothing."""
    del parser


def run(asked: argparse.Namespace) -> None:
    """Renew the facts in all cards."""
    del asked
    for path in sorted(FOLDER.glob("*.json")):
        card = path.with_suffix(".md")
        text = renewed(card.read_text(encoding="utf-8"), read_manifest(path.stem))
        card.write_text(text, encoding="utf-8")
        print(card.relative_to(Path.cwd()) if card.is_relative_to(Path.cwd()) else card)


def renewed(card: str, manifest: Mapping[str, Any]) -> str:
    """A card with the facts of its manifest."""
    before, rest = card.split(BEGIN)
    return f"{before}{BEGIN}\n\n{facts(manifest)}\n\n{END}{rest.split(END)[1]}"


def facts(manifest: Mapping[str, Any]) -> str:
    """A manifest as a table in Markdown.

    Example:
        >>> print(facts({"version": 1, "seed": 0, "libraries": {"numpy": "2.4"}}))
        | | |
        | --- | --- |
        | version | 1 |
        | seed | 0 |
        | libraries: numpy | 2.4 |
    """
    rows = []
    for key, value in manifest.items():
        entries = value.items() if isinstance(value, Mapping) else [("", value)]
        rows += [f"| {key}{': ' if name else ''}{name} | {_shown(entry)} |" for name, entry in entries]
    return "\n".join(["| | |", "| --- | --- |", *rows])


def _shown(value: object) -> str:
    return "none" if value is None else str(value)
