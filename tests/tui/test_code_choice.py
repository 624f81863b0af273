"""Which code the next Enter means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coder.domain.codebook import Code, CodeKind, CodeNameError
from coder.tui.code_shelf import CodeShelf
from coder.tui.coding.code_choice import CodeChoice
from coder.tui.coding.code_rows import CodeRows, digit_lines, match_rows, tree_rows
from coder.tui.coding.lines import hint_line
from coder.tui.suggesting.digit_codes import digit_codes
from tests.tui.desks import shown


def _code(code_id: int, *path: str, codable: bool = True) -> Code:
    return Code(
        code_id,
        str(code_id),
        path[-1],
        path,
        None,
        code_id,
        CodeKind.ORDINARY,
        codable,
        "",
        0,
        False,
        None,
        None,
        None,
    )


CODES = [
    _code(1, "Samarbeid", codable=False),
    _code(2, "Samarbeid", "Med Nav"),
    _code(3, "Samarbeid", "Mellom kommuner"),
    _code(4, "Ressurser", codable=False),
    _code(5, "Ressurser", "Flere folk"),
    _code(6, "Ressurser", "Øremerking"),
]


@pytest.fixture
def choice() -> CodeChoice:
    return CodeChoice(CodeShelf(CODES))


def test_typing_highlights_the_best_match(choice: CodeChoice) -> None:
    choice.type("nav")
    assert choice.code == CODES[1]


def test_nynorsk_finds_what_is_written_in_bokmaal(choice: CodeChoice) -> None:
    choice.type("øyremerk")
    assert choice.code == CODES[5]


def test_the_theme_of_the_best_match_comes_first(choice: CodeChoice) -> None:
    choice.type("f")
    rows = choice.rows({}, ())
    assert shown(rows[0]) == ["Ressurser"]
    assert rows.code_id(1) == 5


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("ressurs", "⏎ sets «Flere folk», under Ressurser"),
        ("øyremerka", "⏎ sets «Øremerking»"),
        ("samarbeid nav", "⏎ sets «Med Nav», under Samarbeid"),
    ],
)
def test_a_code_that_only_its_theme_brought_up_is_told_with_its_theme(
    choice: CodeChoice, typed: str, told: str
) -> None:
    choice.type(typed)
    assert shown(hint_line(choice, ""), 60) == [told]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("ress > Xyzw", "⏎ new theme «ress» · or Ressurser > …"),
        ("Qqq > Xyzw", "⏎ new theme «Qqq», new code «Xyzw»"),
        ("Ressurser > Xyzw", "⏎ makes «Ressurser > Xyzw» a new code"),
    ],
)
def test_a_theme_that_would_be_made_is_told_first(choice: CodeChoice, typed: str, told: str) -> None:
    choice.type(typed)
    assert choice.nothing_matches
    assert shown(hint_line(choice, ""), 60) == [told]


def test_a_code_with_the_word_in_its_name_stands_before_those_of_a_theme_called_so() -> None:
    choice = CodeChoice(CodeShelf([*CODES, _code(7, "Rammer", "Mer ressurser")]))
    choice.type("ressurs")
    assert choice.code_id == 7
    assert not choice.theme_found


def test_a_theme_that_can_be_set_is_what_its_name_means() -> None:
    choice = CodeChoice(CodeShelf([*CODES[:3], replace(CODES[3], codable=True), *CODES[4:]]))
    choice.type("ressurs")
    assert (choice.code_id, choice.theme_found) == (4, "")


def test_nothing_is_highlighted_until_someone_browses(choice: CodeChoice) -> None:
    assert not choice.is_browsing
    choice.move(1)
    assert (choice.code_id, choice.is_browsing) == (2, True)
    choice.move(1)
    choice.move(1)
    assert choice.code_id == 5
    choice.stop()
    assert choice.code_id is None


def test_what_fits_nothing_is_known_to(choice: CodeChoice) -> None:
    choice.type("boligpolitikk")
    assert choice.nothing_matches
    assert shown(choice.rows({}, ())[-1]) == ["^n  new code «boligpolitikk»"]


def test_a_leading_space_is_not_part_of_the_name(choice: CodeChoice) -> None:
    choice.type(" 8 timer")
    assert choice.query == "8 timer"


def test_the_codebook_is_shown_as_a_tree_with_counts_and_marks() -> None:
    rows = CodeRows(tree_rows(CODES), {2: 41}, {2})
    assert shown(list(rows[:3]), 40) == [
        "Samarbeid",
        "● Med Nav                         ?   41",
        "  Mellom kommuner                 ?",
    ]


def test_a_code_without_a_theme_does_not_look_as_if_it_had_one() -> None:
    rows = CodeRows(match_rows([_code(1, "Vet ikke"), CODES[1]]), {}, ())
    assert shown(list(rows), 30) == [
        "  Vet ikke              ?",
        "  Samarbeid",
        "    Med Nav             ?",
    ]


def test_a_code_without_a_theme_that_follows_one_stands_beside_it_not_under_it() -> None:
    rows = CodeRows(tree_rows([*CODES[:2], _code(7, "Annet")]), {}, {7})
    assert shown(list(rows), 30) == [
        "  Samarbeid",
        "    Med Nav             ?",
        "● Annet                 ?",
    ]


def test_a_retired_or_merged_code_is_not_offered() -> None:
    shelf = CodeShelf([replace(CODES[1], retired=4), replace(CODES[2], merged_into=2), CODES[4]])
    assert [code.id for code in shelf.choosable()] == [5]


def test_a_code_that_is_there_is_not_made_twice() -> None:
    assert CodeShelf(CODES).expect("Samarbeid > Med Nav") == 2


def test_a_name_no_code_can_have_is_refused() -> None:
    with pytest.raises(CodeNameError):
        CodeShelf(CODES).expect("Samarbeid > ")


def test_a_new_code_stands_last_under_its_theme() -> None:
    shelf = CodeShelf(CODES)
    made = shelf.expect("Samarbeid > Med politiet")
    assert [code.id for code in shelf.choosable()] == [2, 3, made, 5, 6]


def test_digits_are_the_most_used_codes_and_ties_stand_in_codebook_order() -> None:
    codes = [_code(number, f"K{number}") for number in range(1, 12)]
    assert digit_codes(codes, {7: 3, 11: 5}) == [11, 7, 1, 2, 3, 4, 5, 6, 8]


def test_digits_show_which_codes_are_set() -> None:
    assert shown(digit_lines(CODES[1:3], {2: 4}, {2}), 30) == [
        "1 ● Med Nav                  4",
        "2   Mellom kommuner",
    ]


def test_a_theme_that_can_be_set_heads_what_matches_under_it() -> None:
    rows = match_rows([CODES[1], _code(1, "Samarbeid")])
    assert [row.code_id for row in rows] == [1, 2]


def test_the_best_match_is_highlighted_though_its_theme_stands_above_it() -> None:
    choice = CodeChoice(CodeShelf([_code(1, "Samarbeid"), CODES[1]]))
    choice.type("med")
    assert choice.code_id == 2


def test_signs_that_no_name_has_highlight_nothing(choice: CodeChoice) -> None:
    choice.type("?")
    assert choice.nothing_matches
    assert choice.code is None


def test_a_code_keeps_its_digit_while_it_is_among_the_nine_most_used() -> None:
    codes = [_code(number, f"K{number}") for number in range(1, 12)]
    opened = digit_codes(codes, {3: 2})
    assert opened == [3, 1, 2, 4, 5, 6, 7, 8, 9]
    assert digit_codes(codes, {3: 2, 9: 5, 4: 3}, opened) == opened


def test_a_newcomer_takes_the_digit_of_the_one_that_drops_out() -> None:
    codes = [_code(number, f"K{number}") for number in range(1, 12)]
    counts = dict.fromkeys(range(1, 10), 4) | {2: 1}
    held = digit_codes(codes, counts)
    assert held == [1, 3, 4, 5, 6, 7, 8, 9, 2]
    held = digit_codes(codes, {**counts, 2: 5, 3: 1}, held)
    assert held == [1, 3, 4, 5, 6, 7, 8, 9, 2]
    assert digit_codes(codes, {**counts, 2: 5, 3: 1, 11: 1}, held) == held
    assert digit_codes(codes, {**counts, 2: 5, 3: 1, 11: 2}, held) == [1, 11, 4, 5, 6, 7, 8, 9, 2]


def test_while_an_answer_is_shown_digits_change_only_where_a_code_is_gone() -> None:
    codes = [_code(number, f"K{number}") for number in range(1, 12)]
    held = digit_codes(codes, {})
    much_used = {11: 50}
    assert digit_codes(codes, much_used, held, may_change=False) == held
    without_second = [code for code in codes if code.id != 2]
    assert digit_codes(without_second, much_used, held, may_change=False) == [1, 11, 3, 4, 5, 6, 7, 8, 9]


def test_where_few_codes_are_left_the_others_keep_their_digits() -> None:
    codes = [_code(number, f"K{number}") for number in (1, 2, 3)]
    held = digit_codes([codes[0], codes[2]], {}, digit_codes(codes, {}))
    assert held == [1, None, 3]
    assert shown(digit_lines([codes[0], None, codes[2]], {}, ()), 30) == ["1   K1", "", "3   K3"]
    assert digit_codes(codes[:1], {}, held) == [1]


SAME_NAMES = [
    _code(1, "Rammer", "Flere stillinger"),
    _code(2, "Kompetanse", "flere stillinger"),
    _code(3, "Kompetanse", "Kurs"),
]


def test_names_that_several_codes_have_stand_with_their_theme() -> None:
    shelf = CodeShelf(SAME_NAMES)
    assert [shelf.name(code.id) for code in SAME_NAMES] == [
        "Flere stillinger · Rammer",
        "flere stillinger · Kompetanse",
        "Kurs",
    ]
    choice = CodeChoice(shelf)
    choice.type("flere")
    assert "  Flere stillinger · Rammer" in shown(list(choice.rows({}, ())), 40)[1]
    assert shown(digit_lines(SAME_NAMES[:1], {}, (), shelf.themes_beside()), 40) == [
        "1   Flere stillinger · Rammer"
    ]


@pytest.mark.parametrize("typed", ["samarbeid > med nav", "SAMARBEID > Med Nav", "samarbeid > Med nav"])
def test_a_code_written_in_another_case_is_the_one_that_is_there(choice: CodeChoice, typed: str) -> None:
    assert CodeShelf(CODES).expect(typed) == 2
    choice.type(typed)
    assert choice.code_id == 2
    assert not any("^n" in row for row in shown(list(choice.rows({}, ()))))


def test_a_new_code_goes_under_the_theme_that_differs_in_case_alone() -> None:
    shelf = CodeShelf(CODES)
    assert shelf.code(shelf.expect("samarbeid > Med politiet")).path == ("Samarbeid", "Med politiet")


def test_among_two_that_differ_in_case_alone_only_the_very_name_is_meant() -> None:
    shelf = CodeShelf([_code(1, "Nav"), _code(2, "NAV")])
    assert shelf.expect("NAV") == 2
    assert shelf.expect("nav") < 0


def test_the_code_that_is_to_be_merged_is_not_offered(choice: CodeChoice) -> None:
    choice = CodeChoice(choice.shelf, can_make=False, without=2)
    assert [choice.rows({}, ()).place_of(each) is None for each in (2, 3)] == [True, False]
    choice.type("med nav")
    assert choice.code_id != 2


def test_codes_of_others_leave_what_enter_would_set(choice: CodeChoice) -> None:
    choice.type("flere")
    choice.shelf.reload([*CODES, _code(7, "Flere")])
    choice.refresh()
    assert choice.code == CODES[4]
    choice.shelf.reload([code for code in CODES if code.id != 5])
    choice.refresh()
    assert choice.code is None


def test_a_code_about_to_be_made_that_is_there_by_now_is_set_instead(choice: CodeChoice) -> None:
    choice.type("bolig")
    assert choice.nothing_matches
    choice.shelf.reload([*CODES, _code(7, "Boligpris")])
    choice.refresh()
    assert getattr(choice.code, "name", None) is None
    assert "↓ chooses one of these" in shown(hint_line(choice, ""))[0]
    choice.shelf.reload([*CODES, _code(7, "Boligpris"), _code(8, "Bolig")])
    choice.type("boliger")
    choice.type("bolig")
    assert choice.code is not None
    assert choice.code.name == "Bolig"
