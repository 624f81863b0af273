"""Reporting layers are kept by name, follow the codebook, and can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.codebook import UnknownCodeError
from coder.domain.reporting_layer import Fold, NothingFoldedError, UnknownLayerError
from coder.store.layers import layer_named, layers_of
from coder.store.questions import question_named
from coder.store.undo import take_back
from coder.store.unit_of_work import reading, writing
from coder.usecases.codebook.growth import rename_code
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.tables.layers import (
    delete_layer,
    fold_codes,
    label_row,
    layer_view,
    order_rows,
    rare_codes,
    unfold_codes,
)
from tests.made_once import made_once
from tests.tables.coded_survey import QUESTION, CodedSurvey, coded_survey


@pytest.fixture
@made_once
def survey(tmp_path: Path) -> CodedSurvey:
    """A survey with four codes, of which Pris stands in three answers."""
    made = coded_survey(str(tmp_path / "a.sqlite"), "Pris", "Støy", "Utstyr", "Tid", answers=4)
    made.code(
        {
            made.answers[0]: ["Pris"],
            made.answers[1]: ["Pris", "Støy"],
            made.answers[2]: ["Pris"],
            made.answers[3]: [],
        }
    )
    return made


def fold(survey: CodedSurvey, *codes: str, into: str | None = "Ramme") -> None:
    """Fold codes in the layer Rapport."""
    with survey.act("save_layer") as work:
        fold_codes(work, question_named(work, QUESTION), "Rapport", codes, into)


def folds(survey: CodedSurvey) -> list[tuple[str, list[str]]]:
    """Return the folds of the layer Rapport, codes by name."""
    with reading(survey.engine) as work:
        view = layer_view(work, question_named(work, QUESTION), "Rapport")
    return [(each.name, [view.codes[uid].name for uid in each.codes]) for each in view.layer.folds]


def test_a_layer_is_made_by_its_first_fold_and_grows(survey: CodedSurvey) -> None:
    fold(survey, "Støy")
    fold(survey, "Utstyr")
    assert folds(survey) == [("Ramme", ["Støy", "Utstyr"])]


def test_a_code_is_in_one_fold_at_a_time(survey: CodedSurvey) -> None:
    fold(survey, "Støy", "Utstyr")
    fold(survey, "Støy", into="Bråk")
    assert folds(survey) == [("Ramme", ["Utstyr"]), ("Bråk", ["Støy"])]


def test_the_name_of_a_code_folds_into_its_row(survey: CodedSurvey) -> None:
    fold(survey, "Støy", into="Utstyr")
    with reading(survey.engine) as work:
        kept = layer_named(work, survey.question, "Rapport").layer
        view = layer_view(work, question_named(work, QUESTION), "Rapport")
    assert [(each.name, view.codes[each.into].name) for each in kept.folds] == [("", "Utstyr")]


def test_a_layer_follows_names_and_mergers(survey: CodedSurvey) -> None:
    fold(survey, "Støy", "Utstyr")
    with survey.act() as work:
        rename_code(work, survey.codes["Utstyr"], "Hjelpemidler")
        merge_codes(work, [survey.codes["Støy"]], survey.codes["Tid"])
    assert folds(survey) == [("Ramme", ["Tid", "Hjelpemidler"])]


def test_a_merged_code_is_unfolded_by_the_name_of_what_it_became(survey: CodedSurvey) -> None:
    fold(survey, "Støy", "Utstyr")
    with survey.act() as work:
        merge_codes(work, [survey.codes["Støy"]], survey.codes["Tid"])
    with survey.act("save_layer") as work:
        unfold_codes(work, question_named(work, QUESTION), "Rapport", ["Tid"])
    assert folds(survey) == [("Ramme", ["Utstyr"])]


def test_a_code_in_no_fold_cannot_be_unfolded(survey: CodedSurvey) -> None:
    fold(survey, "Støy")
    with pytest.raises(NothingFoldedError), survey.act("save_layer") as work:
        unfold_codes(work, question_named(work, QUESTION), "Rapport", ["Tid"])


def test_codes_made_afterwards_are_new_to_it_until_it_is_changed(survey: CodedSurvey) -> None:
    fold(survey, "Støy")
    survey.add_codes("Reisevei", from_file=False)
    with reading(survey.engine) as work:
        view = layer_view(work, question_named(work, QUESTION), "Rapport")
    assert [code.name for code in view.unplaced] == ["Reisevei"]
    fold(survey, "Reisevei")
    with reading(survey.engine) as work:
        assert layer_view(work, question_named(work, QUESTION), "Rapport").unplaced == ()


def test_the_same_change_again_is_no_entry(survey: CodedSurvey) -> None:
    fold(survey, "Støy")
    with survey.act("save_layer") as work:
        fold_codes(work, question_named(work, QUESTION), "Rapport", ["Støy"], "Ramme")
        assert not work.changes


def test_a_layer_taken_away_comes_back_by_undo(survey: CodedSurvey) -> None:
    fold(survey, "Støy")
    with survey.act("delete_layer") as work:
        delete_layer(work, question_named(work, QUESTION), "Rapport")
    with reading(survey.engine) as work:
        assert layers_of(work, survey.question) == []
    with writing(survey.engine, coder_id=survey.kari, operation="undo") as work:
        take_back(work)
    assert folds(survey) == [("Ramme", ["Støy"])]


def test_folded_rows_are_labelled_and_ordered_by_their_names(survey: CodedSurvey) -> None:
    fold(survey, "Støy", "Utstyr")
    with survey.act("save_layer") as work:
        question = question_named(work, QUESTION)
        label_row(work, question, "Rapport", "Ramme", {"nn": "Ramme for arbeidet"})
        kept = order_rows(work, question, "Rapport", ["Ramme"])
    assert (kept.labels, kept.order) == ({"Ramme": {"nn": "Ramme for arbeidet"}}, ("Ramme",))
    assert isinstance(kept.folds[0], Fold)


def test_names_that_are_nowhere_are_refused(survey: CodedSurvey) -> None:
    with reading(survey.engine) as work, pytest.raises(UnknownLayerError):
        layer_view(work, question_named(work, QUESTION), "Finnes ikke")
    with pytest.raises(UnknownCodeError):
        fold(survey, "Finnes ikke")


def test_rare_codes_are_named_fewest_answers_first(survey: CodedSurvey) -> None:
    with reading(survey.engine) as work:
        found = rare_codes(work, question_named(work, QUESTION), under=3)
    assert [(code.name, count) for code, count in found] == [("Utstyr", 0), ("Tid", 0), ("Støy", 1)]


def test_what_says_nothing_and_what_has_no_row_is_not_named_as_rare(survey: CodedSurvey) -> None:
    survey.add_codes("Husker ikke", kind="don't know")
    survey.add_codes("Gammel")
    with survey.act("retire_code") as work:
        work.update("code", survey.codes["Gammel"], retired=work.number)
    with reading(survey.engine) as work:
        found = rare_codes(work, question_named(work, QUESTION), under=3)
    assert [code.name for code, _count in found] == ["Utstyr", "Tid", "Støy"]


def test_layers_stand_in_the_order_of_the_alphabet(survey: CodedSurvey) -> None:
    with survey.act("save_layer") as work:
        for name in ("Ås", "zeta", "Ære", "Alfa", "beta"):
            fold_codes(work, question_named(work, QUESTION), name, ["Pris"], "Diverse")
    with reading(survey.engine) as snapshot:
        names = [each.name for each in layers_of(snapshot, survey.question)]
    assert names == ["Alfa", "beta", "zeta", "Ære", "Ås"]
