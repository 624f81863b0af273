"""Moving by sentence and by word in the text of an answer."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.coverage import Coverage, coverage
from coder.text.sentences import split_sentences
from coder.tui.coding.excerpt_cursor import ExcerptCursor

TEXT = "Vi treng folk. Det må finnast plassar her i bygda, for unge. Og tid!"


def _cursor(text: str = TEXT) -> ExcerptCursor:
    return ExcerptCursor.on(text, split_sentences(text))


def _words(cursor: ExcerptCursor) -> str:
    start, end = cursor.span
    return cursor.text[start:end]


def test_it_begins_on_the_first_sentence() -> None:
    assert _words(_cursor()) == "Vi treng folk."


def test_it_goes_from_sentence_to_sentence_and_never_leaves_the_answer() -> None:
    cursor = _cursor()
    assert _words(cursor.move(-1)) == "Vi treng folk."
    assert _words(cursor.move(1).move(1).move(1)) == "Og tid!"


def test_after_a_range_down_goes_to_the_sentence_after_its_end() -> None:
    assert _words(_cursor().extend(1).move(1)) == "Og tid!"
    assert _words(_cursor().to(2).extend(-1).move(-1)) == "Vi treng folk."


def test_extending_takes_sentences_more_and_less() -> None:
    cursor = _cursor().to(1).extend(1)
    assert _words(cursor) == "Det må finnast plassar her i bygda, for unge. Og tid!"
    assert _words(cursor.extend(-1)) == "Det må finnast plassar her i bygda, for unge."
    assert _words(cursor.extend(-1).extend(-1)).startswith("Vi treng")


def test_all_sentences_at_once() -> None:
    assert _words(_cursor().to(2).all()) == TEXT


def test_the_end_moves_by_word_and_leaves_a_comma_outside() -> None:
    cursor = _cursor().to(1)
    assert _words(cursor.adjust_end(-1)).endswith("bygda, for")
    assert _words(cursor.adjust_end(-1).adjust_end(-1)).endswith("i bygda")
    assert _words(cursor.adjust_end(-1).adjust_end(1)) == _words(cursor)


def test_the_end_may_go_on_into_the_next_sentence() -> None:
    assert _words(_cursor().adjust_end(1)) == "Vi treng folk. Det"


def test_the_beginning_moves_by_word() -> None:
    cursor = _cursor().to(1)
    assert _words(cursor.adjust_start(1).adjust_start(1)).startswith("finnast")
    assert _words(cursor.adjust_start(-1)).startswith("folk. Det")


def test_one_word_stays() -> None:
    cursor = _cursor().to(2)
    for _time in range(5):
        cursor = cursor.adjust_end(-1)
    assert _words(cursor) == "Og"
    assert _words(_cursor().to(2).adjust_start(1).adjust_start(1)) == "tid!"


def test_at_the_ends_of_the_text_there_are_no_more_words() -> None:
    cursor = _cursor()
    assert cursor.adjust_start(-1) == cursor
    assert cursor.to(2).adjust_end(1) == cursor.to(2)


def test_a_move_forgets_what_was_adjusted() -> None:
    assert _words(_cursor().adjust_end(-1).move(1)).startswith("Det må")


def test_it_goes_to_the_next_sentence_without_a_code() -> None:
    cursor = _cursor()
    covered = coverage(cursor.sentences, [[cursor.to(1).span]])
    following = cursor.next_without_code(covered)
    assert following is not None
    assert _words(following) == "Og tid!"
    assert following.next_without_code(covered) is None


def test_a_sentence_that_only_has_the_whole_answers_code_is_not_stepped_over() -> None:
    assert _cursor().next_without_code([Coverage.UNPLACED] * 3) == _cursor().to(1)


def test_it_stands_first_where_no_code_is_placed_yet_or_at_the_beginning() -> None:
    cursor = _cursor()
    assert cursor.first_without_code([Coverage.PLACED, Coverage.NONE, Coverage.NONE]).first == 1
    assert cursor.to(2).first_without_code([Coverage.PLACED] * 3).first == 0


def test_a_text_without_stored_sentences_is_one() -> None:
    assert ExcerptCursor.on("Tid og pengar", ()).excerpts == ((0, 13),)


def test_nothing_is_placed_on_an_empty_text() -> None:
    cursor = ExcerptCursor.on("", [(0, 12)])
    assert cursor.excerpts == ()
    assert cursor.move(1).extend(1).all().adjust_end(1).adjust_start(-1) == cursor


def test_it_goes_back_to_an_excerpt_whether_it_fits_sentences_or_not() -> None:
    cursor = _cursor().to(2)
    assert cursor.to_span((0, 14)) == cursor.to(0)
    assert cursor.to_span((18, 40)).span == (18, 40)
    assert cursor.to_span((18, 40)).move(1).span == cursor.span


@given(
    st.text(alphabet=st.sampled_from("aæ .,!?\n\r\u200d«»(-")),
    st.lists(
        st.tuples(st.sampled_from(["move", "extend", "adjust_end", "adjust_start"]), st.sampled_from([-1, 1]))
    ),
)
def test_whatever_is_pressed_the_excerpt_lies_within_the_text(text: str, keys: list[tuple[str, int]]) -> None:
    cursor = _cursor(text)
    for name, by in keys:
        cursor = getattr(cursor, name)(by)
        for start, end in cursor.excerpts:
            assert 0 <= start < end <= len(text)


@pytest.mark.parametrize("text", ["ord " * 250_000, "Ein setning. " * 80_000, "x" * 1_000_000])
def test_a_key_in_a_megabyte_takes_no_time(text: str) -> None:
    cursor = ExcerptCursor.on(
        text, [(n, n + 12) for n in range(0, len(text) - 13, 13)] if "." in text else ()
    )
    begun = time.process_time()
    for _time in range(5):
        cursor = cursor.move(1).adjust_end(-1).adjust_end(1).adjust_start(1).adjust_start(-1)
    assert time.process_time() - begun < 0.5
