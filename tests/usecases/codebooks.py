"""Codebooks looked at and changed in tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Engine

from coder.domain.codebook import Code, find_code
from coder.store.as_of import State, present_state
from coder.store.codes import codes_of
from coder.store.codings import codings_of
from coder.store.unit_of_work import Writing
from tests.builders import SmallProject, act, ask, faults, question, redo, undo

T = TypeVar("T")


def codes(engine: Engine) -> list[Code]:
    """Return all codes in codebook order, merged ones too."""
    book = question(engine).codebook_id
    return ask(engine, lambda work: codes_of(work, book))


def code(engine: Engine, path: str) -> Code:
    """Return a code by name or path."""
    return find_code(codes(engine), path)


def code_id(engine: Engine, path: str) -> int:
    """Return a code's id by name or path."""
    return code(engine, path).id


def paths(engine: Engine) -> list[str]:
    """Return the paths of the codes not merged away, in codebook order."""
    return [each.written_path for each in codes(engine) if each.merged_into is None]


def state(engine: Engine) -> State:
    """Return everything that has a history, by uid."""
    return ask(engine, present_state)


def coded(project: SmallProject) -> dict[tuple[int, str, int], tuple[tuple[int, int], ...]]:
    """Return excerpts by (number of the answer, path of the code, coder)."""
    by_id = {each.id: each.written_path for each in codes(project.engine)}
    found = ask(project.engine, lambda work: codings_of(work, project.answers))
    return {
        (project.answers.index(answer), by_id[each.code_id], each.coder_id): each.excerpts
        for answer, codings in found.items()
        for each in codings
    }


def done_and_taken_back(
    project: SmallProject, operation: str, do: Callable[[Writing], T], by: int | None = None
) -> T:
    """Act; see that undo gives back exactly what was, that redo does it again, and that all is whole."""
    engine, coder_id = project.engine, by or project.kari
    before = state(engine)
    result = act(engine, coder_id, operation, do)
    after = state(engine)
    assert after != before
    undo(engine, coder_id)
    assert state(engine) == before
    assert faults(engine) == []
    redo(engine, coder_id)
    assert state(engine) == after
    assert faults(engine) == []
    return result
