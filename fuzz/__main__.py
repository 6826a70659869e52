"""`python -m fuzz`: damages discussions in every shape and tells what breaks.

With atheris the search is guided by coverage (`--blind` goes without). Each kind of finding is kept once, as a file
whose first byte says by which name it is read, and the search goes on.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from random import Random
from types import ModuleType


def main() -> int:
    """Search for some time; the exit status is 1 where something was found."""
    options = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    options.add_argument("--seconds", type=float, default=600.0, help="how long to search (default: 600)")
    options.add_argument("--seed", type=int, default=0, help="of the damage that is done")
    options.add_argument("--blind", action="store_true", help="without atheris, even where it is installed")
    options.add_argument("--into", type=Path, default=Path("fuzz-findings"), help="where findings are kept")
    given = options.parse_args()
    atheris = None if given.blind else _atheris()
    if atheris is not None:
        _guided(atheris, into=given.into, seconds=given.seconds, seed=given.seed)
    return _blind(into=given.into, seconds=given.seconds, seed=given.seed)


def _atheris() -> ModuleType | None:
    try:
        import atheris
    except ImportError:
        return None
    return atheris  # type: ignore[no-any-return]


def _blind(*, into: Path, seconds: float, seed: int) -> int:
    from fuzz.hunt import Hunt

    hunt, end = Hunt(into=into), time.monotonic() + seconds
    while time.monotonic() < end:
        hunt.shoot(seed)
        seed += 1
    sys.stdout.write(hunt.report() + "\n")
    return 1 if hunt.findings else 0


def _guided(atheris: ModuleType, *, into: Path, seconds: float, seed: int) -> None:
    """Search with libFuzzer, which never returns: the report is told, and the process ended, in its midst."""
    with atheris.instrument_imports(include=["digest.sources"]):
        from fuzz.hunt import Hunt, seeds
        from fuzz.mutate import damaged

    hunt, end = Hunt(into=into), time.monotonic() + seconds
    corpus = into / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for at, (name, raw) in enumerate(seeds()):
        (corpus / f"seed-{at}").write_bytes(bytes([name]) + raw)

    def one(data: bytes) -> None:
        if time.monotonic() > end:
            sys.stdout.write(hunt.report() + "\n")
            sys.stdout.flush()
            os._exit(1 if hunt.findings else 0)
        hunt.try_one(data)

    def mutated(data: bytes, longest: int, number: int) -> bytes:
        chance = Random(number)  # noqa: S311 damage, not secrets
        if chance.random() < 0.3 or len(data) < 2:
            return bytes(atheris.Mutate(data, longest))
        return (data[:1] + damaged(data[1:], chance.choice(seeds())[1], chance))[:longest]

    options = [
        f"-seed={seed + 1}",
        f"-artifact_prefix={into}/",
        "-max_len=8192",
        "-rss_limit_mb=3000",
        "-timeout=120",
        "-verbosity=0",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], one, custom_mutator=mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    raise SystemExit(main())
