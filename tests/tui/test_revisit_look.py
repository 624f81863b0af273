"""What is chosen on an answer that is read again, until Enter."""

from __future__ import annotations

from coder.domain.coding import CodedState
from coder.tui.coding.change import Standing
from coder.tui.revisit.look import Look

OLD, NEW, OTHER = 1, 2, 3
FIRST, SECOND = (0, 10), (11, 20)
DONE = CodedState.DONE


def look(*codes: int, one_each: bool = False, **placed: tuple[tuple[int, int], ...]) -> Look:
    excerpts = {int(name[1:]): where for name, where in placed.items()}
    return Look.at(7, Standing(codes, DONE, excerpts), one_each=one_each)


def test_nothing_is_chosen_at_first_and_a_digit_pressed_twice_changes_nothing() -> None:
    untouched = look(OLD)
    assert not untouched.is_changed
    chosen = untouched.toggle(NEW, None)
    assert (chosen.sets(), chosen.removes()) == ({NEW: ()}, ())
    assert chosen.toggle(NEW, None) == untouched


def test_a_code_the_answer_has_is_taken_off_by_its_digit_and_comes_back_where_it_stood() -> None:
    narrowed = look(OLD, _1=(FIRST,))
    without = narrowed.toggle(OLD, None)
    assert (without.sets(), without.removes()) == ({}, (OLD,))
    assert without.toggle(OLD, None).chosen.excerpts == {OLD: (FIRST,)}
    assert not without.toggle(OLD, None).is_changed


def test_by_sentence_a_code_is_chosen_on_several_and_let_go_of_one_by_one() -> None:
    both = look(OLD).toggle(NEW, FIRST).toggle(NEW, SECOND)
    assert both.sets() == {NEW: (FIRST, SECOND)}
    assert both.toggle(NEW, FIRST).sets() == {NEW: (SECOND,)}
    assert not both.toggle(NEW, FIRST).toggle(NEW, SECOND).is_changed


def test_a_code_that_stands_on_one_sentence_may_get_another_one() -> None:
    more = look(OLD, _1=(FIRST,)).toggle(OLD, SECOND)
    assert (more.sets(), more.removes()) == ({OLD: (SECOND,)}, ())


def test_where_answers_have_one_code_the_chosen_one_takes_the_others_place() -> None:
    other = look(OLD, one_each=True).toggle(NEW, None)
    assert (other.sets(), other.removes()) == ({NEW: ()}, (OLD,))


def test_what_others_wrote_meanwhile_leaves_the_choice_as_it_is() -> None:
    chosen = look(OLD).toggle(NEW, None).toggle(OLD, None)
    later = chosen.on(Standing((OLD, OTHER), DONE, {}))
    assert (later.sets(), later.removes()) == ({NEW: ()}, (OLD,))
    there_already = chosen.on(Standing((NEW,), DONE, {}))
    assert not there_already.is_changed
