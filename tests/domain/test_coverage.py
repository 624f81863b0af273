"""Which sentences a code is placed on."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coder.domain.coding import Span
from coder.domain.coverage import Coverage, coverage

SENTENCES: list[Span] = [(0, 10), (11, 20), (21, 30)]
PLACED, UNPLACED, NONE = Coverage.PLACED, Coverage.UNPLACED, Coverage.NONE


def test_an_excerpt_places_each_sentence_it_touches() -> None:
    assert coverage(SENTENCES, [[(5, 12)]]) == [PLACED, PLACED, NONE]
    assert coverage(SENTENCES, [[(10, 11)]]) == [NONE, NONE, NONE]


def test_a_code_on_the_whole_answer_leaves_the_rest_unplaced() -> None:
    assert coverage(SENTENCES, [[], [(0, 3)]]) == [PLACED, UNPLACED, UNPLACED]


def test_of_one_sentence_a_code_on_the_whole_answer_is_placed() -> None:
    assert coverage(SENTENCES[:1], [[]]) == [PLACED]


places = st.lists(st.integers(0, 40), unique=True).map(sorted)
spans = st.tuples(st.integers(0, 40), st.integers(1, 10)).map(lambda each: (each[0], each[0] + each[1]))


@given(places, st.lists(spans))
def test_a_sentence_is_placed_exactly_where_an_excerpt_overlaps_it(
    ends: list[int], excerpts: list[Span]
) -> None:
    sentences = [(start, end) for start, end in pairwise(ends) if end - start != 3]
    expected = [
        PLACED if any(start < e and s < end for s, e in excerpts) else NONE for start, end in sentences
    ]
    assert coverage(sentences, [excerpts] if excerpts else []) == expected
