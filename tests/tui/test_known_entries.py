"""Which entries a desk knows, and which it has still to look at."""

from __future__ import annotations

from coder.tui.coding.known_entries import KnownEntries


def test_own_acts_one_after_the_other_leave_nothing_to_look_at() -> None:
    known = KnownEntries(7)
    known.wrote(8)
    known.wrote(9)
    assert (known.newest, known.take_unread()) == (9, None)


def test_what_lies_before_an_own_act_is_to_be_looked_at_once() -> None:
    known = KnownEntries(7)
    known.wrote(10)
    assert known.has_unread
    assert known.take_unread() == (7, 9)
    assert known.take_unread() is None
    assert known.newest == 10


def test_gaps_are_looked_at_together_from_the_first_on() -> None:
    known = KnownEntries(7)
    known.pass_over(9)
    known.wrote(10)
    known.pass_over(12)
    assert known.take_unread() == (7, 12)


def test_an_act_acknowledged_after_it_was_read_changes_nothing() -> None:
    known = KnownEntries(7)
    known.pass_over(9)
    known.take_unread()
    known.wrote(9)
    assert (known.newest, known.has_unread) == (9, False)


def test_reading_everything_leaves_nothing_to_look_at() -> None:
    known = KnownEntries(7)
    known.pass_over(9)
    known.read_up_to(9)
    assert not known.has_unread
