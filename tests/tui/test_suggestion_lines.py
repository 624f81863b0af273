"""What stands under the digits, and what is said of where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from coder.domain.codebook import Code, CodeKind
from coder.domain.withholding import Withheld
from coder.messages import current_language, set_language
from coder.tui.code_shelf import CodeShelf
from coder.tui.pieces.lines import Piece, Role, cells
from coder.tui.suggesting.list_source import ListSource
from coder.tui.suggesting.suggested_digits import DigitCode
from coder.tui.suggesting.suggestion_lines import suggestion_lines, title_lines
from coder.usecases.suggesting.suggestions import Ended, Preparing, Suggested
from tests.tui.desks import shown

TEXT = "Vi treng øyremerka midlar, og [b]fleire folk[/b]."
LEARNED = Suggested(1, None, (), as_of=9, learned_from=41)


@pytest.fixture
def in_norwegian() -> Iterator[None]:
    before = current_language()
    set_language("nb")
    yield
    set_language(before)


def _shelf(*names: str) -> CodeShelf:
    return CodeShelf(
        Code(number, "", name, (name,), None, number, CodeKind.ORDINARY, True, "", 0, False, None, None, None)
        for number, name in enumerate(names, 1)
    )


def _rows(
    rows: Sequence[DigitCode | None], width: int = 66, on: Sequence[int] = (), names: Sequence[str] = ()
) -> list[str]:
    shelf = _shelf(*(names or ("Økonomiske rammer", "Flere stillinger", "Annet")))
    return shown(suggestion_lines(rows, shelf, {1: 7}, on, TEXT, width), width)


def _told(source: ListSource, width: int = 120) -> list[str]:
    return shown(title_lines(source, width, is_used=True, has_codes=True), width)


def test_a_suggestion_shows_its_score_drawn_and_written_and_the_words_that_spoke() -> None:
    rows = [DigitCode(1, 0.78, ((9, 18), (19, 25))), DigitCode(2, 0.031, ())]
    assert _rows(rows, on=[2]) == [
        "1   Økonomiske rammer         ━━━━━━── 0.78 øyremerka, midlar",
        "2 ● Flere stillinger          ━─────── 0.03",
    ]


def test_scores_have_a_decimal_comma_in_norwegian(in_norwegian: None) -> None:
    assert "0,78 " in _rows([DigitCode(1, 0.78)])[0] + " "


def test_no_model_is_certain() -> None:
    assert "0.99" in _rows([DigitCode(1, 1.0)])[0]


def test_names_that_do_not_fit_are_shortened_and_columns_stay_under_each_other() -> None:
    names = ("Et svært langt navn på en kode som ingen får plass til", "Kort")
    lines = _rows([DigitCode(1, 0.5), DigitCode(2, 0.5)], names=names)
    assert "…" in lines[0]
    assert lines[0].index("0.50") == lines[1].index("0.50")


def test_a_long_name_has_the_room_that_words_do_not_need() -> None:
    names = ("Oppfølging av ungdom uten arbeid eller skole", "Kort")
    [long, _short] = _rows([DigitCode(1, 0.5), DigitCode(2, 0.4, ((37, 39),))], names=names)
    assert long.startswith(f"1   {names[0]} ━")
    [beside_words] = _rows([DigitCode(1, 0.5, ((3, 48),))], names=names)
    assert "…" in beside_words[:31]


def test_where_there_is_little_room_the_drawing_goes_and_the_number_stays() -> None:
    [line] = _rows([DigitCode(1, 0.78, ((9, 18),))], width=46)
    assert line == "1   Økonomiske rammer     0.78 øyremerka"


def test_words_are_shown_as_they_came_and_in_the_colour_of_marks_unless_the_code_is_set() -> None:
    rows = [DigitCode(1, 0.7, ((30, 40),)), DigitCode(2, 0.7, ((30, 40),))]
    first, second = suggestion_lines(rows, _shelf("Ein", "To"), {}, [2], TEXT, 66)
    assert (first.left[-1].text, first.left[-1].role) == ("[b]fleire ", Role.MARK)
    assert second.left[-1].role is Role.DIM
    assert cells(first.left[:-1]) == cells(second.left[:-1])


def test_codes_that_no_model_speaks_for_stand_with_their_counts() -> None:
    assert _rows([DigitCode(1), None, DigitCode(3)]) == [
        f"1   {'Økonomiske rammer':<61}7",
        "",
        "3   Annet",
    ]


def test_most_used_codes_that_fill_up_a_list_have_no_score() -> None:
    lines = _rows([DigitCode(2, 0.4), DigitCode(1)])
    assert lines[1] == "2   Økonomiske rammer"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ({}, "Most used"),
        ({"is_wanted": True}, "Most used · suggestions are on their way"),
        ({"suggested": LEARNED}, "Suggestions · learned from 41 answers"),
        ({"suggested": LEARNED, "age": 3}, "Suggestions · learned from 41 answers · 3 codings ago"),
        (
            {"suggested": LEARNED, "preparing": Preparing(12, 100)},
            "Suggestions · learned from 41 answers · preparing 12 %",
        ),
        ({"preparing": Preparing(0, 100)}, "Most used · preparing 0 %"),
        (
            {"suggested": LEARNED, "ended": Ended(starts_again=True)},
            "Suggestions · learned from 41 answers · suggestions start again",
        ),
        ({"ended": Ended(starts_again=False)}, "Most used · suggestions have stopped; coding goes on"),
        (
            {"withheld": Withheld.BY_CHANCE},
            "Suggestions hidden on this answer (measures whether they steer)",
        ),
        (
            {"withheld": Withheld.UNTIL_OWN, "is_wanted": True},
            "Most used · suggestions come after your first own code",
        ),
    ],
)
def test_it_is_said_where_the_list_comes_from_and_how_old_that_is(
    source: dict[str, object], told: str
) -> None:
    assert _told(ListSource(**source)) == [told]  # type: ignore[arg-type]


def test_that_a_list_is_another_than_a_moment_ago_is_said_in_bold_before_where_it_comes_from() -> None:
    [told] = title_lines(ListSource(LEARNED, is_new=True), 120, is_used=True, has_codes=True)
    assert shown([told], 120) == ["New list · Suggestions · learned from 41 answers"]
    assert told.left[0] == Piece("New list", Role.STRONG)


def test_where_a_list_comes_from_is_wrapped_and_never_cut() -> None:
    withheld = _told(ListSource(withheld=Withheld.BY_CHANCE), 46)
    assert " ".join(withheld) == "Suggestions hidden on this answer (measures whether they steer)"
    assert len(withheld) == 2
    first = title_lines(ListSource(), 30, is_used=False, has_codes=False)
    assert " ".join(shown(first, 30)) == "No codes yet: type a name, and Enter makes it"
