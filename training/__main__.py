"""Training of the models that digest ships: run by a person, never by a build.

    python -m training COMMAND --help

Install `.[train]` first: the analysis itself needs neither scikit-learn nor torch. Run in the root of the repository.
"""

from __future__ import annotations

import argparse
from importlib import import_module

COMMANDS = {
    "arguments": "claims and premises, and the relations between them",
    "keyphrases": "which candidates are keyphrases",
    "points": "core points, the crux, and answers",
    "sides": "sides and stances",
    "structure": "posts and replies of flattened threads",
    "topics": "which posts belong to one topic",
    "vectors": "word vectors, distilled from a sentence encoder",
    "data": "list the data that models learn from, and fetch what is public",
    "cards": "copy the manifests into the model cards",
    "show": "print a file of weights as text",
}


def main() -> None:
    """Run one command; its module, and what that imports, is loaded only then."""
    parser = argparse.ArgumentParser(
        prog="python -m training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, does in COMMANDS.items():
        commands.add_parser(name, help=does, add_help=False)
    known, rest = parser.parse_known_args()
    try:
        module = import_module(f"training.{known.command}")
    except ModuleNotFoundError as error:
        raise SystemExit(f"{error.name} is missing: pip install -e '.[train]'") from None
    own = argparse.ArgumentParser(
        prog=f"python -m training {known.command}",
        description=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.add_arguments(own)
    module.run(own.parse_args(rest))


if __name__ == "__main__":
    main()
