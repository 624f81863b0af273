"""From rows to respondents, backgrounds and answers; every doubtful row is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.survey import Survey
from coder.exchange.guessed_roles import guess_roles
from coder.exchange.roles import Roles
from coder.exchange.survey import read_survey
from coder.exchange.table import Table
from coder.exchange.table_file import read_table

SHARED = Path(__file__).parents[3] / "shared" / "data"

WIDE = Roles(id="id", questions=("a", "b"), attributes=("fylke",), wave_column="år")
LONG = Roles(id="id", attributes=("fylke",), wave_column="år", question_column="spm", text_column="svar")


def survey(columns: str, roles: Roles, *rows: str, where: dict[str, str] | None = None) -> Survey:
    cells = [tuple(row.split("|")) for row in rows]
    return read_survey(
        Table("svar.csv", tuple(columns.split()), cells, list(range(2, len(rows) + 2))), roles, where
    )


def told(found: Survey) -> list[tuple[int | None, str | None, str]]:
    return [(problem.row, problem.column, problem.what) for problem in found.problems]


def test_a_wide_row_is_a_respondent_with_answers_exactly_as_written() -> None:
    found = survey("id år fylke a b", WIDE, "007|2016|Møre| Mer tid |  ", "8|2016||NA|1e5")
    assert found.problems == ()
    first, second = found.rows
    assert (first.row_number, first.respondent_id, first.wave, first.weight) == (2, "007", "2016", None)
    assert (first.background, first.texts) == ({"fylke": "Møre"}, {"a": " Mer tid "})
    assert (second.background, second.texts) == ({}, {"a": "NA", "b": "1e5"})
    assert (found.questions, found.variables) == (("a", "b"), ("fylke",))


def test_long_rows_of_one_respondent_and_wave_are_one() -> None:
    found = survey(
        "id år fylke spm svar",
        LONG,
        "1|2016|Møre|q2|x",
        "2|2016|Troms|q1|y",
        "1|2016|Møre|q1|z",
        "1|2017|Møre|q1|w",
    )
    assert found.problems == ()
    assert [(row.respondent_id, row.wave, dict(row.texts)) for row in found.rows] == [
        ("1", "2016", {"q2": "x", "q1": "z"}),
        ("2", "2016", {"q1": "y"}),
        ("1", "2017", {"q1": "w"}),
    ]
    assert found.questions == ("q2", "q1")


def test_a_frame_has_respondents_without_answers() -> None:
    found = survey("id fylke", Roles(id="id", attributes=("fylke",), wave="2016"), "1|Møre", "2|Troms")
    assert [(row.respondent_id, row.wave, dict(row.texts)) for row in found.rows] == [
        ("1", "2016", {}),
        ("2", "2016", {}),
    ]


def test_ids_blank_or_twice_in_a_wave_are_problems_but_not_in_two_waves() -> None:
    found = survey("id år fylke a b", WIDE, "1|2016||x|", " |2016||y|", "1|2017||z|", "1|2016||w|")
    assert told(found) == [
        (3, "id", "the respondent has no id."),
        (5, "id", "respondent 1 stands in row 2 too, in the same wave 2016."),
    ]
    assert [row.row_number for row in found.rows] == [2, 4]


def test_blanks_around_ids_are_taken_off_and_told() -> None:
    found = survey("id a", Roles(id="id", questions=("a",)), " 1 |x", "2|y", "1|z")
    assert [row.respondent_id for row in found.rows] == ["1", "2"]
    assert found.notices == ("Blanks around 1 id were taken off.",)
    assert told(found) == [(4, "id", "respondent 1 stands in row 2 too.")]


def test_a_row_without_wave_is_a_problem() -> None:
    found = survey("id år fylke a b", WIDE, "1| ||x|")
    assert told(found) == [(2, "år", "the row belongs to no wave: the cell is blank.")]


@pytest.mark.parametrize(
    "given, weight", [("1", 1.0), ("0.25", 0.25), ("0,25", 0.25), (" 1,5 ", 1.5), ("1e-2", 0.01)]
)
def test_weights_are_numbers_with_comma_or_point(given: str, weight: float) -> None:
    found = survey("id v", Roles(id="id", weight="v"), f"1|{given}")
    assert [row.weight for row in found.rows] == [weight]


@pytest.mark.parametrize("given", ["", "0", "-1", "nan", "inf", "tung", "1.000,5", "1_0"])
def test_other_weights_are_problems(given: str) -> None:
    found = survey("id v", Roles(id="id", weight="v"), f"1|{given}")
    assert [(row, column) for row, column, _ in told(found)] == [(2, "v")]


def test_one_question_answered_twice_names_both_rows() -> None:
    found = survey("id år fylke spm svar", LONG, "1|2016|Møre|q1|x", "1|2016|Møre|q1|y", "1|2016|Møre|q1| ")
    assert told(found) == [(3, "svar", "respondent 1 has already answered q1 in row 2.")]
    assert dict(found.rows[0].texts) == {"q1": "x"}


def test_background_that_disagrees_between_rows_is_a_problem() -> None:
    found = survey("id år fylke spm svar", LONG, "1|2016|Møre|q1|x", "1|2016|Troms|q2|y", "1|2016||q3|z")
    assert [(row, column) for row, column, _ in told(found)] == [(3, "fylke"), (4, "fylke")]
    assert "is “Troms” here, but “Møre” in row 2" in found.problems[0].what


def test_an_answer_without_question_is_a_problem_and_a_blank_one_is_nothing() -> None:
    found = survey("id år fylke spm svar", LONG, "1|2016|Møre||x", "2|2016|Møre|| ", "3|2016|Møre|q1|")
    assert [row for row, _, _ in told(found)] == [2]
    assert [dict(row.texts) for row in found.rows] == [{}, {}]


def test_rows_and_questions_can_be_chosen() -> None:
    rows = ("1|2016|Møre|q1|x", "1|2016|Møre|q2|y", "1|2017|Møre|q1|z")
    found = survey("id år fylke spm svar", LONG, *rows, where={"år": "2016"})
    assert [row.wave for row in found.rows] == ["2016"]
    only = Roles(**{**vars(LONG), "questions": ("q2",)})
    assert [dict(row.texts) for row in survey("id år fylke spm svar", only, *rows).rows] == [{"q2": "y"}, {}]
    wrong = Roles(**{**vars(LONG), "questions": ("q3",)})
    assert (
        "no row has the question q3. There are: q" in told(survey("id år fylke spm svar", wrong, *rows))[0][2]
    )


def test_unknown_columns_stop_the_reading_and_all_are_told() -> None:
    found = survey("id a", Roles(id="idd", questions=("aa",)), "1|x", where={"år": "2016"})
    assert [column for _, column, _ in told(found)] == ["idd", "aa", "år"]
    assert found.rows == ()


def test_no_rows_and_no_fitting_rows_are_problems() -> None:
    roles = Roles(id="id", questions=("a",))
    assert told(survey("id a", roles)) == [(None, None, "there is a header, but no rows below it.")]
    assert "--where" in told(survey("id a", roles, "1|x", where={"a": "y"}))[0][2]


def test_problems_of_the_file_and_of_its_rows_come_together(tmp_path: Path) -> None:
    path = tmp_path / "svar.csv"
    path.write_text('id,vekt,a\n1,0,x\n2,1\n,1,y\n3,1,"z\n')
    found = read_survey(read_table(path), Roles(id="id", questions=("a",), weight="vekt"))
    assert [problem.row for problem in found.problems] == [2, 3, 4, 5]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared survey files are not beside this checkout")
@pytest.mark.parametrize(
    "name, respondents, answers",
    [
        ("arbeidstiltak.csv", 37, 37),
        ("arbeidstiltak.xlsx", 37, 37),
        ("ip_prioritering.csv", 41, 41),
        ("opptrappingsplan.csv", 20, 20),
        ("all_open_answers.csv", 239, 239),
    ],
)
def test_real_files_are_read_as_guessed(name: str, respondents: int, answers: int) -> None:
    table = read_table(SHARED / name)
    found = read_survey(table, guess_roles(table))
    assert found.problems == ()
    assert len(found.rows) == respondents
    assert sum(len(row.texts) for row in found.rows) == answers
