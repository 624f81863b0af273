"""Samples for double coding."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.sampling.draw import Drawn, Shares, drawn

SIZES = {"small": 20, "medium": 60, "large": 200}
STRATA = dict(enumerate(stratum for stratum, size in SIZES.items() for _answer in range(size)))


def _ids(sample: tuple[Drawn, ...]) -> list[int]:
    return [one.answer_id for one in sample]


def test_the_same_seed_draws_the_same_sample_in_whatever_order_the_answers_come() -> None:
    assert drawn(range(100), 10, seed=7) == drawn(reversed(range(100)), 10, seed=7)
    assert drawn(range(100), 10, seed=7) != drawn(range(100), 10, seed=8)


def test_a_stored_seed_draws_what_it_drew_when_it_was_stored() -> None:
    assert _ids(drawn(range(1, 11), 4, seed=2016)) == [10, 8, 5, 9]


def test_a_larger_sample_only_adds_answers() -> None:
    assert drawn(range(100), 30, seed=3)[:10] == drawn(range(100), 10, seed=3)


def test_positions_count_from_one_and_every_answer_stands_for_itself() -> None:
    sample = drawn(range(50), 5, seed=1)
    assert [one.position for one in sample] == [1, 2, 3, 4, 5]
    assert {(one.stratum, one.weight) for one in sample} == {(None, 1.0)}


def test_a_sample_larger_than_what_there_is_draws_all() -> None:
    assert sorted(_ids(drawn(range(5), 9, seed=1))) == [0, 1, 2, 3, 4]
    assert len(drawn(STRATA, 999, seed=1, strata=STRATA)) == len(STRATA)


def test_every_answer_is_drawn_equally_often() -> None:
    often = Counter(answer for seed in range(2000) for answer in _ids(drawn(range(10), 3, seed)))
    assert all(500 < often[answer] < 700 for answer in range(10))


def test_equal_shares_draw_as_many_from_each_stratum() -> None:
    sample = drawn(STRATA, 45, seed=1, strata=STRATA)
    assert Counter(one.stratum for one in sample) == {"small": 15, "medium": 15, "large": 15}
    assert {one.stratum: one.weight for one in sample} == {"small": 20 / 15, "medium": 4.0, "large": 200 / 15}


def test_what_a_small_stratum_cannot_give_is_drawn_from_the_others() -> None:
    sample = drawn(STRATA, 100, seed=1, strata=STRATA)
    assert Counter(one.stratum for one in sample) == {"small": 20, "medium": 40, "large": 40}


def test_proportional_shares_draw_by_size_and_leave_nobody_out() -> None:
    sample = drawn(STRATA, 28, seed=1, strata=STRATA, shares="proportional")
    assert Counter(one.stratum for one in sample) == {"small": 2, "medium": 6, "large": 20}
    few = drawn(STRATA, 3, seed=1, strata=STRATA, shares="proportional")
    assert Counter(one.stratum for one in few) == {"small": 1, "medium": 1, "large": 1}


def test_answers_without_a_value_are_a_stratum_of_their_own() -> None:
    sample = drawn(range(8), 4, seed=1, strata={0: "a", 1: "a", 2: "a", 3: "a", 4: None})
    assert Counter(one.stratum for one in sample) == {"a": 2, "": 2}


def test_strata_are_mixed_in_the_order_of_coding() -> None:
    first_half = drawn(STRATA, 60, seed=1, strata=STRATA)[:30]
    assert all(count >= 4 for count in Counter(one.stratum for one in first_half).values())


@pytest.mark.slow
@given(
    strata=st.dictionaries(st.integers(0, 60), st.sampled_from(["a", "b", "c", None]), min_size=1),
    size=st.integers(1, 70),
    seed=st.integers(),
    shares=st.sampled_from(["equal", "proportional"]),
)
def test_weights_add_up_to_the_answers_of_the_strata_seen(
    strata: dict[int, str | None], size: int, seed: int, shares: Shares
) -> None:
    sample = drawn(strata, size, seed, strata, shares)
    assert len({one.answer_id for one in sample}) == len(sample) == min(size, len(strata))
    seen = {one.stratum for one in sample}
    there = sum((stratum or "") in seen for stratum in strata.values())
    assert abs(sum(one.weight for one in sample) - there) < 1e-9
