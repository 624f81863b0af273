"""The weights that the second level of suggestions starts from, fitted on replays of coded sets.

    python -m benchmarks.suggest_start ../shared/data/benchmark [SET …]

Prints what stands in coder/suggest/code_ranker.py. Naming sets leaves them out, to see what the others teach.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from benchmarks.gold import QUESTIONS
from benchmarks.suggest_gold import gold_set
from benchmarks.suggest_sets import STEPS, CodedSet, coded_set, order_of_steps, set_names, space_of
from coder.suggest.code_features import FEATURES, FirstLevel
from coder.suggest.code_ranker import CodeRanker
from coder.suggest.level_combine import pulled_logistic

Floats = NDArray[np.floating[Any]]
Booleans = NDArray[np.bool_]
EVERY = 3
SUPPLIED_STEPS = 25
PULL = 10.0


def steps_of(coded: CodedSet, *, growing: bool) -> Iterator[tuple[Floats, Booleans]]:
    """Yield the features of each answer as it is reached, with the codes it has, code by code."""
    space = space_of(coded)
    least = CodeRanker()
    last = min(STEPS, len(coded.given)) - 1
    for place in range(1, last, EVERY) if growing else order_of_steps(last, SUPPLIED_STEPS):
        known = np.flatnonzero(coded.given[:place].any(axis=0)) if growing else np.arange(len(coded.codes))
        first = FirstLevel(least.penalty, least.neighbours, space.view)
        first.fit(space.X[:place], coded.given[:place, known].astype(float), space.codes[known], np.arange(0))
        yield first.of(space.X[place : place + 1])[0], coded.given[place, known]


def gathered(folder: Path, left_out: list[str]) -> tuple[Floats, Booleans]:
    """Return the steps of all sets: codebooks that grow, in two orders, and supplied ones."""
    names = [name for name in set_names(folder) if name not in left_out]
    runs = [(coded_set(folder, name, seed), growing) for name in names for seed, growing in RUNS]
    if "gold" not in left_out:
        runs += [(gold_set(folder.parent, question, seed=1), False) for question in QUESTIONS]
    steps = [step for coded, growing in runs for step in steps_of(coded, growing=growing)]
    return np.vstack([features for features, _ in steps]), np.concatenate([given for _, given in steps])


RUNS = ((None, True), (1, True), (2, False))


def start_weights(features: Floats, given: Booleans) -> tuple[Floats, Floats]:
    """Return the scales of the features and the weights of the scaled ones."""
    scales = features.std(axis=0)
    scales[-1] = 1
    return scales, pulled_logistic(features / scales, given, np.zeros(len(scales)), PULL)


def main(arguments: list[str]) -> None:
    with threadpool_limits(limits=1):
        scales, weights = start_weights(*gathered(Path(arguments[0]), arguments[1:]))
    for title, values in (("SCALES", scales), ("START", weights)):
        print(f"{title} = np.array([{', '.join(f'{value:.3g}' for value in values)}])")
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"{name:28} {weight:6.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
