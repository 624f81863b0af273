"""A code is split into parts by decisions on its answers."""

from __future__ import annotations

import pytest

from coder.domain.code_tree import SiblingNameError
from coder.domain.codebook import CodeNameError
from coder.usecases.codebook.growth import RetiredCodeError, define_code
from coder.usecases.codebook.settings import retire_code
from coder.usecases.codebook.split import (
    Decision,
    NoPartsError,
    NotCodedSoError,
    OnePartOnlyError,
    RepeatedPartError,
    Split,
    SplitHeadingError,
    UnknownPartError,
    split_code,
)
from tests.builders import SmallProject, act, code_answer, small_project
from tests.usecases.codebooks import code, coded, done_and_taken_back, paths


def coded_project(url: str, exclusive: bool = False) -> SmallProject:
    """Make a project where Samarbeid stands on three answers, on the first by both coders."""
    project = small_project(url, exclusive=exclusive)
    target = project.codes[0]
    code_answer(project.engine, project.answers[0], target, project.kari, [(0, 5)])
    code_answer(project.engine, project.answers[0], target, project.ola)
    code_answer(project.engine, project.answers[1], target, project.kari)
    code_answer(project.engine, project.answers[2], target, project.kari, [(0, 3)])
    return project


def split(project: SmallProject, parts: list[str], *decisions: Decision) -> Split:
    return done_and_taken_back(
        project, "split_code", lambda work: split_code(work, project.codes[0], parts, decisions)
    )


@pytest.mark.slow
def test_parts_stand_after_the_old_code_and_undecided_codings_stay(project_url: str) -> None:
    project = coded_project(project_url)
    done = split(project, ["NAV", "DPS"], Decision(project.answers[0], "NAV"))
    assert paths(project.engine) == ["Samarbeid", "NAV", "DPS", "Ressurser", "Oppfølging"]
    assert coded(project) == {
        (0, "NAV", project.kari): ((0, 5),),
        (0, "NAV", project.ola): (),
        (1, "Samarbeid", project.kari): (),
        (2, "Samarbeid", project.kari): ((0, 3),),
    }
    assert done.moved == 2
    assert [each.answer_id for each in done.undecided] == project.answers[1:3]
    assert not done.closed
    assert {code(project.engine, each).split_from for each in ("NAV", "DPS")} == {project.codes[0]}


@pytest.mark.slow
def test_what_is_said_of_one_coder_goes_before_what_is_said_of_all(project_url: str) -> None:
    project = coded_project(project_url)
    split(
        project,
        ["NAV", "DPS"],
        Decision(project.answers[0], "NAV"),
        Decision(project.answers[0], "DPS", project.ola),
    )
    assert (0, "NAV", project.kari) in coded(project)
    assert (0, "DPS", project.ola) in coded(project)
    assert (0, "NAV", project.ola) not in coded(project)


@pytest.mark.slow
def test_an_answer_may_go_to_several_parts(project_url: str) -> None:
    project = coded_project(project_url)
    split(project, ["NAV", "DPS"], Decision(project.answers[2], "DPS"), Decision(project.answers[2], "NAV"))
    assert coded(project)[2, "NAV", project.kari] == ((0, 3),)
    assert coded(project)[2, "DPS", project.kari] == ((0, 3),)
    assert (2, "Samarbeid", project.kari) not in coded(project)


@pytest.mark.slow
def test_when_nothing_is_left_the_old_code_is_retired(project_url: str) -> None:
    project = coded_project(project_url)
    done = split(project, ["NAV", "DPS"], *(Decision(answer, "NAV") for answer in project.answers[:3]))
    assert done.closed
    assert done.undecided == ()
    assert code(project.engine, "Samarbeid").retired is not None


@pytest.mark.slow
def test_codes_in_use_under_it_keep_it_as_their_heading(project_url: str) -> None:
    project = small_project(project_url, codes=["A", "A > A1"])
    split(project, ["B"])
    old = code(project.engine, "A")
    assert (old.retired, old.codable) == (None, False)
    assert paths(project.engine) == ["A", "A > A1", "B"]


@pytest.mark.slow
def test_a_split_goes_on_with_the_same_parts(project_url: str) -> None:
    project = coded_project(project_url)
    split(project, ["NAV", "DPS"], Decision(project.answers[0], "NAV"))
    before = [code(project.engine, part).uid for part in ("NAV", "DPS")]
    second = split(
        project,
        ["NAV", "DPS", "Fastlege"],
        Decision(project.answers[1], "DPS"),
        Decision(project.answers[2], "Fastlege"),
    )
    assert [code(project.engine, part).uid for part in ("NAV", "DPS")] == before
    assert second.closed
    assert paths(project.engine) == ["Samarbeid", "NAV", "DPS", "Fastlege", "Ressurser", "Oppfølging"]
    assert len(coded(project)) == 4


@pytest.mark.slow
def test_a_coding_the_part_has_already_is_united_not_doubled(project_url: str) -> None:
    project = coded_project(project_url)
    split(project, ["NAV"], Decision(project.answers[0], "NAV"))
    nav = code(project.engine, "NAV").id
    code_answer(project.engine, project.answers[2], nav, project.kari, [(2, 6)])
    split(project, ["NAV"], Decision(project.answers[2], "NAV"))
    assert coded(project)[2, "NAV", project.kari] == ((0, 6),)


@pytest.mark.slow
def test_an_exclusive_codebook_takes_one_part_per_answer(project_url: str) -> None:
    project = coded_project(project_url, exclusive=True)
    decisions = [Decision(project.answers[2], part) for part in ("NAV", "DPS")]
    with pytest.raises(OnePartOnlyError, match="1 answer was given several parts"):
        act(
            project.engine,
            project.kari,
            "split_code",
            lambda work: split_code(work, project.codes[0], ["NAV", "DPS"], decisions),
        )
    split(project, ["NAV", "DPS"], decisions[0])


@pytest.mark.slow
def test_a_split_that_makes_no_sense_is_refused_whole(project_url: str) -> None:
    project = coded_project(project_url)
    target, other, third = project.codes
    before = paths(project.engine)

    def refused(
        error: type[Exception], parts: list[str], *decisions: Decision, code_id: int = target
    ) -> None:
        with pytest.raises(error):
            act(
                project.engine,
                project.kari,
                "split_code",
                lambda work: split_code(work, code_id, parts, decisions),
            )

    refused(NoPartsError, [])
    refused(RepeatedPartError, ["NAV", " NAV"])
    refused(CodeNameError, ["NAV", ""])
    refused(SiblingNameError, ["Ressurser"])
    refused(SiblingNameError, ["Samarbeid"])
    refused(UnknownPartError, ["NAV"], Decision(project.answers[0], "DPS"))
    refused(NotCodedSoError, ["NAV"], Decision(project.answers[4], "NAV"))
    refused(NotCodedSoError, ["NAV"], Decision(project.answers[1], "NAV", project.ola))
    act(project.engine, project.kari, "retire_code", lambda work: retire_code(work, other))
    refused(RetiredCodeError, ["NAV"], code_id=other)
    act(project.engine, project.kari, "define_code", lambda work: define_code(work, third, codable=False))
    refused(SplitHeadingError, ["NAV"], code_id=third)
    assert paths(project.engine) == before
