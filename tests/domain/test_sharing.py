"""Which answer a coder is handed next."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from coder.domain.coding import CodedState
from coder.domain.left_to_do import LeftToDo
from coder.domain.sharing import ALONE, Sharing, unread

ORDER = (1, 2, 3, 4, 5, 6)
DONE, STARTED = CodedState.DONE, CodedState.STARTED

answers = st.frozensets(st.sampled_from(ORDER))
sharings = st.builds(
    Sharing,
    begun=answers,
    claimed=answers,
    dealt=answers,
    kept=st.none() | st.sampled_from(ORDER),
    ends=st.booleans(),
)
states = st.dictionaries(st.sampled_from(ORDER), st.sampled_from((DONE, STARTED)))


def test_what_one_has_begun_comes_first_then_what_is_nobodys_then_what_others_have() -> None:
    sharing = Sharing(begun=frozenset({1}), claimed=frozenset({2}), dealt=frozenset({3}))
    assert list(unread(ORDER, {6: STARTED, 5: DONE}, sharing)) == [6, 4, 1, 3, 2]


def test_a_shared_pile_ends_where_the_rest_is_others() -> None:
    sharing = Sharing(begun=frozenset({1}), claimed=frozenset({2}), dealt=frozenset({3}), ends=True)
    assert list(unread(ORDER, {6: STARTED, 5: DONE}, sharing)) == [6, 4]


def test_what_one_was_handed_is_handed_again_though_something_came_free_before_it() -> None:
    assert next(unread(ORDER, {}, Sharing(kept=4))) == 4
    assert next(unread(ORDER, {4: DONE}, Sharing(kept=4))) == 1
    assert next(unread(ORDER, {}, Sharing(kept=4, begun=frozenset({4})))) == 1


def test_of_a_shared_pile_ones_own_part_comes_first() -> None:
    sharing = Sharing(own_pile=frozenset({3, 5}), begun=frozenset({5}), ends=True)
    assert list(unread(ORDER, {}, sharing)) == [3, 5, 1, 2, 4, 6]


def test_an_own_pile_and_a_blind_sample_are_read_in_their_order() -> None:
    assert list(unread(ORDER, {2: DONE}, ALONE)) == [1, 3, 4, 5, 6]
    assert list(LeftToDo(ORDER, {5: DONE}).after(2)) == [4, 6, 1, 2]


def test_going_on_goes_round_and_passes_what_others_have() -> None:
    sharing = Sharing(begun=frozenset({4}), claimed=frozenset({1}))
    found = LeftToDo(ORDER, {5: DONE, 4: STARTED}, sharing).after(2, {6})
    assert list(found) == [4, 2, 1]
    assert list(LeftToDo(ORDER, {}, Sharing(begun=frozenset(ORDER), ends=True)).after(2)) == []


@given(states, sharings)
def test_each_answer_is_handed_out_once_and_none_that_is_done(
    states: dict[int, CodedState], sharing: Sharing
) -> None:
    handed = list(unread(ORDER, states, sharing))
    assert len(handed) == len(set(handed))
    assert not {each for each in handed if states.get(each) is DONE}
    if not sharing.ends:
        assert set(handed) == {each for each in ORDER if states.get(each) is not DONE}


@given(states, sharings, st.integers(0, 5))
def test_going_on_never_comes_to_what_is_anothers_while_something_is_free(
    states: dict[int, CodedState], sharing: Sharing, place: int
) -> None:
    handed = list(LeftToDo(ORDER, states, sharing).after(place))
    taken = [sharing.is_taken(each) and states.get(each) is not STARTED for each in handed]
    assert taken == sorted(taken)
    assert len(handed) == len(set(handed))
    if sharing.ends:
        assert not any(taken)


@given(
    states,
    sharings,
    st.lists(st.tuples(st.sampled_from(ORDER), st.sampled_from(CodedState)) | sharings, max_size=8),
    st.integers(0, 5),
)
def test_what_is_left_stays_true_as_one_after_the_other_changes(
    states: dict[int, CodedState],
    sharing: Sharing,
    changes: list[tuple[int, CodedState] | Sharing],
    place: int,
) -> None:
    left = LeftToDo(ORDER, states, sharing)
    for change in changes:
        if isinstance(change, Sharing):
            sharing = change
            left.share(sharing)
        else:
            states = states | dict([change])
            left.stands(*change)
        assert list(left.after(place)) == list(LeftToDo(ORDER, states, sharing).after(place))


@given(states, sharings)
def test_going_on_comes_to_the_same_answers_as_sitting_down(
    states: dict[int, CodedState], sharing: Sharing
) -> None:
    sharing = replace(sharing, kept=None)
    begun = {each for each, state in states.items() if state is STARTED}
    at_first = [each for each in unread(ORDER, states, sharing) if each not in begun]
    going_on = [each for each in LeftToDo(ORDER, states, sharing).after(-1) if each not in begun]
    assert going_on == at_first
