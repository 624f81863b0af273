"""What the table of progress tells, tables may not hide, and what tables hide, it may not tell in a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coder.tables.options import TableOptions
from coder.tables.table import FrequencyTable
from coder.usecases.tables.export import exported, exported_table
from coder.usecases.tables.finish import GivenAwayError, NarrowsEarlierError
from coder.usecases.tables.progress import question_progress
from tests.tables.coded_survey import QUESTION, SIZE, CodedSurvey, coded_survey

K = 5


def of_three_sizes(target: str) -> CodedSurvey:
    """Three of one size, 20 and 30 of others; all have answered, and half of them say Bil."""
    survey = coded_survey(target, "Bil", "Buss")
    for level, n in (("liten", 3), ("midt", 20), ("stor", 30)):
        answers = survey.add_answers([f"{level}{each}" for each in range(n)], level=level)
        survey.code({answer: ["Bil" if place % 2 else "Buss"] for place, answer in enumerate(answers)})
    return survey


def one_code_each(target: str) -> CodedSurvey:
    """One code per answer: 60 and 30, three of one that is hidden with the 30, and seven without any."""
    survey = coded_survey(target, "Bil", "Buss", "Båt", answers=100)
    with survey.act() as work:
        work.update("codebook", survey.codebook, exclusive=1)
    sets = [["Bil"]] * 60 + [["Buss"]] * 30 + [["Båt"]] * 3 + [[]] * 7
    survey.code(dict(zip(survey.answers, sets, strict=True)))
    return survey


def send_progress(survey: CodedSurvey, file: Path, **options: Any) -> None:
    made = question_progress(survey.engine, QUESTION, TableOptions(**options)).table()
    ways: dict[str, Any] = {"coder_id": survey.kari, "named": "csv", "file": file}
    with exported(survey.engine, QUESTION, made, **ways) as new:
        new.write_text("", encoding="utf-8")


def send_table(survey: CodedSurvey, file: Path, **options: Any) -> FrequencyTable:
    ways: dict[str, Any] = {"coder_id": survey.kari, "named": "csv", "file": file}
    asked = TableOptions(min_cell=K, **options)
    with exported_table(survey.engine, QUESTION, asked, **ways) as (made, new):
        new.write_text("", encoding="utf-8")
        return made


@pytest.mark.slow
def test_response_rates_by_a_variable_may_not_tell_an_n_that_is_hidden(
    project_url: str, tmp_path: Path
) -> None:
    survey = of_three_sizes(project_url)
    hidden = send_table(survey, tmp_path / "t.csv", by=(SIZE,))
    assert [column.base for column in hidden.columns] == [None, None, 30]
    with pytest.raises(NarrowsEarlierError, match=r"«N», «liten»: 3 is hidden in t\.csv"):
        send_progress(survey, tmp_path / "p.csv", by=(SIZE,))
    assert not (tmp_path / "p.csv").exists()
    send_progress(survey, tmp_path / "p.csv")


@pytest.mark.slow
def test_nor_may_a_table_hide_an_n_that_response_rates_have_told(project_url: str, tmp_path: Path) -> None:
    survey = of_three_sizes(project_url)
    send_progress(survey, tmp_path / "p.csv", by=(SIZE,))
    with pytest.raises(GivenAwayError, match="«N», «liten»: 3"):
        send_table(survey, tmp_path / "t.csv", by=(SIZE,))


@pytest.mark.slow
def test_how_many_have_a_code_may_not_tell_the_one_that_is_hidden(project_url: str, tmp_path: Path) -> None:
    survey = one_code_each(project_url)
    hidden = send_table(survey, tmp_path / "t.csv")
    assert [row.count for row in hidden.rows] == [60, 30, None]
    with pytest.raises(NarrowsEarlierError, match="«Båt»: 3 is hidden"):
        send_progress(survey, tmp_path / "p.csv")


@pytest.mark.slow
def test_a_table_hides_more_after_it_was_told_how_many_have_a_code(project_url: str, tmp_path: Path) -> None:
    survey = one_code_each(project_url)
    send_progress(survey, tmp_path / "p.csv")
    hidden = send_table(survey, tmp_path / "t.csv")
    assert [row.count for row in hidden.rows] == [60, None, None]
