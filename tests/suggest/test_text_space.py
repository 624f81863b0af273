"""The space: which texts come near each other, and that any text at all can be put in it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.exceptions import NotFittedError

from coder.suggest.grams import LONGEST, placed_words, words_of
from coder.suggest.text_space import TextSpace
from coder.text.folding import folded, folded_with_places

ANSWERS = [
    "Vi treng fleire folk i heimetenesta.",
    "Flere folk i hjemmetjenesten",
    "Dårlig vei og lite lys",
    "Lite lys langs vegen, dårleg brøyting",
    "Mer penger fra staten",
]


def likeness(first: str, second: str, space: TextSpace) -> float:
    rows = space.transform([first, second])
    return float((rows[0] @ rows[1].T).toarray()[0, 0])


def test_rows_are_of_unit_length_and_an_answer_is_most_like_itself() -> None:
    rows = TextSpace().fit_transform(ANSWERS)[:]
    likenesses = (rows @ rows.T).toarray()
    assert np.allclose(likenesses.diagonal(), 1, atol=1e-5)
    assert likenesses.max() < 1 + 1e-5


def test_both_written_forms_come_near_each_other() -> None:
    space = TextSpace().fit(ANSWERS)
    assert likeness(ANSWERS[0], ANSWERS[1], space) > 2 * likeness(ANSWERS[0], ANSWERS[2], space)


def test_the_same_texts_give_the_same_rows_bit_for_bit() -> None:
    first, second = (TextSpace().fit_transform(ANSWERS)[:] for _ in range(2))
    assert (first != second).nnz == 0


def test_an_answer_has_the_same_row_alone_as_among_others() -> None:
    space = TextSpace()
    together = space.fit_transform(ANSWERS)
    for place, answer in enumerate(ANSWERS):
        assert (together[place] != space.transform([answer])).nnz == 0
        assert (together[:][place] != together[[place]]).nnz == 0


def test_progress_ends_where_it_said_it_would() -> None:
    told: list[tuple[int, int]] = []
    TextSpace().fit(ANSWERS * 1_000, lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    assert len(told) > 3


def test_a_space_must_be_fitted_first() -> None:
    with pytest.raises(NotFittedError):
        TextSpace().transform(["bedre plass"])


def test_no_texts_give_a_space_where_nothing_is_known() -> None:
    assert TextSpace().fit([]).transform(["bedre plass", ""]).shape == (2, 0)


@pytest.mark.parametrize(
    "text", ["", " \n", "\x00", "\ud800", "\ud83d\ude00 ok", "👍🏽", "e\u0301\u0301", "\x1c", "´", "-" * 90]
)
def test_any_text_has_a_row(text: str) -> None:
    rows = TextSpace().fit_transform([text, text, *ANSWERS])
    assert np.isfinite(rows[:].data).all()
    assert rows[0].nnz > 0 or not words_of(text)


def test_emoji_tell_something() -> None:
    space = TextSpace().fit(["👍", "Bra 👍", "Nei"])
    assert likeness("👍", "Bra 👍", space) > 0.3


def test_what_comes_after_the_longest_text_does_not_count() -> None:
    space = TextSpace().fit(ANSWERS)
    long = "folk " * (LONGEST // 5)
    assert likeness(long, long + "vegen " * 200_000, space) == pytest.approx(1)


@pytest.mark.slow
@given(st.text(max_size=30))
def test_placed_words_are_the_words_with_their_places(text: str) -> None:
    placed = placed_words(text)
    assert all(0 <= word.start < word.end <= len(text) for word in placed)
    if folded(text) == folded_with_places(text)[0]:
        assert [word.form for word in placed] == words_of(text)


def test_a_place_takes_in_combining_marks_and_leaves_blanks_out() -> None:
    text = "Cafe\u0301 , ja"
    assert [(text[word.start : word.end], word.form) for word in placed_words(text)] == [
        ("Cafe\u0301", "cafe"),
        (",", ","),
        ("ja", "ja"),
    ]
