"""What a regression tells, tables may not hide, and what tables hide, no regression may tell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from coder.store.exports import exports_of
from coder.tables.options import TableOptions
from coder.tables.table import FrequencyTable
from coder.usecases.tables.export import exported, exported_table
from coder.usecases.tables.finish import GivenAwayError, NarrowsEarlierError
from coder.usecases.tables.regress import QuestionRegression, Wanted, regression
from tests.builders import ask
from tests.made_once import made_once
from tests.tables.coded_survey import QUESTION, SIZE, CodedSurvey, coded_survey

K = 5
LARGER = (f"{SIZE}=midt", f"{SIZE}=stor")


@pytest.fixture
@made_once
def survey(project_url: str) -> CodedSurvey:
    """Thirty of each size; 3, 10 and 20 of them say Bil, 6, 10 and 5 Buss, the others Gange."""
    survey = coded_survey(project_url, "Bil", "Buss", "Gange")
    for level, bil, buss in (("liten", 3, 6), ("midt", 10, 10), ("stor", 20, 5)):
        answers = survey.add_answers([f"{level}{n}" for n in range(30)], level=level)
        survey.code({answer: ["Bil"] for answer in answers[:bil]})
        survey.code({answer: ["Buss"] for answer in answers[bil : bil + buss]})
        survey.code({answer: ["Gange"] for answer in answers[bil + buss :]})
    return survey


def regressed(survey: CodedSurvey, outcome: Sequence[str] = ("Bil",), **options: Any) -> QuestionRegression:
    asked: dict[str, Any] = {"min_cell": K, "where": LARGER} | options
    return regression(survey.engine, QUESTION, Wanted(tuple(outcome), (SIZE,)), TableOptions(**asked))


def send_regression(survey: CodedSurvey, made: QuestionRegression, file: Path) -> None:
    ways: dict[str, Any] = {"coder_id": survey.kari, "named": "csv", "file": file}
    with exported(survey.engine, QUESTION, made.table(), **ways) as new:
        new.write_text("", encoding="utf-8")


def send_table(survey: CodedSurvey, file: Path, **options: Any) -> dict[str, list[int | None]]:
    asked: dict[str, Any] = {"min_cell": K, "by": (SIZE,)} | options
    ways: dict[str, Any] = {"coder_id": survey.kari, "named": "csv", "file": file}
    with exported_table(survey.engine, QUESTION, TableOptions(**asked), **ways) as (made, new):
        new.write_text("", encoding="utf-8")
        return shown(made)


def shown(made: FrequencyTable) -> dict[str, list[int | None]]:
    cells = made.cells or [()] * len(made.rows)
    return {
        row.path: [row.count, *(cell.count for cell in line)]
        for row, line in zip(made.rows, cells, strict=True)
    }


@pytest.mark.slow
def test_a_regression_beside_which_a_hidden_count_could_be_worked_out_is_refused(
    survey: CodedSurvey, tmp_path: Path
) -> None:
    assert send_table(survey, tmp_path / "t.csv")["Bil"] == [33, None, None, 20]
    with pytest.raises(NarrowsEarlierError, match=r"«Bil», «liten»: 3 is hidden in t\.csv"):
        regressed(survey)
    assert regressed(survey, min_cell=None).found.having == 30


@pytest.mark.slow
def test_a_regression_of_codes_that_no_table_hides_is_made(survey: CodedSurvey, tmp_path: Path) -> None:
    send_table(survey, tmp_path / "t.csv")
    assert regressed(survey, ["Buss"], where=()).found.having == 21


@pytest.mark.slow
def test_a_regression_of_several_codes_is_refused_where_one_of_them_could_be_worked_out(
    survey: CodedSurvey, tmp_path: Path
) -> None:
    send_table(survey, tmp_path / "t.csv")
    with pytest.raises(NarrowsEarlierError, match=r"t\.csv"):
        regressed(survey, ["Bil", "Buss"], where=())


@pytest.mark.slow
def test_a_table_hides_what_regressions_before_it_leave_untold(survey: CodedSurvey, tmp_path: Path) -> None:
    send_regression(survey, regressed(survey), tmp_path / "r.csv")
    [export] = ask(survey.engine, exports_of)
    assert {cell["count"] for cell in export.cells} == {60, 30, 20, 10}
    assert send_table(survey, tmp_path / "t.csv")["Bil"] == [None, None, 10, 20]


@pytest.mark.slow
def test_a_table_is_refused_where_regressions_before_it_tell_all(survey: CodedSurvey, tmp_path: Path) -> None:
    send_regression(survey, regressed(survey), tmp_path / "r.csv")
    send_table(survey, tmp_path / "total.csv", by=(), where=())
    with pytest.raises(GivenAwayError, match="«Bil», «liten»: 3 can be worked out"):
        send_table(survey, tmp_path / "t.csv")
