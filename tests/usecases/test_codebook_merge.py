"""Several codes become one, and every coding stays."""

from __future__ import annotations

import pytest

from coder.domain.code_tree import MergedAwayError
from coder.domain.coding import CodedState
from coder.store.codes import times_used
from coder.store.states import states_of
from coder.usecases.codebook.growth import RetiredCodeError, add_code, define_code, rename_code
from coder.usecases.codebook.merge import (
    ChildInTheWayError,
    Merge,
    MergeIntoHeadingError,
    MergeIntoItselfError,
    NothingToMergeError,
    answers_affected,
    merge_codes,
)
from coder.usecases.codebook.settings import retire_code
from tests.builders import SmallProject, act, ask, code_answer, finish, question, small_project
from tests.usecases.codebooks import code, coded, codes, done_and_taken_back, paths


def merged(project: SmallProject, sources: list[int], target: int) -> Merge:
    return done_and_taken_back(project, "merge_codes", lambda work: merge_codes(work, sources, target))


@pytest.mark.slow
def test_every_coding_of_the_merged_codes_counts_for_the_target(project_url: str) -> None:
    project = small_project(project_url)
    a, b, c = project.codes
    code_answer(project.engine, project.answers[0], a, project.kari, [(0, 5)])
    code_answer(project.engine, project.answers[1], b, project.ola)
    code_answer(project.engine, project.answers[2], c, project.kari)
    assert ask(project.engine, lambda work: answers_affected(work, [a, b])) == 2
    assert merged(project, [a, b], c) == Merge(answers=2, moved=2, united=0)
    assert coded(project) == {
        (0, "Oppfølging", project.kari): ((0, 5),),
        (1, "Oppfølging", project.ola): (),
        (2, "Oppfølging", project.kari): (),
    }


@pytest.mark.slow
def test_one_coding_stays_per_answer_and_coder_with_the_excerpts_of_all(project_url: str) -> None:
    project = small_project(project_url)
    a, b, c = project.codes
    for target, excerpts in ((a, [(0, 5), (20, 25)]), (b, [(4, 9)]), (c, [(9, 12)])):
        code_answer(project.engine, project.answers[0], target, project.kari, excerpts)
    assert merged(project, [a, b], c) == Merge(answers=1, moved=0, united=2)
    # What overlaps becomes one; what only touches stays two.
    assert coded(project) == {(0, "Oppfølging", project.kari): ((0, 9), (9, 12), (20, 25))}


@pytest.mark.slow
@pytest.mark.parametrize("placed", [0, 1])
def test_an_answer_placed_somewhere_stays_placed(project_url: str, placed: int) -> None:
    project = small_project(project_url)
    code_answer(project.engine, project.answers[0], project.codes[placed], project.kari, [(0, 5)])
    code_answer(project.engine, project.answers[0], project.codes[1 - placed], project.kari)
    merged(project, [project.codes[0]], project.codes[1])
    assert coded(project) == {(0, "Ressurser", project.kari): ((0, 5),)}


@pytest.mark.slow
def test_two_sources_on_one_answer_become_one_coding_of_the_target(project_url: str) -> None:
    project = small_project(project_url)
    a, b, c = project.codes
    code_answer(project.engine, project.answers[0], a, project.kari, [(0, 5)])
    code_answer(project.engine, project.answers[0], b, project.kari, [(8, 9)])
    assert merged(project, [a, b], c) == Merge(answers=1, moved=1, united=1)
    assert coded(project) == {(0, "Oppfølging", project.kari): ((0, 5), (8, 9))}


@pytest.mark.slow
def test_coded_states_and_the_settled_coding_stay(project_url: str) -> None:
    project = small_project(project_url)
    a, b, _c = project.codes
    for each in (a, b):
        code_answer(project.engine, project.answers[0], each, project.kari)
    finish(project.engine, project.answers[0], project.kari)
    code_answer(project.engine, project.answers[1], a, project.kari)
    merged(project, [a], b)
    states = ask(project.engine, lambda work: states_of(work, project.question_id, project.kari))
    assert states == {project.answers[0]: CodedState.DONE, project.answers[1]: CodedState.STARTED}
    assert ask(project.engine, lambda work: times_used(work, project.question_id)) == {b: 1}


