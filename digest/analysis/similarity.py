"""Similarity of texts: one small interface, and its lexical default.

The default has vectors of 10,000 English words, distilled from a sentence encoder (`python -m training vectors`); a
text is the weighted mean of its words (Arora et al. 2017). Beside it, `Letters` compares runs of four letters, which
works in all languages and tolerates spelling. A sentence-embedding model can replace the words, not the letters.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from digest.analysis import weights
from digest.text.normal import words
from digest.text.stemming import stem

if TYPE_CHECKING:
    from digest.analysis.semantic import Vectors

__all__ = ["Letters", "Matrix", "Similarity", "WordVectors", "lexical", "meaning_of", "named"]

Matrix = npt.NDArray[np.float32]
_WIDTH = 8192
"""Columns that runs of letters are hashed to."""
_RUN = 4
_CHUNK = 400
"""Texts whose words' vectors are held at once."""
_MOST_MET = 50_000
"""Words in the cache at most."""
_RARE = 1e-3
"""Arora et al.'s `a`: a word as frequent as this weighs half of a rare one."""


class Similarity(Protocol):
    """Turns texts into vectors whose cosine is the similarity of what the texts say."""

    @property
    def name(self) -> str:
        """As pages name it."""

    @property
    def stop(self) -> float:
        """Least similarity of groups that are joined, in standard deviations above the mean of the debate's pairs."""

    @property
    def alike(self) -> float:
        """Least similarity at all, as the mean of two cosines: by this measure, and by letters."""

    def embed(self, texts: Sequence[str], *, about: str = "") -> Matrix:
        """A row of length 1 for each text; of length 0 where none of its words is known.

        Args:
            texts: sentences or short posts.
            about: the subject of all of them (a debate's title). It and all that the texts share is removed, so that
                the rows differ by what the texts say about it.
        """


def named(name: str, *, vectors: Vectors | None = None) -> Similarity | None:
    """The similarity that a setting names; None for `lexical`, which depends on each debate's language.

    Args:
        name: `lexical`, `semantic`, or a model's name or path.
        vectors: a store for a model's vectors between runs.

    Raises:
        SettingsError: the extra `digest[semantic]` is not installed, or there is no such model.
    """
    if name == "lexical":
        return None
    from digest.analysis.semantic import load  # imports this module

    return load(name, vectors=vectors)


def meaning_of(texts: Sequence[str], *, similarity: Similarity) -> tuple[float, ...]:
    """The mean vector of some texts, of length 1; empty where none of their words is known.

    Rounded, so that it takes little space beside the rest of a stored debate.
    """
    middle = similarity.embed(texts).sum(0) if texts else np.zeros(1, np.float32)
    length = float(np.linalg.norm(middle))
    return tuple(round(float(value) / length, 4) for value in middle) if length else ()


@dataclass(frozen=True, slots=True)
class WordVectors:
    """Texts as weighted means of their words' vectors.

    Attributes:
        rows: the row of each word in `vectors`; the most frequent words come first.
        vectors: rows of length 1.
        common: the direction that all texts share because of frequent words; it is removed.
    """

    rows: Mapping[str, int]
    vectors: Matrix
    common: Matrix
    language: str = "en"
    stop: float = -0.1
    alike: float = 0.23
    _met: dict[str, tuple[int | None, float]] = field(default_factory=dict, repr=False, compare=False)
    """A cache of rows and weights: the words of a debate come back in every stage."""

    @property
    def name(self) -> str:
        """What a page says was used."""
        return "words" if self.rows else "letters"

    def weight(self, word: str) -> float:
        """The weight of a word, 0 to 1: low for frequent words (by Zipf's law from the rank), 1 for unknown ones."""
        return self._known(word)[1]

    def row(self, word: str) -> int | None:
        """The row of a word or of its nearest known form."""
        return self._known(word)[0]

    def _known(self, word: str) -> tuple[int | None, float]:
        found = self._met.get(word)
        if found is None:
            if len(self._met) > _MOST_MET:
                self._met.clear()
            found = self._met[word] = self._row(word), self._weight(word)
        return found

    def _weight(self, word: str) -> float:
        if not self.rows:
            return 1.0
        if len(word) == 1:  # "I", "a"; the vectors know no letters
            return 0.0
        row = self.rows.get("not" if word.endswith("n't") else word.split("'")[0])
        return 1.0 if row is None else _RARE / (_RARE + _frequency(row, len(self.rows)))

    def _row(self, word: str) -> int | None:
        forms = (word, word.split("'")[0], stem(word, self.language), word.rstrip("s"), word[:-2], word[:-1])
        return next((self.rows[form] for form in forms if len(form) > 1 and form in self.rows), None)

    def embed(self, texts: Sequence[str], *, about: str = "") -> Matrix:
        """See `Similarity.embed`."""
        shared = {stem(word, self.language) for word in words(about)}
        known: dict[str, tuple[int, float] | None] = {}
        out = np.zeros((len(texts), self.vectors.shape[1]), np.float32)
        for begin in range(0, len(texts), _CHUNK):
            rows: list[int] = []
            weights: list[float] = []
            starts: list[int] = []
            embedded: list[int] = []
            for at, text in enumerate(texts[begin : begin + _CHUNK], begin):
                before = len(rows)
                for word in words(text):
                    if word not in known:
                        row = None if stem(word, self.language) in shared else self.row(word)
                        known[word] = None if row is None else (row, self.weight(word))
                    if (one := known[word]) is not None:
                        rows.append(one[0])
                        weights.append(one[1])
                if len(rows) > before:
                    starts.append(before)
                    embedded.append(at)
            if rows:
                out[embedded] = np.add.reduceat(self.vectors[rows] * np.asarray(weights, np.float32)[:, None], starts)
        out = unit(out - np.outer(out @ self.common, self.common).astype(np.float32))
        if about and len(texts) > 2:
            known_rows = np.linalg.norm(out, axis=1) > 0
            out[known_rows] -= out[known_rows].mean(0) if known_rows.any() else 0
            out = unit(out)
        return out


