"""Which suggestions are certain enough."""

from __future__ import annotations

import numpy as np

from coder.suggest.threshold import certain

SCORES = np.array([[0.9, 0.4, np.nan], [0.5, 0.7, 0.8], [np.nan, np.nan, np.nan]], dtype=np.float32)


def test_codes_from_the_score_on_are_certain_and_those_not_in_use_never_are() -> None:
    assert certain(SCORES, 0.7, only_best=False).tolist() == [
        [True, False, False],
        [False, True, True],
        [False, False, False],
    ]
    assert not certain(SCORES, 0.0, only_best=False)[:, 2][[0, 2]].any()


def test_where_only_one_code_may_be_given_only_the_best_is() -> None:
    assert certain(SCORES, 0.1, only_best=True).sum(axis=1).tolist() == [1, 1, 0]
    assert certain(SCORES, 0.85, only_best=True).sum(axis=1).tolist() == [1, 0, 0]


def test_with_no_codes_nothing_is() -> None:
    assert certain(np.empty((3, 0), dtype=np.float32), 0.5, only_best=True).shape == (3, 0)
