"""Print a file of weights as text: linear weights by feature, of all else the shapes.

python -m training show claims
python -m training show sides --part stance --most 400
"""

from __future__ import annotations

import argparse

from digest.analysis import weights
from training.artefacts import FOLDER, as_text, joined


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `python -m training show` is asked."""
    parser.add_argument("name", choices=sorted(path.stem for path in FOLDER.glob("*.safetensors")))
    parser.add_argument("--part", help="only this part of the file")
    parser.add_argument("--most", type=int, default=20, help="features of each part, the strongest first")


def run(asked: argparse.Namespace) -> None:
    """Print it."""
    found = weights.load(asked.name)
    if asked.part:
        if asked.part not in found.parts():
            raise SystemExit(f"{asked.name} has no part {asked.part!r}, only {', '.join(found.parts())}")
        found = joined({asked.part: found.part(asked.part)})
    print("\n".join(as_text(found, most=asked.most)))
