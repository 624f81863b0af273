"""Whatever two coders do, in whatever order: the project stays whole and its past stays what it was."""

from __future__ import annotations

from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import text

from coder.store.engine import project_engine
from tests.store.project_machine import FileMachine, ProjectMachine

_QUICK = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
_ON_A_SERVER = settings(_QUICK, max_examples=5)
_LONG = settings(
    max_examples=400, stateful_step_count=60, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.mark.slow
def test_two_coders_on_a_file() -> None:
    run_state_machine_as_test(FileMachine, settings=_QUICK)


@pytest.mark.soak
def test_two_coders_on_a_file_for_long() -> None:
    run_state_machine_as_test(FileMachine, settings=_LONG)


class ServerMachine(ProjectMachine):
    """The machine on a PostgreSQL database, emptied for every run."""

    url: ClassVar[str]

    def place(self) -> str:
        engine = project_engine(self.url)
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()
        return self.url


@pytest.mark.postgres
@pytest.mark.soak
def test_two_coders_on_a_server(new_postgres_url: str) -> None:
    ServerMachine.url = new_postgres_url
    run_state_machine_as_test(ServerMachine, settings=_ON_A_SERVER)


@pytest.mark.soak
@pytest.mark.postgres
def test_two_coders_on_a_server_for_long(new_postgres_url: str) -> None:
    ServerMachine.url = new_postgres_url
    run_state_machine_as_test(ServerMachine, settings=_LONG)
