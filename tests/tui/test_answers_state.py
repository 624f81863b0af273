"""What a list of answers looks at: choosing and extending, what stays in view, which rows are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.store.coders import present_coder
from coder.tui.answers.state import WINDOW, AnswersState
from coder.usecases.coding.answer_list import Sort, answer_frame, rows_of
from tests.builders import SmallProject, ask, small_project


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path / "p.sqlite", texts=[f"Svar {number}" for number in range(1, 7)])


@pytest.fixture
def state(project: SmallProject) -> AnswersState:
    frame = ask(project.engine, lambda work: answer_frame(work, "hva_skal_til"))
    made = AnswersState(frame, present_coder(project.engine, "kari"), Sort.FILE)
    made.show(project.answers)
    return made


def chosen(state: AnswersState) -> list[int]:
    """Return the places of what is chosen."""
    return [place for place, answer_id in enumerate(state.ids) if answer_id in state.chosen]


def test_extending_chooses_all_from_where_it_began_and_lets_go_on_the_way_back(state: AnswersState) -> None:
    state.extend(2, 3)
    state.extend(3, 4)
    assert chosen(state) == [2, 3, 4]
    state.extend(4, 3)
    assert chosen(state) == [2, 3]
    state.extend(3, 1)
    assert chosen(state) == [1, 2]


def test_after_a_move_extending_begins_anew(state: AnswersState) -> None:
    state.toggle(0)
    state.stop_extending()
    state.extend(3, 4)
    assert chosen(state) == [0, 3, 4]


def test_choosing_all_twice_lets_go_of_all_that_is_listed_only(state: AnswersState) -> None:
    state.toggle(5)
    state.show(state.ids[:3])
    state.choose_all()
    assert len(state.chosen) == 4
    state.choose_all()
    assert len(state.chosen) == 1
    assert state.chosen_elsewhere == 1


def test_what_is_done_means_the_chosen_in_file_order_else_the_line(state: AnswersState) -> None:
    first, second, *_rest = state.ids
    assert state.meant(1) == [second]
    assert state.meant(None) == []
    state.show([second, first])
    state.toggle(0)
    state.toggle(1)
    assert state.meant(1) == [first, second]


def test_after_an_act_the_cursor_stays_or_goes_to_the_next_that_is_left(state: AnswersState) -> None:
    ids = list(state.ids)
    assert state.show_after_act(ids[1:], 2) == 1
    assert state.show_after_act([each for each in ids[1:] if each != ids[2]], 1) == 1
    assert state.show_after_act(ids[1:2], 3) == 0
    assert state.show_after_act([], 0) == 0


def test_what_an_act_takes_from_the_list_is_not_chosen_any_more(state: AnswersState) -> None:
    ids = list(state.ids)
    state.toggle(0)
    state.toggle(5)
    state.show(ids[:3])
    state.show_after_act(ids[1:3], 0)
    # The one that was chosen under other conditions stays: it is told to be elsewhere.
    assert state.chosen == {ids[5]}


def test_a_list_anew_begins_on_the_answer_to_be_kept_where_it_is_there(state: AnswersState) -> None:
    ids = list(state.ids)
    assert state.show(ids[2:], ids[4]) == 2
    assert state.show(ids[:2], ids[4]) == 0


def test_rows_are_asked_for_once_in_a_window_around_the_line(
    project: SmallProject, state: AnswersState
) -> None:
    ids = list(range(1, 1_001))
    state.show(ids)
    wanted = state.missing_around(ids[500], 500)
    assert wanted == ids[500 - WINDOW // 2 : 500 + WINDOW // 2]
    assert state.missing_around(ids[510], 510) == []
    assert state.missing_around(ids[560], 560) == ids[540:600]


def test_rows_read_before_an_act_are_not_taken_in_after_it(
    project: SmallProject, state: AnswersState
) -> None:
    rows = ask(project.engine, lambda work: rows_of(work, project.answers, project.kari))
    before = state.reading
    assert state.rows_arrived(rows[:1], before)
    state.forget_rows()
    assert not state.rows_arrived(rows, before)
    # What was read stays on the screen until it is read again.
    assert list(state.rows) == project.answers[:1]
    assert state.missing_around(project.answers[0], 0) == project.answers


def test_only_other_conditions_need_another_list(state: AnswersState) -> None:
    assert state.type("is:done meir")
    assert not state.type("is:done meir folk")
    assert state.words.fits("Meir pengar til folk")
    assert state.type("folk")


def test_what_others_wrote_changes_the_list_around_the_cursor_and_lets_what_is_chosen_be(
    state: AnswersState,
) -> None:
    first, second, third, *_more = state.ids
    state.toggle(0)
    state.extend(0, 1)
    assert state.show_meanwhile([second, third], 1) == 0
    assert state.chosen == {first, second}
    # Extending goes on from where it began only where that is still listed.
    state.extend(0, 1)
    assert state.chosen == {first, second, third}


def test_an_answer_that_would_go_from_under_the_cursor_keeps_the_list_as_it_is(state: AnswersState) -> None:
    listed = list(state.ids)
    assert state.show_meanwhile(listed[1:], 0) == 0
    assert state.ids == listed
