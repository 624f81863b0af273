"""Several coders at their screens: each is shown answers of their own, and who else is there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder.store.claims import LONGEST, Claim, claim_answer, live_claims
from coder.store.passing import passing
from coder.store.sittings import note_sitting, seated_now
from coder.tui.app import WorkbenchApp
from coder.tui.coding.screen import CodingScreen
from coder.tui.coding.state import CodingState
from coder.tui.home.lines import title_line
from coder.tui.home.screen import HomeScreen
from coder.usecases.questions import change_question
from coder.usecases.session import Session
from coder.usecases.team import sittings
from tests.builders import SmallProject, act, ask, faults, finish, small_project
from tests.tui.desks import QUESTION, press, seen, shown, until

TEXTS = [f"Svar {number}" for number in range(4)]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    monkeypatch.setattr(sittings, "LOOK_SECONDS", 0.05)
    return small_project(tmp_path / "p.sqlite", texts=TEXTS)


@asynccontextmanager
async def sat_down(
    project: SmallProject, question: str | None = QUESTION
) -> AsyncIterator[tuple[WorkbenchApp, Pilot[None]]]:
    session = Session(str(project.engine.url.database), "kari")
    app = WorkbenchApp(session, question, place="terminal")
    try:
        async with app.run_test(size=(100, 30)) as pilot:
            await until(pilot, lambda: app.at_work is not None or bool(ask(project.engine, seated_now)))
            yield app, pilot
    finally:
        session.close()


def state_of(app: WorkbenchApp) -> CodingState:
    assert isinstance(app.screen, CodingScreen)
    return app.screen.desk_state


def claimed(p: SmallProject) -> list[Claim]:
    return ask(p.engine, lambda work: live_claims(work, p.question_id))


def claim(p: SmallProject, coder_id: int, answer_id: int) -> None:
    with passing(p.engine) as work:
        claim_answer(work, p.question_id, coder_id, answer_id, LONGEST)


@pytest.mark.slow
async def test_the_answer_shown_is_claimed_and_what_others_read_is_passed(project: SmallProject) -> None:
    first, second, third, _fourth = project.answers
    async with sat_down(project) as (app, pilot):
        await until(pilot, lambda: claimed(project) == [Claim(project.kari, first)])
        claim(project, project.ola, second)
        await until(pilot, lambda: state_of(app).sharing.claimed == {second})
        await press(app, pilot, "enter")
        assert state_of(app).answer_id == third
        await until(pilot, lambda: Claim(project.kari, third) in claimed(project))
    assert claimed(project) == [Claim(project.ola, second)]
    assert ask(project.engine, seated_now) == []
    assert faults(project.engine) == []


@pytest.mark.slow
async def test_an_answer_somebody_was_handed_a_moment_before_is_left_again_and_said(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sittings, "LOOK_SECONDS", 60.0)
    async with sat_down(project) as (app, pilot):
        await until(pilot, lambda: len(claimed(project)) == 1)
        claim(project, project.ola, project.answers[1])
        await pilot.press("enter")
        await until(pilot, lambda: state_of(app).answer_id == project.answers[2])
        assert "another coder took that answer" in seen(app, "#hint").lower()


@pytest.mark.slow
async def test_who_codes_what_others_are_done_with_stays_on_the_answer_handed_out(
    project: SmallProject,
) -> None:
    for answer_id in project.answers:
        finish(project.engine, answer_id, project.ola)
    async with sat_down(project) as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and app.screen.is_ready)
        await pilot.pause(0.3)
        assert state_of(app).answer_id == project.answers[0]
        await press(app, pilot, "enter")
        await pilot.pause(0.3)
        assert state_of(app).answer_id == project.answers[1]


@pytest.mark.slow
async def test_going_back_to_what_another_reads_is_nobodys_business(project: SmallProject) -> None:
    claim(project, project.ola, project.answers[1])
    async with sat_down(project) as (app, pilot):
        await until(pilot, lambda: len(claimed(project)) == 2)
        await press(app, pilot, "right")
        assert state_of(app).answer_id == project.answers[1]
        await press(app, pilot, "1")
        assert [each.saved for each in state_of(app).set_codes()] == [True]


@pytest.mark.slow
async def test_a_shared_pile_that_others_have_emptied_is_said_to_be(project: SmallProject) -> None:
    act(project.engine, project.kari, "set_question", lambda work: change_question(work, QUESTION, shared=1))
    for each in project.answers[1:]:
        finish(project.engine, each, project.ola)
    async with sat_down(project) as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and app.screen.is_ready)
        await press(app, pilot, "enter")
        assert state_of(app).answer_id == project.answers[0]
        assert "taken by another coder" in seen(app, "#hint")


@pytest.mark.slow
async def test_the_last_answer_of_a_shared_pile_that_two_are_handed_at_once_is_told_of(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sittings, "LOOK_SECONDS", 60.0)
    act(project.engine, project.kari, "set_question", lambda work: change_question(work, QUESTION, shared=1))
    for each in project.answers[2:]:
        finish(project.engine, each, project.ola)
    async with sat_down(project) as (app, pilot):
        await until(pilot, lambda: len(claimed(project)) == 1)
        claim(project, project.ola, project.answers[1])
        await pilot.press("enter")
        await until(pilot, lambda: "taken by another coder" in seen(app, "#hint"))
        assert state_of(app).answer_id == project.answers[1]


@pytest.mark.slow
async def test_the_list_of_questions_tells_who_else_is_there(project: SmallProject) -> None:
    async with sat_down(project, question=None) as (app, pilot):
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and app.screen.home is not None)
        assert "also here" not in seen(app, "#title")
        with passing(project.engine) as work:
            note_sitting(work, "other", project.ola, project.question_id, "terminal")
        await until(pilot, lambda: "also here: ola (hva_skal_til)" in seen(app, "#title"))


def test_many_are_counted_and_oneself_elsewhere_is_told_by_the_place(project: SmallProject) -> None:
    for number, coder_id in enumerate([project.ola, project.kari]):
        with passing(project.engine) as work:
            note_sitting(work, str(number), coder_id, None, "browser")
    others = ask(project.engine, seated_now)
    assert shown(title_line("Prøve", "kari", others), 80) == [
        "Prøve" + "also here: ola, you, in a browser · kari".rjust(75)
    ]
