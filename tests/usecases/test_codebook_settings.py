"""Codes retired and restored; codebooks with one code per answer."""

from __future__ import annotations

import pytest

from coder.usecases.codebook.growth import RetiredCodeError
from coder.usecases.codebook.settings import (
    NotRetiredError,
    SeveralCodesError,
    restore_code,
    retire_code,
    set_exclusive,
)
from tests.builders import SmallProject, act, code_answer, question, small_project
from tests.usecases.codebooks import code, coded, codes, done_and_taken_back


def retired(project: SmallProject) -> list[str]:
    return [each.name for each in codes(project.engine) if each.retired is not None]


@pytest.mark.slow
def test_a_retired_code_is_hidden_from_choice_and_keeps_its_codings(project_url: str) -> None:
    project = small_project(project_url)
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    done_and_taken_back(project, "retire_code", lambda work: retire_code(work, project.codes[0]))
    assert not code(project.engine, "Samarbeid").open_for_choice
    assert coded(project) == {(0, "Samarbeid", project.kari): ()}
    done_and_taken_back(project, "restore_code", lambda work: restore_code(work, project.codes[0]))
    assert code(project.engine, "Samarbeid").open_for_choice


@pytest.mark.slow
def test_a_theme_is_retired_and_restored_with_its_codes_but_not_those_retired_before(
    project_url: str,
) -> None:
    project = small_project(project_url, codes=["T", "T > A", "T > A > A1", "T > B"])
    theme, a, _a1, b = project.codes
    act(project.engine, project.kari, "retire_code", lambda work: retire_code(work, b))
    assert done_and_taken_back(project, "retire_code", lambda work: retire_code(work, theme)) == 3
    assert retired(project) == ["T", "A", "A1", "B"]
    with pytest.raises(RetiredCodeError, match="«T» is retired"):
        act(project.engine, project.kari, "restore_code", lambda work: restore_code(work, a))
    assert done_and_taken_back(project, "restore_code", lambda work: restore_code(work, theme)) == 3
    assert retired(project) == ["B"]


@pytest.mark.slow
def test_what_is_in_use_cannot_be_restored_and_what_is_retired_stays_so(project_url: str) -> None:
    project = small_project(project_url)
    with pytest.raises(NotRetiredError):
        act(project.engine, project.kari, "restore_code", lambda work: restore_code(work, project.codes[0]))
    act(project.engine, project.kari, "retire_code", lambda work: retire_code(work, project.codes[0]))
    assert (
        act(project.engine, project.ola, "retire_code", lambda work: retire_code(work, project.codes[0])) == 0
    )


@pytest.mark.slow
def test_a_codebook_becomes_exclusive_only_where_answers_have_one_code(project_url: str) -> None:
    project = small_project(project_url)
    book = question(project.engine).codebook_id
    for answer in project.answers[:2]:
        for each in project.codes[:2]:
            code_answer(project.engine, answer, each, project.kari)
    code_answer(project.engine, project.answers[2], project.codes[0], project.kari)
    code_answer(project.engine, project.answers[2], project.codes[1], project.ola)
    with pytest.raises(SeveralCodesError, match="2 answers have several codes"):
        act(project.engine, project.kari, "set_exclusive", lambda work: set_exclusive(work, book, True))
    assert not question(project.engine).exclusive


@pytest.mark.slow
def test_an_exclusive_codebook_and_back(project_url: str) -> None:
    project = small_project(project_url)
    book = question(project.engine).codebook_id
    done_and_taken_back(project, "set_exclusive", lambda work: set_exclusive(work, book, True))
    assert question(project.engine).exclusive
    act(project.engine, project.kari, "set_exclusive", lambda work: set_exclusive(work, book, False))
    assert not question(project.engine).exclusive
