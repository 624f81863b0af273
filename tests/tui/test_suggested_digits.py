"""What the digits stand for while lists arrive: a finger finds what the eye saw."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from coder.tui.suggesting.suggested_digits import (
    GRACE,
    STOOD,
    TOLD_NEW,
    DigitCode,
    DigitList,
    SuggestedDigits,
)
from coder.usecases.suggesting.suggestions import Suggested

CODES = range(1, 31)
LATER = GRACE * 2


def _rows(*code_ids: int, score: float | None = 0.5) -> list[DigitCode]:
    return [DigitCode(code_id, score) for code_id in code_ids]


def _said(as_of: int) -> Suggested:
    return Suggested(1, None, (), as_of=as_of, learned_from=3)


def _at(
    digits: SuggestedDigits,
    place: object,
    offered: Sequence[DigitCode | None],
    on: Collection[int] = (),
    now: float = 0.0,
    choosable: Collection[int] = CODES,
    made_from: Suggested | None = None,
) -> list[int | None]:
    digits.follow(place, DigitList(tuple(offered), made_from), choosable, on, now)
    return digits.codes


def test_the_best_nine_stand_under_the_digits_at_a_new_answer() -> None:
    assert _at(SuggestedDigits(), 1, _rows(*range(12, 0, -1))) == [12, 11, 10, 9, 8, 7, 6, 5, 4]


def test_a_newer_list_replaces_what_stands_as_long_as_no_digit_was_used() -> None:
    digits = SuggestedDigits()
    _at(digits, 1, _rows(1, 2, 3), made_from=_said(1))
    assert _at(digits, 1, _rows(3, 1, 2), now=0.2, made_from=_said(2)) == [3, 1, 2]
    assert digits.stands.made_from == _said(2)
    assert digits.press(1, 0.2 + LATER) == 3
    assert _at(digits, 1, _rows(2, 3, 1), [3], now=0.8, made_from=_said(3)) == [3, 1, 2]
    assert not digits.may_change(0.8)
    assert digits.stands.made_from == _said(2)


def test_a_list_that_has_been_read_stays_and_the_newer_one_shows_at_the_next_place() -> None:
    digits = SuggestedDigits()
    _at(digits, 1, _rows(1, 2, 3), made_from=_said(1))
    assert digits.may_change(STOOD / 2)
    assert not digits.may_change(STOOD)
    assert _at(digits, 1, _rows(3, 1, 2), now=STOOD, made_from=_said(2)) == [1, 2, 3]
    assert digits.stands.made_from == _said(1)
    assert digits.press(1, STOOD) == 1
    assert _at(digits, 2, _rows(3, 1, 2), now=STOOD) == [3, 1, 2]


def test_a_list_that_took_the_place_of_another_is_read_anew_before_it_stays() -> None:
    digits = SuggestedDigits()
    _at(digits, 1, _rows(1, 2, 3))
    _at(digits, 1, _rows(2, 3, 1), now=STOOD - 0.1)
    assert _at(digits, 1, _rows(3, 1, 2), now=STOOD + 0.3) == [3, 1, 2]
    assert _at(digits, 1, _rows(1, 2, 3), now=STOOD * 3) == [3, 1, 2]


def test_codes_that_no_model_ranked_give_way_however_long_they_stood() -> None:
    digits = SuggestedDigits()
    _at(digits, 1, _rows(1, 2, 3, score=None))
    assert _at(digits, 1, _rows(3, 1, 2), now=60.0) == [3, 1, 2]


def test_a_list_is_new_for_a_moment_or_until_its_digit_is_used() -> None:
    digits = SuggestedDigits()
    _at(digits, 1, _rows(1, 2, 3))
    assert not digits.is_new(0.0)
    _at(digits, 1, _rows(3, 1, 2), now=0.5)
    assert digits.is_new(0.6)
    assert not digits.is_new(0.5 + TOLD_NEW)
    digits.press(1, 0.5 + LATER)
    assert not digits.is_new(0.5 + LATER)


def test_what_was_held_back_shows_at_the_next_answer() -> None:
    digits = SuggestedDigits()
    _at(digits, 1, _rows(1, 2, 3))
    digits.press(1, LATER)
    _at(digits, 1, _rows(3, 2, 1), [1])
    assert _at(digits, 2, _rows(3, 2, 1)) == [3, 2, 1]
    assert digits.may_change(0.0)


def test_a_digit_on_its_way_when_a_list_comes_means_what_stood_before_and_that_list_stays() -> None:
    digits = SuggestedDigits()
    _at(digits, 1, _rows(1, 2, 3))
    _at(digits, 1, _rows(3, 1, 2), now=0.5)
    assert digits.code_of(1, 0.5 + GRACE / 2) == 1
    assert digits.code_of(1, 0.5 + LATER) == 3
    assert digits.press(1, 0.5 + GRACE / 2) == 1
    assert digits.codes == [1, 2, 3]


def test_what_a_list_was_made_from_goes_back_with_it() -> None:
    digits = SuggestedDigits()
    _at(digits, 1, _rows(1, 2, 3), made_from=_said(1))
    _at(digits, 1, _rows(3, 1, 2), now=0.5, made_from=_said(2))
    digits.press(1, 0.5 + GRACE / 2)
    assert digits.stands.made_from == _said(1)


def test_the_same_list_once_more_is_as_new_as_the_model_that_says_it() -> None:
    digits = SuggestedDigits()
    first, second = _said(1), _said(2)
    _at(digits, 1, _rows(1, 2, 3), made_from=first)
    digits.press(1, LATER)
    _at(digits, 1, _rows(1, 2, 3), now=STOOD * 2, made_from=second)
    assert digits.stands.made_from is second


def test_of_two_lists_in_quick_succession_the_finger_has_seen_the_one_before_both() -> None:
    digits = SuggestedDigits()
    _at(digits, 1, _rows(1, 2, 3))
    _at(digits, 1, _rows(2, 3, 1), now=0.5)
    _at(digits, 1, _rows(3, 1, 2), now=0.5 + GRACE / 2)
    assert digits.press(1, 0.5 + GRACE) == 1


def test_at_a_new_answer_a_digit_means_what_stands_there_at_once() -> None:
    digits = SuggestedDigits()
    _at(digits, 1, _rows(1, 2, 3))
    _at(digits, 2, _rows(3, 1, 2), now=0.5)
    assert digits.press(1, 0.5) == 3


def test_newer_numbers_for_the_same_codes_move_nothing() -> None:
    digits = SuggestedDigits()
    _at(digits, 1, _rows(1, 2, score=0.2))
    _at(digits, 1, _rows(1, 2, score=0.7), now=0.5)
    assert [row and row.score for row in digits.rows] == [0.7, 0.7]
    assert digits.press(2, 0.5) == 2


def test_a_set_code_keeps_its_digit_when_a_list_arrives() -> None:
    digits = SuggestedDigits()
    _at(digits, 1, _rows(1, 2, 3, 4))
    assert _at(digits, 1, _rows(4, 3, 2, 1), [2], now=0.3) == [4, 2, 3, 1]
    assert _at(digits, 1, _rows(4, 3, 1, 5), [2], now=0.6) == [4, 2, 3, 1, 5]


def test_a_code_made_here_joins_at_once_in_a_free_place_or_the_last() -> None:
    digits = SuggestedDigits()
    _at(digits, 1, _rows(1, 2), choosable=[1, 2])
    digits.press(1, LATER)
    assert _at(digits, 1, _rows(1, 2), [1, -1], choosable=[1, 2, -1]) == [1, 2, -1]
    nine = SuggestedDigits()
    _at(nine, 1, _rows(*range(1, 10)))
    assert _at(nine, 1, _rows(*range(1, 10)), [9, -1], choosable=[*CODES, -1])[7:] == [-1, 9]


def test_a_made_code_keeps_its_digit_when_it_gets_its_id() -> None:
    digits = SuggestedDigits()
    _at(digits, 1, _rows(1, 2), choosable=[1, 2])
    _at(digits, 1, _rows(1, 2), [-1], choosable=[1, 2, -1])
    digits.rename(lambda code_id: 7 if code_id == -1 else code_id)
    assert _at(digits, 1, _rows(1, 2), [7], choosable=[1, 2, 7]) == [1, 2, 7]


def test_a_code_that_is_found_by_typing_moves_nothing() -> None:
    digits = SuggestedDigits()
    _at(digits, 1, _rows(*range(1, 10)))
    assert _at(digits, 1, _rows(*range(1, 10)), [20]) == list(range(1, 10))


def test_a_code_that_goes_leaves_its_digit_to_the_next_best() -> None:
    digits = SuggestedDigits()
    _at(digits, 1, _rows(*range(1, 12)))
    digits.press(9, LATER)
    left = [code_id for code_id in CODES if code_id != 2]
    assert _at(digits, 1, _rows(*range(1, 12)), choosable=left) == [1, 10, 3, 4, 5, 6, 7, 8, 9]


def test_a_digit_left_free_stays_free() -> None:
    digits = SuggestedDigits()
    assert _at(digits, 1, [*_rows(1), None, *_rows(3)]) == [1, None, 3]
    assert digits.press(2, 0.0) is None
    assert digits.press(5, 0.0) is None


def test_a_list_that_may_come_after_the_first_code_comes_though_its_digit_was_used() -> None:
    digits = SuggestedDigits()
    _at(digits, 1, _rows(1, 2, 3))
    digits.press(1, LATER)
    digits.loosen()
    assert _at(digits, 1, _rows(3, 2, 1, 4), [1], now=0.5) == [1, 3, 2, 4]
    assert digits.press(2, 0.5 + GRACE / 2) == 2
