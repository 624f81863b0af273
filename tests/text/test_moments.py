"""Moments as people read them."""

from __future__ import annotations

import time

import pytest

from coder.text.moments import written_moment


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the system cannot be told where it is")
def test_a_moment_is_told_as_the_clock_here_had_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Oslo")
    time.tzset()
    try:
        assert written_moment("2026-03-01T13:05:59.123456Z") == "2026-03-01 14:05"
    finally:
        monkeypatch.undo()
        time.tzset()
