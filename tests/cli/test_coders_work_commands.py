"""How far everybody has come, and how long oneself has worked, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from coder.store.coders import present_coder
from coder.store.notes import NotedOn
from coder.store.project import project_of
from coder.usecases.coding.flags import set_flag
from coder.usecases.coding.notes import write_note
from coder.usecases.team.time_spent import Worker, keep_time, time_file
from tests.builders import SmallProject, act, ask, code_answer, finish, small_project

Q = "hva_skal_til"


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path / "a.sqlite")


def run(project: SmallProject, *arguments: str, coder: str = "kari") -> Result:
    target = str(project.engine.url.database)
    return CliRunner().invoke(cli, ["--project", target, "--coder", coder, "coders", *arguments])


def test_a_leader_reads_how_far_everybody_has_come(project: SmallProject) -> None:
    finish(project.engine, project.answers[0], project.kari)
    code_answer(project.engine, project.answers[1], project.codes[0], project.ola)
    on = NotedOn.ANSWER, project.answers[1], project.ola
    act(project.engine, project.ola, "write_note", lambda work: write_note(work, *on, "Tid?", waits=True))
    act(
        project.engine,
        project.ola,
        "set_flag",
        lambda work: set_flag(work, project.answers[2], project.ola, flagged=True),
    )
    kari = {"question": Q, "coder": "kari", "dealt": 0, "done": 1, "started": 0, "counted": 1}
    ola = {"question": Q, "coder": "ola", "dealt": 0, "done": 0, "started": 1, "counted": 0}
    assert json.loads(run(project, "progress", "--json").stdout) == [
        {**kari, "flags": 0, "waiting": 0},
        {**ola, "flags": 1, "waiting": 1},
    ]
    assert len(run(project, "progress", Q).stdout.splitlines()) == 3
    assert run(project, "progress", "finst_ikkje").exit_code == 2


@pytest.mark.slow
def test_everybody_reads_their_own_time_only_and_may_forget_it(project: SmallProject) -> None:
    uid = ask(project.engine, lambda work: project_of(work).uid)
    me = Worker(uid, present_coder(project.engine, "kari").uid)
    keep_time(me, {(Q, "2026-03-01"): 3660.0, (Q, "2026-03-02"): 59.6})
    assert json.loads(run(project, "time", "--json").stdout) == [
        {"question": Q, "day": "2026-03-01", "seconds": 3660},
        {"question": Q, "day": "2026-03-02", "seconds": 60},
    ]
    assert "1 h 1 min" in run(project, "time").stdout
    assert json.loads(run(project, "time", "--json", coder="ola").stdout) == []
    assert run(project, "time", "--forget").exit_code == 0
    assert json.loads(run(project, "time", "--json").stdout) == []
    time_file().write_text("ikkje ei tidsfil")
    assert json.loads(run(project, "time", "--json").stdout) == []
    assert run(project, "time", "--forget").exit_code == 4
