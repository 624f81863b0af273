"""A flag is turned over from how it was wished for last, as long as that is not known to be on disk."""

from __future__ import annotations

from coder.tui.notes.flag_wish import FlagWish


def test_a_second_wish_turns_the_first_over_though_it_is_not_read_back_yet() -> None:
    wish = FlagWish()
    assert wish.turn(7, False, is_known=True)
    assert not wish.turn(7, False, is_known=False)
    assert wish.turn(7, False, is_known=False)


def test_what_is_known_or_another_answer_counts_as_it_was_read() -> None:
    wish = FlagWish()
    assert wish.turn(7, False, is_known=True)
    assert wish.turn(7, False, is_known=True)
    assert not wish.turn(8, True, is_known=False)
