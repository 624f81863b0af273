"""How far apart a hidden count can lie is found as trying every table finds it."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from scipy.sparse import csr_array

from coder.tables.suppression.extremes import tables_apart
from coder.tables.suppression.matrix import Cut

MOST = 4


def random_cut(chance: random.Random) -> Cut:
    """Return counts in a few sums, some with both bounds and some with one, that the truth is within."""
    size = chance.randint(3, 5)
    truth = np.array([chance.randint(0, MOST) for _each in range(size)], dtype=float)
    lines = [[chance.choice([-1, 0, 1, 1]) for _each in range(size)] for _line in range(chance.randint(1, 4))]
    matrix = csr_array(np.array(lines, dtype=float))
    low = matrix @ truth
    high = low + np.array([chance.choice([0, 0, 1, np.inf]) for _line in lines])
    return Cut(range(size), matrix, low, high, np.zeros(size), np.full(size, float(MOST)), truth)


def every_number(cut: Cut, place: int) -> set[int]:
    """Return what a count is in all the tables that fit."""
    tables = itertools.product(range(MOST + 1), repeat=len(cut.truth))
    return {int(table[place]) for table in tables if cut.fits(np.array(table, dtype=float))}


@pytest.mark.parametrize("seed", [1, *(pytest.param(each, marks=pytest.mark.slow) for each in range(2, 40))])
def test_tables_far_apart_are_found_where_there_are_any(seed: int) -> None:
    chance = random.Random(seed)
    cut = random_cut(chance)
    place = chance.randrange(len(cut.truth))
    for apart in (1, 2, 3):
        tables = list(tables_apart(cut, place, apart))
        assert all(cut.fits(table) for table in tables)
        numbers = [float(cut.truth[place]), *(float(table[place]) for table in tables)]
        possible = every_number(cut, place)
        assert (max(numbers) - min(numbers) >= apart) == (max(possible) - min(possible) >= apart)


@pytest.mark.parametrize("seed", range(1, 4))
def test_counts_left_out_of_a_cut_stay_as_they_are(seed: int) -> None:
    cut = random_cut(random.Random(seed))
    kept = [0, len(cut.truth) - 1]
    narrow = cut.of(kept)
    for numbers in itertools.product(range(MOST + 1), repeat=2):
        whole = cut.truth.copy()
        whole[kept] = numbers
        assert narrow.fits(np.array(numbers, dtype=float)) == cut.fits(whole)
