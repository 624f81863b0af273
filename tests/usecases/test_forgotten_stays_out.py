"""What was forgotten does not come back: not by import, not by merging, and nobody is handed it."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.coding import CodedState
from coder.domain.survey import Survey, SurveyRow
from coder.store.check import findings
from coder.store.coders import coder_with_id
from coder.store.forgotten import all_forgotten
from coder.store.notes import NotedOn
from coder.store.states import states_of
from coder.store.unit_of_work import Writing
from coder.usecases.coding.notes import write_note
from coder.usecases.coding.reading import reading_list
from coder.usecases.merge.forgotten_on_both import ForgottenHereError, ForgottenThereError
from coder.usecases.merge.project_merge import merge_project, plan_merge
from coder.usecases.privacy.forget_everywhere import forget_respondent
from coder.usecases.report.theme_reading import theme_reading
from coder.usecases.suggesting.learning import learnable
from coder.usecases.survey.importing import import_survey
from tests.builders import (
    act,
    add_answers,
    ask,
    code_answer,
    faults,
    finish,
    question,
    small_project,
)
from tests.usecases.forgettable import OTHER, SAID, THEIRS, forgettable, found_in
from tests.usecases.merged_projects import Laptop, two_laptops

TEXTS = [SAID, "Vi treng fleire folk.", "Vet ikkje"]


def _survey(*rows: tuple[str, str, dict[str, str]]) -> Survey:
    asked = tuple(dict.fromkeys(key for _id, _wave, texts in rows for key in texts))
    made = [
        SurveyRow(number, who, wave, None, {}, texts) for number, (who, wave, texts) in enumerate(rows, 1)
    ]
    return Survey("again.csv", asked, (), tuple(made), (), ())


@pytest.mark.slow
def test_the_same_survey_again_brings_nothing_back_and_says_so(tmp_path: Path) -> None:
    project = forgettable(tmp_path)
    forget_respondent(project.engine, "r1", project.kari)
    survey = _survey(("r1", "", {"hva_skal_til": SAID, "anna": OTHER}), ("r2", "", {"anna": "Ingen ting."}))

    def do(work: Writing) -> int:
        return import_survey(work, survey, changed="replace").forgotten

    assert act(project.engine, project.kari, "import_survey", do) == 2
    assert [found_in([tmp_path], words) for words in THEIRS] == [[] for _words in THEIRS]
    assert faults(project.engine) == []


@pytest.mark.slow
def test_what_they_answered_to_other_questions_stays_out_and_other_waves_come_in(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", texts=TEXTS)
    forget_respondent(project.engine, "r1", project.kari)
    survey = _survey(
        ("r1", "", {"nytt": OTHER}),
        ("r1", "2024", {"nytt": "Eg vil svare likevel."}),
        ("r2", "", {"nytt": "Ja."}),
    )
    report = act(project.engine, project.kari, "import_survey", lambda work: import_survey(work, survey))
    assert (report.forgotten, report.new_answers) == (1, 2)
    assert found_in([tmp_path], OTHER) == []


@pytest.mark.slow
def test_nobody_is_handed_it_and_no_model_learns_from_it(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", texts=TEXTS)
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    finish(project.engine, project.answers[0], project.kari)
    forget_respondent(project.engine, "r1", project.kari)
    asked = question(project.engine)
    kari = ask(project.engine, lambda work: coder_with_id(work, project.kari))
    assert ask(project.engine, lambda work: reading_list(work, asked, kari)) == project.answers[1:]
    assert ask(project.engine, lambda work: learnable(work, asked, [], project.kari)) == []
    states = ask(project.engine, lambda work: states_of(work, project.question_id, project.kari))
    assert states == {project.answers[0]: CodedState.DONE}


@pytest.mark.slow
def test_what_was_forgotten_counts_and_is_not_quoted(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", texts=TEXTS)
    for answer in project.answers[:2]:
        code_answer(project.engine, answer, project.codes[0], project.kari)
        finish(project.engine, answer, project.kari)
    forget_respondent(project.engine, "r1", project.kari)
    found = ask(project.engine, lambda work: theme_reading(work, project.question_id))
    [heading] = found.headings
    assert (heading.count, [each.words for each in heading.passages]) == (2, [TEXTS[1]])


@pytest.mark.slow
def test_projects_meet_once_both_have_forgotten(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path, texts=TEXTS)
    ola.do("write_note", lambda work: _noted(work, ola))
    _forgotten(kari)
    with pytest.raises(ForgottenHereError, match=r"ola\.sqlite.* r1"):
        merge_project(kari.engine, ola.file, kari.id_of("coder", name="kari"))
    with pytest.raises(ForgottenThereError, match="r1"):
        plan_merge(ola.engine, kari.file)
    _forgotten(ola)
    merge_project(kari.engine, ola.file, kari.id_of("coder", name="kari"))
    merge_project(ola.engine, kari.file, ola.id_of("coder", name="ola"))
    assert [ask(each.engine, findings) for each in (kari, ola)] == [[], []]
    assert found_in([tmp_path], SAID) == []
    assert [len(ask(each.engine, all_forgotten)) for each in (kari, ola)] == [2, 2]


@pytest.mark.slow
def test_a_new_wave_of_somebody_forgotten_merges(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path, texts=TEXTS)
    _forgotten(kari)
    _forgotten(ola)
    add_answers(ola.engine, ola.id_of("question", key="hva_skal_til"), {"r1": "Eg svarar att."}, wave="2024")
    made = merge_project(kari.engine, ola.file, kari.id_of("coder", name="kari"))
    assert made.plan is not None
    assert made.plan.created["answer"] == 1
    assert ask(kari.engine, findings) == []


def _noted(work: Writing, laptop: Laptop) -> None:
    write_note(work, NotedOn.ANSWER, laptop.answer("r1"), laptop.id_of("coder", name="ola"), "Ringte henne.")


def _forgotten(laptop: Laptop) -> None:
    receipt = forget_respondent(laptop.engine, "r1", laptop.id_of("coder", name=laptop.coder))
    assert receipt.is_finished
