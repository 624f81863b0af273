"""«Ubesvart» is no group: it counts as not given wherever people are parted, unless it is asked for."""

from __future__ import annotations

from typing import Any

import pytest

from coder.store.answers import answers_by_id
from coder.store.unit_of_work import reading
from coder.store.variables import stored_variables
from coder.tables.options import TableOptions
from coder.usecases.privacy.combination_check import frame_of
from coder.usecases.questions import UnknownLevelError, set_missing_levels
from coder.usecases.report.quotations import respondents_of
from coder.usecases.tables.frequency_table import frequency_table
from coder.usecases.tables.regress import Wanted, regression
from tests.builders import ask, undo
from tests.tables.coded_survey import QUESTION, SIZE, CodedSurvey, coded_survey

NO_ANSWER = "Ubesvart"


@pytest.fixture(name="survey")
def _survey(project_url: str) -> CodedSurvey:
    """Give 10 small, 12 large and 3 who did not say, one of two codes each."""
    survey = coded_survey(project_url, "Bil", "Buss")
    for level, number in (("liten", 10), ("stor", 12), (NO_ANSWER, 3)):
        answers = survey.add_answers([f"{level}{n}" for n in range(number)], level=level)
        survey.code({answer: ["Bil" if place % 2 else "Buss"] for place, answer in enumerate(answers)})
    with survey.act("set_missing_levels") as work:
        set_missing_levels(work, SIZE, [NO_ANSWER])
    return survey


def columns(survey: CodedSurvey, **options: Any) -> list[tuple[str, int | None]]:
    table = frequency_table(survey.engine, QUESTION, TableOptions(**options))
    return [(column.label, column.base) for column in table.columns]


def test_it_stands_with_those_who_gave_none_and_the_note_says_so(survey: CodedSurvey) -> None:
    survey.add_answers(["uten"])

    found = columns(survey, by=(SIZE,), base="answered")
    assert found == [("liten", 10), ("stor", 12), ("Not given", 4)]
    note = frequency_table(survey.engine, QUESTION, TableOptions(by=(SIZE,))).note
    assert f"Not given for «{SIZE}»: blank, or «{NO_ANSWER}»." in note


def test_a_table_that_does_not_part_by_it_says_nothing_of_it(survey: CodedSurvey) -> None:
    assert NO_ANSWER not in frequency_table(survey.engine, QUESTION, TableOptions()).note


def test_who_asks_for_it_gets_it(survey: CodedSurvey) -> None:
    where = TableOptions(where=(f"{SIZE}={NO_ANSWER}",))

    assert frequency_table(survey.engine, QUESTION, where).base == 3


def test_it_is_no_value_to_count(survey: CodedSurvey) -> None:
    table = frequency_table(survey.engine, QUESTION, TableOptions(count_by=SIZE))

    assert table.base == 2
    assert "3 answers without a value are left out." in table.note


def test_it_is_no_level_of_a_regression(survey: CodedSurvey) -> None:
    found = regression(survey.engine, QUESTION, Wanted(("Bil",), (SIZE,)), TableOptions())

    assert found.missing == {SIZE: 3}
    assert {term.level for term in found.found.terms} == {"liten", "stor"}
    assert f"«{NO_ANSWER}»" in found.grid.note


def test_nobody_is_told_apart_by_it(survey: CodedSurvey) -> None:
    with reading(survey.engine) as work:
        seen = [unit.background for unit in frame_of(work, knows_forms=False)]
        beside = [answer.background for answer in answers_by_id(work, survey.answers).values()]
        quoted = respondents_of(work, QUESTION).levels

    assert seen.count({}) == beside.count({}) == 3
    assert quoted == {SIZE: ["liten", "stor"]}


def test_which_levels_are_no_answers_can_be_changed_and_taken_back(survey: CodedSurvey) -> None:
    with survey.act("set_missing_levels") as work:
        set_missing_levels(work, SIZE, [])
    assert columns(survey, by=(SIZE,))[2] == (NO_ANSWER, 3)

    undo(survey.engine, survey.kari)
    assert ask(survey.engine, stored_variables)[SIZE].missing == {NO_ANSWER}


def test_a_level_that_is_not_there_is_told(survey: CodedSurvey) -> None:
    with pytest.raises(UnknownLevelError), survey.act() as work:
        set_missing_levels(work, SIZE, ["Vet ikke"])
