"""Notes: what coders write beside answers, codes and questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select

from coder.domain.question import Question
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.codes import codes_of
from coder.store.unit_of_work import Reading


class NotedOn(StrEnum):
    """What a note stands on; a note on a theme is one on its topmost code."""

    ANSWER = "answer"
    CODE = "code"
    QUESTION = "question"


@dataclass(frozen=True)
class Note:
    """What one coder wrote."""

    id: int
    on_id: int
    """Id of the answer, code or question."""
    coder_id: int
    coder_name: str
    text: str
    waits: bool = False
    """Whether it waits for somebody to do something about it."""


@dataclass(frozen=True)
class ListedNote:
    """A note with what it stands on, as people name that."""

    question: str
    """Key of the question; of a note on a code, the first that has its codebook."""
    on: NotedOn
    respondent_id: str
    """Of a note on an answer; likewise the wave."""
    wave: str
    code: str
    """Path of the code a note stands on."""
    coder: str
    text: str
    waits: bool
    answer_id: int | None = None


def notes_on(work: Reading, on: NotedOn, ids: Sequence[int]) -> dict[int, list[Note]]:
    """Return the notes of all coders on some answers, codes or questions, oldest first, by its id."""
    note, coder, body = schema.note, schema.coder, schema.text_table
    target = note.c[f"{on}_id"]
    found: dict[int, list[Note]] = defaultdict(list)
    for chunk in chunked(ids):
        query = (
            select(note.c.id, target.label("on_id"), note.c.coder_id, coder.c.name, body.c.body, note.c.waits)
            .join(coder, coder.c.id == note.c.coder_id)
            .join(body, body.c.id == note.c.text_id)
            .where(target.in_(chunk))
            .order_by(note.c.id)
        )
        for row in work.connection.execute(query):
            found[row.on_id].append(
                Note(row.id, row.on_id, row.coder_id, row.name, row.body or "", bool(row.waits))
            )
    return found


def noted_answers(work: Reading, question_id: int, *, waiting: bool = False) -> set[int]:
    """Return the ids of the answers to a question that anyone has written a note on, or one that waits."""
    note, answer = schema.note, schema.answer
    query = (
        select(note.c.answer_id)
        .join(answer, answer.c.id == note.c.answer_id)
        .where(answer.c.question_id == question_id)
    )
    return set(work.connection.scalars(query.where(note.c.waits == 1) if waiting else query))


def notes_on_answers(work: Reading, question: Question, answer_id: int | None = None) -> list[ListedNote]:
    """List the notes on a question's answers, or on one of them: wave after wave in file order."""
    note, answer, respondent, wave = schema.note, schema.answer, schema.respondent, schema.wave
    query = (
        _listed()
        .add_columns(respondent.c.external_id, wave.c.name.label("wave"), note.c.answer_id)
        .join(answer, answer.c.id == note.c.answer_id)
        .join(respondent, respondent.c.id == answer.c.respondent_id)
        .join(wave, wave.c.id == answer.c.wave_id)
        .where(answer.c.question_id == question.id)
        .order_by(wave.c.position, wave.c.id, answer.c.position, answer.c.id, note.c.id)
    )
    if answer_id is not None:
        query = query.where(answer.c.id == answer_id)
    return [
        ListedNote(
            question.key,
            NotedOn.ANSWER,
            row.external_id,
            row.wave,
            "",
            row.name,
            row.body or "",
            bool(row.waits),
            row.answer_id,
        )
        for row in work.connection.execute(query)
    ]


def notes_on_codes(work: Reading, question: Question) -> list[ListedNote]:
    """List the notes on the codes of a question's codebook, in its order, oldest first on each."""
    note = schema.note
    found: list[Any] = []
    paths = {code.id: code.written_path for code in codes_of(work, question.codebook_id)}
    for chunk in chunked(list(paths)):
        query = _listed().add_columns(note.c.code_id).where(note.c.code_id.in_(chunk)).order_by(note.c.id)
        found += work.connection.execute(query).all()
    places = {code_id: place for place, code_id in enumerate(paths)}
    return [
        ListedNote(
            question.key, NotedOn.CODE, "", "", paths[row.code_id], row.name, row.body or "", bool(row.waits)
        )
        for row in sorted(found, key=lambda row: places[row.code_id])
    ]


def notes_on_question(work: Reading, question: Question) -> list[ListedNote]:
    """List the notes on a question itself, oldest first."""
    note = schema.note
    query = _listed().where(note.c.question_id == question.id).order_by(note.c.id)
    return [
        ListedNote(question.key, NotedOn.QUESTION, "", "", "", row.name, row.body or "", bool(row.waits))
        for row in work.connection.execute(query)
    ]


def _listed() -> Select[Any]:
    note, coder, body = schema.note, schema.coder, schema.text_table
    return (
        select(note.c.id, note.c.waits, coder.c.name, body.c.body)
        .join(coder, coder.c.id == note.c.coder_id)
        .join(body, body.c.id == note.c.text_id)
    )
