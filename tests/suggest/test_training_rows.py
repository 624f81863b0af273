"""Which coded answers are learned from, where there are very many."""

from __future__ import annotations

import numpy as np

from coder.suggest.training_rows import training_rows


def test_few_answers_are_all_learned_from() -> None:
    assert training_rows(np.zeros((5, 2), dtype=bool), 5).tolist() == [0, 1, 2, 3, 4]


def test_of_many_the_newest_and_the_rare_codes_are_kept() -> None:
    given = np.zeros((100, 2), dtype=bool)
    given[:, 0] = True
    given[[3, 7], 1] = True
    chosen = training_rows(given, 30)
    assert chosen.tolist() == [3, 7, *range(72, 100)]


def test_where_many_codes_are_rare_each_keeps_its_newest_answer() -> None:
    given = np.eye(40, dtype=bool).repeat(10, axis=0)
    chosen = training_rows(given, 40)
    assert given[chosen].any(axis=0).all()


def test_answers_without_codes_are_learned_from_too() -> None:
    assert training_rows(np.zeros((50, 3), dtype=bool), 4).tolist() == [46, 47, 48, 49]
    assert training_rows(np.zeros((50, 0), dtype=bool), 4).tolist() == [46, 47, 48, 49]
