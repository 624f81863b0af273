"""Answers that come in order, each once."""

from __future__ import annotations

from coder.tui.revisit.route import InOrder


def test_answers_come_once_and_are_counted_down_as_they_are_looked_at() -> None:
    order = InOrder([7, 8, 9])
    assert (order.peek(), order.take_next(), order.left) == (7, 7, 3)
    order.looked(7, found=True)
    order.looked(order.take_next() or 0, found=False)
    assert (order.left, order.read, order.finds) == (1, 2, 1)
    order.not_looked(7)
    assert (order.left, order.read, order.finds) == (2, 1, 0)


def test_what_waits_no_more_does_not_come_and_what_is_new_does() -> None:
    order = InOrder([7, 8, 9])
    order.take_next()
    order.update([7, 9, 10])
    assert order.left == 3
    assert [order.take_next(), order.take_next(), order.take_next()] == [9, 10, None]