def _frequency(row: Any, known: int) -> Any:
    """The frequency of a word by its rank, or of many words by theirs (Zipf's law)."""
    return 1.0 / ((row + 1) * math.log(known + 1))


class Letters:
    """Texts as bags of runs of letters; words that are rare in the language or in the texts weigh more.

    Args:
        texts: decide which words are rare here.
        vectors: decide which words are rare in the language.
    """

    def __init__(self, texts: Iterable[str], *, vectors: WordVectors) -> None:
        self._language = vectors.language
        self._weigh = vectors.weight
        holders: Counter[str] = Counter()
        count = 0
        for text in texts:
            count += 1
            holders.update({stem(word, self._language) for word in words(text)})
        self._rarity = {key: math.sqrt(math.log((count + 1) / held)) for key, held in holders.items()}
        self._default = math.sqrt(math.log(count + 1)) if count else 1.0
        self._runs: dict[str, tuple[str, tuple[int, ...], float]] = {}

    def embed(self, texts: Sequence[str], *, about: str = "") -> Matrix:
        """A row of length 1 (or 0) for each text. A row takes 32 KB, so pass some hundred texts at a time.

        Args:
            about: a text whose words do not count.
        """
        shared = {stem(word, self._language) for word in words(about)}
        out = np.zeros((len(texts), _WIDTH), np.float32)
        places: list[int] = []
        counts: list[int] = []
        owners: list[int] = []
        weights: list[float] = []
        for at, text in enumerate(texts):
            for word in words(text):
                if word not in self._runs:
                    self._runs[word] = self._run(word)
                key, columns, weight = self._runs[word]
                if key not in shared:
                    places += columns
                    counts.append(len(columns))
                    owners.append(at * _WIDTH)
                    weights.append(weight)
        flat = np.asarray(places, np.intp) + np.repeat(np.asarray(owners, np.intp), counts)
        np.add.at(out.reshape(-1), flat, np.repeat(np.asarray(weights, np.float32), counts))
        return unit(out)

    def _run(self, word: str) -> tuple[str, tuple[int, ...], float]:
        key = stem(word, self._language)
        if len(word) < 2:
            return key, (), 0.0
        columns = _columns(word)
        return key, columns, self._weigh(word) * self._rarity.get(key, self._default) / math.sqrt(len(columns))


@lru_cache(maxsize=50_000)
def _columns(word: str) -> tuple[int, ...]:
    """The columns of a word's runs of letters."""
    padded = f"^{word}$"
    runs = (padded[at : at + _RUN] for at in range(max(1, len(padded) - _RUN + 1)))
    return tuple(zlib.crc32(run.encode()) % _WIDTH for run in runs)  # Python's own hash differs from run to run


def unit(matrix: Matrix) -> Matrix:
    """The rows scaled to length 1; rows of zeros stay."""
    lengths = np.sqrt(np.einsum("ij,ij->i", matrix, matrix))[:, None]  # a norm would copy the whole matrix first
    return np.asarray(matrix / np.where(lengths > 0, lengths, 1), np.float32)


@cache
def lexical(language: str = "en") -> WordVectors:
    """The default measure. It knows English words only; in other languages letters decide alone."""
    if language != "en":
        return WordVectors({}, np.zeros((0, 1), np.float32), np.zeros(1, np.float32), language)
    found = weights.load("word_vectors")
    rows = {word: row for row, word in enumerate(found.names["words"])}
    vectors = unit(found.arrays["vectors"].astype(np.float32))
    frequencies = _frequency(np.arange(len(rows)), len(rows)).astype(np.float32)
    common = (frequencies * _RARE / (_RARE + frequencies)) @ vectors
    return WordVectors(rows, vectors, common / np.linalg.norm(common), language)
