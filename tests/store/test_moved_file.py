"""A project's file deleted, renamed or replaced while it is open: nothing goes astray unnoticed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coder.store import schema
from coder.store.moved_file import ProjectMovedError
from coder.store.project import open_project
from coder.usecases.coding.setting import set_code
from coder.usecases.session import Acknowledgement, Session
from tests.builders import code_answer, count, faults, small_project


def renamed(path: Path) -> None:
    path.rename(path.with_name("annet.sqlite"))


def replaced(path: Path) -> None:
    """Do what a synchronised folder does with a file that came from elsewhere."""
    other = path.with_name("annet.sqlite")
    shutil.copy(path, other)
    other.replace(path)


@pytest.mark.slow
@pytest.mark.parametrize("move", [Path.unlink, renamed, replaced])
def test_nothing_is_saved_into_a_file_that_is_gone_and_what_was_saved_is_kept(
    tmp_path: Path, move: Callable[[Path], None]
) -> None:
    path = tmp_path / "project.sqlite"
    p = small_project(path)
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari)
    move(path)
    for _again in range(2):
        with pytest.raises(ProjectMovedError, match="All that was saved until then is in") as refused:
            code_answer(p.engine, p.answers[1], p.codes[0], p.kari)
    assert refused.value.exit_code == 4
    p.engine.dispose()
    [copy] = (tmp_path / "project.sqlite.backups").iterdir()
    assert copy.stat().st_mode & 0o777 == 0o600
    kept = open_project(str(copy))
    assert count(kept, schema.coding) == 1
    assert faults(kept) == []
    kept.dispose()


def test_a_file_moved_in_the_middle_of_an_act_takes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "project.sqlite"
    p = small_project(path)

    def set_and_move() -> None:
        from coder.store.unit_of_work import writing

        with writing(p.engine, coder_id=p.kari, operation="set_code") as work:
            set_code(work, p.answers[0], p.codes[0], p.kari)
            renamed(path)

    with pytest.raises(ProjectMovedError):
        set_and_move()
    p.engine.dispose()
    other = open_project(str(tmp_path / "annet.sqlite"))
    assert count(other, schema.coding) == 0
    other.dispose()


def test_who_sits_at_a_screen_is_told(tmp_path: Path) -> None:
    path = tmp_path / "project.sqlite"
    p = small_project(path)
    session = Session(str(path), "kari")
    session.open()
    path.unlink()
    said: list[Acknowledgement[object]] = []
    session.write("set_code", lambda work: set_code(work, p.answers[0], p.codes[0], p.kari), said.append)
    session.close()
    [only] = said
    assert isinstance(only.error, ProjectMovedError)
