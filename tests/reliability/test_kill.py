"""Kill -9 at any moment: what was acknowledged is there, nothing is half."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reliability.killing import (
    Killed,
    kill_while_assigning,
    kill_while_the_screen_saves,
    make_project,
    random_moment,
)

Kill = Callable[[Path, float, int], Killed]


def kill_often(tmp_path: Path, kill: Kill, times: int, seed: int) -> list[Killed]:
    """Kill the program over and over in one project, a new one when it is coded through."""
    rng = random.Random(seed)
    found: list[Killed] = []
    path, start = tmp_path / "0.sqlite", 0
    make_project(path)
    for number in range(1, times + 1):
        killed = kill(path, random_moment(rng), start)
        assert killed.missing == 0, killed
        assert killed.findings == (), killed
        assert killed.outside <= 1, killed
        assert killed.acknowledged >= 1
        found.append(killed)
        start += killed.on_disk
        if start > 1_000:
            path, start = tmp_path / f"{number}.sqlite", 0
            make_project(path)
    return found


@pytest.mark.slow
def test_nothing_acknowledged_by_the_command_is_lost(tmp_path: Path) -> None:
    assert len(kill_often(tmp_path, kill_while_assigning, 12, seed=1)) == 12


@pytest.mark.slow
def test_nothing_acknowledged_on_the_screen_is_lost(tmp_path: Path) -> None:
    assert len(kill_often(tmp_path, kill_while_the_screen_saves, 8, seed=2)) == 8


@pytest.mark.soak
@pytest.mark.parametrize("kill", [kill_while_assigning, kill_while_the_screen_saves])
def test_nothing_is_lost_in_300_kills(tmp_path: Path, kill: Kill) -> None:
    assert len(kill_often(tmp_path, kill, 300, seed=3)) == 300
