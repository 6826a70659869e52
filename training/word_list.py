"""The word list of `digest.analysis.structure`: the weights of words around a gap for a new post."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from digest.analysis.structure import lines
from training.threads import Thread, word_weights

FEWEST, SLIGHT = 40, 0.05
"""A token of the list occurs in at least FEWEST debates, so that it is no topic word, and weighs at least SLIGHT."""
HELD_BACK = 0.035
"""Inverse of the L2 penalty, which must be strong to leave out most of the many tokens."""


class Gaps:
    """All gaps between lines of all threads with their tokens, computed once for all folds.

    The table has a row for each gap, thread by thread, and a column for each token.
    """

    def __init__(self, everything: Sequence[Thread], texts: Sequence[lines.Transcript]) -> None:
        self.weight = word_weights(everything)
        number: dict[str, int] = {}
        columns: list[int] = []
        ends = [0]
        for one in texts:
            for at in range(1, len(one.lines)):
                found = dict.fromkeys(lines.tokens(one.lines, at))
                columns += [number.setdefault(token, len(number)) for token in found]
                ends.append(len(columns))
        self.tokens = list(number)
        shape = (len(ends) - 1, len(number))
        self.table = csr_matrix((np.ones(len(columns), np.float32), np.array(columns), np.array(ends)), shape=shape)
        self.begins = np.concatenate([thread.begins[1:] for thread in everything])
        self.thread = np.repeat(np.arange(len(everything)), [len(thread.lines) - 1 for thread in everything])
        debates = {debate: at for at, debate in enumerate(dict.fromkeys(thread.debate for thread in everything))}
        self.debate = np.array([debates[thread.debate] for thread in everything])[self.thread]

    def lexicon(self, learned: npt.NDArray[np.bool_]) -> dict[str, float]:
        """The weights of tokens by logistic regression; the key of its constant is the empty word.

        Args:
            learned: for each thread, whether it is learned from.
        """
        rows = np.flatnonzero(learned[self.thread])
        table, debate = self.table[rows], self.debate[rows]
        by_debate = csr_matrix((np.ones(len(rows), np.float32), (debate, np.arange(len(rows))))) @ table
        often = np.flatnonzero(np.asarray((by_debate > 0).sum(axis=0)).ravel() >= FEWEST)
        model = LogisticRegression(C=HELD_BACK, max_iter=100, tol=1e-3)
        model.fit(table[:, often], self.begins[rows], sample_weight=10 * self.weight[self.thread[rows]])
        pairs = sorted(zip((self.tokens[at] for at in often), model.coef_[0].tolist(), strict=True))
        kept = {token: round(value, 2) for token, value in pairs if abs(value) >= SLIGHT}
        return {"": round(float(model.intercept_[0]), 2), **kept}
