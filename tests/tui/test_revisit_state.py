"""Reading again and reviewing, without a screen: what comes, in which order, and what is chosen on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from coder.domain.revisit_rule import RevisitPass
from coder.store.coders import present_coder
from coder.store.questions import question_named
from coder.tui.pieces.lines import Line
from coder.tui.revisit.acts import DECIDE, LOOK_AGAIN, decide, look_again
from coder.tui.revisit.lines import asked_lines, empty_lines, set_lines, who_line
from coder.tui.revisit.route import InOrder
from coder.tui.revisit.state import RevisitState
from coder.usecases.codebook.growth import define_code
from coder.usecases.codebook.settings import retire_code
from coder.usecases.coding.reading import answer_view
from coder.usecases.questions import change_question
from coder.usecases.revisit.desk import (
    AskedCode,
    RevisitDesk,
    codes_asked,
    review_desk,
    revisit_desk,
    waiting_of,
)
from coder.usecases.suggesting.proposals import propose
from coder.usecases.suggesting.suggestions import Suggested, Suggestion
from tests.builders import SmallProject, act, add_answers, add_codes, ask, code_answer, finish, small_project
from tests.made_once import made_once
from tests.tui.desks import QUESTION, shown

DONE_BEFORE = 3


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    """Kari is done with three answers when a code is made; the first two have a code."""
    project = small_project(tmp_path / "p.sqlite")
    for answer in project.answers[:2]:
        code_answer(project.engine, answer, project.codes[0], project.kari)
    for answer in project.answers[:DONE_BEFORE]:
        finish(project.engine, answer, project.kari)
    return project


@pytest.fixture
def new(project: SmallProject) -> int:
    return add_codes(project.engine, project.question_id, "Lokale tilbud", coder_id=project.kari)[0]


def desk_of(project: SmallProject, code_id: int | None = None) -> RevisitDesk:
    kari = present_coder(project.engine, "kari")
    return ask(project.engine, lambda work: revisit_desk(work, QUESTION, kari, code_id=code_id))


def state_of(project: SmallProject, code_id: int | None = None) -> RevisitState:
    desk = desk_of(project, code_id)
    state = RevisitState(desk, RevisitPass([each.answer_id for each in desk.asked], "frø"))
    read_wanted(project, state)
    return state


def review_of(project: SmallProject) -> RevisitState:
    kari = present_coder(project.engine, "kari")
    desk = ask(project.engine, lambda work: review_desk(work, QUESTION, kari))
    state = RevisitState(desk, InOrder([each.answer_id for each in desk.asked]))
    read_wanted(project, state)
    return state


def read_wanted(project: SmallProject, state: RevisitState) -> None:
    wanted = state.wanted()
    views = ask(project.engine, lambda work: [answer_view(work, each, project.kari) for each in wanted])
    state.arrived(views)


def codes_of(project: SmallProject, place: int) -> dict[int, tuple[tuple[int, int], ...]]:
    view = ask(project.engine, lambda work: answer_view(work, project.answers[place], project.kari))
    return {coding.code_id: coding.excerpts for coding in view.codings}


def write(project: SmallProject, state: RevisitState) -> None:
    """Write the look at the answer shown, and go on."""
    look = state.looked()
    assert look is not None
    asked = [code.code_id for code in state.codes_asked()]
    act(project.engine, project.kari, LOOK_AGAIN, look_again(look, asked, project.kari))
    state.written(look.answer_id)
    state.go_on()
    read_wanted(project, state)


def hide_suggestions(project: SmallProject) -> None:
    change = partial(change_question, key=QUESTION, suggest="hidden_share", hidden_percent=100)
    act(project.engine, project.kari, "set_question", change)


def proposals_waiting(project: SmallProject) -> int:
    kari = present_coder(project.engine, "kari")
    return ask(project.engine, lambda work: waiting_of(work, question_named(work, QUESTION), kari)).proposals


def as_shown(lines: list[Line], width: int = 60) -> list[str]:
    return shown(lines, width)


def suggested(answer_id: int, scores: Mapping[int, float]) -> Suggested:
    codes = tuple(Suggestion(code_id, score, ((0, 5),)) for code_id, score in scores.items())
    return Suggested(answer_id, None, codes, as_of=1, learned_from=0)


def test_answers_done_before_a_code_was_made_come_back_for_it(project: SmallProject, new: int) -> None:
    desk = desk_of(project)
    assert [each.answer_id for each in desk.asked] == project.answers[:DONE_BEFORE]
    assert codes_asked(desk.asked) == (new,)


def test_all_open_codes_of_an_answer_come_at_once_but_where_one_was_asked_for_only_that(
    project: SmallProject, new: int
) -> None:
    other = add_codes(project.engine, project.question_id, "Transport", coder_id=project.kari)[0]
    assert {code.code_id for code in desk_of(project).asked[0].codes} == {new, other}
    assert {each.codes for each in desk_of(project, code_id=other).asked} == {(AskedCode(other, "new"),)}


def test_reading_for_one_code_leaves_the_others_to_be_read(project: SmallProject, new: int) -> None:
    other = add_codes(project.engine, project.question_id, "Transport", coder_id=project.kari)[0]
    state = state_of(project, code_id=other)
    first = state.answer_id
    write(project, state)
    still_open = {each.answer_id: each.codes for each in desk_of(project).asked}
    assert [code.code_id for code in still_open[first or 0]] == [new]


def test_a_code_typed_along_is_no_find_of_those_asked_about(project: SmallProject, new: int) -> None:
    state = state_of(project)
    state.toggle(project.codes[2])
    write(project, state)
    assert (state.route.read, state.route.finds) == (1, 0)


def test_of_one_wave_only_its_answers_come_and_the_others_are_counted(
    project: SmallProject, new: int
) -> None:
    kari = present_coder(project.engine, "kari")
    later = add_answers(project.engine, project.question_id, ["Betre buss"], wave="2026")[0]
    finish(project.engine, later, project.kari)
    add_codes(project.engine, project.question_id, "Transport", coder_id=project.kari)
    desk = ask(project.engine, lambda work: revisit_desk(work, QUESTION, kari, wave="2026"))
    assert [each.answer_id for each in desk.asked] == [later]
    assert desk.outside == DONE_BEFORE


def test_a_code_is_set_by_the_look_and_the_answer_does_not_come_again(
    project: SmallProject, new: int
) -> None:
    state = state_of(project)
    first = state.answer_id
    state.toggle(new)
    write(project, state)
    assert new in codes_of(project, project.answers.index(first or 0))
    assert first not in [each.answer_id for each in desk_of(project).asked]
    assert (state.route.left, state.route.read, state.route.finds) == (2, 1, 1)


def test_nothing_is_preselected_and_looking_alone_counts_as_looked_at(
    project: SmallProject, new: int
) -> None:
    state = state_of(project)
    assert state.look is not None
    assert not state.look.is_changed
    for _each in range(DONE_BEFORE):
        write(project, state)
    assert (state.answer_id, state.route.left, state.route.finds) == (None, 0, 0)
    assert desk_of(project).asked == ()


def test_a_narrowed_code_is_asked_about_where_it_is_set_and_its_digit_takes_it_off(
    project: SmallProject,
) -> None:
    code = project.codes[0]
    act(
        project.engine,
        project.kari,
        "narrow_code",
        lambda work: define_code(work, code, definition="Bare med Nav", changes_meaning="narrower"),
    )
    state = state_of(project)
    assert [each.sign for each in state.shown_codes()] == ["●"]
    state.toggle(code)
    assert [each.sign for each in state.shown_codes()] == ["−"]
    write(project, state)
    assert codes_of(project, 0) == {}
    assert [each.answer_id for each in desk_of(project).asked] == [project.answers[1]]


def test_going_back_shows_what_was_decided_and_it_can_be_changed(project: SmallProject, new: int) -> None:
    state = state_of(project)
    first = state.answer_id
    write(project, state)
    assert state.step(-1)
    read_wanted(project, state)
    assert (state.answer_id, state.is_looked_at) == (first, True)
    state.toggle(new)
    write(project, state)
    assert state.route.finds == 1
    assert state.answer_id != first


def test_what_is_chosen_between_going_back_and_the_acknowledgement_stays_chosen(
    project: SmallProject, new: int
) -> None:
    state = state_of(project)
    first, other = state.answer_id, project.codes[2]
    state.toggle(new)
    look = state.looked()
    assert look is not None
    state.go_on()
    state.step(-1)
    state.toggle(other)
    act(project.engine, project.kari, LOOK_AGAIN, look_again(look, [new], project.kari))
    state.written(look.answer_id)
    read_wanted(project, state)
    assert state.look is not None
    assert (state.look.answer_id, dict(state.look.sets())) == (first, {other: ()})
    assert new in state.look.ground.codes


def test_a_look_that_could_not_be_written_is_chosen_again_with_what_was_chosen_since(
    project: SmallProject, new: int
) -> None:
    state = state_of(project)
    other = project.codes[2]
    state.toggle(new)
    look = state.looked()
    assert look is not None
    state.go_on()
    state.step(-1)
    state.toggle(other)
    state.failed(look, waits=True)
    assert state.look is not None
    assert (dict(state.look.sets()), state.is_looked_at) == ({new: (), other: ()}, False)


def test_an_answer_left_for_later_comes_when_the_others_are_read(project: SmallProject, new: int) -> None:
    state = state_of(project)
    later = state.answer_id
    state.step(1)
    read_wanted(project, state)
    write(project, state)
    write(project, state)
    assert (state.answer_id, state.route.left) == (later, 1)


def test_the_answer_shown_stays_when_others_turn_out_likelier(project: SmallProject, new: int) -> None:
    desk = desk_of(project)
    way = RevisitPass([each.answer_id for each in desk.asked], "frø")
    state = RevisitState(desk, way)
    here = state.answer_id
    way.rank([project.answers[2], project.answers[1], project.answers[0]])
    assert state.answer_id == here
    assert state.wanted()[1] == project.answers[2]


def test_the_codes_of_the_answer_shown_keep_their_digits_when_the_model_speaks(
    project: SmallProject, new: int
) -> None:
    other = add_codes(project.engine, project.question_id, "Transport", coder_id=project.kari)[0]
    state = state_of(project)
    before = [each.code_id for each in state.codes_asked()]
    scores = {before[0]: 0.1, before[1]: 0.8}
    state.codes.suggested(suggested(state.answer_id or 0, scores))
    assert [each.code_id for each in state.codes_asked()] == before
    # A figure that says otherwise than the order would only puzzle.
    assert [each.score for each in state.shown_codes()] == [None, None]
    state.codes.suggested(suggested(state.answer_id or 0, {before[0]: 0.8, before[1]: 0.1}))
    assert [each.score for each in state.shown_codes()] == [0.8, 0.1]
    following = state.wanted()[-1] if state.wanted() else state.route.peek()
    state.codes.suggested(suggested(following or 0, {new: 0.1, other: 0.8}))
    state.step(1)
    assert [each.code_id for each in state.codes_asked()] == [other, new]
    state.codes.suggested(suggested(following or 0, {new: 0.9, other: 0.2}))
    assert [each.code_id for each in state.codes_asked()] == [other, new]
    assert [each.score for each in state.shown_codes()] == [0.8, 0.1]


def test_by_sentence_a_code_goes_where_words_speak_for_it(project: SmallProject, new: int) -> None:
    act(
        project.engine,
        project.kari,
        "set_question",
        lambda work: change_question(work, QUESTION, unit="sentence"),
    )
    state = state_of(project)
    state.go_to(project.answers[1])
    read_wanted(project, state)
    assert state.by_sentence
    state.move(1)
    state.toggle(new)
    assert state.look is not None
    assert state.look.sets() == {new: (state.standing_on,)}
    state.switch_unit()
    state.toggle(new)
    state.toggle(new)
    assert state.look.sets() == {new: ()}


def test_what_was_undone_elsewhere_waits_again(project: SmallProject, new: int) -> None:
    state = state_of(project)
    first = state.answer_id
    desk = state.desk
    write(project, state)
    state.reloaded(desk)
    assert (state.route.left, state.route.read) == (DONE_BEFORE, 0)
    state.go_to(first or 0)
    assert (state.answer_id, state.is_looked_at) == (first, False)


def test_an_answer_that_waits_no_more_is_left_without_a_look(project: SmallProject, new: int) -> None:
    state = state_of(project)
    write(project, state)
    act(project.engine, project.kari, "retire_code", lambda work: retire_code(work, new))
    state.reloaded(desk_of(project))
    assert (state.answer_id, state.route.left) == (None, 0)
    assert not state.go_on()
    assert state.step(-1)
    assert state.is_looked_at


def test_the_codes_say_why_they_are_asked_about_and_how_likely_they_are(
    project: SmallProject, new: int
) -> None:
    state = state_of(project)
    state.codes.suggested(suggested(project.answers[0], {new: 0.31}))
    assert state.look is not None
    text = state.answer.text if state.answer else ""
    first, definition = as_shown(asked_lines(state, text, 60, 4))
    assert first.startswith("1   Lokale tilbud   new since")
    assert first.endswith("«Bedre»  0.31")
    assert definition.strip() == "No definition yet."
    assert as_shown(set_lines(state.look, state.shelf, text, 60)) == ["● Samarbeid"]
    assert as_shown([who_line(state, state.answer)])[0].startswith("r1")
    assert "made" in " ".join(as_shown(empty_lines(60, proposals=False)))


def test_where_suggestions_are_hidden_to_measure_them_the_model_says_nothing(
    project: SmallProject, new: int
) -> None:
    hide_suggestions(project)
    state = state_of(project)
    state.codes.suggested(suggested(project.answers[0], {new: 0.31}))
    assert state.is_model_silent
    assert [(each.score, each.words) for each in state.shown_codes()] == [(None, ())]


def test_where_suggestions_are_hidden_the_order_of_the_codes_does_not_tell_them_either(
    project: SmallProject, new: int
) -> None:
    other = add_codes(project.engine, project.question_id, "Transport", coder_id=project.kari)[0]
    hide_suggestions(project)
    desk = desk_of(project)
    state = RevisitState(desk, RevisitPass([each.answer_id for each in desk.asked], "frø"))
    as_asked = [code.code_id for code in desk.asked[0].codes]
    least, most = (0.1, 0.9) if as_asked == [new, other] else (0.9, 0.1)
    state.codes.suggested(suggested(state.answer_id or 0, {new: least, other: most}))
    assert list(state.codes_asked()) == []
    read_wanted(project, state)
    assert [code.code_id for code in state.codes_asked()] == as_asked


def test_a_code_that_is_gone_has_no_digit_and_the_others_have_those_they_are_listed_under(
    project: SmallProject, new: int
) -> None:
    other = add_codes(project.engine, project.question_id, "Transport", coder_id=project.kari)[0]
    desk = desk_of(project)
    without = replace(desk, codes=tuple(code for code in desk.codes if code.id != new))
    state = RevisitState(without, RevisitPass([each.answer_id for each in desk.asked], "frø"))
    read_wanted(project, state)
    assert [code.code_id for code in state.codes_asked()] == [other]
    assert [code.code_id for code in state.shown_codes()] == [other]


def test_proposals_are_hidden_where_suggestions_are_and_how_many_is_told(project: SmallProject) -> None:
    fourth, fifth = project.answers[3], project.answers[4]
    queue = [(fourth, project.codes[0], 0.7), (fifth, project.codes[0], 0.6)]
    act(project.engine, None, "propose", lambda work: propose(work, project.question_id, queue))
    hide_suggestions(project)
    state = review_of(project)
    assert (state.answer_id, state.desk.withheld, proposals_waiting(project)) == (None, 2, 0)


def test_proposals_come_likeliest_first_and_what_is_not_chosen_is_rejected(project: SmallProject) -> None:
    fourth, fifth = project.answers[3], project.answers[4]
    one, two = project.codes[:2]
    queue = [(fourth, one, 0.7), (fifth, one, 0.6), (fifth, two, 0.9)]
    act(project.engine, None, "propose", lambda work: propose(work, project.question_id, queue))
    assert proposals_waiting(project) == 2
    state = review_of(project)
    assert state.answer_id == fifth
    assert [(each.code_id, each.score) for each in state.shown_codes()] == [(two, 0.9), (one, 0.6)]
    state.toggle(two)
    look = state.looked()
    assert look is not None
    act(project.engine, project.kari, DECIDE, decide(look, [two, one], project.kari, done=True))
    assert codes_of(project, 4) == {two: ()}
    assert review_of(project).answer_id == fourth
    view = ask(project.engine, lambda work: answer_view(work, fifth, project.kari))
    assert view.state.value == "done"


def test_why_a_code_is_asked_about_is_read_whole_before_the_words_that_speak_for_it(
    project: SmallProject,
) -> None:
    made = add_codes(
        project.engine, project.question_id, "Lokale tilbud i hele kommunen", coder_id=project.kari
    )
    state = state_of(project)
    codes = (Suggestion(made[0], 0.31, ((0, 5),)),)
    state.codes.suggested(Suggested(project.answers[0], None, codes, as_of=1, learned_from=0))
    text = state.answer.text if state.answer else ""
    wide, narrow = (as_shown(asked_lines(state, text, width, 4), width)[0] for width in (80, 54))
    assert "«Bedre»" in wide
    assert "«Bedre»" not in narrow
    assert "new since" in narrow
    assert narrow.endswith("0.31")
