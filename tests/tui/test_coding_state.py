"""The state of the coding screen, without a screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coder.domain.coding import CodedState
from coder.domain.coverage import Coverage
from coder.tui.coding.change import Change, Standing
from coder.tui.coding.lines import who_line
from coder.tui.coding.state import CodingState
from coder.usecases.coding.setting import mark_done, set_code
from tests.builders import SmallProject, act, add_answers, code_answer, small_project
from tests.tui.desks import desk_of, read_wanted, shown, state_of, views_on_disk


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
    assert state.known.has_unread


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


SENTENCES = "Vi treng folk. Det må finnast plassar. Og tid!"
FIRST, SECOND = (0, 14), (15, 38)


def test_a_background_value_that_is_missing_is_shown_as_missing(project: SmallProject) -> None:
    state = state_of(project)
    state.desk = replace(state.desk, variables=("storleik", "fylke"))
    assert state.answer is not None
    answer = replace(state.answer, background={"fylke": "Troms"})
    assert "storleik –   fylke Troms" in shown(who_line(state, answer))[0]


def test_a_wave_without_a_name_is_told_where_there_are_several(project: SmallProject) -> None:
    add_answers(project.engine, project.question_id, ["Fleire folk"], wave="2026")
    state = state_of(project)
    assert state.answer is not None
    nameless = replace(state.answer, wave="")
    assert "(no name)" in shown(who_line(state, nameless))[0]
    state.desk = replace(state.desk, has_waves=False)
    assert "(no name)" not in shown(who_line(state, nameless))[0]


def _with_sentences(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path / "s.sqlite", texts=(SENTENCES, "Vet ikke"))


def test_a_code_is_placed_on_one_excerpt_and_on_another_too(tmp_path: Path) -> None:
    project = _with_sentences(tmp_path)
    state, code = state_of(project), project.codes[0]
    state.expect("u1", Change(project.answers[0], sets=code, excerpts=(SECOND,)))
    state.saved("u1", 50)
    state.expect("u2", Change(project.answers[0], sets=code, excerpts=(FIRST,)))
    [shown] = state.set_codes()
    assert shown.excerpts == ((FIRST, False), (SECOND, True))
    assert shown.saved
    assert state.latest_mark() == (code, FIRST)
    assert state.coverage() == [Coverage.PLACED, Coverage.PLACED, Coverage.NONE]


def test_what_was_set_last_goes_back_step_by_step(tmp_path: Path) -> None:
    project = _with_sentences(tmp_path)
    state, [answer, _other], [one, two, _three] = state_of(project), project.answers, project.codes
    state.expect("u1", Change(answer, sets=one, excerpts=(FIRST,)))
    state.expect("u2", Change(answer, sets=two))
    state.expect("u3", Change(answer, sets=one, excerpts=(SECOND,)))
    assert state.latest_mark() == (one, SECOND)
    state.expect("u4", Change(answer, lifts=(one, SECOND)))
    assert state.latest_mark() == (two, None)
    state.expect("u5", Change(answer, removes=(two,)))
    assert state.latest_mark() == (one, FIRST)
    state.expect("u6", Change(answer, removes=(one,)))
    assert state.latest_mark() is None


def test_an_excerpt_that_could_not_be_saved_goes_and_leaves_the_other(tmp_path: Path) -> None:
    project = _with_sentences(tmp_path)
    state, code = state_of(project), project.codes[0]
    state.expect("u1", Change(project.answers[0], sets=code, excerpts=(FIRST,)))
    state.expect("u2", Change(project.answers[0], sets=code, excerpts=(SECOND,)))
    state.failed("u1")
    assert state.standing.excerpts == {code: (SECOND,)}
    assert state.latest_mark() == (code, SECOND)


def test_excerpts_on_disk_are_shown_and_the_last_code_goes_first(tmp_path: Path) -> None:
    project = _with_sentences(tmp_path)
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari, [SECOND, FIRST])
    state = state_of(project)
    state.go_to(project.answers[0])
    read_wanted(project, state)
    assert state.set_codes()[0].excerpts == ((FIRST, True), (SECOND, True))
    assert state.latest_mark() == (project.codes[0], SECOND)


def test_a_code_being_made_keeps_its_excerpt_when_it_has_its_id(tmp_path: Path) -> None:
    project = _with_sentences(tmp_path)
    state = state_of(project)
    expected = state.expect_code("Ny")
    state.expect("u1", Change(project.answers[0], sets=expected, excerpts=(FIRST,)))
    state.code_made(expected, 77)
    state.saved("u1", 50)
    assert state.standing.excerpts == {77: (FIRST,)}
    assert state.latest_mark() == (77, FIRST)


def test_one_code_alone_leaves_no_excerpts_of_the_others() -> None:
    standing = Change(1, sets=3, excerpts=(FIRST,)).applied_to(Standing())
    after = Change(1, sets=4, alone=True).applied_to(standing)
    assert (after.codes, after.excerpts) == ((4,), {})


def test_a_placed_code_made_whole_answer_has_no_excerpts() -> None:
    standing = Change(1, sets=3, excerpts=(FIRST,)).applied_to(Standing())
    after = Change(1, makes_whole=3).applied_to(standing)
    assert after.has(3, None)
    assert not after.has(3, FIRST)


def test_a_code_taken_off_its_only_place_goes_and_twice_changes_nothing_more() -> None:
    standing = Change(1, sets=3, excerpts=(FIRST,)).applied_to(Standing())
    lifted = Change(1, lifts=(3, FIRST))
    assert lifted.applied_to(standing).codes == ()
    assert lifted.applied_to(lifted.applied_to(standing)) == lifted.applied_to(standing)
    assert Change(1, lifts=(3, SECOND)).applied_to(standing) == standing


def test_through_a_list_one_goes_in_its_order_and_beside_it_in_reading_order(project: SmallProject) -> None:
    state = state_of(project)
    first, second, third, *_others = state.desk.order
    state.go_through([third, 10_000, first], third)
    assert (state.answer_id, state.order) == (third, (third, first))
    assert state.step(1)
    assert state.answer_id == first
    assert not state.step(1)
    state.reloaded(state.desk, ())
    assert (state.answer_id, state.place) == (first, 1)
    assert state.go_to(second)
    assert (state.answer_id, state.order) == (second, state.desk.order)
