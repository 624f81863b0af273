"""The state of the coding screen, without a screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.coding import CodedState
from coder.tui.coding_change import Change, Standing
from coder.tui.coding_state import CodingState
from coder.usecases.coding import mark_done, set_code
from tests.builders import SmallProject, act, small_project
from tests.tui.desks import desk_of, read_wanted, state_of, views_on_disk


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path / "a.sqlite")


def _marks(state: CodingState) -> list[tuple[str, bool]]:
    return [(each.code.name, each.saved) for each in state.set_codes()]


def test_a_code_is_hollow_until_it_is_on_disk(project: SmallProject) -> None:
    state = state_of(project)
    state.expect("u1", Change(project.answers[0], sets=project.codes[0]))
    assert _marks(state) == [("Samarbeid", False)]
    state.saved("u1", 99)
    assert _marks(state) == [("Samarbeid", True)]


def test_a_code_that_could_not_be_saved_leaves_the_screen_and_the_counts(project: SmallProject) -> None:
    state = state_of(project)
    state.expect("u1", Change(project.answers[0], sets=project.codes[0]))
    state.expect("u2", Change(project.answers[0], sets=project.codes[1]))
    state.failed("u1")
    assert _marks(state) == [("Ressurser", False)]
    assert (state.counts[project.codes[0]], state.counts[project.codes[1]]) == (0, 1)


def test_many_keys_before_the_first_acknowledgement_stay_right(project: SmallProject) -> None:
    state, [answer, *_], [first, second, _third] = state_of(project), project.answers, project.codes
    state.expect("u1", Change(answer, sets=first))
    state.expect("u2", Change(answer, removes=(first,)))
    state.expect("u3", Change(answer, sets=second))
    state.expect("u4", Change(answer, sets=first))
    for number, uid in enumerate(("u1", "u2", "u3", "u4"), start=50):
        assert state.standing.codes == (second, first)
        state.saved(uid, number)
    assert state.standing == Standing((second, first), CodedState.STARTED)


def test_an_exclusive_codebook_keeps_one_code() -> None:
    standing = Standing((1, 2), CodedState.STARTED)
    assert Change(1, sets=3, alone=True).applied_to(standing).codes == (3,)


def test_done_is_counted_at_once_and_once(project: SmallProject) -> None:
    state = state_of(project)
    state.expect("u1", Change(project.answers[0], done=True))
    assert state.done == 1
    state.saved("u1", 50)
    assert state.done == 1
    assert state.standing.state is CodedState.DONE


def test_a_reading_from_before_a_change_does_not_take_it_away(project: SmallProject) -> None:
    state = state_of(project)
    turns = dict(state.wanted())
    state.expect("u1", Change(project.answers[0], sets=project.codes[0]))
    state.saved("u1", 50)
    # The disk of this test knows nothing of u1: what is read now is what was read before it.
    [view] = views_on_disk(project, project.answers[0])
    assert state.arrived([(view, turns[view.answer.id])], 50) == [project.answers[0]]
    assert _marks(state) == [("Samarbeid", True)]


def test_a_reading_that_has_the_change_already_changes_nothing(project: SmallProject) -> None:
    state = state_of(project)
    change = Change(project.answers[0], sets=project.codes[0])
    state.expect("u1", change)
    act(
        project.engine,
        project.kari,
        "set_code",
        lambda work: set_code(work, project.answers[0], project.codes[0], project.kari),
    )
    read_wanted(project, state)
    assert _marks(state) == [("Samarbeid", False)]
    assert state.counts[project.codes[0]] == 1


def test_what_another_process_wrote_is_shown_when_the_answer_is_read(project: SmallProject) -> None:
    state = state_of(project)
    act(
        project.engine,
        project.kari,
        "set_code",
        lambda work: set_code(work, project.answers[1], project.codes[2], project.kari),
    )
    state.step(1)
    read_wanted(project, state)
    assert _marks(state) == [("Oppfølging", True)]
    assert state.is_stale


def test_the_next_answers_are_wanted_before_they_are_shown(project: SmallProject) -> None:
    state = CodingState(desk_of(project))
    assert [answer_id for answer_id, _turn in state.wanted()] == project.answers[:4]


def test_going_on_passes_what_is_done_and_begins_again_after_the_last(project: SmallProject) -> None:
    act(
        project.engine,
        project.kari,
        "mark_done",
        lambda work: mark_done(work, project.answers[2], project.kari),
    )
    state = state_of(project)
    assert state.answer_id == project.answers[0]
    state.go_to(project.answers[1])
    assert state.next_not_done() == project.answers[3]
    state.go_to(project.answers[-1])
    assert state.next_not_done() == project.answers[0]


def test_there_is_nothing_before_the_first_and_after_the_last(project: SmallProject) -> None:
    state = state_of(project)
    assert not state.step(-1)
    assert all(state.step(1) for _answer in project.answers[1:])
    assert not state.step(1)


def test_a_code_about_to_be_made_is_set_and_keeps_its_place_when_it_has_its_id(project: SmallProject) -> None:
    state = state_of(project)
    expected = state.expect_code("Samarbeid > Med Nav")
    state.expect("u1", Change(project.answers[0], sets=expected))
    state.expect("u2", Change(project.answers[0], sets=project.codes[1]))
    assert _marks(state) == [("Med Nav", False), ("Ressurser", False)]
    state.code_made(expected, 77)
    state.saved("u1", 50)
    assert state.standing.codes == (77, project.codes[1])
    assert _marks(state) == [("Med Nav", True), ("Ressurser", False)]
    assert state.counts[77] == 1
    assert [code.name for code in state.shelf.search("med nav")] == ["Med Nav"]


def test_a_code_that_could_not_be_made_is_nowhere(project: SmallProject) -> None:
    state = state_of(project)
    expected = state.expect_code("Ny")
    state.expect("u1", Change(project.answers[0], sets=expected))
    state.code_made(expected, None)
    state.failed("u1")
    assert _marks(state) == []
    assert state.shelf.search("ny") == []


def test_reading_all_anew_keeps_what_is_not_on_disk_and_counts_it_once(project: SmallProject) -> None:
    state = state_of(project)
    state.step(2)
    state.expect("u1", Change(project.answers[2], sets=project.codes[0]))
    act(
        project.engine,
        project.kari,
        "set_code",
        lambda work: set_code(work, project.answers[2], project.codes[0], project.kari),
    )
    [view] = views_on_disk(project, project.answers[2])
    state.reloaded(desk_of(project), [(view, state.turns().get(view.answer.id, 0))])
    assert state.answer_id == project.answers[2]
    assert _marks(state) == [("Samarbeid", False)]
    assert state.counts[project.codes[0]] == 1
