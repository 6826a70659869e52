"""YAKE's own scores in less than two thirds of its time. Imported late, as it imports YAKE.

What YAKE makes and then throws away is not made (runs of words that a stop word begins or ends, which it ranks
nowhere), what it asks of each occurrence of a word is asked once a word, and pairs of neighbours are counted before
they enter its graph. Which words there are, their tags, their features and all scores remain YAKE's;
`tests/analysis/test_lean_yake.py` holds that they are the very same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from yake.data import ComposedWord, DataCore

__all__ = ["Lean"]

_UNRANKED = "ud"
"""YAKE's tags of numbers and of odd words, which are no neighbours to others."""


class Lean(DataCore):  # type: ignore[misc]  # yake has no types
    """YAKE's reading of a text; `build_single_terms_features` and `build_mult_terms_features` come next."""

    def _build(self, text: str, windows_size: int, n: int) -> None:
        self._pairs: Counter[tuple[int, int]] = Counter()
        self._met: dict[tuple[str, bool], tuple[str, Any] | None] = {}
        super()._build(text, windows_size, n)
        self.g.add_edges_from((left, right, {"tf": float(count)}) for (left, right), count in self._pairs.items())

    def _process_sentence(
        self, sentence: Sequence[str], sentence_id: int, pos_text: int, context: Mapping[str, int]
    ) -> int:
        run: list[tuple[str, str, Any]] = []
        for at, word in enumerate(sentence):
            known = self._known(word, first=at == 0)
            if known is None:
                run = []
                continue
            tag, term = known
            term.add_occur(tag, sentence_id, at, pos_text)
            pos_text += 1
            if tag not in _UNRANKED:
                for other, _, before in run[-context["windows_size"] :]:
                    if other not in _UNRANKED:
                        self._pairs[before.id, term.id] += 1
            run.append((tag, word, term))
            self._count(run, longest=context["n"])
        return pos_text

    def _known(self, word: str, *, first: bool) -> tuple[str, Any] | None:
        """A word's tag and term, as the first of its sentence or not; None for a mark, which ends a run of words."""
        key = word, first
        if key not in self._met:
            mark = all(char in self.exclude for char in word)
            self._met[key] = None if mark else (self.get_tag(word, 0 if first else 1), self.get_term(word))
        return self._met[key]

    def _count(self, run: Sequence[tuple[str, str, Any]], *, longest: int) -> None:
        """The phrases that end with the last word of a run."""
        if not run[-1][2].stopword:
            for size in range(1, min(longest, len(run)) + 1):
                if not run[-size][2].stopword:
                    self.add_or_update_composedword(ComposedWord(run[-size:]))
