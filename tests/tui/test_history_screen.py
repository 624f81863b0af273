"""The history screen: which acts it shows, what it tells of them, and taking back."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.store.history_page import Act
from coder.tui.history.lines import HistoryRows, detail_lines
from coder.tui.history.screen import HistoryScreen
from coder.tui.history.state import WINDOW, HistoryState
from coder.usecases.codebook.growth import rename_code
from coder.usecases.coding.setting import set_code
from coder.usecases.history.page import (
    ActKind,
    Acts,
    act_in_full,
    all_acts,
    answer_of_act,
    taken_back_by,
    told_page,
)
from tests.builders import SmallProject, act, ask, code_answer, finish, redo, small_project, undo
from tests.tui.desks import seen, shown, until, workbench

pytestmark = pytest.mark.slow

KARI, OLA = 1, 2


def acts_of(*heads: tuple[int, str] | tuple[int, str, int]) -> Acts:
    """Make acts, oldest first, from (coder, operation, entry taken back)."""
    acts = [
        Act(number, coder, operation, undoes[0] if undoes else None)
        for number, (coder, operation, *undoes) in enumerate(heads, 1)
    ][::-1]
    return Acts(tuple(acts), {KARI: "kari", OLA: "ola"}, taken_back_by(acts))


def state_of(*heads: tuple[int, str] | tuple[int, str, int]) -> HistoryState:
    return HistoryState(acts_of(*heads), KARI)


def test_what_was_taken_back_and_done_again_stands() -> None:
    acts = acts_of(
        (KARI, "set_code"), (KARI, "undo", 1), (KARI, "redo", 2), (KARI, "set_code"), (KARI, "undo", 4)
    )
    assert acts.taken_back == {2: 3, 4: 5}


def test_down_to_an_act_are_mine_that_still_stand() -> None:
    acts = acts_of(
        (KARI, "set_code"), (OLA, "set_code"), (KARI, "mark_done"), (KARI, "set_code"), (KARI, "undo", 4)
    )
    assert acts.mine_down_to(1, KARI) == [3, 1]
    assert acts.mine_down_to(2, KARI) == []
    assert acts.mine_down_to(4, KARI) == []


def test_it_is_said_why_an_act_cannot_be_taken_back() -> None:
    state = state_of((KARI, "new_coder"), (OLA, "set_code"), (KARI, "set_code"), (KARI, "undo", 3))
    assert "a fact" in state.why_not(1)
    assert state.why_not(2) == "Only ola can take it back."
    assert "by entry 4" in state.why_not(3)
    assert "Ctrl+Y" in state.why_not(4)


def test_whose_turns_from_everybody_to_mine_to_the_others() -> None:
    state = state_of((KARI, "set_code"), (OLA, "set_code"), (KARI, "add_code"))
    found = []
    for _turn in range(3):
        state.next_whose()
        found.append(state.numbers)
    assert found == [[3, 1], [2], [3, 2, 1]]


def test_kinds_know_an_undo_by_what_it_took_back() -> None:
    state = state_of((KARI, "set_code"), (KARI, "add_code"), (KARI, "undo", 2), (KARI, "write_note"))
    found = {}
    for kind in ActKind:
        state.next_kind(list(ActKind))
        found[kind] = state.numbers
    assert found[ActKind.CODING] == [1]
    assert found[ActKind.CODES] == [3, 2]
    assert found[ActKind.NOTES] == [4]


def test_only_a_window_of_a_long_history_is_told() -> None:
    state = HistoryState(acts_of(*[(KARI, "set_code")] * 100_000), KARI)
    asked: list[int] = []
    rows = HistoryRows(state, asked.append)
    assert len(rows) == 100_000
    assert shown([rows[70_000]]) == [" entry 30000 …"]
    assert asked == [30_000]
    assert len(state.wanted_around(30_000)) <= 2 * WINDOW


def coded(path: Path) -> SmallProject:
    project = small_project(path)
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari, [(0, 5)])
    finish(project.engine, project.answers[0], project.kari)
    return project


def test_an_act_is_told_with_what_was_before_and_after(tmp_path: Path) -> None:
    project = coded(tmp_path / "a.sqlite")
    act(
        project.engine,
        project.kari,
        "rename_code",
        lambda work: rename_code(work, project.codes[0], "Samspill"),
    )
    newest = ask(project.engine, all_acts).acts[0].number
    told, changes = ask(project.engine, lambda work: act_in_full(work, newest))
    lines = "\n".join(shown(detail_lines(told, changes, "", 60), 60))
    assert "− Samarbeid" in lines
    assert "+ Samspill" in lines


def test_a_coding_is_told_with_its_excerpt_and_its_answer(tmp_path: Path) -> None:
    project = coded(tmp_path / "a.sqlite")
    setting = next(each.number for each in ask(project.engine, all_acts).acts if each.operation == "set_code")
    _told, changes = ask(project.engine, lambda work: act_in_full(work, setting))
    assert [(each.what, each.after) for each in changes] == [
        ("r1", "«Samarbeid», letters 1–5"),
        ("r1", "begun"),
    ]
    assert ask(project.engine, lambda work: answer_of_act(work, setting)) == (
        project.answers[0],
        "hva_skal_til",
    )


@pytest.mark.slow
def test_a_bulk_act_is_counted_and_not_read_whole(tmp_path: Path) -> None:
    project = small_project(tmp_path / "a.sqlite", texts=["Flere folk"] * 300)
    acts = ask(project.engine, all_acts).acts
    importing = max(each.number for each in acts if each.operation == "import_survey")
    [told] = ask(project.engine, lambda work: told_page(work, [importing]))
    assert told.about == "300 answers · 300 respondents"
    assert len(told.changes) == 200


def test_the_history_of_an_answer_holds_what_touched_it(tmp_path: Path) -> None:
    project = coded(tmp_path / "a.sqlite")
    code_answer(project.engine, project.answers[1], project.codes[1], project.kari)
    acts = ask(project.engine, lambda work: all_acts(work, answer_id=project.answers[0]))
    state = HistoryState(acts, project.kari)
    assert [state.act(number).operation for number in state.numbers] == [
        "mark_done",
        "set_code",
        "import_survey",
    ]
    undo(project.engine, project.kari)
    redo(project.engine, project.kari)
    again = ask(project.engine, lambda work: all_acts(work, answer_id=project.answers[0]))
    assert len(again.touching or ()) == 3


@pytest.mark.slow
async def test_down_to_here_takes_back_one_by_one_once_confirmed(tmp_path: Path) -> None:
    project = coded(tmp_path / "a.sqlite")
    act(
        project.engine,
        project.ola,
        "set_code",
        lambda work: set_code(work, project.answers[1], project.codes[0], project.ola),
    )
    async with workbench(tmp_path / "a.sqlite", None) as (app, pilot):
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen) and app.screen.state is not None)
        screen = app.screen
        assert isinstance(screen, HistoryScreen)
        await pilot.press(*"samarb")
        await until(pilot, lambda: "set a code · Samarbeid · r1" in seen(app, "#acts"))
        await pilot.press("down", "ctrl+t")
        await until(pilot, lambda: bool(app.screen.query("#asked")))
        assert "this act and the 1 you did after it" in seen(app, "#asked")
        await pilot.press("enter")
        await until(pilot, lambda: screen.state is not None and len(screen.state.acts.taken_back) == 2)
    taken = ask(project.engine, all_acts)
    assert [each.operation for each in taken.acts[:2]] == ["undo", "undo"]


@pytest.mark.slow
async def test_an_act_of_another_coder_is_not_taken_back(tmp_path: Path) -> None:
    project = small_project(tmp_path / "a.sqlite")
    code_answer(project.engine, project.answers[0], project.codes[0], project.ola)
    async with workbench(tmp_path / "a.sqlite", None) as (app, pilot):
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen) and app.screen.state is not None)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: bool(app._notifications))
        assert "Only ola can take it back." in [each.message for each in app._notifications]
    assert not ask(project.engine, all_acts).taken_back
