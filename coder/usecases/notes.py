"""Writing notes on answers, codes and questions."""

from __future__ import annotations

from typing import NamedTuple

from coder.domain.codebook import clean_text
from coder.store.notes import Note, NotedOn, notes_on
from coder.store.samples import open_sample_with
from coder.store.unit_of_work import Reading, Writing


class _Author(NamedTuple):
    """As whom a person writes on something."""

    coder_id: int
    is_blind: bool


def notes_beside(work: Reading, on: NotedOn, on_id: int, coder_id: int) -> tuple[str, list[Note]]:
    """Return what a coder has written on something, empty if nothing, and what others have.

    On an answer that is coded blind, nobody has: what others wrote beside it would tell what they thought.
    """
    notes = notes_on(work, on, [on_id]).get(on_id, [])
    author = _author(work, on, on_id, coder_id)
    own = next((note.text for note in notes if note.coder_id == author.coder_id), "")
    others = [] if author.is_blind else [note for note in notes if note.coder_id != author.coder_id]
    return own, others


def write_note(work: Writing, on: NotedOn, on_id: int, coder_id: int, text: str) -> None:
    """Write, change or, with an empty text, take away a coder's note on something; others' notes stay.

    Raises:
        CodeTextError: If there is a character in it that no database can hold.
    """
    coder_id = _author(work, on, on_id, coder_id).coder_id
    own = [note for note in notes_on(work, on, [on_id]).get(on_id, []) if note.coder_id == coder_id]
    text = clean_text(text)
    if own and not text:
        work.delete("note", [note.id for note in own])
    elif own and own[0].text != text:
        work.update("note", own[0].id, text=text)
    elif text and not own:
        target: dict[str, int | None] = {each.value: None for each in NotedOn}
        work.create("note", coder=coder_id, text=text, **(target | {on.value: on_id}))


def _author(work: Reading, on: NotedOn, on_id: int, coder_id: int) -> _Author:
    sample = open_sample_with(work, on_id, coder_id) if on is NotedOn.ANSWER else None
    return _Author(coder_id, False) if sample is None else _Author(sample.coder_id, True)
