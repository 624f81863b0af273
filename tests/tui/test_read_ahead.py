"""Texts read ahead around a cursor."""

from __future__ import annotations

from coder.tui.pieces.read_ahead import ReadAhead


def test_what_is_near_is_asked_for_once_and_again_where_it_could_not_be_read() -> None:
    ahead: ReadAhead[int, str] = ReadAhead(10)
    assert ahead.wanted([1, 2, 3]) == [1, 2, 3]
    assert ahead.wanted([2, 3, 4]) == [4]
    ahead.take({1: "en", 2: "to"})
    # An answer that is gone is not asked for with every key.
    assert ahead.wanted([1, 2, 3, 4]) == []
    ahead.not_read([4])
    assert ahead.wanted([1, 2, 3, 4]) == [4]


def test_texts_read_first_are_let_go_of_and_read_again_when_they_are_near() -> None:
    ahead: ReadAhead[int, str] = ReadAhead(2)
    for number in (1, 2, 3):
        ahead.wanted([number])
        ahead.take({number: "tekst"})
    assert list(ahead.texts) == [2, 3]
    assert ahead.wanted([1, 2, 3]) == [1]
    ahead.forget()
    assert ahead.wanted([1, 2, 3]) == [1, 2, 3]
