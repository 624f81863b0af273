"""Going about in texts that stand together, and deciding on them, without a screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.tui.theme.state import ThemeState
from coder.usecases.coding.setting import remove_code
from coder.usecases.report.passages import order_passages, star
from coder.usecases.report.theme_outline import outline_of
from coder.usecases.report.theme_reading import decisions_on, passages_at
from tests.builders import SmallProject, act, ask, code_answer, finish, small_project
from tests.made_once import made_once

TEXTS = ("Mer tid.", "Meir tid og folk.", "Flere folk.", "Vet ikke")


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    p = small_project(tmp_path / "p.sqlite", texts=TEXTS, codes=("Ressurser > Tid", "Ressurser > Folk"))
    for place, codes in enumerate([[0], [0, 1], [1], []]):
        for code in codes:
            code_answer(p.engine, p.answers[place], p.codes[code], p.kari)
        finish(p.engine, p.answers[place], p.kari)
    return p


def state_of(p: SmallProject, code_id: int | None = None) -> ThemeState:
    state = ThemeState(ask(p.engine, lambda work: outline_of(work, p.question_id, code_id)), code_id)
    read(p, state)
    return state


def read(p: SmallProject, state: ThemeState) -> None:
    wanted = state.wanted()
    state.ahead.take(ask(p.engine, lambda work: passages_at(work, state.kept, wanted)))


def listed(state: ThemeState) -> list[str]:
    """Say each row: a text, a heading in capitals, the question."""
    said = []
    for place in range(len(state.rows)):
        row = state.row(place)
        heading = state.heading_of(row)
        if row.key is not None:
            said.append(state.ahead.texts[row.key].words)
        elif heading is not None:
            said.append(heading.code.name.upper() if heading.code else "-")
        else:
            said.append("?" if state.is_question(row) else "GONE")
    return said


def test_a_question_is_read_from_its_heading_to_what_no_code_stands_on(project: SmallProject) -> None:
    assert listed(state_of(project)) == [
        "?",
        "RESSURSER",
        "TID",
        "Mer tid.",
        "Meir tid og folk.",
        "FOLK",
        "Meir tid og folk.",
        "Flere folk.",
        "-",
        "Vet ikke",
    ]


def test_a_code_is_read_alone(project: SmallProject) -> None:
    state = state_of(project, project.codes[1])
    assert listed(state) == ["FOLK", "Meir tid og folk.", "Flere folk."]
    assert state.read_path == "Ressurser > Folk"


def test_keys_go_from_text_to_text_and_from_heading_to_heading(project: SmallProject) -> None:
    state = state_of(project)
    state.move(4)
    assert state.answer_id == project.answers[1]
    state.to_heading(-1)
    assert state.cursor == 2
    state.to_heading(-1)
    state.to_heading(1)
    state.to_heading(1)
    assert state.cursor == 5
    state.move(100)
    assert state.answer_id == project.answers[3]
    assert state.key is None
    assert state.written_on == (False, state.headings[-1])
    state.move(-100)
    assert state.key is None
    can_write, heading = state.written_on
    assert can_write
    assert heading is None


def test_only_starred_texts_are_shown_under_their_headings(project: SmallProject) -> None:
    p = project
    state = state_of(p)
    state.move(6)
    key = state.key
    assert key is not None
    assert state.star(key)
    assert (state.starred, key in state.unsaved) == (1, True)
    act(p.engine, p.kari, "star_passage", lambda w: star(w, [key]))
    state.take_decisions(p.answers[1], ask(p.engine, lambda w: decisions_on(w, p.answers[1])))
    assert (state.starred, state.unsaved) == (1, set())
    state.show_only_starred(wanted=True)
    assert listed(state) == ["FOLK", "Meir tid og folk."]
    assert state.answer_id == p.answers[1]
    state.show_only_starred(wanted=False)
    assert state.cursor == 6
    assert not state.star(key)
    state.show_only_starred(wanted=True)
    assert not state.has_something


def test_a_text_changes_places_with_its_neighbour_and_the_cursor_goes_along(project: SmallProject) -> None:
    p = project
    state = state_of(p)
    state.move(4)
    first = state.reordered(-1)
    assert first is not None
    assert listed(state)[3:5] == ["Meir tid og folk.", "Mer tid."]
    assert (state.cursor, state.answer_id) == (3, p.answers[1])
    act(p.engine, p.kari, "order_passages", lambda w: order_passages(w, first))
    assert listed(state_of(p)) == listed(state)
    assert state.reordered(-1) is None


def test_what_is_read_anew_keeps_the_cursor_on_its_text(project: SmallProject) -> None:
    p = project
    state = state_of(p)
    state.move(7)
    act(p.engine, p.kari, "remove_code", lambda w: remove_code(w, p.answers[0], p.codes[0], p.kari))
    state.take(ask(p.engine, lambda work: outline_of(work, p.question_id)))
    read(p, state)
    assert (state.cursor, state.answer_id) == (6, p.answers[2])


def test_what_was_chosen_and_is_gone_comes_last(project: SmallProject) -> None:
    p = project
    state = state_of(p)
    state.move(3)
    key = state.key
    assert key is not None
    act(p.engine, p.kari, "star_passage", lambda w: star(w, [key]))
    act(p.engine, p.kari, "remove_code", lambda w: remove_code(w, p.answers[0], p.codes[0], p.kari))
    state = state_of(p)
    assert listed(state)[-2:] == ["GONE", "Mer tid."]
    state.move(100)
    assert state.key is None
    assert state.stray is not None
    assert state.stray.starred


def test_nothing_done_is_nothing_to_read(tmp_path: Path) -> None:
    p = small_project(tmp_path / "p.sqlite")
    state = state_of(p)
    assert not state.has_something
    assert listed(state) == ["?"]
