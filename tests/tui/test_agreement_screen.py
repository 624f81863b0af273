"""Agreement by keys: numbers, differences settled one by one and in groups, samples drawn and kept blind."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from coder.domain.settled_codes import Rule
from coder.store.coders import consensus_id, present_coder
from coder.store.double_coded import code_sets, done_in
from coder.store.project import open_project
from coder.store.questions import question_named
from coder.store.samples import sample_answers, samples_of
from coder.store.settlements import settlements_on
from coder.store.unit_of_work import Writing
from coder.tui.agreement.screen import AgreementScreen
from coder.tui.app import WorkbenchApp
from coder.tui.home.screen import HomeScreen
from coder.tui.keys.help_screen import HelpScreen
from coder.usecases.agreement.settle import SETTLE, How, settle
from coder.usecases.coding.setting import mark_done, set_code
from coder.usecases.second_coder.sample_draw import draw_sample
from coder.usecases.second_coder.sample_wanted import WantedSample
from tests.builders import act, ask
from tests.made_once import made_once
from tests.tui.desks import press, seen, until, workbench
from tests.usecases.blind_rounds import code_blind, draw
from tests.usecases.double_coded import QUESTION, DoubleCoded, double_coded

TWO = {"kari": ["ls", "l", "", "l", "", "lk"], "ola": ["ls", "s", "", "ls", "a", "sk"]}
SMALL, LARGE = (80, 24), (140, 40)


@pytest.fixture
@made_once
def project(tmp_path: Path) -> DoubleCoded:
    return double_coded(tmp_path / "p.sqlite", TWO)


@pytest.fixture
def file(project: DoubleCoded, tmp_path: Path) -> Path:
    project.engine.dispose()
    return tmp_path / "p.sqlite"


def is_quiet(app: WorkbenchApp) -> bool:
    screen = app.screen
    is_idle = all(worker.is_finished for worker in app.workers)
    if not isinstance(screen, AgreementScreen):
        return is_idle
    state = screen.state
    is_read = screen.opening is not None and not screen._is_reading
    return is_idle and is_read and (state is None or (state.shown is not None and not screen.is_busy))


async def do(app: WorkbenchApp, pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await press(app, pilot, key)
        await until(pilot, lambda: is_quiet(app))


async def at_agreement(app: WorkbenchApp, pilot: Pilot[None]) -> AgreementScreen:
    """Go to agreement from home."""
    await pilot.press("f7")
    await until(pilot, lambda: isinstance(app.screen, AgreementScreen) and is_quiet(app))
    assert isinstance(app.screen, AgreementScreen)
    return app.screen


def consensus(project: DoubleCoded) -> dict[int, str]:
    """Return what the consensus gave each answer it is done with, by place."""
    reserved = ask(project.engine, consensus_id)
    done = ask(project.engine, lambda work: done_in(work, project.answers, reserved))
    sets = ask(project.engine, lambda work: code_sets(work, project.answers, [reserved]))
    return {project.place(each): project.letters(sets.get((each, reserved), ())) for each in done}


@pytest.mark.slow
async def test_numbers_stand_there_and_what_is_coded_alike_settles_itself(
    project: DoubleCoded, file: Path
) -> None:
    async with workbench(file, None, SMALL) as (app, pilot):
        await at_agreement(app, pilot)
        assert "the same codes 33 %" in seen(app, "#head")
        assert "this is a pilot" in seen(app, "#head")
        assert "Stillingar" in seen(app, "#codes")
        assert "Too few uses to tell" in seen(app, "#detail")
        await do(app, pilot, "t")
        assert "Pengar" in seen(app, "#codes")
        assert "Stillingar" not in seen(app, "#codes")
        await do(app, pilot, "n")
        assert "kari" not in seen(app, "#codes") + seen(app, "#title")
        assert "Coder A · Coder B" in seen(app, "#title")
        await do(app, pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
    assert consensus(project) == {0: "ls", 2: ""}


@pytest.mark.slow
async def test_enter_with_nothing_marked_settles_nothing(project: DoubleCoded, file: Path) -> None:
    async with workbench(file, None, SMALL) as (app, pilot):
        await at_agreement(app, pilot)
        await do(app, pilot, "tab", "enter")
        assert "Difference 1 of 4" in seen(app, "#below")
        assert [each.message for each in app._notifications if "press 0" in each.message]
        await do(app, pilot, "a", "left")
        assert "as kari" in seen(app, "#below")
        assert "● Løn" in seen(app, "#below")
    assert consensus(project) == {0: "ls", 2: "", 1: "l"}


@pytest.mark.slow
async def test_codes_have_their_rows_again_after_themes(file: Path) -> None:
    async with workbench(file, None, LARGE) as (app, pilot):
        await at_agreement(app, pilot)
        before = seen(app, "#codes")
        await do(app, pilot, "t", "t")
        await until(pilot, lambda: seen(app, "#codes") == before)


@pytest.mark.slow
async def test_differences_are_settled_by_keys_and_taken_back(project: DoubleCoded, file: Path) -> None:
    async with workbench(file, None, SMALL) as (app, pilot):
        screen = await at_agreement(app, pilot)
        await do(app, pilot, "tab")
        assert "Difference 1 of 4" in seen(app, "#below")
        assert "Svar nummer 2" in seen(app, "#below")
        await do(app, pilot, "b", "0")
        assert "Difference 3 of 4" in seen(app, "#below")
        await do(app, pilot, "1", "enter")
        assert consensus(project) == {0: "ls", 2: "", 1: "s", 4: "", 5: "lk"}
        await do(app, pilot, "ctrl+z")
        assert consensus(project) == {0: "ls", 2: "", 1: "s", 4: ""}
        assert "Difference 3 of 4" in seen(app, "#below")
        await do(app, pilot, "u", "i")
        assert screen.state is not None
        assert not screen.state.desk.waiting
        assert consensus(project)[5] == "lsk"
        assert "4 of 4 differences are settled" in seen(app, "#below")


@pytest.mark.slow
async def test_a_settled_difference_can_be_looked_at_and_settled_otherwise(
    project: DoubleCoded, file: Path
) -> None:
    async with workbench(file, None, LARGE) as (app, pilot):
        await at_agreement(app, pilot)
        await do(app, pilot, "a", "left")
        assert "as kari" in seen(app, "#below")
        await do(app, pilot, "u", "left")
        assert consensus(project)[1] == "ls"
        await do(app, pilot, "left", "x")
        assert 1 not in consensus(project)


@pytest.mark.slow
async def test_a_round_nobody_is_done_with_is_told_and_what_stood_there_stays(tmp_path: Path) -> None:
    project = double_coded(tmp_path / "p.sqlite", {"kari": ["l", "ls", "s"], "ola": ["l", "s", None]})
    draw(project, "ola", size=1)
    project.engine.dispose()
    async with workbench(tmp_path / "p.sqlite", None, SMALL) as (app, pilot):
        screen = await at_agreement(app, pilot)
        before = seen(app, "#head")
        await do(app, pilot, "r")
        await until(pilot, lambda: screen.state is not None and len(screen.state.rounds or ()) == 2)
        await do(app, pilot, "up", "enter")
        assert screen.state is not None
        assert screen.state.asked_round is None
        assert seen(app, "#head") == before
        assert not screen.is_busy
        assert "Stillingar" in seen(app, "#codes")


@pytest.mark.slow
async def test_what_somebody_else_settles_meanwhile_is_seen_before_it_is_settled_over(
    project: DoubleCoded, file: Path
) -> None:
    async with workbench(file, None, SMALL) as (app, pilot):
        await at_agreement(app, pilot)
        await do(app, pilot, "tab")
        assert "4 left" in seen(app, "#below")
        everything, place = project.compared(), project.answers[1]
        ola = project.people["ola"]
        act(project.engine, ola, SETTLE, lambda work: settle(work, everything, [place], How(Rule.NOTHING)))
        await until(pilot, lambda: "3 left" in seen(app, "#below"))
        assert "no code" in seen(app, "#below")


@pytest.mark.slow
async def test_a_group_is_settled_by_a_rule_shown_before_and_one_undo_takes_it_back(
    project: DoubleCoded, file: Path
) -> None:
    async with workbench(file, None, SMALL) as (app, pilot):
        await at_agreement(app, pilot)
        await do(app, pilot, "g")
        assert "«Løn» or «Stillingar»" in seen(app, "#below")
        await do(app, pilot, "down", "down", "a")
        assert "Settle 2 answers" in seen(app, "#asked")
        await do(app, pilot, "enter")
        assert consensus(project) == {0: "ls", 2: "", 1: "l", 5: "lk"}
        await do(app, pilot, "f")
        assert "Look for «Løn» where others have «Stillingar»" in seen(app, "#below")
        await do(app, pilot, "ctrl+z")
        assert consensus(project) == {0: "ls", 2: ""}
        await do(app, pilot, "g", "enter")
        assert "Difference 1 of 1" in seen(app, "#below")
        # Settled, it stays in sight: the Esc that leaves it leads to the groups, and no further.
        await do(app, pilot, "a")
        assert "Difference 1 of 1" in seen(app, "#below")
        await do(app, pilot, "escape")
        assert "Difference 1 of 1" not in seen(app, "#below")
        assert type(app.screen).__name__ == "AgreementScreen"


@pytest.mark.slow
async def test_after_settling_tables_count_the_consensus_if_asked_to(
    project: DoubleCoded, file: Path
) -> None:
    async with workbench(file, None, LARGE) as (app, pilot):
        await at_agreement(app, pilot)
        await do(app, pilot, "b", "b", "b", "b")
        assert "Tables count the responsible coder's coding." in seen(app, "#below")
        await do(app, pilot, "enter")
    counts = ask(project.engine, lambda work: question_named(work, QUESTION).counts)
    assert counts == "consensus"


@pytest.mark.slow
async def test_an_answer_is_left_to_somebody_and_noted_on(project: DoubleCoded, file: Path) -> None:
    present_coder(project.engine, "per")
    project.engine.dispose()
    async with workbench(file, None, SMALL) as (app, pilot):
        await at_agreement(app, pilot)
        await do(app, pilot, "tab", "p")
        assert "per" in seen(app, "LineList")
        await do(app, pilot, "enter")
        assert "Difference 2 of 4" in seen(app, "#below")
        await do(app, pilot, "left")
        assert "waits for per" in seen(app, "#below")
        await do(app, pilot, "m", "h", "m", "ctrl+s")
        assert "✎ kari: hm" in seen(app, "#below")
        await do(app, pilot, "plus", "u", "t", "enter")
        assert "● Utstyr" in seen(app, "#below")
    parked = ask(project.engine, lambda work: settlements_on(work, project.answers))
    assert [each.is_parked for each in parked.values()].count(True) == 1


@pytest.mark.slow
async def test_the_mouse_marks_a_code_and_opens_one(file: Path) -> None:
    async with workbench(file, None, LARGE) as (app, pilot):
        screen = await at_agreement(app, pilot)
        assert screen.state is not None
        chip = screen.page.settling.chips[0]
        below = screen.query_one("#below")
        top = below.content_offset
        await pilot.click("#below", offset=(top.x + chip.start + 2, top.y + chip.row))
        await until(pilot, lambda: is_quiet(app))
        assert chip.code_id in screen.state.marked
        await pilot.click("#codes", offset=(10, 2))
        await until(pilot, lambda: is_quiet(app))
        assert screen.state.code_row == 1
        await pilot.click("#codes", offset=(10, 2))
        await until(pilot, lambda: is_quiet(app))
        assert screen.state.code is not None
        assert screen.state.code.name in seen(app, "#below").splitlines()[0]


@pytest.mark.slow
async def test_without_a_second_coder_a_sample_is_drawn_from_here(tmp_path: Path) -> None:
    project = double_coded(tmp_path / "p.sqlite", {"kari": TWO["kari"]})
    project.engine.dispose()
    async with workbench(tmp_path / "p.sqlite", None, SMALL) as (app, pilot):
        await at_agreement(app, pilot)
        assert "No answer has been done by two coders yet." in seen(app, "#below")
        assert "Working alone?" in seen(app, "#below")
        await do(app, pilot, "s", "enter", "o", "l", "a", "enter")
        # What stands there goes with the first digit typed.
        await do(app, pilot, "9", "9", "enter")
        assert "Draw 6 answers of 6 for ola?" in seen(app, "#asked")
        assert "More were asked for, but only 6 answers are left to draw." in seen(app, "#asked")
        await do(app, pilot, "escape", "s", "enter", "o", "l", "a", "enter", "4", "enter")
        assert "Draw 4 answers of 6 for ola?" in seen(app, "#asked")
        assert "uses of a code" in seen(app, "#asked")
        assert "of finished rounds too, are closed to ola until" in " ".join(seen(app, "#asked").split())
        await do(app, pilot, "enter")
        assert "ola: 0 of 4 done" in seen(app, "#below")
        # A third coder may have the same answers.
        await do(app, pilot, "s", "down", "enter", "p", "e", "r", "enter", "down", "enter")
        assert "Give per the answers of round 1 too?" in seen(app, "#asked")
        await do(app, pilot, "enter")
        assert "per: 0 of 4 done" in seen(app, "#below")
    drawn = ask(project.engine, lambda work: samples_of(work, project.question_id))
    assert [each.round for each in drawn] == [1, 1]


@pytest.fixture
def blind(tmp_path: Path) -> tuple[DoubleCoded, list[int]]:
    """Kari is blind in a sample of four; nothing of it is done."""
    project = double_coded(tmp_path / "p.sqlite", {"ola": TWO["ola"], "kari": [None] * 6})
    ola, kari = (present_coder(project.engine, name) for name in ("ola", "kari"))

    def draw_it(work: Writing) -> int:
        wanted = WantedSample(person=kari, against=ola, size=4, seed=3)
        return draw_sample(work, question_named(work, QUESTION), wanted).id

    sample_id = act(project.engine, ola.id, "draw_sample", draw_it)
    rows = ask(project.engine, lambda work: sample_answers(work, sample_id))
    return project, [row.answer_id for row in rows]


def code_all(project: DoubleCoded, answers: list[int]) -> None:
    def code(work: Writing) -> None:
        for answer_id in answers:
            set_code(work, answer_id, project.codes["l"], project.people["kari"])
            mark_done(work, answer_id, project.people["kari"])

    act(project.engine, project.people["kari"], "code_together", code)
    project.engine.dispose()


@pytest.mark.slow
async def test_who_is_blind_sees_nothing_and_opening_early_is_asked_first(
    blind: tuple[DoubleCoded, list[int]], tmp_path: Path
) -> None:
    project, answers = blind
    code_all(project, answers[:3])
    async with workbench(tmp_path / "p.sqlite", None, SMALL) as (app, pilot):
        await at_agreement(app, pilot)
        assert "You code round 1 blind: 1 answer is left." in seen(app, "#below")
        await do(app, pilot, "tab", "g", "r", "a", "s")
        assert "You code round 1 blind" in seen(app, "#below")
        await do(app, pilot, "o")
        assert "1 answer you have not done is dropped" in seen(app, "#asked")
        await do(app, pilot, "escape")
        assert "1 answer is left" in seen(app, "#below")
        await do(app, pilot, "o", "enter")
        assert "round 1 · 3 of 6 answers" in seen(app, "#head")
        assert "1 answer was opened before it was coded" in seen(app, "#head")


@pytest.mark.slow
async def test_the_first_look_after_the_last_answer_closes_the_round(
    blind: tuple[DoubleCoded, list[int]], tmp_path: Path
) -> None:
    project, answers = blind
    code_all(project, answers)
    async with workbench(tmp_path / "p.sqlite", None, LARGE) as (app, pilot):
        await at_agreement(app, pilot)
        assert any("Round 1 is closed" in str(each.message) for each in app._notifications)
        assert "round 1 · 4 of 6 answers · drawn at random · blind" in seen(app, "#head")
        await do(app, pilot, "r")
        assert "Round 1" in seen(app, "#below")
        assert "As it stands" in seen(app, "#below")
        await do(app, pilot, "down", "enter")
        assert "not a blind sample" in seen(app, "#head")
    drawn = ask(open_project(str(tmp_path / "p.sqlite")), lambda work: samples_of(work, project.question_id))
    assert not drawn[0].is_open


@pytest.mark.slow
async def test_the_first_coder_closes_the_round_that_the_second_is_done_with(tmp_path: Path) -> None:
    project = double_coded(tmp_path / "p.sqlite", {"kari": TWO["kari"], "ola": [None] * 6})
    draw(project, "ola", size=4)
    drawn = [row.answer_id for row in ask(project.engine, lambda work: sample_answers(work, 1))]
    code_blind(project, project.people["ola"], {project.place(each): "l" for each in drawn})
    project.engine.dispose()
    async with workbench(tmp_path / "p.sqlite", None, SMALL) as (app, pilot):
        await at_agreement(app, pilot)
        assert "It is done. Enter closes the round" in seen(app, "#below")
        await do(app, pilot, "enter")
        assert "round 1 · 4 of 6 answers" in seen(app, "#head")


@pytest.mark.slow
@pytest.mark.parametrize(("way", "heading"), [(["tab"], "On a difference"), (["r"], "On rounds")])
async def test_help_begins_with_the_keys_for_where_one_stands(
    file: Path, way: list[str], heading: str
) -> None:
    async with workbench(file, None, SMALL) as (app, pilot):
        await at_agreement(app, pilot)
        await do(app, pilot, *way)
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        assert seen(app, "HelpScreen LineList").strip().startswith(heading)
