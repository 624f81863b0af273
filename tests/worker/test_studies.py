"""What is asked of a model's process beside the codes of an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.usecases.suggesting.suggestions import Groups, Inconsistencies, Near
from tests.builders import code_answer, finish, small_project
from tests.worker.listening import model_of

pytestmark = pytest.mark.slow

MONEY = (
    "Meir øyremerka midlar til kommunen.",
    "Øremerkede midler til kommunene.",
    "Kommunen treng øyremerka midlar.",
    "Øremerkede midler!",
    "Gi kommunene øremerkede midler.",
    "Øremerkede midler til tiltak i kommunen.",
)
PEOPLE = (
    "Bedre samarbeid med Nav lokalt.",
    "Betre samarbeid mellom Nav og lege.",
    "Samarbeid med Nav.",
    "Godt samarbeid med Nav.",
    "Tett samarbeid mellom Nav og kommune.",
    "Samarbeid, særlig med Nav.",
)


@pytest.mark.slow
def test_the_nearest_answers_with_a_code_are_told(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", texts=MONEY + PEOPLE, codes=("Penger", "Samhandling"))
    for place in (1, 2, 6):
        code_answer(project.engine, project.answers[place], project.codes[place // 6], project.kari)
    with model_of(tmp_path / "p.sqlite") as (model, listener):
        model.ask_near(project.answers[3], project.codes[0])
        said = listener.wait_for(Near)
    assert (said.answer_id, said.code_id) == (project.answers[3], project.codes[0])
    assert [answer_id for answer_id, _likeness in said.answers] == [project.answers[1], project.answers[2]]
    assert 1 >= said.answers[0][1] >= said.answers[1][1] > 0


@pytest.mark.slow
def test_an_answer_is_not_near_itself(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", texts=MONEY, codes=("Penger",))
    for place in (0, 1):
        code_answer(project.engine, project.answers[place], project.codes[0], project.kari)
    with model_of(tmp_path / "p.sqlite") as (model, listener):
        model.ask_near(project.answers[0], project.codes[0])
        assert [each for each, _likeness in listener.wait_for(Near).answers] == [project.answers[1]]


@pytest.mark.slow
def test_an_answer_coded_unlike_its_like_is_told(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", texts=MONEY * 3 + PEOPLE, codes=("Penger", "Samhandling"))
    for place, answer_id in enumerate(project.answers):
        if place != 3:
            code_answer(project.engine, answer_id, project.codes[int(place >= 18)], project.kari)
        finish(project.engine, answer_id, project.kari)
    with model_of(tmp_path / "p.sqlite") as (model, listener):
        model.ask_inconsistencies()
        found = listener.wait_for(Inconsistencies).found
    assert (project.answers[3], project.codes[0], "lacks") in [each[:3] for each in found]


@pytest.mark.slow
def test_alike_answers_nobody_has_coded_are_grouped_under_a_name(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", texts=MONEY + PEOPLE + ("Vet ikke",))
    code_answer(project.engine, project.answers[0], project.codes[0], project.ola)
    with model_of(tmp_path / "p.sqlite") as (model, listener):
        model.ask_groups()
        said = listener.wait_for(Groups)
    grouped = {answer_id for _name, answers in said.groups for answer_id in answers}
    assert grouped <= set(project.answers[1:12])
    assert len(said.groups) == 2
    assert all(name for name, _answers in said.groups)
