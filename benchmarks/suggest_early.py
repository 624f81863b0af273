"""If the chances of suggestions hold while little is coded, as they are and as the second level alone says.

    python -m benchmarks.suggest_early ../shared/data

A model that has learned from so many answers ranks the next thirty, on coded sets in several random orders:
codes known are those in use by then. Of suggestions of a half and more: what was said, and what was so.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from benchmarks.gold import QUESTIONS
from benchmarks.suggest_gold import gold_set
from benchmarks.suggest_sets import CodedSet, coded_set, set_names, space_of
from coder.suggest.code_ranker import SCALES, CodeRanker
from coder.suggest.level_combine import chance

Floats = NDArray[np.floating[Any]]
Booleans = NDArray[np.bool_]
Said = list[tuple[Floats, Booleans]]
"""Of each order of a set: chances, and whether the code was given."""

CODED = (3, 5, 10, 20, 50, 200)
NEXT = 30
FEWEST_NEXT = 3
ORDERS = (1, 2, 3, 4, 5)
LIKELY = 0.5
BINS = 10


def orders(data: Path) -> Iterator[CodedSet]:
    """Yield the sets, in each order."""
    folder = data / "benchmark"
    yield from (coded_set(folder, name, seed) for name in set_names(folder) for seed in ORDERS)
    yield from (gold_set(data, question, seed) for question in QUESTIONS for seed in ORDERS)


def second_level(ranker: CodeRanker, X: Any) -> Floats:
    """Return what the second level says, whatever it has learned from."""
    return chance(ranker.first_.of(X) / SCALES @ ranker.weights_)


MODELS: dict[str, Callable[[CodeRanker, Any], Floats]] = {
    "second level": second_level,
    "the model": CodeRanker.predict_proba,
}


def said_by(sets: list[CodedSet]) -> dict[tuple[int, str], Said]:
    """Return what the models say, by how many answers they have seen."""
    said: dict[tuple[int, str], Said] = {(n, model): [] for n in CODED for model in MODELS}
    for coded in sets:
        space = space_of(coded)
        for n in CODED:
            if len(coded.given) < n + FEWEST_NEXT:
                continue
            known = np.flatnonzero(coded.given[:n].any(axis=0))
            ranker = CodeRanker(view=space.view)
            ranker.fit(space.X[:n], coded.given[:n, known], code_X=space.codes[known])
            right = coded.given[n : n + NEXT, known]
            for model, chances in MODELS.items():
                said[n, model].append((chances(ranker, space.X[n : n + len(right)]), right))
    return said


def in_words(said: Said) -> str:
    """Lay out the Brier score, the calibration error in ten bins, and how the likely ones fared."""
    brier = float(np.mean([((chances - right) ** 2).mean() for chances, right in said]))
    chances = np.concatenate([each.ravel() for each, _right in said])
    right = np.concatenate([each.ravel() for _chances, each in said])
    places = np.minimum((chances * BINS).astype(np.intp), BINS - 1)
    error = sum(
        abs(chances[within].mean() - right[within].mean()) * within.mean()
        for within in (places == place for place in range(BINS))
        if within.any()
    )
    likely = chances >= LIKELY
    return (
        f"Brier {brier:.4f}  error {error:.3f}  likely: said {chances[likely].mean():.2f},"
        f" so {right[likely].mean():.2f} of {likely.sum()}"
    )


def main(arguments: list[str]) -> None:
    with threadpool_limits(limits=1):
        said = said_by(list(orders(Path(arguments[0]))))
    for (n, model), each in said.items():
        print(f"{n:4} coded  {model:14}{in_words(each)}")


if __name__ == "__main__":
    main(sys.argv[1:])
