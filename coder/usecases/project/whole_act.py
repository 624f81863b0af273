"""An act on a project that may not be there yet: carried out whole, or only foreseen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from coder.domain.errors import CoderError
from coder.platform import garbage_left_alone
from coder.store.coders import add_coder, checked_coder_name
from coder.store.engine import Engine, is_url
from coder.store.project import open_project, project_in_memory
from coder.store.project_file import NoProjectError, remove_project_file
from coder.store.unit_of_work import Writing, writing
from coder.usecases.project.making import default_name, open_or_create

T = TypeVar("T")


def carried_out(target: str, coder_name: str, operation: str, do: Callable[[Writing], T]) -> T:
    """Carry out an act; one that is refused leaves nothing behind: no coder's name, and no new project.

    Args:
        target: The project, made if there is none.
        coder_name: Who acts; made known within the act, if it changes anything.
        operation: What it is called in the history.
        do: What is done.
    """
    checked_coder_name(coder_name)
    engine, is_new = _opened(target)
    try:
        with garbage_left_alone(), writing(engine, coder_id=None, operation=operation) as work:
            done = do(work)
            if work.changes:
                work.coder_id = add_coder(work, coder_name)
        return done
    except CoderError:
        if is_new and not is_url(target):
            engine.dispose()
            remove_project_file(Path(target))
        raise
    finally:
        engine.dispose()


def foreseen(target: str, operation: str, do: Callable[[Writing], T]) -> T:
    """Tell what an act would do, by doing it and taking it back; a missing project stays missing."""
    try:
        engine = open_project(target)
    except NoProjectError:
        return _taken_back(project_in_memory(default_name(target)), operation, do)
    return _taken_back(engine, operation, do)


class _TakenBack(Exception):
    """Ends an act that was only tried, with what came of it."""

    def __init__(self, done: Any) -> None:
        super().__init__()
        self.done = done


def _taken_back(engine: Engine, operation: str, do: Callable[[Writing], T]) -> T:
    try:
        with garbage_left_alone(), writing(engine, coder_id=None, operation=operation) as work:
            raise _TakenBack(do(work))
    except _TakenBack as tried:
        done: T = tried.done
        return done
    finally:
        engine.dispose()


def _opened(target: str) -> tuple[Engine, bool]:
    """Return the project, and whether it was made now."""
    try:
        return open_project(target), False
    except NoProjectError:
        return open_or_create(target), True
