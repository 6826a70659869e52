"""Which texts say the same thing: average-link clustering on two similarities.

*Beyond the subject* leaves out the words of the title and what all texts share, and is measured in standard deviations
of this debate. It separates the points of a debate whose posts all answer one question. *At all* counts every word: two
texts of a wide-ranging debate must be about one thing before they can make one point.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from digest.analysis.similarity import Letters, Matrix, Similarity, lexical

LEADERS = 800
"""Texts that are clustered; all others join the nearest group, which keeps time linear."""
_CHUNK = 400
_KNOWN = 1e-6
"""Standard deviation below which a similarity carries no information, as word vectors of an unknown language."""
_LETTERS_ALONE = 2.5
"""Factor that brings similarity by letters alone to the scale of the mean of words and letters."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """Vectors of texts: words and letters without the subject, then words and letters with it."""

    parts: tuple[Matrix, Matrix, Matrix, Matrix]


class _TextEncoder:
    """Embeds texts in chunks, with the same word counts for all chunks."""

    def __init__(self, texts: Sequence[str], *, about: str, similarity: Similarity, language: str) -> None:
        self._texts = texts
        self._about = about
        self._beyond = similarity.embed(texts, about=about)
        self._all = similarity.embed(texts)
        self._letters = Letters(texts, vectors=lexical(language))

    def read(self, rows: Sequence[int]) -> _Rows:
        texts = [self._texts[row] for row in rows]
        at = list(rows)
        letters = self._letters.embed(texts, about=self._about), self._letters.embed(texts)
        return _Rows((self._beyond[at], letters[0], self._all[at], letters[1]))


def group(
    texts: Sequence[str],
    *,
    about: str = "",
    similarity: Similarity,
    language: str = "en",
    stricter: tuple[float, float] = (0.0, 0.0),
    apart: Iterable[tuple[int, int]] = (),
) -> list[int]:
    """The number of a group for each text; a text that is similar to no other has a group of its own.

    Args:
        texts: the most important first: of very many, the first ones make the groups.
        about: the debate's title.
        similarity: measures similarity of meaning and has its thresholds; letters are used beside it.
        language: of the texts.
        stricter: added to `similarity.stop` and `similarity.alike`.
        apart: pairs of texts that contradict each other: they can share all words and say the opposite.

    Returns:
        Numbers from 0 in order of first appearance.
    """
    if not texts:
        return []
    stop, alike = similarity.stop + stricter[0], similarity.alike + stricter[1]
    reader = _TextEncoder(texts, about=about, similarity=similarity, language=language)
    count = min(len(texts), LEADERS)
    leaders = reader.read(range(count))
    scale = _Scale(leaders)
    at_all = _at_all(leaders, leaders)
    for one, other in apart:
        if one < count and other < count:
            at_all[one, other] = at_all[other, one] = -np.inf  # no mean with it is ever enough
    labels = average_link(scale.leaders, at_all, stop=stop, alike=alike)
    for begin in range(count, len(texts), _CHUNK):
        rows = range(begin, min(begin + _CHUNK, len(texts)))
        labels += _nearest(
            reader.read(rows), leaders, labels[:count], scale=scale, stop=stop, alike=alike, new=max(labels) + 1
        )
    order: dict[int, int] = {}
    return [order.setdefault(label, len(order)) for label in labels]


def likenesses(
    texts: Sequence[str], *, about: str = "", similarity: Similarity, language: str = "en", without: str = ""
) -> tuple[Matrix, Matrix]:
    """The similarities of texts beyond their subject, and at all: the arguments of `average_link`.

    Args:
        without: `words` or `letters`, to measure what the other achieves alone.
    """
    rows = _TextEncoder(texts, about=about, similarity=similarity, language=language).read(range(len(texts)))
    words, letters, all_words, all_letters = (
        np.zeros_like(part) if name == without else part
        for name, part in zip(("words", "letters", "words", "letters"), rows.parts, strict=True)
    )
    rows = _Rows((words, letters, all_words, all_letters))
    return _Scale(rows).leaders, _at_all(rows, rows)


class _Scale:
    """Brings two similarities to one scale: standard deviations above the mean of all pairs of leaders.

    Attributes:
        leaders: the similarity of all pairs of leaders, beyond the subject.
    """

    def __init__(self, leaders: _Rows) -> None:
        others = ~np.eye(len(leaders.parts[0]), dtype=bool)
        near = [part @ part.T for part in leaders.parts[:2]]  # the most expensive step, so it is done once
        self._marks = [_mean_and_spread(one[others]) for one in near]
        both = self._sum(near)
        self._spread = (float(both[others].std()) if others.any() else 1.0) or 1.0
        self.leaders: Matrix = np.asarray(both / self._spread, np.float32)

    def beyond(self, left: _Rows, right: _Rows) -> Matrix:
        """The similarity beyond the subject."""
        near = [one @ other.T for one, other in zip(left.parts[:2], right.parts[:2], strict=True)]
        return np.asarray(self._sum(near) / self._spread, np.float32)

    def _sum(self, near: Sequence[Matrix]) -> Matrix:
        out = np.zeros_like(near[0])
        for one, (mean, spread) in zip(near, self._marks, strict=True):
            if spread >= _KNOWN:
                out += (one - mean) / spread
        return out


def _mean_and_spread(pairs: Matrix) -> tuple[float, float]:
    return (float(pairs.mean()), float(pairs.std())) if pairs.size else (0.0, 0.0)


def _at_all(left: _Rows, right: _Rows) -> Matrix:
    words, letters = left.parts[2] @ right.parts[2].T, left.parts[3] @ right.parts[3].T
    known = bool(left.parts[2].any())
    return np.asarray((words + letters) / 2 if known else letters * _LETTERS_ALONE, np.float32)


def average_link(
    beyond: npt.NDArray[np.floating], at_all: npt.NDArray[np.floating], *, stop: float, alike: float, most: int = 0
) -> list[int]:
    """Agglomerative clustering, average link (Sokal and Michener 1958), on both similarities at once.

    Args:
        beyond: decides which groups are joined, the most similar first.
        at_all: must be high enough for two groups to be joined.
        stop: the least similarity by `beyond`.
        alike: the least similarity by `at_all`.
        most: the most groups: further ones are joined even below `stop`; 0 for no limit.
    """
    n = left_over = len(beyond)
    beyond, at_all = beyond.astype(np.float64), at_all.astype(np.float64)
    sizes = np.ones(n)
    labels = np.arange(n)
    score = np.where(at_all >= alike, beyond, -np.inf)
    np.fill_diagonal(score, -np.inf)
    best = score.argmax(1)
    while n > 1:
        tops = score[np.arange(n), best]
        left = int(tops.argmax())
        if tops[left] < stop and not (0 < most < left_over and tops[left] > -np.inf):
            break
        right = int(best[left])
        left_over -= 1
        share = sizes[left] / (sizes[left] + sizes[right])
        for table in (beyond, at_all):
            table[left] = share * table[left] + (1 - share) * table[right]
            table[:, left] = table[left]
        sizes[left] += sizes[right]
        labels[labels == right] = left
        row = np.where(at_all[left] >= alike, beyond[left], -np.inf)
        row[sizes == 0] = -np.inf
        row[[left, right]] = -np.inf
        sizes[right] = 0
        score[left], score[:, left] = row, row
        score[right], score[:, right] = -np.inf, -np.inf
        stale = np.flatnonzero((best == left) | (best == right) | (row > tops))
        best[stale] = score[stale].argmax(1)
        best[left] = score[left].argmax()
    return [int(label) for label in labels]


def _nearest(
    texts: _Rows, leaders: _Rows, labels: Sequence[int], *, scale: _Scale, stop: float, alike: float, new: int
) -> list[int]:
    """For each further text the most similar group on average, or a number of its own."""
    names, inverse = np.unique(np.asarray(labels), return_inverse=True)
    means = np.zeros((len(labels), len(names)), np.float32)
    means[np.arange(len(labels)), inverse] = 1
    means /= means.sum(0)
    beyond, at_all = scale.beyond(texts, leaders) @ means, _at_all(texts, leaders) @ means
    score = np.where(at_all >= alike, beyond, -np.inf)
    choice = score.argmax(1)
    good = score[np.arange(len(score)), choice] >= stop
    return [int(names[at]) if ok else new + row for row, (at, ok) in enumerate(zip(choice, good, strict=True))]
