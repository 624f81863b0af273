from __future__ import annotations

from typing import Any

import pytest

from coder.store.questions import question_named
from coder.tables.options import TableOptions
from coder.usecases.tables.code_by_code import (
    MadeTogether,
    NotForPairsError,
    PairsTellError,
    TogetherOptions,
    codes_together,
)
from coder.usecases.tables.layers import fold_codes, label_row
from tests.made_once import made_once
from tests.tables.coded_survey import QUESTION, SIZE, CodedSurvey, coded_survey


@pytest.fixture
@made_once
def survey(project_url: str) -> CodedSurvey:
    """30 answers, 24 of them coded: NAV > Møter with Bil in ten, with NAV > Brev in four."""
    survey = coded_survey(project_url, "NAV", "NAV > Møter", "NAV > Brev", "Bil", "Penger")
    survey.add_answers([f"a{n}" for n in range(20)], level="liten")
    survey.add_answers([f"b{n}" for n in range(10)], level="stor")
    sets = [["NAV > Møter", "Bil"]] * 10 + [["NAV > Møter", "NAV > Brev"]] * 4 + [["Bil"]] * 6 + [[]] * 4
    survey.code(dict(zip(survey.answers, sets, strict=False)))
    return survey


def made(survey: CodedSurvey, how: TogetherOptions | None = None, **options: Any) -> MadeTogether:
    return codes_together(survey.engine, QUESTION, TableOptions(**options), how or TogetherOptions())


def lines(found: MadeTogether) -> list[tuple[str, ...]]:
    return [(row.label, *(cell.text for cell in row.cells)) for row in found.grid.rows]


def test_pairs_are_counted_among_settled_answers(survey: CodedSurvey) -> None:
    found = made(survey)
    assert lines(found) == [("Bil", "Møter", "10", "9.3", "1.07"), ("Møter", "Brev", "4", "2.3", "1.71")]
    assert found.grid.caption.endswith("N=24")
    assert "6 unsettled answers are outside N." in found.grid.note


def test_themes_are_counted_once_per_answer(survey: CodedSurvey) -> None:
    assert lines(made(survey, level="theme")) == [("Bil", "NAV", "10", "9.3", "1.07")]


def test_a_selection_narrows_n(survey: CodedSurvey) -> None:
    found = made(survey, where=(f"{SIZE}=stor",))
    assert lines(found) == []
    assert found.values()["base"] == 4
    assert "No two codes occur together." in found.grid.note


def test_the_matrix_has_the_codes_that_occur_by_count_or_in_codebook_order(survey: CodedSurvey) -> None:
    matrix = TogetherOptions(as_matrix=True)
    assert [row.label for row in made(survey, matrix).grid.rows] == ["1 Bil", "2 Møter", "3 Brev"]
    in_order = made(survey, matrix, order="codebook").grid.rows
    assert [row.label for row in in_order] == ["1 Møter", "2 Brev", "3 Bil"]


def test_codes_can_be_named(survey: CodedSurvey) -> None:
    found = made(survey, TogetherOptions(as_matrix=True), codes=("Bil", "Penger"))
    assert lines(found) == [("1 Bil", "16", ""), ("2 Penger", "0", "0")]


def test_the_same_pair_can_be_asked_for_as_it_was(survey: CodedSurvey) -> None:
    before = made(survey)
    entry = before.values()["provenance"]["entry"]["number"]
    survey.code({survey.answers[29]: ["Bil", "Penger"]})
    assert lines(made(survey)) != lines(before)
    again = made(survey, as_of=str(entry))
    assert lines(again) == lines(before)
    assert again.values()["provenance"]["kind"] == "together"


def test_a_reporting_layer_folds_and_names_codes(survey: CodedSurvey) -> None:
    with survey.act("save_layer") as work:
        question = question_named(work, QUESTION)
        fold_codes(work, question, "rapport", ["NAV > Møter", "NAV > Brev"], "Kontakt")
        label_row(work, question, "rapport", "Bil", {"en": "Car"})
    found = made(survey, layer="rapport")
    assert lines(found) == [("Car", "Kontakt", "10", "9.3", "1.07")]
    assert "Kontakt" in found.grid.note
    assert found.values()["provenance"]["layer"]["name"] == "rapport"


def test_small_counts_cannot_be_hidden_among_pairs(survey: CodedSurvey) -> None:
    with pytest.raises(PairsTellError):
        made(survey, min_cell=5)


@pytest.mark.parametrize("options", [{"by": (SIZE,)}, {"turn": True}, {"level": "both"}])
def test_what_pairs_cannot_do_is_refused(options: dict[str, Any], survey: CodedSurvey) -> None:
    with pytest.raises(NotForPairsError, match="does not go with --together"):
        made(survey, **options)
