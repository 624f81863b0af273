"""Codes ranked by their names and definitions alone, in plain Python: what stands ready while models load."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log, sqrt

from coder.text.folding import folded

_BLANKS = str.maketrans(dict.fromkeys(".,;:!?()«»\"'/", " "))


class NameLikeness:
    """Compares answers with code texts by the runs of three letters they share, rare runs weighing more."""

    def __init__(self, code_texts: Sequence[str]) -> None:
        runs = [_runs(text) for text in code_texts]
        spread = Counter(run for each in runs for run in each)
        self._weights = {run: log(1 + len(runs) / count) ** 2 for run, count in spread.items()}
        self._codes = [(each, sqrt(self._weight(each)) or 1.0) for each in runs]

    def scores(self, text: str) -> list[float]:
        """Return how alike the text and each code's text are, in [0, 1], in the order of the codes."""
        runs = _runs(text)
        length = sqrt(self._weight(runs)) or 1.0
        return [self._weight(runs & code) / (length * code_length) for code, code_length in self._codes]

    def _weight(self, runs: Iterable[str]) -> float:
        return sum(self._weights.get(run, 0.0) for run in runs)


def _runs(text: str) -> set[str]:
    words = folded(text).translate(_BLANKS).split()
    return {f" {word} "[place : place + 3] for word in words for place in range(len(word))}
