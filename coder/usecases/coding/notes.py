"""Writing notes on answers, codes and questions."""

from __future__ import annotations

from typing import NamedTuple

from coder.domain.codebook import clean_text
from coder.store.coders import coder_with_id, find_coder
from coder.store.notes import (
    ListedNote,
    Note,
    NotedOn,
    notes_on,
    notes_on_answers,
    notes_on_codes,
    notes_on_question,
)
from coder.store.questions import all_questions, question_named
from coder.store.samples import open_sample_with
from coder.store.unit_of_work import Reading, Writing
from coder.usecases.second_coder.blindness import blindness_of


class NotesBeside(NamedTuple):
    """The notes on one thing as one coder finds them."""

    own: str
    """What the coder has written; empty if nothing."""
    others: list[Note]
    waits: bool = False
    """Whether the coder's own waits for somebody."""


class _Author(NamedTuple):
    """As whom a person writes on something."""

    coder_id: int
    is_blind: bool


def notes_beside(work: Reading, on: NotedOn, on_id: int, coder_id: int) -> NotesBeside:
    """Return what a coder has written on something, and what others have.

    On an answer that is coded blind, nobody has: what others wrote beside it would tell what they thought.
    """
    author = _author(work, on, on_id, coder_id)
    notes = notes_on(work, on, [on_id]).get(on_id, [])
    own = next((note for note in notes if note.coder_id == author.coder_id), None)
    others = [] if author.is_blind else [note for note in notes if note.coder_id != author.coder_id]
    return NotesBeside(own.text, others, own.waits) if own else NotesBeside("", others)


def write_note(
    work: Writing, on: NotedOn, on_id: int, coder_id: int, text: str, *, waits: bool | None = None
) -> None:
    """Write, change or, with an empty text, take away a coder's note on something; others' notes stay.

    Args:
        work: The act.
        on: What it stands on.
        on_id: Id of that.
        coder_id: Who writes.
        text: The whole note.
        waits: Whether it waits for somebody to do something about it; None leaves that as it is.

    Raises:
        CodeTextError: If there is a character in it that no database can hold.
    """
    coder_id = _author(work, on, on_id, coder_id).coder_id
    own = [note for note in notes_on(work, on, [on_id]).get(on_id, []) if note.coder_id == coder_id]
    text = clean_text(text)
    if own and not text:
        work.delete("note", [note.id for note in own])
    elif own:
        waiting = {} if waits is None else {"waits": int(waits)}
        work.update("note", own[0].id, text=text, **waiting)
    elif text:
        target: dict[str, int | None] = {each.value: None for each in NotedOn}
        work.create("note", coder=coder_id, text=text, waits=int(bool(waits)), **(target | {on.value: on_id}))


def deal_with_notes(work: Writing, answer_id: int, coder_id: int) -> int:
    """Let no note on an answer wait any longer, whoever wrote it; return how many did.

    Whoever codes the answer blind sees no notes of others, and deals with none of them.
    """
    author = _author(work, NotedOn.ANSWER, answer_id, coder_id)
    notes = notes_on(work, NotedOn.ANSWER, [answer_id]).get(answer_id, [])
    waiting = [
        note for note in notes if note.waits and not (author.is_blind and note.coder_id != author.coder_id)
    ]
    for note in waiting:
        work.update("note", note.id, waits=0)
    return len(waiting)


def _author(work: Reading, on: NotedOn, on_id: int, coder_id: int) -> _Author:
    sample = open_sample_with(work, on_id, coder_id) if on is NotedOn.ANSWER else None
    return _Author(coder_id, False) if sample is None else _Author(sample.coder_id, True)


class ListedNotes(NamedTuple):
    """Notes as one person may read them."""

    notes: list[ListedNote]
    hidden: int
    """Notes of others on answers that the person codes blind; not among the notes."""


def listed_notes(
    work: Reading,
    reader: str,
    question: str | None = None,
    answer_id: int | None = None,
    *,
    waiting: bool = False,
) -> ListedNotes:
    """List the notes on questions, their codes and answers, question by question, answers last.

    Args:
        work: The project.
        reader: Name of who reads; nobody known is blind to nothing.
        question: Key of the only question; None for all.
        answer_id: Only those on this answer to it.
        waiting: Only those that wait for somebody.

    Raises:
        UnknownQuestionError: If there is no such question.
    """
    asked = all_questions(work) if question is None else [question_named(work, question)]
    person = find_coder(work, reader)
    found: list[ListedNote] = []
    hidden, books = 0, set()
    for each in asked:
        if answer_id is None:
            found += notes_on_question(work, each)
            found += [] if each.codebook_id in books else notes_on_codes(work, each)
            books.add(each.codebook_id)
        on_answers = notes_on_answers(work, each, answer_id)
        blindness = blindness_of(work, each.id, person.id if person else None)
        if blindness is not None:
            own = coder_with_id(work, blindness.coder_id).name
            seen = [n for n in on_answers if n.coder == own or n.answer_id not in blindness.drawn]
            hidden += len(on_answers) - len(seen)
            on_answers = seen
        found += on_answers
    return ListedNotes([note for note in found if note.waits or not waiting], hidden)
