"""A held F3 flags once."""

from __future__ import annotations

import pytest

from coder.tui.keys.held_toggle import HeldToggle


def _is_on_after(*times: float) -> bool:
    key = HeldToggle()
    return sum(key.may_turn(at) for at in times) % 2 == 1


@pytest.mark.parametrize("before_repeat", [0.03, 0.25, 0.5, 0.66])
@pytest.mark.parametrize("presses", [3, 4, 20, 101])
def test_a_held_key_leaves_it_on(before_repeat: float, presses: int) -> None:
    assert _is_on_after(10, *(10 + before_repeat + number * 0.03 for number in range(presses - 1)))


def test_a_second_press_turns_it_off_again() -> None:
    assert not _is_on_after(10, 10.3)
    assert not _is_on_after(10, 12)
    assert _is_on_after(10, 10.3, 10.6)


def test_it_can_be_held_again() -> None:
    held = [number * 0.03 for number in range(30)]
    assert not _is_on_after(*(10 + at for at in held), *(20 + at for at in held))
