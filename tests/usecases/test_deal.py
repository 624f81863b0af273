"""Dealing answers into piles."""

from __future__ import annotations

import pytest

from coder.store.answers import piles_of
from coder.store.coders import ReservedNameError, all_coders
from coder.usecases.team.deal import deal
from tests.builders import SmallProject, act, add_answers, ask, code_answer, faults, question, small_project


@pytest.fixture
def project(project_url: str) -> SmallProject:
    return small_project(project_url, texts=[f"Svar {number}" for number in range(11)])


def deal_out(p: SmallProject, names: list[str], **how: object) -> dict[str, int]:
    asked = question(p.engine)
    return act(p.engine, p.kari, "deal", lambda work: deal(work, asked, names, **how))  # type: ignore[arg-type]


def piles(p: SmallProject) -> dict[int, int]:
    return ask(p.engine, lambda work: piles_of(work, p.question_id))


def test_answers_are_dealt_as_evenly_as_can_be(project: SmallProject) -> None:
    counts = deal_out(project, ["kari", "ola", "nils", "ola"])
    assert sorted(counts.values()) == [3, 4, 4]
    assert set(piles(project)) == set(project.answers)
    assert "nils" in [each.name for each in ask(project.engine, all_coders)]
    assert faults(project.engine) == []


def test_what_was_begun_or_dealt_stays(project: SmallProject) -> None:
    code_answer(project.engine, project.answers[0], project.codes[0], project.ola)
    deal_out(project, ["kari"])
    assert piles(project) == dict.fromkeys(project.answers[1:], project.kari)
    later = add_answers(project.engine, project.question_id, {"r90": "Nytt svar", "r91": "Enda ett"})
    assert deal_out(project, ["ola"]) == {"ola": 2}
    assert {piles(project)[answer] for answer in later} == {project.ola}


def test_again_deals_anew_what_nobody_has_begun(project: SmallProject) -> None:
    deal_out(project, ["kari"])
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    assert deal_out(project, ["ola"], again=True) == {"ola": 10}
    assert piles(project)[project.answers[0]] == project.kari


def test_only_one_wave_is_dealt_where_it_is_named(project: SmallProject) -> None:
    later = add_answers(project.engine, project.question_id, {"r1": "Året etter"}, wave="2017")
    assert deal_out(project, ["ola"], wave="2017") == {"ola": 1}
    assert piles(project) == {later[0]: project.ola}


def test_nobody_deals_to_the_consensus(project: SmallProject) -> None:
    with pytest.raises(ReservedNameError):
        deal_out(project, ["Consensus"])
    assert piles(project) == {}