@pytest.mark.slow
def test_the_merged_code_is_out_of_the_list_and_its_name_an_alias(project_url: str) -> None:
    project = small_project(project_url)
    a, b, _c = project.codes
    act(
        project.engine,
        project.kari,
        "define_code",
        lambda work: define_code(work, a, definition="Om samarbeid", aliases=["NAV", "Ressurser"]),
    )
    merged(project, [a], b)
    assert paths(project.engine) == ["Ressurser", "Oppfølging"]
    gone = next(each for each in codes(project.engine) if each.id == a)
    assert (gone.merged_into, gone.text.definition) == (b, "Om samarbeid")
    assert code(project.engine, "Ressurser").text.aliases == ("Samarbeid", "NAV")


@pytest.mark.slow
def test_its_name_is_free_again(project_url: str) -> None:
    project = small_project(project_url)
    merged(project, [project.codes[0]], project.codes[1])
    book = question(project.engine).codebook_id
    new = act(project.engine, project.kari, "add_code", lambda work: add_code(work, book, "Samarbeid"))
    assert new not in project.codes


@pytest.mark.slow
def test_children_come_under_the_target(project_url: str) -> None:
    project = small_project(project_url, codes=["A", "A > A1", "A > A1 > A11", "B", "B > B1", "B > A2"])
    merged(project, [project.codes[0]], project.codes[3])
    assert paths(project.engine) == ["B", "B > B1", "B > A2", "B > A1", "B > A1 > A11"]


@pytest.mark.slow
def test_a_child_is_merged_into_its_parent_and_a_child_of_the_same_name_takes_its_place(
    project_url: str,
) -> None:
    project = small_project(project_url, codes=["T", "T > A", "T > A > A"])
    merged(project, [project.codes[1]], project.codes[0])
    assert paths(project.engine) == ["T", "T > A"]
    assert code(project.engine, "T > A").id == project.codes[2]


@pytest.mark.slow
def test_a_parent_and_its_child_are_merged_at_once(project_url: str) -> None:
    project = small_project(project_url, codes=["A", "A > A1", "A > A1 > X", "B"])
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    code_answer(project.engine, project.answers[0], project.codes[1], project.kari)
    assert merged(project, project.codes[:2], project.codes[3]) == Merge(1, 1, 1)
    assert paths(project.engine) == ["B", "B > X"]


@pytest.mark.slow
def test_children_of_one_name_stop_a_merge(project_url: str) -> None:
    project = small_project(project_url, codes=["A", "A > Annet", "B", "B > Annet"])
    with pytest.raises(ChildInTheWayError, match="«A > Annet» would come to stand beside «B > Annet»"):
        act(
            project.engine,
            project.kari,
            "merge_codes",
            lambda work: merge_codes(work, [project.codes[0]], project.codes[2]),
        )
    assert paths(project.engine) == ["A", "A > Annet", "B", "B > Annet"]


@pytest.mark.slow
def test_a_merge_that_makes_no_sense_is_refused_in_one_sentence(project_url: str) -> None:
    project = small_project(project_url, codes=["A", "A > A1", "B", "C"])
    a, a1, b, c = project.codes

    def merge(sources: list[int], target: int) -> None:
        act(project.engine, project.kari, "merge_codes", lambda work: merge_codes(work, sources, target))

    with pytest.raises(MergeIntoItselfError):
        merge([a], a)
    with pytest.raises(MergeIntoItselfError, match="«A» cannot be merged into «A > A1»"):
        merge([b, a], a1)
    with pytest.raises(NothingToMergeError):
        merge([], a)
    act(project.engine, project.kari, "retire_code", lambda work: retire_code(work, c))
    with pytest.raises(RetiredCodeError):
        merge([a], c)
    code_answer(project.engine, project.answers[0], b, project.kari)
    act(project.engine, project.kari, "define_code", lambda work: define_code(work, a, codable=False))
    with pytest.raises(MergeIntoHeadingError):
        merge([b], a)
    merge([b], a1)
    with pytest.raises(MergedAwayError, match="«B» was merged into «A > A1»"):
        merge([a1], b)
    with pytest.raises(MergedAwayError):
        act(project.engine, project.kari, "rename_code", lambda work: rename_code(work, b, "Ny"))
    # A retired code may go into one in use.
    merge([c], a1)
    assert paths(project.engine) == ["A", "A > A1"]
