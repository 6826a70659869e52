"""Which texts say the same thing about their subject: average-link clustering on two similarities.

How alike two texts are is judged twice. *Beyond the subject*: without the words of the title and without what
all texts share, in units of the spread within this debate; that tells the points apart where all posts answer one
question. *At all*: with every word; two texts of a wide-ranging debate must be about one thing before they can
make one point.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from digest.analysis.similarity import Letters, Matrix, Similarity, lexical

LEADERS = 800
"""Texts that are clustered against each other; the rest join the group that they are nearest to. Keeps time linear."""
_CHUNK = 400
_KNOWN = 1e-6
"""Spread below which nothing is known of the words of a language."""
_LETTERS_ALONE = 2.5
"""What letters must be multiplied with to mean as much as the mean of words and letters does."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows for each text: words and letters, without the subject and with it."""

    parts: tuple[Matrix, Matrix, Matrix, Matrix]


class _TextEncoder:
    """Turns texts into features, in chunks, always by the same counts."""

    def __init__(self, texts: Sequence[str], *, about: str, similarity: Similarity, language: str) -> None:
        self._texts = texts
        self._about = about
        self._told = similarity.embed(texts, about=about)
        self._all = similarity.embed(texts)
        self._letters = Letters(texts, vectors=lexical(language))

    def read(self, rows: Sequence[int]) -> _Rows:
        texts = [self._texts[row] for row in rows]
        at = list(rows)
        letters = self._letters.embed(texts, about=self._about), self._letters.embed(texts)
        return _Rows((self._told[at], letters[0], self._all[at], letters[1]))


def group(
    texts: Sequence[str],
    *,
    about: str = "",
    similarity: Similarity,
    language: str = "en",
    stricter: tuple[float, float] = (0.0, 0.0),
    apart: Iterable[tuple[int, int]] = (),
) -> list[int]:
    """A group's number for each text; who is alike nobody has a number of its own.

    Args:
        texts: the most telling first: where there are very many, the first ones make the groups.
        about: the debate's title.
        similarity: what tells likeness in meaning, and from where texts say the same; letters are used beside it.
        language: of the texts.
        stricter: what is added to `similarity.stop` and `similarity.alike`.
        apart: numbers of texts of which one contradicts the other: they share all words and say the opposite.

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
    """How alike texts are beyond their subject, and at all: what `average_link` works on.

    Args:
        without: `words` or `letters`, to learn what they add.
    """
    rows = _TextEncoder(texts, about=about, similarity=similarity, language=language).read(range(len(texts)))
    told, letters, words, all_letters = (
        np.zeros_like(part) if name == without else part
        for name, part in zip(("words", "letters", "words", "letters"), rows.parts, strict=True)
    )
    rows = _Rows((told, letters, words, all_letters))
    return _Scale(rows).leaders, _at_all(rows, rows)


class _Scale:
    """Brings two similarities to one scale: how many spreads above the mean of all pairs of leaders.

    Attributes:
        leaders: how alike what each two leaders say about the subject is.
    """

    def __init__(self, leaders: _Rows) -> None:
        others = ~np.eye(len(leaders.parts[0]), dtype=bool)
        near = [part @ part.T for part in leaders.parts[:2]]  # the dearest step, so it is taken once
        self._marks = [_mean_and_spread(one[others]) for one in near]
        both = self._sum(near)
        self._spread = (float(both[others].std()) if others.any() else 1.0) or 1.0
        self.leaders: Matrix = np.asarray(both / self._spread, np.float32)

    def beyond(self, left: _Rows, right: _Rows) -> Matrix:
        """How alike what is said about the subject is."""
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
        beyond: by which groups are joined, the most alike first.
        at_all: of which two groups must have enough to be joined.
        stop: how alike they must be in `beyond`.
        alike: how alike they must be in `at_all`.
        most: more groups than so many are joined whatever `stop` says; 0 for no limit.
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
    """For each further text the group that it is most alike on average, or a number of its own."""
    names, inverse = np.unique(np.asarray(labels), return_inverse=True)
    means = np.zeros((len(labels), len(names)), np.float32)
    means[np.arange(len(labels)), inverse] = 1
    means /= means.sum(0)
    beyond, at_all = scale.beyond(texts, leaders) @ means, _at_all(texts, leaders) @ means
    score = np.where(at_all >= alike, beyond, -np.inf)
    choice = score.argmax(1)
    good = score[np.arange(len(score)), choice] >= stop
    return [int(names[at]) if ok else new + row for row, (at, ok) in enumerate(zip(choice, good, strict=True))]
