"""Whatever two coders do, in whatever order: the project stays whole and its past stays what it was."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.store.project_machine import FileMachine

_QUICK = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
_LONG = settings(
    max_examples=400, stateful_step_count=60, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_two_coders_on_a_file() -> None:
    run_state_machine_as_test(FileMachine, settings=_QUICK)


@pytest.mark.soak
def test_two_coders_on_a_file_for_long() -> None:
    run_state_machine_as_test(FileMachine, settings=_LONG)
