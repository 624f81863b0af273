"""Breaking text into lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from coder.tui.pieces.wrapping import wrapped, wrapped_spans


def test_words_stay_whole_where_they_can() -> None:
    assert wrapped("Det tek for lang tid", 10) == ["Det tek", "for lang", "tid"]


def test_line_breaks_of_the_respondent_stay() -> None:
    assert wrapped("1. Tid\n\n2. Folk", 20) == ["1. Tid", "", "2. Folk"]


def test_a_word_longer_than_the_line_is_broken() -> None:
    assert wrapped("arbeidsmarkedstiltakene", 10) == ["arbeidsmar", "kedstiltak", "ene"]


@given(st.text(alphabet="ab æ\n👍日", max_size=60), st.integers(min_value=2, max_value=12))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    spans = wrapped_spans(text, width)
    covered = {place for start, end in spans for place in range(start, end)}
    assert all(text[place] in " \n" for place in range(len(text)) if place not in covered)
    assert all(cell_len(text[start:end].strip()) <= width for start, end in spans)
    assert spans == sorted(spans)
