"""How long somebody works: what lies between acts, breaks left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coder.domain.working_time import LONGEST_PAUSE, WorkingTime

DAY = "2026-03-01"


def test_time_between_acts_counts_and_breaks_do_not() -> None:
    time = WorkingTime()
    for now in (10.0, 15.0, 100.0, 100.0 + LONGEST_PAUSE, 250.0):
        time.acted("hva", now, DAY)
    assert time.take() == {("hva", DAY): 5 + 85 + 30}
    assert time.take() == {}


def test_time_belongs_to_what_was_before_the_person() -> None:
    time = WorkingTime()
    time.acted("hva", 0.0, DAY)
    time.acted("hva", 10.0, DAY)
    time.acted(None, 30.0, DAY)
    time.acted("hvem", 31.0, DAY)
    assert time.take() == {("hva", DAY): 10.0, ("hvem", DAY): 1.0}


@given(st.lists(st.floats(0, 300), max_size=40))
def test_never_more_than_the_clock_says(pauses: list[float]) -> None:
    time, now = WorkingTime(), 0.0
    for pause in pauses:
        now += pause
        time.acted("hva", now, DAY)
    assert sum(time.take().values()) <= now + 1e-6
