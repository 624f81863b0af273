"""What was suggested is written down with the act, and stays when the act is taken back."""

from __future__ import annotations

import pytest

from coder.domain.codebook import GoneCodeError
from coder.store.history import last_number
from coder.store.unit_of_work import Writing
from coder.usecases.coding.setting import set_code
from coder.usecases.suggesting.trail import Shown, Trace, record_shown, trail_of
from tests.builders import SmallProject, act, add_codes, ask, faults, small_project, undo
from tests.usecases.codebooks import codes


def set_from_suggestions(project: SmallProject) -> None:
    def do(work: Writing) -> None:
        answer, code = project.answers[1], project.codes[1]
        set_code(work, answer, code, project.kari, [(0, 5)])
        seen = [(project.codes[1], 0.91234567), (project.codes[0], 0.1)]
        record_shown(work, Shown(answer, project.kari, seen, "digit", code, (0, 18), as_of=5))

    act(project.engine, project.kari, "set_code", do)


@pytest.mark.slow
def test_what_was_suggested_stays_when_the_code_is_taken_back(project_url: str) -> None:
    project = small_project(project_url)
    uids = {code.id: code.uid for code in codes(project.engine)}
    set_from_suggestions(project)
    number = ask(project.engine, last_number)
    undo(project.engine, project.kari)
    [trace] = ask(project.engine, lambda work: trail_of(work, project.question_id))
    assert trace == Trace(
        answer_id=project.answers[1],
        coder_id=project.kari,
        codes=((uids[project.codes[1]], 0.9123), (uids[project.codes[0]], 0.1)),
        way="digit",
        taken=uids[project.codes[1]],
        sentence=(0, 18),
        as_of=5,
        at=trace.at,
        entry=number,
    )
    assert faults(project.engine) == []


@pytest.mark.slow
def test_a_look_that_changed_nothing_leaves_a_trace_without_an_entry(project_url: str) -> None:
    project = small_project(project_url)
    before = ask(project.engine, last_number)
    act(
        project.engine,
        project.kari,
        "mark_done",
        lambda work: record_shown(work, Shown(project.answers[0], project.kari, [], "done", hidden=True)),
    )
    [trace] = ask(project.engine, lambda work: trail_of(work, project.question_id))
    assert (trace.entry, trace.hidden, trace.codes, trace.sentence) == (None, True, (), None)
    assert ask(project.engine, last_number) == before


@pytest.mark.slow
def test_what_was_seen_and_is_gone_by_now_does_not_stop_the_act(project_url: str) -> None:
    project = small_project(project_url)
    answer, code = project.answers[0], project.codes[0]
    [gone] = add_codes(project.engine, project.question_id, "Borte igjen", coder_id=project.kari)
    undo(project.engine, project.kari)

    def do(work: Writing) -> None:
        set_code(work, answer, code, project.kari)
        record_shown(work, Shown(answer, project.kari, [(gone, 0.9), (code, 0.1)], "digit", code))

    act(project.engine, project.kari, "set_code", do)
    [trace] = ask(project.engine, lambda work: trail_of(work, project.question_id))
    uids = {known.id: known.uid for known in codes(project.engine)}
    assert trace.codes == ((uids[code], 0.1),)


@pytest.mark.slow
def test_a_code_never_gets_the_id_of_one_that_was_undone(project_url: str) -> None:
    project = small_project(project_url)
    [undone] = add_codes(project.engine, project.question_id, "Sykkel", coder_id=project.kari)
    undo(project.engine, project.kari)
    [other] = add_codes(project.engine, project.question_id, "Buss", coder_id=project.kari)
    assert other != undone
    with pytest.raises(GoneCodeError):
        act(
            project.engine,
            project.kari,
            "set_code",
            lambda work: set_code(work, project.answers[0], undone, project.kari),
        )
