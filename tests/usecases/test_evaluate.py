"""Answers with suggestions in sight are compared to those where chance had hidden them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from coder.domain.steering import Steering
from coder.store.unit_of_work import Writing
from coder.usecases.coding.setting import mark_done, set_code
from coder.usecases.suggesting.evaluate import evaluate
from coder.usecases.suggesting.trail import Shown, record_shown
from tests.builders import SmallProject, act, small_project

CODES = ("Samarbeid", "Ressurser", "Oppfølging")


def project_of(path: Path, answers: int) -> SmallProject:
    return small_project(path, texts=[f"Svar {number}" for number in range(answers)], codes=CODES)


def coded(
    project: SmallProject,
    answer: int,
    codes: Sequence[int],
    *,
    hidden: bool | None,
    coder_id: int | None = None,
    has_model_spoken: bool = True,
) -> None:
    """Code an answer by its place with suggestions shown or hidden; None where nothing suggests.

    The trail is as the screen writes it: nothing of what is hidden, and no trace where nothing suggests.
    """
    answer_id, by = project.answers[answer], coder_id or project.kari
    is_spoken = hidden is False and has_model_spoken
    suggested = [(code, 0.5) for code in project.codes] if is_spoken else []

    def saw(work: Writing, way: str, taken: int | None = None) -> None:
        if hidden is not None:
            as_of = 5 if is_spoken else None
            record_shown(work, Shown(answer_id, by, suggested, way, taken, as_of=as_of, hidden=hidden))

    def do(work: Writing) -> None:
        for place in codes:
            code = project.codes[place]
            set_code(work, answer_id, code, by)
            saw(work, "typed", code)
        mark_done(work, answer_id, by)
        saw(work, "done")

    act(project.engine, by, "mark_done", do)


def compared(project: SmallProject) -> Steering:
    return evaluate(project.engine, "hva_skal_til").steering


@pytest.mark.slow
def test_more_codes_with_suggestions_are_seen_and_the_code_is_named(tmp_path: Path) -> None:
    project = project_of(tmp_path / "a.sqlite", 75)
    for answer in range(75):
        is_hidden = answer % 2 == 0
        coded(project, answer, [0] if is_hidden else [0, 1], hidden=is_hidden)
    found = compared(project)
    assert (found.shown, found.hidden, found.is_enough) == (37, 38, True)
    assert (found.codes_shown, found.codes_hidden) == (2, 1)
    apart = [each for each in found.codes if each.is_beyond_chance]
    assert [(each.code_id, each.shown, each.hidden) for each in apart] == [(project.codes[1], 37, 0)]


@pytest.mark.slow
def test_without_hidden_suggestions_there_is_nothing_to_compare(tmp_path: Path) -> None:
    project = project_of(tmp_path / "a.sqlite", 12)
    for answer in range(12):
        coded(project, answer, [0], hidden=False)
    found = compared(project)
    assert (found.shown, found.hidden, found.difference) == (0, 0, None)


@pytest.mark.slow
def test_only_answers_of_the_time_of_hiding_are_compared(tmp_path: Path) -> None:
    project = project_of(tmp_path / "a.sqlite", 8)
    for answer, hidden in enumerate((False, False, True, False, False, True, False, False)):
        coded(project, answer, [0], hidden=hidden)
    found = compared(project)
    assert (found.shown, found.hidden) == (2, 2)


@pytest.mark.slow
def test_answers_without_codes_count_and_those_seen_both_ways_or_without_a_model_do_not(
    tmp_path: Path,
) -> None:
    project = project_of(tmp_path / "a.sqlite", 6)
    coded(project, 0, [], hidden=True)
    coded(project, 1, [], hidden=False)
    coded(project, 2, [0], hidden=True)
    coded(project, 2, [1], hidden=False)
    coded(project, 3, [0], hidden=None)
    coded(project, 4, [0], hidden=False, coder_id=project.ola)
    coded(project, 5, [0, 1], hidden=True)
    found = compared(project)
    assert (found.shown, found.hidden) == (2, 2)
    assert (found.codes_shown, found.codes_hidden) == (0.5, 1)


@pytest.mark.slow
def test_answers_are_compared_as_they_were_drawn_also_where_the_model_had_nothing_to_say(
    tmp_path: Path,
) -> None:
    project = project_of(tmp_path / "a.sqlite", 4)
    coded(project, 0, [0], hidden=True)
    coded(project, 1, [0], hidden=False)
    coded(project, 2, [0, 1], hidden=False, has_model_spoken=False)
    coded(project, 3, [0], hidden=True)
    found = compared(project)
    assert (found.shown, found.hidden) == (2, 2)
    assert found.codes_shown == 1.5
