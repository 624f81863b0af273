"""Which decisions belong to which passages; what is cut from a passage."""

from __future__ import annotations

import pytest

from coder.domain.coding import Span
from coder.domain.passages import fitting_cuts, paired
from coder.domain.refitting import refitted_passage


@pytest.mark.parametrize(
    ("kept", "excerpts", "expected"),
    [
        ([(0, 10)], [(0, 10)], [0]),
        ([(0, 10)], [(0, 14)], [0]),
        ([(0, 10)], [(0, 21)], [None]),
        ([(0, 10), (0, 12)], [(0, 12)], [1]),
        ([(0, 10), (20, 30)], [(20, 31), (0, 9)], [1, 0]),
        ([None], [None], [0]),
        ([None], [(0, 10)], [None]),
        ([(0, 10)], [None], [None]),
        ([], [(0, 4), None], [None, None]),
    ],
)
def test_a_passage_stays_with_its_excerpt_while_half_of_it_is_the_same(
    kept: list[Span | None], excerpts: list[Span | None], expected: list[int | None]
) -> None:
    assert paired(kept, excerpts) == expected


def test_cuts_are_what_lies_in_the_passage_joined_where_they_meet() -> None:
    assert fitting_cuts([(8, 20), (0, 4), (4, 6)], (2, 10), 30) == ((2, 6), (8, 10))
    assert fitting_cuts([(0, 4)], None, 3) == ((0, 3),)
    assert fitting_cuts([(20, 30)], (2, 10), 30) == ()


def test_a_passage_and_its_cuts_follow_their_words_into_a_new_text() -> None:
    before, after = "Mer tid, og flere folk.", "Vi vil: Mer tid, og flere folk."
    assert refitted_passage((0, 23), [(7, 11)], before, after) == ((8, 31), ((15, 19),))
    assert refitted_passage((0, 7), [], before, "Mer penger.") is None


def test_a_passage_of_the_whole_answer_stays_only_while_the_words_are_the_same() -> None:
    assert refitted_passage(None, [(4, 7)], "Mer tid.", "Mer  tid.") == (None, ((5, 8),))
    assert refitted_passage(None, [], "Mer tid.", "Mer tid nå.") is None
