"""Figures of `digest.analysis.sides`, counted as the benchmark counts them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from digest.analysis.linear import LinearModel
from digest.analysis.sides import solve_seen
from digest.analysis.sides.decode import PostSide
from training.reliability import error

if TYPE_CHECKING:
    from training.sides import Debate

Pair = tuple[str, str]
FLIP = {"for": "against", "against": "for", "neither": "neither"}


def macro(pairs: Sequence[Pair], labels: Iterable[str]) -> float:
    """The mean of the F1 of each label; pairs are what is true and what was told."""
    found = []
    for label in labels:
        hit = sum(true == label == told for true, told in pairs)
        missed = sum((true == label) != (told == label) for true, told in pairs)
        found.append(2 * hit / (2 * hit + missed) if hit else 0.0)
    return sum(found) / len(found)


def tell(debate: Debate, models: Mapping[str, LinearModel]) -> Mapping[str, PostSide]:
    """What is told of a debate's posts."""
    return solve_seen(debate.setting, seen=debate.seen, models=models).of


def figures(runs: Sequence[tuple[Mapping[str, LinearModel], Sequence[Debate]]]) -> str:
    """Macro F1 of sides and stances over the debates of all runs, and how far chances are off."""
    sides: list[Pair] = []
    stances: list[Pair] = []
    kinds: dict[str, list[Pair]] = {}
    sure: list[tuple[float, bool]] = []
    for models, debates in runs:
        for debate in debates:
            told = tell(debate, models)
            some = [(side, told[post].side) for post, side in debate.sides.items()]
            sides += some
            sure += [(told[post].side_confidence, told[post].side == side) for post, side in debate.sides.items()]
            kinds.setdefault(debate.name.split("-")[0], []).extend(some)
            stances += [
                (stance, told[post].stance.replace("neutral", "neither")) for post, stance in debate.stances.items()
            ]
    by_kind = ", ".join(f"{kind} {macro(pairs, FLIP):.3f}" for kind, pairs in kinds.items())
    off = error([said for said, _ in sure], [was for _, was in sure])
    return (
        f"sides {macro(sides, FLIP):.3f} ({by_kind}), calibration error {off:.3f}\n"
        f"relations {macro(stances, ('support', 'attack', 'neither')):.3f}\n"
    )


def known_sides(suite: Sequence[Debate], models: Mapping[str, LinearModel]) -> str:
    """Debates whose people's sides are known: macro F1, share that was told a side, and share of it that was right."""
    lines = []
    for kind in ("iac", "aita"):
        known = [pair for debate in suite if debate.name.startswith(kind) for pair in _known(debate, models)]
        said = [pair for pair in known if pair[1] != "neither"]
        right = sum(true == told for true, told in said) / max(1, len(said))
        share = len(said) / max(1, len(known))
        lines.append(f"{kind}: macro F1 {macro(known, ('for', 'against')):.3f}, told {share:.3f}, right {right:.3f}\n")
    return "".join(lines)


def _known(debate: Debate, models: Mapping[str, LinearModel]) -> list[Pair]:
    told = tell(debate, models)
    pairs = [(side, told[post].side) for post, side in debate.sides.items()]
    other: list[Pair] = [(side, FLIP[said]) for side, said in pairs]
    right = [sum(true == said for true, said in some) for some in (pairs, other)]
    return other if debate.free and right[1] > right[0] else pairs
