"""A held Backspace empties the line and stops there."""

from __future__ import annotations

from coder.tui.keys.held_backspace import HeldBackspace


def test_the_key_on_an_empty_line_removes() -> None:
    assert HeldBackspace().may_remove(10.0)


def test_a_held_key_that_emptied_the_line_stops_there() -> None:
    key = HeldBackspace()
    for number in range(5):
        key.erased(10 + number * 0.03, emptied=number == 4)
    assert not any(key.may_remove(10.15 + number * 0.03) for number in range(40))


def test_a_single_letter_erased_by_a_key_that_is_then_held_stops_there_too() -> None:
    key = HeldBackspace()
    key.erased(10, emptied=True)
    assert not any(key.may_remove(10.5 + number * 0.03) for number in range(40))


def test_after_the_key_was_let_go_it_removes() -> None:
    key = HeldBackspace()
    key.erased(9.9, emptied=False)
    key.erased(10, emptied=True)
    assert not key.may_remove(10.2)
    assert key.may_remove(10.7)


def test_a_held_key_on_an_empty_line_removes_one_code_only() -> None:
    key = HeldBackspace()
    assert [key.may_remove(10 + number * 0.03) for number in range(5)] == [True, False, False, False, False]


def test_two_presses_remove_two_codes() -> None:
    key = HeldBackspace()
    assert [key.may_remove(10), key.may_remove(10.2)] == [True, True]
