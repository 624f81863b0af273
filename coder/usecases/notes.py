"""Writing notes on answers, codes and questions."""

from __future__ import annotations

from coder.domain.codebook import clean_text
from coder.store.notes import Note, NotedOn, notes_on
from coder.store.unit_of_work import Reading, Writing


def notes_beside(work: Reading, on: NotedOn, on_id: int, coder_id: int) -> tuple[str, list[Note]]:
    """Return what a coder has written on something, empty if nothing, and what others have."""
    notes = notes_on(work, on, [on_id]).get(on_id, [])
    own = next((note.text for note in notes if note.coder_id == coder_id), "")
    return own, [note for note in notes if note.coder_id != coder_id]


def write_note(work: Writing, on: NotedOn, on_id: int, coder_id: int, text: str) -> None:
    """Write, change or, with an empty text, take away a coder's note on something; others' notes stay.

    Raises:
        CodeTextError: If there is a character in it that no database can hold.
    """
    own = [note for note in notes_on(work, on, [on_id]).get(on_id, []) if note.coder_id == coder_id]
    text = clean_text(text)
    if own and not text:
        work.delete("note", [note.id for note in own])
    elif own and own[0].text != text:
        work.update("note", own[0].id, text=text)
    elif text and not own:
        target: dict[str, int | None] = {each.value: None for each in NotedOn}
        work.create("note", coder=coder_id, text=text, **(target | {on.value: on_id}))
