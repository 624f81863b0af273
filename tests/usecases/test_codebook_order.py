"""Codes moved in the tree and among their siblings."""

from __future__ import annotations

from functools import partial

import pytest

from coder.domain.code_tree import SiblingNameError
from coder.store.unit_of_work import Writing
from coder.usecases.codebook.order import (
    OtherCodebookError,
    RetiredParentError,
    UnderItselfError,
    move_code,
    reorder_code,
)
from coder.usecases.codebook.settings import retire_code
from tests.builders import act, add_codes, add_question, small_project
from tests.usecases.codebooks import code, code_id, done_and_taken_back, paths

TREE = ["A", "A > A1", "A > A2", "B", "B > B1", "C"]


@pytest.mark.slow
def test_a_code_moves_with_all_that_stands_under_it(project_url: str) -> None:
    project = small_project(project_url, codes=TREE)
    a, c = project.codes[0], project.codes[5]
    done_and_taken_back(project, "move_code", lambda work: move_code(work, a, c))
    assert paths(project.engine) == ["B", "B > B1", "C", "C > A", "C > A > A1", "C > A > A2"]
    assert code(project.engine, "A1").theme == "C"


@pytest.mark.slow
def test_a_code_moves_to_the_top_and_to_a_place(project_url: str) -> None:
    project = small_project(project_url, codes=TREE)
    done_and_taken_back(project, "move_code", lambda work: move_code(work, project.codes[4], None, 1))
    assert paths(project.engine)[:2] == ["B1", "A"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "expected"),
    [(1, "C A B"), (2, "A C B"), (99, "A B C")],
)
def test_siblings_are_reordered(project_url: str, place: int, expected: str) -> None:
    project = small_project(project_url, codes=["A", "B", "C"])
    act(project.engine, project.kari, "move_code", lambda work: reorder_code(work, project.codes[2], place))
    assert " ".join(paths(project.engine)) == expected


@pytest.mark.slow
def test_a_code_that_stands_there_already_is_no_change(project_url: str) -> None:
    project = small_project(project_url, codes=["A", "B", "C"])
    act(project.engine, project.kari, "move_code", lambda work: reorder_code(work, project.codes[1], 3))
    done_and_taken_back(project, "move_code", lambda work: reorder_code(work, project.codes[1], 1))

    def stay(work: Writing) -> int:
        reorder_code(work, project.codes[1], 1)
        return len(work.changes)

    assert act(project.engine, project.kari, "move_code", stay) == 0


@pytest.mark.slow
def test_no_code_stands_under_itself(project_url: str) -> None:
    project = small_project(project_url, codes=["A", "A > A1", "A > A1 > A11"])
    for under in project.codes:
        with pytest.raises(UnderItselfError):
            act(
                project.engine,
                project.kari,
                "move_code",
                partial(move_code, code_id=project.codes[0], parent_id=under),
            )
    assert paths(project.engine) == ["A", "A > A1", "A > A1 > A11"]


@pytest.mark.slow
def test_a_name_that_is_taken_there_is_refused(project_url: str) -> None:
    project = small_project(project_url, codes=["A", "B", "B > A"])
    with pytest.raises(SiblingNameError):
        act(project.engine, project.kari, "move_code", lambda work: move_code(work, project.codes[2], None))


@pytest.mark.slow
def test_nothing_is_put_under_a_retired_code_or_into_another_codebook(project_url: str) -> None:
    project = small_project(project_url, codes=["A", "B"])
    other = add_codes(project.engine, add_question(project.engine, "annet"), "X")[0]
    act(project.engine, project.kari, "retire_code", lambda work: retire_code(work, project.codes[1]))
    with pytest.raises(RetiredParentError):
        act(
            project.engine,
            project.kari,
            "move_code",
            lambda work: move_code(work, project.codes[0], project.codes[1]),
        )
    with pytest.raises(OtherCodebookError):
        act(project.engine, project.kari, "move_code", lambda work: move_code(work, project.codes[0], other))
    assert code_id(project.engine, "A") == project.codes[0]
