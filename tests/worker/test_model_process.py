"""The process beside the screens: it learns at once, and its death costs nothing but suggestions."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from pathlib import Path

import pytest

from coder.store.history import last_number
from coder.usecases.codebook.growth import add_code
from coder.usecases.suggesting.model_process import ModelProcess, log_file
from coder.usecases.suggesting.suggestions import Ended, Said, Suggested
from tests.builders import SmallProject, act, ask, code_answer, finish, small_project, undo
from tests.made_once import made_once
from tests.usecases.drawn_samples import draw_for
from tests.worker.listening import PATIENCE, model_of

TEXTS = (
    "Meir øyremerka midlar til tiltaka.",
    "Bedre samarbeid med Nav.",
    "Øremerkede midler til kommunen.",
    "Samarbeidet mellom Nav og kommunen må bli betre.",
)
CODES = ("Penger", "Samhandling", "Tid")

pytestmark = pytest.mark.slow

# Starts a model's process, says its id, and waits to be killed.
PARENT = """
import sys, time
from coder.usecases.suggesting.model_process import ModelProcess
model = ModelProcess(sys.argv[1], "hva_skal_til", "kari", lambda said: print(model.process_id, flush=True))
model.ask(1)
time.sleep(600)
"""


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    made = small_project(tmp_path / "p.sqlite", texts=TEXTS, codes=CODES)
    made.engine.dispose()
    return made


def target(project: SmallProject) -> Path:
    return Path(str(project.engine.url.database))


def newest(project: SmallProject) -> int:
    return ask(project.engine, last_number)


def best(said: Suggested) -> int:
    return said.codes[0].code_id


@pytest.mark.slow
def test_names_rank_before_anything_is_coded(project: SmallProject) -> None:
    act(project.engine, project.kari, "add_code", lambda work: add_code(work, project.question_id, "Midler"))
    with model_of(target(project)) as (model, listener):
        model.ask(project.answers[2])
        said = listener.wait_for(Suggested)
    assert best(said) not in project.codes
    assert said.learned_from == 0


@pytest.mark.slow
def test_each_coding_is_learned_from_and_what_is_on_screen_is_said_anew(project_url: str) -> None:
    project = small_project(project_url, texts=TEXTS, codes=CODES)
    asked = project.answers[2]
    with model_of(project_url) as (model, listener):
        model.ask(asked)
        model.ask_ahead([project.answers[3]])
        listener.wait_for(Suggested)
        code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
        code_answer(project.engine, project.answers[1], project.codes[1], project.kari)
        model.wrote(newest(project))
        assert best(listener.learned(asked, 2)) == project.codes[0]
        assert best(listener.learned(project.answers[3], 2)) == project.codes[1]
        assert listener.learned(asked, 2).as_of == newest(project)
        undo(project.engine, project.kari)
        model.wrote(newest(project))
        listener.wait_for(Suggested, lambda said: (said.learned_from, said.as_of) == (1, newest(project)))


@pytest.mark.slow
def test_an_answer_on_screen_is_not_learned_from(project: SmallProject) -> None:
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    code_answer(project.engine, project.answers[1], project.codes[1], project.kari)
    with model_of(target(project)) as (model, listener):
        model.ask(project.answers[0])
        listener.learned(project.answers[0], 1)
        model.ask(project.answers[2])
        listener.learned(project.answers[2], 2)
        later = [said for said in listener.heard if isinstance(said, Suggested) and said.learned_from == 2]
        assert project.answers[0] not in {said.answer_id for said in later}


@pytest.mark.slow
def test_an_answer_asked_ahead_is_ranked_by_a_model_that_has_not_learned_from_it(
    project: SmallProject,
) -> None:
    for place in (0, 1):
        code_answer(project.engine, project.answers[place], project.codes[place], project.kari)
        finish(project.engine, project.answers[place], project.kari)
    ahead = project.answers[0]
    with model_of(target(project), "ola") as (model, listener):
        model.ask(project.answers[3])
        listener.learned(project.answers[3], 2)
        model.ask_ahead([ahead])
        listener.learned(ahead, 1)
        model.ask(ahead)
        model.ask_ahead([project.answers[1]])
        listener.learned(project.answers[1], 0)
    said = [each for each in listener.heard if isinstance(each, Suggested) and each.answer_id == ahead]
    assert {each.learned_from for each in said} <= {0, 1}


@pytest.mark.slow
def test_what_is_set_on_the_answer_on_screen_is_seen_at_once(project: SmallProject) -> None:
    with model_of(target(project)) as (model, listener):
        model.ask(project.answers[0])
        listener.wait_for(Suggested)
        code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
        model.wrote(newest(project))
        said = listener.wait_for(Suggested, lambda said: said.as_of == newest(project))
        assert said.learned_from == 0
        assert {each.code_id for each in said.codes} == set(project.codes)
        model.ask(project.answers[1])
        assert listener.learned(project.answers[1], 1).as_of == newest(project)


@pytest.mark.slow
def test_answers_coded_and_left_without_being_done_are_learned_from(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", texts=(*TEXTS, *TEXTS), codes=CODES)
    with model_of(target(project)) as (model, listener):
        for place in range(6):
            asked = project.answers[place]
            model.ask(asked)
            listener.learned(asked, place)
            code_answer(project.engine, asked, project.codes[place % 2], project.kari)
            model.wrote(newest(project))
            listener.wait_for(Suggested, lambda said: said.as_of == newest(project))
        model.ask(project.answers[6])
        assert listener.learned(project.answers[6], 6).as_of == newest(project)


@pytest.mark.slow
def test_a_code_made_now_is_ranked_now(project: SmallProject) -> None:
    with model_of(target(project)) as (model, listener):
        model.ask(project.answers[3])
        made = act(
            project.engine, project.kari, "add_code", lambda work: add_code(work, project.question_id, "Nav")
        )
        model.wrote(newest(project))
        said = listener.wait_for(Suggested, lambda said: said.as_of == newest(project))
    assert made in {each.code_id for each in said.codes}


@pytest.mark.slow
def test_a_blind_coders_model_learns_from_own_codings_only(project: SmallProject) -> None:
    for place in (0, 1):
        code_answer(project.engine, project.answers[place], project.codes[place], project.ola)
        finish(project.engine, project.answers[place], project.ola)
    draw_for(project.engine, project.kari, project.ola, size=2)
    code_answer(project.engine, project.answers[2], project.codes[2], project.kari)
    with model_of(target(project)) as (model, listener):
        model.ask(project.answers[3])
        said = listener.learned(project.answers[3], 1)
    assert best(said) == project.codes[2]


@pytest.mark.slow
def test_killed_it_says_so_and_serves_again(project: SmallProject) -> None:
    with model_of(target(project)) as (model, listener):
        model.ask(project.answers[0])
        listener.wait_for(Suggested)
        _kill(model)
        assert listener.wait_for(Ended).starts_again
        listener.forget()
        # What was on screen is said again without being asked for; and asking works.
        listener.wait_for(Suggested, lambda said: said.answer_id == project.answers[0])
        model.ask(project.answers[1])
        listener.wait_for(Suggested, lambda said: said.answer_id == project.answers[1])
    assert not log_file().exists()


@pytest.mark.slow
def test_it_is_not_started_for_ever(project: SmallProject) -> None:
    with model_of(target(project), pauses=(0.0, 0.0)) as (model, listener):
        for starts_again in (True, True, False):
            while model.process_id is None:
                time.sleep(0.01)
            _kill(model)
            assert listener.wait_for(Ended).starts_again == starts_again
            listener.forget()
        model.ask(project.answers[0])  # asks nobody, and nothing happens
        model.wrote(newest(project))


@pytest.mark.slow
def test_what_made_it_fail_is_written_down(tmp_path: Path) -> None:
    with model_of(tmp_path / "nothing.sqlite", pauses=()) as (_model, listener):
        assert not listener.wait_for(Ended).starts_again
    assert "Traceback" in log_file().read_text("utf-8")


@pytest.mark.slow
def test_nothing_of_a_process_that_ended_stays_open(project: SmallProject) -> None:
    gc.collect()  # what earlier tests left is not this one's
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always", ResourceWarning)
        with model_of(target(project), pauses=()) as (model, listener):
            model.ask(project.answers[0])
            listener.wait_for(Suggested)
            _kill(model)
            listener.wait_for(Ended)
        gc.collect()
    assert [str(each.message) for each in warned if each.category is ResourceWarning] == []


@pytest.mark.slow
def test_a_mistake_of_who_is_told_is_not_taken_for_the_process_failing(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = threading.Event()

    def refuse(said: Said) -> None:
        assert not isinstance(said, Ended)
        raise FileNotFoundError(said)

    def note(failure: threading.ExceptHookArgs) -> None:
        assert failure.exc_type is FileNotFoundError
        failed.set()

    monkeypatch.setattr(threading, "excepthook", note)
    model = ModelProcess(str(target(project)), "hva_skal_til", "kari", refuse)
    model.ask(project.answers[0])
    assert failed.wait(PATIENCE)
    model.close()
    assert model.process_id is None


@pytest.mark.slow
def test_closing_takes_less_than_a_second_and_leaves_nothing(project: SmallProject) -> None:
    with model_of(target(project)) as (model, listener):
        model.ask(project.answers[0])
        listener.wait_for(Suggested)
        process = model.process_id
        assert process is not None
        with project.engine.connect():
            begun = time.monotonic()
            model.close()
            assert time.monotonic() - begun < 1
    assert not _is_alive(process)
    assert Ended not in {type(said) for said in listener.heard}
    project.engine.dispose()
    assert [file.name for file in target(project).parent.iterdir()] == ["p.sqlite"]


def test_it_may_be_closed_before_it_has_started(project: SmallProject) -> None:
    for _time in range(5):
        ModelProcess(str(target(project)), "hva_skal_til", "kari", lambda said: None).close()


@pytest.mark.slow
def test_no_process_stays_behind_when_the_program_is_killed(project: SmallProject) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(target(project))], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    assert _is_alive(worker)
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + PATIENCE
    while _is_alive(worker) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _is_alive(worker)


@pytest.mark.slow
def test_being_told_of_what_is_not_there_keeps_it_from_nothing(project: SmallProject) -> None:
    with model_of(target(project)) as (model, listener):
        model.ask(project.answers[0])
        listener.wait_for(Suggested)
        model.wrote(1_000_000)
        listener.forget()
        model.ask(project.answers[1])
        listener.wait_for(Suggested, lambda said: said.answer_id == project.answers[1])


@pytest.mark.slow
def test_writers_are_not_held_up_while_it_learns(project: SmallProject) -> None:
    with model_of(target(project)) as (model, listener):
        model.ask(project.answers[0])
        for place in range(30):
            begun = time.monotonic()
            code_answer(project.engine, project.answers[place % 4], project.codes[place % 3], project.kari)
            assert time.monotonic() - begun < 5
            model.wrote(newest(project))
        listener.wait_for(Suggested, lambda said: said.as_of == newest(project))


def _kill(model: ModelProcess) -> None:
    process = model.process_id
    assert process is not None
    os.kill(process, signal.SIGKILL)


def _is_alive(process: int) -> bool:
    """Tell whether a process runs; one that has ended and was not asked about yet does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
