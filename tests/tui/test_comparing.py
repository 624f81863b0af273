"""While answers are compared the screen says how far it is, and when nothing comes any more."""

from __future__ import annotations

from coder.tui.alike.comparing import Comparing
from coder.usecases.suggesting.suggestions import Ended, Groups, Preparing
from tests.tui.desks import shown


def test_while_answers_are_compared_the_screen_says_how_far_it_is() -> None:
    comparing = Comparing(lambda: None)
    assert shown(comparing.lines(70)) == [" The answers are being compared …"]
    assert comparing.hear(Preparing(3, 10))
    assert shown(comparing.lines(70)) == [" The answers are being prepared: 3 of 10 …"]
    assert not comparing.hear(Groups(()))


def test_a_model_that_ends_is_asked_again_where_it_starts_again() -> None:
    asked: list[str] = []
    comparing = Comparing(lambda: asked.append("again"))
    comparing.hear(Ended(starts_again=True))
    assert asked == ["again"]
    comparing.hear(Ended(starts_again=False))
    assert asked == ["again"]
    assert "process has ended" in " ".join(shown(comparing.lines(70)))
