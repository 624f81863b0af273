"""A held key marks no row of answers done."""

from __future__ import annotations

from coder.tui.keys.held_key import HeldKey


def _pressed(key: HeldKey, *times: float) -> list[bool]:
    acted = []
    for at in times:
        acted.append(key.may_act("enter", at))
        if acted[-1]:
            key.moved("enter", at)
    return acted


def test_presses_with_time_to_read_all_go_on() -> None:
    assert _pressed(HeldKey(), 10, 10.2, 10.5) == [True, True, True]


def test_a_held_key_goes_on_once_however_long_it_is_held() -> None:
    assert _pressed(HeldKey(), *(10 + number * 0.03 for number in range(50))) == [True, *[False] * 49]


def test_enter_counts_again_when_it_has_been_let_go() -> None:
    key = HeldKey()
    assert _pressed(key, 10, 10.03, 10.06, 10.3) == [True, False, False, True]
    assert key.may_act("1", 10.32)
    assert key.may_act("enter", 10.34)


def test_a_key_is_held_only_if_it_is_the_one_that_went_on() -> None:
    key = HeldKey()
    key.moved("ctrl+d", 10)
    assert not key.may_act("ctrl+d", 10.03)
    assert key.may_act("enter", 10.06)
    key.moved("enter", 10.06)
    assert key.may_act("ctrl+d", 10.09)
