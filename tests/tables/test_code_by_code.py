from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.tables.code_by_code import Together, kept, together

sets = st.lists(st.sets(st.integers(0, 5)), max_size=40)


def of_sets(found: Sequence[set[int]], base: int | None = None) -> Together:
    pairs = [(answer, code) for answer, codes in enumerate(found) for code in sorted(codes)]
    answers, codes = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return together(answers, codes, 6, len(found) if base is None else base)


def test_a_pair_counts_the_answers_with_both_and_holds_them_against_chance() -> None:
    # 10 answers: 0 in five, 1 in four, both in three; chance alone would give 5 * 4 / 10 = 2.
    [pair] = of_sets([{0, 1}] * 3 + [{0}] * 2 + [{1}] + [set()] * 4).pairs()
    assert (pair.first, pair.second, pair.together) == (0, 1, 3)
    assert (pair.expected, pair.lift) == (Decimal("2.0"), Decimal("1.50"))


def test_the_commoner_of_two_stands_first() -> None:
    [pair] = of_sets([{2, 4}, {4}, {4}]).pairs()
    assert (pair.first, pair.second) == (4, 2)


def test_lift_is_rounded_half_up_from_exact_integers() -> None:
    # 1 * 200 / (8 * 8) = 3.125
    found = of_sets([{0, 1}] + [{0}] * 7 + [{1}] * 7, base=200)
    assert found.pair(0, 1).lift == Decimal("3.13")


def test_where_nothing_is_expected_there_is_no_lift() -> None:
    found = of_sets([{0}, {0}])
    assert (found.pair(0, 1).lift, found.pair(0, 1).expected) == (None, Decimal("0.0"))
    nobody = of_sets([])
    assert (nobody.pair(0, 1).lift, nobody.pair(0, 1).expected) == (None, None)
    assert nobody.pairs() == ()


def test_the_same_code_twice_on_an_answer_counts_once() -> None:
    answers, codes = np.array([0, 0, 0]), np.array([0, 0, 1])
    assert together(answers, codes, 2, 1).counts.tolist() == [[1, 1], [1, 1]]


def test_some_places_can_be_kept_in_another_order() -> None:
    found = kept(of_sets([{0, 1}, {1, 2}, {1}]), [2, 1])
    assert found.counts.tolist() == [[1, 1], [1, 3]]


@given(sets)
def test_every_pair_is_what_counting_by_hand_gives(found: list[set[int]]) -> None:
    made = of_sets(found)
    by_hand = {
        (one, other): sum({one, other} <= codes for codes in found)
        for one, other in combinations(range(6), 2)
    }
    listed = {tuple(sorted((pair.first, pair.second))): pair.together for pair in made.pairs()}
    assert listed == {pair: count for pair, count in by_hand.items() if count}
    assert made.each.tolist() == [sum(code in codes for codes in found) for code in range(6)]


@pytest.mark.slow
@given(sets)
def test_pairs_come_by_count(found: list[set[int]]) -> None:
    numbers = [pair.together for pair in of_sets(found).pairs()]
    assert numbers == sorted(numbers, reverse=True)
