"""Decisions of the privacy check when the texts they were taken on change."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.survey import Survey, SurveyRow
from coder.store.unit_of_work import Writing
from coder.usecases.privacy.disclose import AnswerFinding, findings_of
from coder.usecases.privacy.privacy_decisions import Pointed, decide, dropped
from coder.usecases.privacy.privacy_names import privacy_check
from coder.usecases.survey.importing import import_survey
from tests.builders import SmallProject, act, ask, faults, small_project, undo


def _findings(project: SmallProject) -> list[AnswerFinding]:
    return ask(project.engine, lambda work: findings_of(work, privacy_check(), project.question_id))


@pytest.mark.slow
def test_an_answer_that_was_dropped_stays_out_when_a_new_text_lacks_the_mention(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", texts=["Ring Kari Nordmann om dette.", "Mer tid."])
    [found] = _findings(project)

    def drop(work: Writing) -> None:
        decide(work, [Pointed.of(found)], "drop")

    def import_again(work: Writing) -> None:
        row = SurveyRow(2, found.respondent_id, "", None, {}, {"hva_skal_til": "Ring noen om dette."})
        import_survey(work, Survey("svar.csv", ("hva_skal_til",), (), (row,), (), ()), changed="replace")

    act(project.engine, project.kari, "decide_findings", drop)
    act(project.engine, project.ola, "import_survey", import_again)
    assert ask(project.engine, lambda work: dropped(work, project.answers)) == {found.answer_id}
    [kept] = _findings(project)
    assert (kept.span, kept.decision) == (None, "drop")
    assert faults(project.engine) == []
    act(project.engine, project.kari, "decide_findings", lambda work: decide(work, [Pointed.of(kept)], None))
    assert _findings(project) == []
    undo(project.engine, project.kari)
    undo(project.engine, project.ola)
    [again] = _findings(project)
    assert (again.mention, again.decision) == ("Kari Nordmann", "drop")
