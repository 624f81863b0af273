"""On which answers suggestions are hidden."""

from __future__ import annotations

from coder.domain.withholding import is_drawn

ANSWERS = [f"answer-{number}" for number in range(4_000)]


def _hidden(percent: int, coder: str = "kari") -> set[str]:
    return {uid for uid in ANSWERS if is_drawn("frø", coder, uid, percent)}


def test_the_share_asked_for_is_hidden_and_nobody_draws_twice() -> None:
    assert 700 < len(_hidden(20)) < 900
    assert _hidden(20) == _hidden(20)


def test_none_and_all_are_shares_too() -> None:
    assert _hidden(0) == set()
    assert _hidden(100) == set(ANSWERS)


def test_a_greater_share_hides_more_of_the_same() -> None:
    assert _hidden(10) < _hidden(30)


def test_another_coder_draws_others() -> None:
    both = _hidden(50) & _hidden(50, "ola")
    assert 800 < len(both) < 1_200
