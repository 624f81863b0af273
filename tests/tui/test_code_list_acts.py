from collections.abc import Callable
from pathlib import Path

import pytest

from coder.domain.code_tree import SiblingNameError
from coder.domain.codebook import NARROWER
from coder.tui.code_list import acts
from coder.tui.notes.own_note import NotePlace, note_act
from tests.builders import SmallProject, act, code_answer, question, small_project
from tests.made_once import made_once
from tests.usecases.codebooks import code, done_and_taken_back, paths

OPERATIONS: dict[str, Callable[[SmallProject], acts.Act]] = {
    "add_code": lambda project: acts.add_code(book(project), None, "Tid", 1),
    "rename_code": lambda project: acts.rename_code(project.codes[0], "Samspill"),
    "define_code": lambda project: acts.define_code(
        project.codes[0], {"definition": "Nytt.", "labels": {"nn": "Samspel"}, "colour": "#0072b2"}, NARROWER
    ),
    "move_code": lambda project: acts.move_code(project.codes[0], project.codes[1]),
    "merge_codes": lambda project: acts.merge_codes(project.codes[0], project.codes[1]),
    "split_code": lambda project: acts.split_code(
        project.codes[0], ["A", "B"], {project.answers[0]: ["A", "B"]}
    ),
    "retire_code": lambda project: acts.retire_code(project.codes[0]),
    "write_note": lambda project: note_act(NotePlace("code", project.codes[0]), project.kari, "Sjå Rammer."),
}


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    project = small_project(tmp_path / "p.sqlite")
    for answer in project.answers[:3]:
        code_answer(project.engine, answer, project.codes[0], project.kari)
    code_answer(project.engine, project.answers[0], project.codes[1], project.kari)
    return project


def book(project: SmallProject) -> int:
    return question(project.engine).codebook_id


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS)
def test_one_undo_gives_back_exactly_what_was(project: SmallProject, operation: str) -> None:
    done_and_taken_back(project, operation, OPERATIONS[operation](project))


@pytest.mark.slow
def test_a_retired_code_taken_back_into_use_can_be_retired_again_by_undo(project: SmallProject) -> None:
    act(project.engine, project.kari, "retire_code", acts.retire_code(project.codes[0]))
    done_and_taken_back(project, "restore_code", acts.restore_code(project.codes[0]))
    assert code(project.engine, "Samarbeid").open_for_choice


def test_a_new_code_that_is_there_is_refused_though_its_case_differs(project: SmallProject) -> None:
    with pytest.raises(SiblingNameError):
        act(project.engine, project.kari, "add_code", acts.add_code(book(project), None, "samarbeid", None))
    assert paths(project.engine) == ["Samarbeid", "Ressurser", "Oppfølging"]


def test_a_new_code_stands_where_it_was_asked_for(project: SmallProject) -> None:
    act(project.engine, project.kari, "add_code", acts.add_code(book(project), None, "Tid", 2))
    assert paths(project.engine) == ["Samarbeid", "Tid", "Ressurser", "Oppfølging"]
