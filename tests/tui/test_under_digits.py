"""What stands under the digits as answers are gone through: suggestions, or the codes used most."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coder.domain.coding import Span
from coder.tui.coding.change import Change
from coder.tui.coding.state import CodingState
from coder.tui.suggesting.under_digits import UnderDigits
from coder.usecases.questions import change_question
from coder.usecases.suggesting.suggestions import Suggested, Suggestion
from tests.builders import SmallProject, act, small_project
from tests.tui.desks import QUESTION, read_wanted, state_of

LATER = 10.0
WORDS = ((6, 15),)


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path / "a.sqlite")


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def _desk(state: CodingState) -> tuple[UnderDigits, Clock]:
    clock = Clock()
    under_digits = UnderDigits(state, suggests=True, clock=clock)
    under_digits.follow(None)
    return under_digits, clock


def _said(answer_id: int, *code_ids: int, sentence: Span | None = None, as_of: int = 1_000) -> Suggested:
    codes = [Suggestion(code_id, 1 / (place + 2), WORDS) for place, code_id in enumerate(code_ids)]
    return Suggested(answer_id, sentence, tuple(codes), as_of=as_of, learned_from=3)


def test_before_a_model_speaks_the_codes_used_most_stand_there(project: SmallProject) -> None:
    under_digits, _clock = _desk(state_of(project))
    assert under_digits.codes == project.codes
    assert under_digits.source.suggested is None


def test_what_a_model_says_of_the_next_answer_stands_there_when_it_is_shown(project: SmallProject) -> None:
    state = state_of(project)
    under_digits, _clock = _desk(state)
    first, second, third = project.codes
    assert not under_digits.live.take(_said(project.answers[1], third, first))
    under_digits.follow(None)
    assert under_digits.codes == project.codes
    state.step(1)
    under_digits.follow(None)
    assert under_digits.codes == [third, first, second]
    assert under_digits.is_fresh


def test_of_a_sentence_nothing_was_said_of_the_list_of_its_answer_stands(project: SmallProject) -> None:
    under_digits, clock = _desk(state_of(project))
    first, second, third = project.codes
    under_digits.live.take(_said(project.answers[0], third, first, second))
    under_digits.follow((0, 31))
    assert under_digits.codes == [third, first, second]
    assert not under_digits.is_fresh
    assert under_digits.live.take(_said(project.answers[0], second, third, sentence=(0, 31)))
    under_digits.follow((0, 31))
    clock.now = LATER
    assert under_digits.codes == [second, third, first]
    assert under_digits.is_fresh


def test_an_older_list_that_comes_late_does_not_replace_a_newer_one(project: SmallProject) -> None:
    under_digits, _clock = _desk(state_of(project))
    under_digits.live.take(_said(project.answers[0], *reversed(project.codes), as_of=9))
    under_digits.live.take(_said(project.answers[0], *project.codes, as_of=8))
    under_digits.follow(None)
    assert under_digits.codes == [*reversed(project.codes)]


def test_a_list_that_was_read_stays_and_so_does_what_is_said_of_it(project: SmallProject) -> None:
    under_digits, clock = _desk(state_of(project))
    first, second, third = project.codes
    older = _said(project.answers[0], third, first, second, as_of=8)
    under_digits.live.take(older)
    under_digits.live.wrote(9)
    under_digits.follow(None)
    was_new, was_fresh = under_digits.source.is_new, under_digits.is_fresh
    clock.now = LATER
    assert (was_new, was_fresh, under_digits.is_fresh) == (True, False, True)
    under_digits.live.take(_said(project.answers[0], second, first, third, as_of=9))
    under_digits.follow(None)
    assert under_digits.codes == [third, first, second]
    assert under_digits.source.suggested is older
    assert not under_digits.source.is_new


def test_names_alone_suggest_only_where_there_is_nothing_to_learn_from(project: SmallProject) -> None:
    state = state_of(project)
    under_digits, clock = _desk(state)
    first, second, third = project.codes
    by_names = replace(_said(project.answers[0], third, first, second), learned_from=0)
    under_digits.live.take(by_names)
    under_digits.follow(None)
    assert under_digits.codes == [third, first, second]
    # The first code does not take away what it was chosen from.
    state.expect("a", Change(project.answers[0], sets=third))
    under_digits.follow(None)
    assert under_digits.codes == [third, first, second]
    state.step(1)
    read_wanted(project, state)
    under_digits.live.take(replace(by_names, answer_id=project.answers[1]))
    under_digits.follow(None)
    clock.now = LATER
    waits = under_digits.source.suggested is None and not under_digits.is_fresh
    under_digits.live.take(_said(project.answers[1], second, third, first))
    under_digits.follow(None)
    assert waits
    assert under_digits.codes == [second, third, first]


def test_the_age_of_a_list_is_told_in_codings_the_model_has_not_seen(project: SmallProject) -> None:
    under_digits, _clock = _desk(state_of(project))
    under_digits.live.take(_said(project.answers[0], *project.codes, as_of=20))
    for entry, is_coding in ((20, True), (21, True), (22, False), (23, True)):
        under_digits.live.wrote(entry, is_coding=is_coding)
    under_digits.follow(None)
    assert under_digits.source.age == 2
    assert not under_digits.is_fresh


def test_words_are_marked_for_the_likeliest_code_not_set_or_for_the_highlighted_one(
    project: SmallProject,
) -> None:
    state = state_of(project)
    under_digits, _clock = _desk(state)
    first, second, _third = project.codes
    said = Suggested(
        project.answers[0], None, (Suggestion(second, 0.9, WORDS), Suggestion(first, 0.1, ((0, 5),))), 99, 1
    )
    under_digits.live.take(said)
    under_digits.follow(None)
    assert under_digits.speaking(None) == WORDS
    assert under_digits.speaking(first) == ((0, 5),)
    state.expect("a", Change(project.answers[0], sets=second))
    under_digits.follow(None)
    assert under_digits.speaking(None) == ((0, 5),)


def test_what_is_hardly_likely_has_no_words(project: SmallProject) -> None:
    under_digits, _clock = _desk(state_of(project))
    first, second, _third = project.codes
    codes = Suggestion(first, 0.06, WORDS), Suggestion(second, 0.04, WORDS)
    under_digits.live.take(Suggested(project.answers[0], None, codes, 99, 1))
    under_digits.follow(None)
    assert [row and row.words for row in under_digits.rows[:2]] == [WORDS, ()]


def test_where_suggestions_wait_for_the_coders_own_code_they_come_with_it(project: SmallProject) -> None:
    _suggest(project, "after_own")
    state = state_of(project)
    under_digits, clock = _desk(state)
    first, second, third = project.codes
    under_digits.live.take(_said(project.answers[0], third, second, first))
    under_digits.follow(None)
    assert under_digits.codes == project.codes
    assert under_digits.speaking(None) == ()
    seen = under_digits.seen("done")
    assert seen is not None
    assert (seen.hidden, seen.codes) == (False, ())
    assert under_digits.press(2) == second
    state.expect("a", Change(project.answers[0], sets=second))
    under_digits.follow(None)
    assert under_digits.codes == [third, second, first]
    # The finger may be on its way to the list before.
    assert under_digits.code_of(1) == first
    clock.now = LATER
    assert under_digits.code_of(1) == third


def test_suggestions_that_came_with_the_own_code_stay_when_it_is_taken_off_again(
    project: SmallProject,
) -> None:
    _suggest(project, "after_own")
    state = state_of(project)
    under_digits, clock = _desk(state)
    first, second, third = project.codes
    said = _said(project.answers[0], third, second, first)
    under_digits.live.take(said)
    state.expect("a", Change(project.answers[0], sets=second))
    under_digits.follow(None)
    clock.now = LATER
    state.expect("b", Change(project.answers[0], removes=(second,)))
    under_digits.follow(None)
    assert under_digits.codes == [third, second, first]
    assert (under_digits.source.suggested, under_digits.source.withheld) == (said, None)
    state.step(1)
    read_wanted(project, state)
    under_digits.follow(None)
    assert under_digits.source.withheld is not None


def test_the_trail_of_a_digit_in_the_grace_time_says_what_the_finger_meant(project: SmallProject) -> None:
    under_digits, clock = _desk(state_of(project))
    first, second, third = project.codes
    under_digits.live.take(_said(project.answers[0], third, second, first, as_of=7))
    under_digits.follow(None)
    clock.now = 0.5
    under_digits.live.take(_said(project.answers[0], first, second, third, as_of=8))
    under_digits.follow(None)
    assert under_digits.press(1) == third
    seen = under_digits.seen("digit", third)
    assert seen is not None
    assert ([code_id for code_id, _score in seen.codes], seen.as_of) == ([third, second, first], 7)
    under_digits.follow(None)
    assert under_digits.source.suggested is not None
    assert under_digits.source.suggested.as_of == 7


def test_on_a_drawn_answer_nothing_is_suggested_and_the_trail_says_so(project: SmallProject) -> None:
    _suggest(project, "hidden_share", 100)
    under_digits, _clock = _desk(state_of(project))
    under_digits.live.take(_said(project.answers[0], *reversed(project.codes)))
    under_digits.follow(None)
    assert under_digits.codes == project.codes
    seen = under_digits.seen("digit", project.codes[0])
    assert seen is not None
    assert (seen.hidden, seen.codes, seen.as_of) == (True, (), None)


def test_the_trail_holds_what_stood_there_in_the_order_of_the_digits(project: SmallProject) -> None:
    under_digits, _clock = _desk(state_of(project))
    first, second, third = project.codes
    under_digits.live.take(_said(project.answers[0], third, first, as_of=7))
    under_digits.follow(None)
    seen = under_digits.seen("digit", third)
    assert seen is not None
    # The code that fills the list up was not suggested.
    assert [code_id for code_id, _score in seen.codes] == [third, first]
    assert under_digits.codes == [third, first, second]
    assert (seen.way, seen.taken, seen.as_of, seen.hidden) == ("digit", third, 7, False)


def test_without_a_model_nothing_is_asked_and_nothing_goes_on_the_trail(project: SmallProject) -> None:
    under_digits = UnderDigits(state_of(project), suggests=False)
    under_digits.follow(None)
    assert under_digits.seen("digit", project.codes[0]) is None
    assert under_digits.is_fresh


def test_back_on_an_answer_the_newest_that_was_said_of_it_stands_there(project: SmallProject) -> None:
    state = state_of(project)
    under_digits, clock = _desk(state)
    first, second, third = project.codes
    under_digits.press(1)
    state.step(1)
    read_wanted(project, state)
    under_digits.follow(None)
    under_digits.live.take(_said(project.answers[0], second, third, first))
    state.step(-1)
    clock.now = LATER
    under_digits.follow(None)
    assert under_digits.codes == [second, third, first]


def _suggest(project: SmallProject, suggest: str, hidden_percent: int = 0) -> None:
    act(
        project.engine,
        project.kari,
        "set_question",
        lambda work: change_question(work, QUESTION, suggest=suggest, hidden_percent=hidden_percent),
    )
