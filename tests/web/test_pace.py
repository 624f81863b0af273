from __future__ import annotations

import pytest

from coder.web.pace import MOST_REMEMBERED, Allowance, Pace, network_of


def test_who_has_used_up_an_allowance_waits_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("coder.web.pace.time.monotonic", lambda: now)
    held = Pace(Allowance(at_once=2, each_second=0.5))
    assert [held.has_room("a") for _time in range(3)] == [True, True, False]
    assert held.has_room("b")
    now = 2.0
    assert [held.has_room("a") for _time in range(2)] == [True, False]


def test_no_more_is_remembered_than_there_is_room_for() -> None:
    held = Pace(Allowance(at_once=1, each_second=0.0))
    for number in range(MOST_REMEMBERED + 100):
        held.has_room(str(number))
    assert len(held._left) == MOST_REMEMBERED


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("192.0.2.7", "192.0.2.7"),
        (" 192.0.2.7 ", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unknown", ""),
        ("", ""),
        ("1\n2", ""),
    ],
)
def test_an_address_stands_for_those_who_share_it(written: str, meant: str) -> None:
    assert network_of(written) == meant
