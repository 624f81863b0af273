"""How long one worked: kept for oneself alone, added up over sittings, found by nobody else."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from coder.store.project import project_of
from coder.usecases.team.time_spent import (
    DayOfWork,
    Worker,
    forget_time,
    keep_time,
    time_file,
    time_spent,
    totals,
)
from tests.builders import ask, small_project
from tests.tui.desks import seen, until, workbench

ME, OTHER = Worker("p1", "kari"), Worker("p1", "ola")
DAY, NEXT = "2026-03-01", "2026-03-02"


def test_time_adds_up_by_question_and_day_and_is_ones_own() -> None:
    keep_time(ME, {("hva", NEXT): 60.0, ("hvem", DAY): 5.0})
    keep_time(ME, {("hva", NEXT): 30.0, ("hva", DAY): 1.0})
    keep_time(OTHER, {("hva", DAY): 900.0})
    found = time_spent(ME, ["hva", "hvem", "når"])
    assert found == [
        DayOfWork("hva", DAY, 1.0),
        DayOfWork("hva", NEXT, 90.0),
        DayOfWork("hvem", DAY, 5.0),
    ]
    assert totals(found, NEXT) == {"hva": (91.0, 90.0), "hvem": (5.0, 0.0)}
    assert time_spent(Worker("p2", "kari"), ["hva"]) == []


def test_the_file_is_private_and_names_nobody() -> None:
    keep_time(ME, {("hva_skal_til", DAY): 60.0})
    assert oct(time_file().stat().st_mode)[-3:] == "600"
    assert oct(time_file().parent.stat().st_mode)[-3:] == "700"
    written = time_file().read_bytes()
    assert not any(name in written for name in (b"hva_skal_til", b"kari", b"p1"))


def test_what_is_forgotten_is_gone() -> None:
    keep_time(ME, {("hva", DAY): 60.0})
    keep_time(OTHER, {("hva", DAY): 60.0})
    forget_time(ME, ["hva"])
    assert time_spent(ME, ["hva"]) == []
    assert len(time_spent(OTHER, ["hva"])) == 1


def test_where_nothing_can_be_kept_nothing_is_and_nobody_is_disturbed(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("ikkje ei mappe")
    keep_time(ME, {("hva", DAY): 60.0}, in_the_way / "time.sqlite")
    keep_time(ME, {("hva", DAY): 60.0}, in_the_way)
    assert time_spent(ME, ["hva"], in_the_way) == []
    assert time_spent(ME, ["hva"], tmp_path / "missing") == []


def _keep_many(path: Path) -> None:
    for _each in range(50):
        keep_time(ME, {("hva", DAY): 1.0}, path)


@pytest.mark.slow
def test_two_programs_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "time.sqlite"
    running = [multiprocessing.Process(target=_keep_many, args=(path,)) for _each in range(3)]
    for each in running:
        each.start()
    for each in running:
        each.join()
    assert time_spent(ME, ["hva"], path) == [DayOfWork("hva", DAY, 150.0)]


@pytest.mark.slow
async def test_the_screen_counts_keys_on_a_question_and_only_where_it_is_a_terminal(tmp_path: Path) -> None:
    project = small_project(tmp_path / "a.sqlite")
    uid = ask(project.engine, lambda work: project_of(work).uid)
    async with workbench(tmp_path / "a.sqlite") as (app, pilot):
        me = Worker(uid, app.session.coder.uid)
        await pilot.press("right", "left")
        app.time.keep()
        assert time_spent(me, ["hva_skal_til"]) == []
        app.place = "terminal"
        app.time.begin()
        await pilot.press("right", "left", "f4")
        await until(pilot, lambda: bool(app.time.spent(["hva_skal_til"])))
        keep_time(me, {("hva_skal_til", DAY): 3700.0})
        await pilot.press("escape", "escape")
        await until(pilot, lambda: "your time 1 h 1 min, today 0 min" in seen(app, "#detail"))
