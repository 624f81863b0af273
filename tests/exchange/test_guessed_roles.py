"""Which column is what: the guess with its reasons, and the check of what was said."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.exchange.guessed_roles import KnownColumns, NoIdColumnError, guess_roles
from coder.exchange.roles import Roles, check_roles
from coder.exchange.table import Table
from coder.exchange.table_file import read_table

SHARED = Path(__file__).parents[3] / "shared" / "data"
real = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared survey files are not beside this checkout")

ANSWERS = ("Vi treng meir tid til kvar brukar", "Bedre samarbeid med legene i kommunen", "Vet ikke", "")


def table(columns: str, *rows: tuple[str, ...]) -> Table:
    return Table("svar.csv", tuple(columns.split()), list(rows), list(range(2, len(rows) + 2)))


def without_reasons(roles: Roles) -> Roles:
    return Roles(**{**vars(roles), "reasons": ()})


@real
@pytest.mark.parametrize("name", ["arbeidstiltak.csv", "arbeidstiltak.xlsx"])
def test_a_wide_survey_is_recognised(name: str) -> None:
    found = guess_roles(read_table(SHARED / name))
    assert without_reasons(found) == Roles(
        id="respondent_id", questions=("hva_skal_til",), attributes=("kommunestorrelse",), wave_column="aar"
    )
    assert found.shape == "wide"
    assert "aar is taken as the wave, since its name says so." in found.reasons


@real
def test_two_open_questions_and_a_closed_one_are_told_apart() -> None:
    assert without_reasons(guess_roles(read_table(SHARED / "ip_prioritering.csv"))) == Roles(
        id="respondent_id",
        questions=("hvis_ja_hvordan", "hvis_nei_hvorfor_ikke"),
        attributes=("kommunestorrelse", "prioriterer_ip"),
        wave_column="aar",
    )


@real
def test_a_long_survey_is_recognised() -> None:
    found = guess_roles(read_table(SHARED / "all_open_answers.csv"))
    assert without_reasons(found) == Roles(
        id="respondent_id",
        attributes=("kommunestorrelse",),
        wave_column="aar",
        question_column="question_id",
        text_column="text",
    )
    assert found.shape == "long"


def test_a_heading_that_asks_tells_short_texts_of_few_rows_from_background() -> None:
    rows: list[tuple[str, ...]] = [("1", "stor", "Meir pengar", "Ja"), ("2", "liten", "Fleire folk", "Nei")]
    small = Table("svar.csv", ("id", "storleik", "Kva skal til?", "Har de plan?"), rows, [2, 3])
    found = guess_roles(small)
    assert (found.questions, found.attributes) == (("Kva skal til?",), ("storleik", "Har de plan?"))
    assert "Kva skal til? is taken as an open question, since its name asks, and its texts differ." in (
        found.reasons
    )


def test_ids_waves_and_weights_are_known_by_their_values_too() -> None:
    rows = [
        (
            f"K{number}",
            str(2015 + number % 2),
            "ja" if number % 3 else "nei",
            f"{number % 7},5",
            ANSWERS[number % 4] + "!" * number,
        )
        for number in range(12)
    ]
    found = guess_roles(table("kommune runde_start deltok vekt hva", *rows))
    assert without_reasons(found) == Roles(
        id="kommune", questions=("hva",), attributes=("deltok",), wave_column="runde_start", weight="vekt"
    )
    assert found.reasons[0] == (
        "kommune is taken as the respondent's id, "
        "since it is the first with a short value of its own in each row."
    )


def test_an_id_may_come_again_in_another_wave() -> None:
    rows = [
        (f"r{number % 6}", str(2015 + number // 6), f"Lang og egen tekst nummer {number}")
        for number in range(12)
    ]
    found = guess_roles(table("respondent år mening", *rows))
    assert (found.id, found.wave_column, found.questions) == ("respondent", "år", ("mening",))


def test_a_year_of_birth_is_no_wave() -> None:
    rows = [(f"r{number}", str(1950 + number % 3)) for number in range(12)]
    found = guess_roles(table("id fødselsår", *rows))
    assert (found.wave_column, found.attributes, found.shape) == (None, ("fødselsår",), "frame")


def test_blank_columns_and_columns_of_many_short_values_are_left_out_with_a_reason() -> None:
    rows = [(f"r{number}", "", str(3917 * number)) for number in range(60)]
    found = guess_roles(table("id tom folketall", *rows))
    assert found.attributes == ()
    assert "tom is left out, since it is blank." in found.reasons
    assert "folketall is left out, since its values hardly repeat." in found.reasons


def test_a_file_in_which_nobody_can_be_told_apart_is_refused() -> None:
    with pytest.raises(NoIdColumnError, match="--id COLUMN"):
        guess_roles(table("kjønn", ("K",), ("M",), ("K",)))


def test_columns_that_are_not_there_are_told_with_those_alike() -> None:
    found = check_roles(
        table("respondent_id aar svar"), Roles(id="respondentid", questions=("Svar",), weight="qqq")
    )
    assert [(problem.column, problem.what) for problem in found] == [
        ("respondentid", "there is no such column. Alike: respondent_id."),
        ("qqq", "there is no such column. There are: respondent_id, aar, svar."),
        ("Svar", "there is no such column. Alike: svar, aar."),
    ]


def test_a_column_with_two_roles_and_half_a_long_form_are_problems() -> None:
    found = check_roles(
        table("id svar"),
        Roles(id="id", attributes=("svar",), questions=("svar",), wave_column="id", wave="2016"),
    )
    assert [problem.column for problem in found] == ["id", "svar", None]
    assert check_roles(table("id svar"), Roles(id="id", text_column="svar"))


KNOWN = KnownColumns(frozenset({"Trengs?"}), frozenset({"Årsverk", "Vekt", "År"}))


def test_what_the_project_has_by_that_name_goes_before_any_guess() -> None:
    rows = [
        (str(number), f"{number},{number}5", "Folk" if number % 2 else "Tid", "1", "2019")
        for number in range(9)
    ]
    file = table("nr Årsverk Trengs? Vekt År", *rows)
    guessed = guess_roles(file)
    assert (guessed.questions, guessed.weight, guessed.wave_column) == ((), "Vekt", "År")
    roles = guess_roles(file, KNOWN)
    assert without_reasons(roles) == Roles(
        id="nr", questions=("Trengs?",), attributes=("Årsverk", "Vekt", "År")
    )
    assert any("Årsverk" in each and "the project has it already" in each for each in roles.reasons)


def test_a_column_the_project_has_is_no_id_where_another_can_be() -> None:
    rows = [(f"K{number}", f"{number + 100}", f"Vi trenger flere folk i år {number}.") for number in range(9)]
    file = table("kommunenr svarnummer svar", *rows)
    assert guess_roles(file).id == "kommunenr"
    assert guess_roles(file, KnownColumns(attributes=frozenset({"kommunenr"}))).id == "svarnummer"
    assert (
        guess_roles(file, KnownColumns(attributes=frozenset({"kommunenr", "svarnummer"}))).id == "kommunenr"
    )


def test_a_blank_column_stays_blank_whatever_the_project_has() -> None:
    rows = [(str(number), "", f"Vi trenger flere folk i år {number}.") for number in range(9)]
    roles = guess_roles(table("nr Årsverk svar", *rows), KNOWN)
    assert (roles.questions, roles.attributes) == (("svar",), ())
