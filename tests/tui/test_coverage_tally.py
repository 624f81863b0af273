"""Answers coded and sentences placed, from key to key."""

from __future__ import annotations

from coder.store.question_counts import CoverageCounts
from coder.tui.coding.change import Standing
from coder.tui.coding.coverage_tally import CoverageTally, Covered

FIRST, SECOND = (0, 14), (15, 38)
NOTHING = Standing()
PLACED = Standing((1,), excerpts={1: (FIRST,)})
TWICE = Standing((1, 2), excerpts={1: (FIRST,), 2: (FIRST, SECOND)})


def _counted(coded: int = 10, placed: int = 20) -> CoverageTally:
    tally = CoverageTally()
    tally.ask()
    tally.take(CoverageCounts(coded, 90, placed, ()))
    return tally


def test_nothing_is_told_before_it_has_been_counted() -> None:
    tally = CoverageTally()
    tally.move([FIRST, SECOND], NOTHING, PLACED)
    assert (tally.sentences, tally.now) == (None, Covered())


def test_each_key_moves_the_numbers() -> None:
    tally = _counted()
    tally.move([FIRST, SECOND], NOTHING, PLACED)
    assert tally.now == Covered(11, 21)
    tally.move([FIRST, SECOND], PLACED, TWICE)
    assert tally.now == Covered(11, 22)
    tally.move([FIRST, SECOND], TWICE, NOTHING)
    assert tally.now == Covered(10, 20)


def test_a_code_on_all_of_several_sentences_is_placed_on_none() -> None:
    tally = _counted()
    tally.move([FIRST, SECOND], NOTHING, Standing((1,)))
    assert tally.now == Covered(11, 20)


def test_what_changes_while_it_is_counted_is_on_top() -> None:
    tally = _counted()
    tally.move([FIRST], NOTHING, PLACED)
    tally.ask()
    tally.move([FIRST, SECOND], PLACED, TWICE)
    tally.take(CoverageCounts(11, 90, 21, ()))
    assert tally.now == Covered(11, 22)


def test_a_count_that_failed_leaves_what_there_was() -> None:
    tally = _counted()
    tally.ask()
    tally.take(None)
    assert (tally.now, tally.is_being_counted) == (Covered(10, 20), False)
