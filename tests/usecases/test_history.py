"""The history in words."""

from __future__ import annotations

import pytest

from coder.domain.codebook import UnknownCodeError
from coder.domain.roles import Role
from coder.store.answers import UnknownRespondentError
from coder.store.sentences import texts_to_split
from coder.store.unit_of_work import Writing
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.coding.setting import remove_code
from coder.usecases.history.in_words import take_back, told_entry, told_history
from coder.usecases.team.roles import grant
from tests.builders import (
    SmallProject,
    act,
    add_answers,
    add_question,
    ask,
    code_answer,
    finish,
    small_project,
    undo,
)
from tests.made_once import made_once


@pytest.fixture
@made_once
def project(project_url: str) -> SmallProject:
    p = small_project(project_url)
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari)
    finish(p.engine, p.answers[0], p.kari)
    code_answer(p.engine, p.answers[1], p.codes[1], p.ola)
    return p


def lines(p: SmallProject, **narrowed: object) -> list[tuple[str | None, str, str]]:
    told = ask(p.engine, lambda work: told_history(work, **narrowed))  # type: ignore[arg-type]
    return [(each.entry.coder, each.operation, each.about) for each in told]


def test_each_entry_says_who_did_what_to_what(project: SmallProject) -> None:
    undo(project.engine, project.ola)
    assert lines(project)[-4:] == [
        ("kari", "set a code", "Samarbeid · r1"),
        ("kari", "marked done", "r1"),
        ("ola", "set a code", "Ressurser · r2"),
        ("ola", "took back entry 9", "Ressurser · r2"),
    ]


def test_what_is_gone_keeps_its_name(project: SmallProject) -> None:
    p = project
    act(p.engine, p.kari, "remove_code", lambda work: remove_code(work, p.answers[0], p.codes[0], p.kari))
    assert lines(p)[-1] == ("kari", "removed a code", "Samarbeid · r1")


def test_the_history_of_a_respondent(project: SmallProject) -> None:
    p = project
    act(p.engine, p.kari, "remove_code", lambda work: remove_code(work, p.answers[0], p.codes[0], p.kari))
    assert [line[1] for line in lines(p, respondent="r1")] == [
        "imported a survey",
        "set a code",
        "marked done",
        "removed a code",
    ]
    with pytest.raises(UnknownRespondentError):
        lines(p, respondent="r99")


def test_the_history_of_a_code(project: SmallProject) -> None:
    p = project
    act(p.engine, p.kari, "merge_codes", lambda work: merge_codes(work, [p.codes[1]], p.codes[0]))
    assert [line[:2] for line in lines(p, code="samarbeid")] == [
        (None, "made a code"),
        ("kari", "set a code"),
        ("ola", "set a code"),
        ("kari", "merged codes"),
    ]
    with pytest.raises(UnknownCodeError):
        lines(p, code="Finnes ikke")


def test_the_history_is_narrowed_by_number_and_time(project: SmallProject) -> None:
    assert [line[1] for line in lines(project, limit=2)] == ["marked done", "set a code"]
    assert lines(project, since="2001-01-01") == lines(project)
    assert lines(project, since="2999-01-01") == []
    assert ask(project.engine, lambda work: told_entry(work, 7)).about == "Samarbeid · r1"


def test_many_are_counted_rather_than_named(project: SmallProject) -> None:
    assert lines(project)[2][2] == "5 answers"


def test_an_answer_that_comes_back_has_its_sentences_again(project: SmallProject) -> None:
    p = project
    other = add_question(p.engine, "hvorfor")

    def again(work: Writing) -> None:
        work.update("answer", p.answers[2], text="Vet ikke. Eller jo.")

    act(p.engine, p.kari, "import_survey", again)
    act(p.engine, p.kari, "undo", take_back)
    assert ask(p.engine, texts_to_split) == []
    add_answers(p.engine, other, ["Fordi."])
    assert ask(p.engine, texts_to_split) == []


def test_a_coder_somebody_else_brought_in_is_named_and_not_said_to_act(project: SmallProject) -> None:
    grant(project.engine, "kari", "kari", Role.LEAD)
    grant(project.engine, "kari", "Lise", Role.CODER)
    assert lines(project)[-1] == ("kari", "new coder", "«Lise»")
