"""Two camps on the graph of people, by mean field: everybody pulls at those whom they answer, or pushes them away."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
STEPS, DAMPING = 60, 0.5
_STILL = 1e-4
"""No node moves by more than this: the field is at rest."""


def magnetize(pulls: Vector, edges: Sequence[tuple[int, int]], strengths: Vector) -> Vector:
    """The mean field of an Ising model: for each node how surely it is in the first camp, from -1 to 1.

    m_i = tanh(h_i + sum over neighbours of J_ij m_j), damped until it rests. Each step is linear in the edges.
    Source: damped mean field as in Murphy (2012, section 21.3); stance on graphs of people by Walker et al. (2012) and
    Sridhar et al. (2015).

    Args:
        pulls: h, half the log odds of each node for the first camp by what it says itself.
        edges: pairs of nodes; a pair may occur several times.
        strengths: J of each edge: half the log odds that its two ends are in the same camp.

    Example:
        >>> [round(m, 1) for m in magnetize(np.array([2.0, 0.0]), [(0, 1)], np.array([-1.0])).tolist()]
        [1.0, -0.8]
    """
    camp = np.tanh(pulls)
    if not len(edges):
        return camp
    ends = np.array(edges, dtype=np.intp)
    one, other = ends[:, 0], ends[:, 1]
    size = len(pulls)
    for _ in range(STEPS):
        felt = pulls + np.bincount(one, strengths * camp[other], size) + np.bincount(other, strengths * camp[one], size)
        moved = DAMPING * camp + (1 - DAMPING) * np.tanh(felt)
        if float(np.abs(moved - camp).max()) < _STILL:
            return moved
        camp = moved
    return camp
