"""What is taken out is gone; what was marked is still marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.redaction import Redaction, Replaced

TEXT = "Kari Moe på Solgården DPS sier nei."


def test_words_are_put_in_the_place_of_others() -> None:
    redaction = Redaction([Replaced(0, 8, "[navn]"), Replaced(12, 25, "[institusjon]")])
    assert redaction.of(TEXT) == "[navn] på [institusjon] sier nei."


def test_what_was_marked_after_a_replacement_is_marked_still() -> None:
    redaction = Redaction([Replaced(0, 8, "[navn]")])
    start, end = redaction.moved((26, 34))
    assert redaction.of(TEXT)[start:end] == TEXT[26:34] == "sier nei"


def test_an_excerpt_that_ends_inside_a_mention_takes_the_whole_replacement() -> None:
    redaction = Redaction([Replaced(12, 25, "[institusjon]")])
    start, end = redaction.moved((9, 15))
    assert redaction.of(TEXT)[start:end] == "på [institusjon]"


def test_replacements_that_overlap_are_one() -> None:
    redaction = Redaction([Replaced(12, 21, "[sted]"), Replaced(12, 25, "[institusjon]")])
    assert redaction.of(TEXT) == "Kari Moe på [sted] sier nei."


@pytest.mark.slow
@given(
    st.text(min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.text(max_size=6)), max_size=4),
    st.tuples(st.integers(0, 40), st.integers(0, 40)),
)
def test_a_part_outside_all_replacements_says_what_it_said(
    text: str, wanted: list[tuple[int, int, str]], part: tuple[int, int]
) -> None:
    within = [(min(a, len(text)), min(b, len(text)), words) for a, b, words in wanted]
    redaction = Redaction([Replaced(min(a, b), max(a, b), words) for a, b, words in within if a != b])
    start, end = sorted(min(place, len(text)) for place in part)
    if any(each.start < end and start < each.end for each in redaction.replacements):
        return
    first, last = redaction.moved((start, end))
    if start < end:
        assert redaction.of(text)[first:last] == text[start:end]
