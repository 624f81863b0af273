from __future__ import annotations

from typing import Any

import pytest

from coder.tables.options import TableOptions
from coder.usecases.tables.progress import MadeProgress, NotForProgressError, question_progress
from tests.builders import small_project
from tests.made_once import made_once
from tests.tables.coded_survey import QUESTION, SIZE, CodedSurvey, coded_survey


@pytest.fixture
@made_once
def survey(project_url: str) -> CodedSurvey:
    """20 small and 5 large who answered, 5 large who did not; 24 answers are coded in their order."""
    survey = coded_survey(project_url, "NAV", "Bil", "Penger")
    survey.add_answers([f"a{n}" for n in range(20)], level="liten")
    survey.add_answers([f"b{n}" for n in range(5)], level="stor")
    survey.add_frame([f"c{n}" for n in range(5)], level="stor")
    for place, answer in enumerate(survey.answers[:24]):
        survey.code({answer: ["NAV"] if place < 4 else ["Bil"] if place < 15 else ["Penger"]})
    return survey


def made(survey: CodedSurvey, **options: Any) -> MadeProgress:
    return question_progress(survey.engine, QUESTION, TableOptions(**options))


def test_it_tells_answers_and_new_codes_in_reading_order(survey: CodedSurvey) -> None:
    values = made(survey).values
    assert values["answers"] == {"count": 25, "of": 30, "percent": 83}
    assert values["settled"] == {"count": 24, "of": 25, "percent": 96}
    assert values["coded"] == {"count": 24, "of": 24, "percent": 100}
    assert [each["new"] for each in values["new_codes"]] == [2, 1, 0]
    assert values["provenance"]["kind"] == "progress"


def test_response_rates_are_told_by_variable_and_by_wave(survey: CodedSurvey) -> None:
    [by_size] = made(survey, by=(SIZE,)).values["response"]
    assert [(each["level"], each["count"], each["of"]) for each in by_size["levels"]] == [
        ("liten", 20, 20),
        ("stor", 5, 10),
    ]
    survey.add_answers(["d0"], wave="2023")
    [by_wave, _by_size] = made(survey, by=(SIZE,), trend=True).values["response"]
    assert [(each["level"], each["count"], each["of"]) for each in by_wave["levels"]] == [
        ("(no name)", 25, 30),
        ("2023", 1, 1),
    ]


def test_of_a_selection_no_new_codes_are_told(survey: CodedSurvey) -> None:
    values = made(survey, where=(f"{SIZE}=stor",)).values
    assert values["answers"] == {"count": 5, "of": 10, "percent": 50}
    assert values["new_codes"] == []


@pytest.mark.slow
def test_sentences_with_a_code_placed_on_them_are_counted(project_url: str) -> None:
    project = small_project(project_url)
    found = question_progress(project.engine, QUESTION, TableOptions()).values
    assert found["placed"]["count"] == 0
    assert found["placed"]["of"] > 0


@pytest.mark.slow
def test_as_of_an_entry_it_is_what_it_was(survey: CodedSurvey) -> None:
    before = made(survey).values
    entry = before["provenance"]["entry"]["number"]
    survey.code({survey.answers[24]: ["NAV"]})
    again = made(survey, as_of=str(entry)).values
    assert again["settled"] == before["settled"]
    assert made(survey).values["settled"]["count"] == 25


@pytest.mark.parametrize("options", [{"min_cell": 5}, {"level": "code"}, {"base": "all"}, {"weight": "vekt"}])
def test_what_progress_cannot_do_is_refused(options: dict[str, Any], survey: CodedSurvey) -> None:
    with pytest.raises(NotForProgressError):
        made(survey, **options)
