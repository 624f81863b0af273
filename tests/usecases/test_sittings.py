"""Who has the project open: told while it is so, and forgotten soon after."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from coder.store import schema
from coder.store.claims import live_claims
from coder.store.coders import add_coder
from coder.store.passing import passing
from coder.store.sittings import STALE, end_sitting, note_sitting, seated_now
from coder.usecases.team import sittings
from coder.usecases.team.sittings import AtWork, ShownAnswer, Sitting
from tests.builders import SmallProject, act, ask, faults, small_project

LONG_AGO = "2000-01-01T00:00:00.000000Z"
FAR_AHEAD = "2999-01-01T00:00:00.000000Z"


@pytest.fixture
def project(project_url: str) -> SmallProject:
    return small_project(project_url)


def note(p: SmallProject, uid: str, coder_id: int, question_id: int | None = None) -> None:
    with passing(p.engine) as work:
        note_sitting(work, uid, coder_id, question_id, "terminal")


def seated(p: SmallProject) -> list[tuple[str, str | None]]:
    return [(each.coder, each.question) for each in ask(p.engine, seated_now)]


def until(holds: Callable[[], bool]) -> None:
    for _try in range(400):
        if holds():
            return
        time.sleep(0.02)
    raise AssertionError("It never came to hold.")


def test_who_sits_down_is_told_with_the_question_until_getting_up(project: SmallProject) -> None:
    note(project, "a", project.kari)
    note(project, "b", project.ola, project.question_id)
    assert seated(project) == [("kari", None), ("ola", "hva_skal_til")]
    note(project, "a", project.kari, project.question_id)
    assert seated(project) == [("kari", "hva_skal_til"), ("ola", "hva_skal_til")]
    with passing(project.engine) as work:
        end_sitting(work, "a")
    assert seated(project) == [("ola", "hva_skal_til")]
    assert faults(project.engine) == []


@pytest.mark.parametrize("seen", [LONG_AGO, FAR_AHEAD])
def test_who_was_not_heard_of_for_long_has_gone_whatever_the_clock_said(
    project: SmallProject, seen: str
) -> None:
    note(project, "a", project.kari)
    with passing(project.engine) as work:
        work.connection.execute(update(schema.sitting).values(seen=seen))
    assert seated(project) == []
    note(project, "b", project.ola)
    rows = ask(project.engine, lambda work: work.connection.scalars(select(schema.sitting.c.uid)).all())
    assert rows == ["b"]


def test_a_coder_taken_back_takes_the_sitting_along(project: SmallProject) -> None:
    new = act(project.engine, None, "add_coder", lambda work: add_coder(work, "ny"))
    note(project, "a", new)
    act(project.engine, None, "undo", lambda work: work.delete("coder", [new]))
    assert seated(project) == []


@pytest.mark.slow
def test_sitting_tells_others_and_is_told_and_leaves_nothing_behind(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sittings, "LOOK_SECONDS", 0.05)
    told: list[AtWork] = []
    answered: list[tuple[int, bool]] = []
    kari = Sitting(project.engine, project.kari, "terminal", told.append)
    ola = Sitting(project.engine, project.ola, "browser", lambda _found: None)
    kari.start()
    ola.start()

    def show(sitting: Sitting, answer_id: int) -> None:
        sitting.go_to(project.question_id)
        how = ShownAnswer(project.question_id, answer_id, True, lambda *found: answered.append(found))
        sitting.show(how)

    show(ola, project.answers[0])
    until(lambda: answered == [(project.answers[0], True)])
    show(kari, project.answers[0])
    until(lambda: answered[1:] == [(project.answers[0], False)])
    until(lambda: bool(told) and told[-1].claimed == {project.answers[0]})
    [other] = told[-1].others
    assert (other.coder, other.question, other.place) == ("ola", "hva_skal_til", "browser")
    ola.leave(project.question_id)
    until(lambda: told[-1].claimed == frozenset())
    kari.stop()
    ola.stop()
    assert seated(project) == []
    assert ask(project.engine, lambda work: live_claims(work, project.question_id)) == []


@pytest.mark.slow
def test_while_another_holds_the_project_nothing_waits_for_a_sitting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sittings, "LAST_PATIENCE", 0.1)
    project = small_project(tmp_path / "p.sqlite")
    sitting = Sitting(project.engine, project.kari, "terminal", lambda _found: None)
    with passing(project.engine):
        begun = time.monotonic()
        sitting.start()
        sitting.go_to(project.question_id)
        sitting.show(ShownAnswer(project.question_id, project.answers[0], True, lambda *_found: None))
        sitting.stop()
        assert time.monotonic() - begun < 2
    for thread in threading.enumerate():
        if thread.name == "sitting":
            thread.join(20)


def test_one_is_heard_of_more_often_than_one_is_forgotten() -> None:
    assert timedelta(seconds=2 * sittings.BEAT_SECONDS) < STALE
