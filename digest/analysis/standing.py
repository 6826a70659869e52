"""Standing: which units survive the attacks on them, by grounded semantics (Dung 1995) in linear time.

The arguments are the units of a debate, and for each support relation the *step* from the premise to its claim. An
attack is on a unit. An undercut is on a step only (Pollock 1987): it accepts the premise and denies that it supports
the claim, so the claim loses that support and keeps its standing. A step also falls with its premise.

The labelling (Modgil and Caminada 2009): an argument that nobody attacks is *in*; whatever an *in* argument attacks is
*out*; an argument whose attackers are all *out* is *in* again (reinstatement); the rest is *undecided*.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Literal, TypeVar

from digest.model import TITLE, Claim, Relation, Standing

__all__ = ["Label", "grounded", "judge", "steps_that_hold"]

Label = Literal["in", "out", "undecided"]
Argument = TypeVar("Argument", str, int)


def judge(claims: Sequence[Claim], *, relations: Sequence[Relation]) -> tuple[Claim, ...]:
    """The same claims, each with its standing.

    `stands`: nothing attacks it. `answered`: it is attacked, and each attacker is itself defeated.
    `defeated`: an attacker survives. `contested`: neither, as in two claims that attack each other.

    Args:
        claims: the units of one document.
        relations: between them; undercuts and relations to the title or to unknown units change no standing.
    """
    known = {claim.id for claim in claims}
    attacks = [
        (one.source, one.target)
        for one in relations
        if one.type == "attack" and not one.undercut and one.source in known and one.target in known
    ]
    labels = grounded([claim.id for claim in claims], attacks=attacks)
    attacked = {target for _, target in attacks}
    return tuple(replace(claim, standing=_standing(labels[claim.id], claim.id in attacked)) for claim in claims)


def _standing(label: Label, attacked: bool) -> Standing:
    if label == "in":
        return "answered" if attacked else "stands"
    return "defeated" if label == "out" else "contested"


def steps_that_hold(claims: Sequence[Claim], *, relations: Sequence[Relation]) -> tuple[Relation, ...]:
    """The support relations that survive: no surviving unit undercuts them, and their premise is not defeated.

    The target of an undercut is the premise of a step; or a claim, all of whose steps it denies.

    Example:
        >>> units = [Claim(c, c, 0, 1, c, "claim", 1.0) for c in "abc"]
        >>> step = Relation("a", "b", "support", 0.9, "because")
        >>> steps_that_hold(units, relations=[step]) == (step,)
        True
        >>> steps_that_hold(units, relations=[step, Relation("c", "a", "attack", 0.9, "so what", undercut=True)])
        ()
    """
    standing = {claim.id: claim.standing for claim in judge(claims, relations=relations)}
    alive = ("stands", "answered")
    undercut = {
        one.target
        for one in relations
        if one.type == "attack" and one.undercut and standing.get(one.source) in alive and one.target != TITLE
    }
    premises = {one.source for one in relations if one.type == "support"}
    return tuple(
        one
        for one in relations
        if one.type == "support"
        and standing.get(one.source) in alive
        and one.source not in undercut
        and (one.target not in undercut or one.target in premises)
    )


def grounded(arguments: Collection[Argument], *, attacks: Iterable[tuple[Argument, Argument]]) -> dict[Argument, Label]:
    """The grounded labelling of an argumentation framework.

    Linear in arguments and attacks, and iterative, so that chains of any depth work.

    Args:
        arguments: all of them; an attack from or to anything else is an error.
        attacks: pairs of attacker and attacked; the same pair twice counts once.

    Raises:
        KeyError: an attack names an unknown argument.

    Example:
        >>> grounded("abc", attacks=[("a", "b"), ("b", "c")])
        {'a': 'in', 'b': 'out', 'c': 'in'}
        >>> grounded("ab", attacks=[("a", "b"), ("b", "a")])
        {'a': 'undecided', 'b': 'undecided'}
    """
    targets: dict[Argument, list[Argument]] = {one: [] for one in arguments}
    threats = dict.fromkeys(targets, 0)  # attackers that are not yet out
    for attacker, target in dict.fromkeys(attacks):
        targets[attacker].append(target)
        threats[target] += 1
    labels: dict[Argument, Label] = dict.fromkeys(targets, "undecided")
    ready = deque(one for one, count in threats.items() if not count)
    while ready:
        winner = ready.popleft()
        labels[winner] = "in"
        for loser in targets[winner]:
            if labels[loser] == "out":
                continue
            labels[loser] = "out"
            for freed in targets[loser]:
                threats[freed] -= 1
                if not threats[freed] and labels[freed] == "undecided":
                    ready.append(freed)
    return labels
