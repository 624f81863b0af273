"""Settings of questions, and the order of levels."""

from __future__ import annotations

import pytest

from coder.domain.errors import WrongUseError
from coder.domain.question import UnknownQuestionError
from coder.store.coders import UnknownCoderError
from coder.store.questions import question_named
from coder.store.unit_of_work import writing
from coder.store.variables import all_variables
from coder.usecases.questions import (
    CodebookInUseError,
    NoShareHiddenError,
    RepeatedLevelError,
    UnknownLevelError,
    UnknownVariableError,
    change_question,
    order_levels,
    overviews,
)
from tests.builders import (
    SmallProject,
    act,
    add_answers,
    add_question,
    ask,
    code_answer,
    faults,
    question,
    small_project,
)
from tests.made_once import made_once


@pytest.fixture
@made_once
def project(project_url: str) -> SmallProject:
    p = small_project(project_url)
    other = add_question(p.engine, "hvorfor")
    sizes = {"størrelse": ["liten", "stor", "middels"]}
    add_answers(p.engine, other, {"k1": "Fordi.", "k2": "Nei.", "k3": "Ja."}, background=sizes)
    return p


def change(p: SmallProject, key: str, **settings: object) -> None:
    act(p.engine, p.kari, "set_question", lambda work: change_question(work, key, **settings))


@pytest.mark.slow
def test_settings_are_changed_one_by_one(project: SmallProject) -> None:
    change(project, "hva_skal_til", unit="sentence", text="Hva skal til?", lead="ola", reading_order="random")
    asked = question(project.engine)
    assert (asked.unit, asked.text, asked.lead_id, asked.reading_order, asked.quantify) == (
        "sentence", "Hva skal til?", project.ola, "random", "list",
    )  # fmt: skip
    change(project, "hva_skal_til", lead="", text="")
    assert (question(project.engine).lead_id, question(project.engine).text) == (None, "")
    assert faults(project.engine) == []


def test_who_was_asked_is_a_variable_and_its_levels(project: SmallProject) -> None:
    [variable] = ask(project.engine, all_variables)
    change(project, "hvorfor", asked_if=("størrelse", ["stor", "middels"]))
    uids = {level.name: level.uid for level in variable.levels}
    assert question(project.engine, "hvorfor").asked_if == {
        "variable": variable.uid,
        "levels": [uids["stor"], uids["middels"]],
    }
    change(project, "hvorfor", asked_if=None)
    assert question(project.engine, "hvorfor").asked_if is None


@pytest.mark.parametrize(
    "settings, error, said",
    [
        ({"lead": "nils"}, UnknownCoderError, "nils"),
        ({"asked_if": ("storleik", ["stor"])}, UnknownVariableError, "«størrelse»"),
        ({"asked_if": ("størrelse", ["diger"])}, UnknownLevelError, "«stor»"),
        ({"codebook": "hvofor"}, UnknownQuestionError, "«hvorfor»"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_there_is(
    project: SmallProject, settings: dict[str, object], error: type[WrongUseError], said: str
) -> None:
    with pytest.raises(error, match=said):
        change(project, "hva_skal_til", **settings)


def test_an_unknown_question_is_told_with_the_nearest(project: SmallProject) -> None:
    with pytest.raises(UnknownQuestionError, match="«hvorfor»"):
        ask(project.engine, lambda work: question_named(work, "hvorfr"))


def test_two_questions_share_a_codebook_while_nothing_is_coded(project: SmallProject) -> None:
    change(project, "hvorfor", codebook="hva_skal_til")
    assert question(project.engine, "hvorfor").codebook_id == question(project.engine).codebook_id
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    add_question(project.engine, "tredje")
    with pytest.raises(CodebookInUseError):
        change(project, "hva_skal_til", codebook="tredje")
    change(project, "hva_skal_til", codebook="hvorfor")


def test_levels_take_the_order_named_and_the_rest_follow(project: SmallProject) -> None:
    def ordered() -> list[str]:
        [variable] = ask(project.engine, all_variables)
        return [level.name for level in variable.levels]

    assert ordered() == ["liten", "stor", "middels"]
    act(
        project.engine,
        project.kari,
        "order_levels",
        lambda work: order_levels(work, "størrelse", ["middels"]),
    )
    assert ordered() == ["middels", "liten", "stor"]
    for levels, error in ((["stor", "stor"], RepeatedLevelError), (["diger"], UnknownLevelError)):
        with (
            pytest.raises(error),
            writing(project.engine, coder_id=project.kari, operation="order_levels") as work,
        ):
            order_levels(work, "størrelse", levels)
    assert ordered() == ["middels", "liten", "stor"]


def test_questions_stand_in_their_order_with_their_numbers(project: SmallProject) -> None:
    found = ask(project.engine, overviews)
    numbers = [(each.question.key, each.numbers.answers, each.revisit_open) for each in found]
    assert numbers == [("hva_skal_til", 5, 0), ("hvorfor", 3, 0)]


@pytest.mark.slow
def test_suggestions_are_hidden_on_some_answers_only_if_it_is_said_on_how_many(project: SmallProject) -> None:
    def change(**settings: object) -> None:
        with writing(project.engine, coder_id=project.kari, operation="set_question") as work:
            change_question(work, "hva_skal_til", **settings)

    with pytest.raises(NoShareHiddenError):
        change(suggest="hidden_share")
    change(suggest="hidden_share", hidden_percent=20)
    change(hidden_percent=30)
    asked = question(project.engine)
    assert (asked.suggest, asked.hidden_percent) == ("hidden_share", 30)
    with pytest.raises(NoShareHiddenError):
        change(hidden_percent=0)
    assert faults(project.engine) == []
