"""Reading again goes by rank with random controls, and may stop by a bound that holds."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from coder.domain.revisit_rule import CONTROL_EVERY, STOP_AFTER, RevisitPass, upper_bound


@st.composite
def draws(draw: st.DrawFn) -> tuple[int, int, int]:
    rest = draw(st.integers(1, 400))
    drawn = draw(st.integers(0, rest))
    return rest, drawn, draw(st.integers(0, min(drawn, 12)))


@pytest.mark.slow
@given(draws(), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_the_bound_is_the_largest_number_the_draw_does_not_speak_against(
    numbers: tuple[int, int, int], confidence: float
) -> None:
    rest, drawn, found = numbers
    possible = range(found, rest - drawn + found + 1)
    likely = [hits for hits in possible if hypergeom.cdf(found, rest, hits, drawn) > 1 - confidence + 1e-12]
    assert upper_bound(rest, drawn, found, confidence) == max(likely) - found


@pytest.mark.parametrize(
    ("rest", "drawn", "found", "bound"),
    [(100, 40, 0, 5), (100, 100, 3, 0), (100, 0, 0, 100), (1, 1, 0, 0), (0, 0, 0, 0), (100_000, 300, 0, 992)],
)
def test_the_bound_of_some_draws(rest: int, drawn: int, found: int, bound: int) -> None:
    assert upper_bound(rest, drawn, found) == bound


def test_a_chance_of_just_what_is_allowed_is_not_more() -> None:
    assert upper_bound(25, 1, 0, 0.8) == 19


@pytest.mark.slow
def test_the_bound_holds_as_often_as_it_says() -> None:
    chance, held = random.Random(4), 0
    for _each in range(2_000):
        rest, hits, drawn = 300, chance.randrange(0, 40), 60
        found = sum(place < hits for place in chance.sample(range(rest), drawn))
        held += hits - found <= upper_bound(rest, drawn, found)
    assert held / 2_000 > 0.94


def test_numbers_of_no_draw_are_refused() -> None:
    with pytest.raises(ValueError, match="3"):
        upper_bound(2, 1, 3)


def read(way: RevisitPass, finds: set[int], most: int = 10_000) -> list[int]:
    """Look at what comes until nothing comes, or so many have come."""
    seen: list[int] = []
    while len(seen) < most and (answer := way.take_next()) is not None:
        way.looked(answer, answer in finds)
        seen.append(answer)
    return seen


def test_the_likeliest_come_first_and_every_eighth_is_a_control() -> None:
    way = RevisitPass(list(range(1000)), "frø")
    way.rank(list(range(999, -1, -1)))
    seen = read(way, set(), 80)
    controls = seen[CONTROL_EVERY - 1 :: CONTROL_EVERY]
    ranked = [each for each in seen if each not in controls]
    assert ranked == sorted(ranked, reverse=True)
    assert min(ranked) > 900
    assert min(controls) < 800


def test_every_answer_comes_once_and_the_same_seed_gives_the_same_way() -> None:
    ways = [read(RevisitPass(list(range(100)), "frø"), set()) for _each in range(2)]
    assert ways[0] == ways[1]
    assert sorted(ways[0]) == list(range(100))
    assert read(RevisitPass(list(range(100)), "annet frø"), set()) != ways[0]


def test_what_is_peeked_at_comes_whatever_is_peeked_at_before() -> None:
    peeked, other = RevisitPass(list(range(50)), "frø"), RevisitPass(list(range(50)), "frø")
    for _each in range(50):
        ahead = peeked.peek()
        assert ahead == peeked.peek() == peeked.take_next() == other.take_next()
    assert peeked.peek() is None


def test_a_ranking_that_comes_late_moves_only_what_has_not_come() -> None:
    way = RevisitPass(list(range(10)), "frø")
    first = [way.take_next(), way.take_next()]
    way.rank([1, 9])
    assert (first, way.take_next(), way.take_next()) == ([0, 1], 9, 2)


def test_a_run_without_finds_allows_a_draw_and_its_reading_gives_the_bound() -> None:
    way = RevisitPass(list(range(200)), "frø")
    read(way, {3}, STOP_AFTER + 3)
    assert not way.may_stop
    read(way, {3}, 10)
    assert (way.may_stop, way.run, way.finds, way.read) == (True, STOP_AFTER + 9, 1, STOP_AFTER + 13)
    left = way.left
    way.draw(40)
    assert (way.is_drawing, way.drawn, way.rest, way.bound) == (True, 40, left, None)
    drawn = read(way, set())
    assert (len(set(drawn)), way.drawn_read, way.drawn_finds) == (40, 40, 0)
    assert way.bound == upper_bound(left, 40, 0)
    way.go_on()
    assert way.left == left - 40
    assert len(read(way, set())) == left - 40


def test_a_find_in_the_draw_counts_and_an_undone_look_is_missing_from_it() -> None:
    way = RevisitPass(list(range(60)), "frø")
    way.draw(30)
    [first, *_rest] = drawn = read(way, set())
    way.looked(first, True)
    assert (way.drawn_finds, way.bound) == (1, upper_bound(60, 30, 1))
    way.not_looked(first)
    assert (way.bound, way.left, len(drawn)) == (None, 31, 30)


def test_answers_that_close_elsewhere_leave_and_new_ones_join() -> None:
    way = RevisitPass([1, 2, 3], "frø")
    assert way.take_next() == 1
    way.update([3, 7])
    assert (way.left, way.take_next(), way.take_next(), way.take_next()) == (2, 3, 7, None)


def test_an_answer_that_came_closed_elsewhere_and_opens_again_comes_again() -> None:
    way = RevisitPass(range(3), "frø")
    assert way.take_next() == 0
    way.update([1, 2])
    way.update([0, 1, 2])
    assert way.left == 3
    assert read(way, set()) == [1, 2, 0]
    assert way.left == 0


def test_an_answer_at_hand_does_not_come_a_second_time_when_others_change() -> None:
    way = RevisitPass(range(3), "frø")
    at_hand = way.take_next()
    assert at_hand == 0
    way.update([0, 1, 2, 3])
    way.looked(at_hand, found=False)
    assert read(way, set()) == [1, 2, 3]


def test_a_draw_of_which_answers_close_is_a_smaller_draw() -> None:
    way = RevisitPass(list(range(100)), "frø")
    way.draw(50)
    drawn = {way.take_next() for _each in range(50)}
    way.go_on()
    way.draw(50)
    gone = {0, 1, 2, 3}
    way.update([each for each in range(100) if each not in gone])
    assert (way.rest, way.left) == (96, 96)
    assert 46 <= way.drawn <= 50
    assert None not in drawn
