"""Figures of `digest.analysis.sides`, counted as the benchmark counts them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from digest.analysis.linear import LinearModel
from digest.analysis.sides import solve_seen
from digest.analysis.sides.decode import PostSide
from training.calibration import error

if TYPE_CHECKING:
    from training.sides import Debate

Pair = tuple[str, str]
FLIP = {"for": "against", "against": "for", "neither": "neither"}


def macro(pairs: Sequence[Pair], labels: Iterable[str]) -> float:
    """Macro F1 over the labels; pairs are the annotated and the predicted label."""
    found = []
    for label in labels:
        hit = sum(true == label == guess for true, guess in pairs)
        missed = sum((true == label) != (guess == label) for true, guess in pairs)
        found.append(2 * hit / (2 * hit + missed) if hit else 0.0)
    return sum(found) / len(found)


def predicted(debate: Debate, models: Mapping[str, LinearModel]) -> Mapping[str, PostSide]:
    """The side and stance of each post of a debate."""
    return solve_seen(debate.setting, seen=debate.seen, models=models).of


def measured(runs: Sequence[tuple[Mapping[str, LinearModel], Sequence[Debate]]]) -> dict[str, float]:
    """Macro F1 of sides (of all debates and of each kind) and of stances, and the calibration error of sides."""
    sides: list[Pair] = []
    stances: list[Pair] = []
    kinds: dict[str, list[Pair]] = {}
    confident: list[tuple[float, bool]] = []
    for models, debates in runs:
        for debate in debates:
            found = predicted(debate, models)
            some = [(side, found[post].side) for post, side in debate.sides.items()]
            sides += some
            confident += [
                (found[post].side_confidence, found[post].side == side) for post, side in debate.sides.items()
            ]
            kinds.setdefault(debate.name.split("-")[0], []).extend(some)
            stances += [
                (stance, found[post].stance.replace("neutral", "neither")) for post, stance in debate.stances.items()
            ]
    return {
        "sides, macro F1": macro(sides, FLIP),
        **{f"sides, macro F1, {kind}": macro(pairs, FLIP) for kind, pairs in kinds.items()},
        "stances, macro F1": macro(stances, ("support", "attack", "neither")),
        "calibration error": error([one for one, _ in confident], [right for _, right in confident]),
    }


def figures(runs: Sequence[tuple[Mapping[str, LinearModel], Sequence[Debate]]]) -> str:
    """What `measured` gives, a line for each figure."""
    return "".join(f"  {name}: {value:.3f}\n" for name, value in measured(runs).items())


def known_sides(suite: Sequence[Debate], models: Mapping[str, LinearModel]) -> str:
    """Of debates whose people's sides are known: macro F1, share with a predicted side, and share of right ones."""
    lines = []
    for kind in ("iac", "aita"):
        known = [pair for debate in suite if debate.name.startswith(kind) for pair in _known(debate, models)]
        named = [pair for pair in known if pair[1] != "neither"]
        right = sum(true == guess for true, guess in named) / max(1, len(named))
        share = len(named) / max(1, len(known))
        lines.append(
            f"{kind}: macro F1 {macro(known, ('for', 'against')):.3f}, side predicted {share:.3f}, right {right:.3f}\n"
        )
    return "".join(lines)


def _known(debate: Debate, models: Mapping[str, LinearModel]) -> list[Pair]:
    found = predicted(debate, models)
    pairs = [(side, found[post].side) for post, side in debate.sides.items()]
    other: list[Pair] = [(side, FLIP[named]) for side, named in pairs]
    right = [sum(true == named for true, named in some) for some in (pairs, other)]
    return other if debate.free and right[1] > right[0] else pairs
