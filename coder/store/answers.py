"""Answers of a question: ids in order, and what stands about one or a window of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, select

from coder.domain.coding import Span
from coder.domain.errors import WrongUseError
from coder.domain.wave import wave_in_words
from coder.messages import _
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.sentences import sentences_of
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class Answer:
    """One respondent's text to one question in one wave."""

    id: int
    uid: str
    respondent_id: str
    """The respondent's external id."""
    wave: str
    text: str
    background: dict[str, str]
    sentences: tuple[Span, ...]
    salt: str = ""
    """Keys hashes of words of this text; another text has another, and a text that is blanked has none."""


class UnknownRespondentError(WrongUseError):
    """That respondent gave no answer to the question."""

    def __init__(self, respondent_id: str, question: str | None) -> None:
        to_one = _("Respondent «{id}» has no answer to «{question}».")
        to_any = _("Respondent «{id}» has no answer to any question.")
        super().__init__((to_one if question else to_any).format(id=respondent_id, question=question))


class SeveralWavesError(WrongUseError):
    """The respondent answered in several waves and none was named."""

    def __init__(self, respondent_id: str, waves: Iterable[str]) -> None:
        named = list(waves)
        said = _("Respondent «{id}» answered in several waves ({waves}). Choose one with --wave.")
        if "" in named:
            said += " " + _("A wave gets a name with: coder questions name-wave NAME")
        super().__init__(said.format(id=respondent_id, waves=", ".join(map(wave_in_words, named))))


def answer_keys(
    work: Reading, question_id: int, wave: str | None = None, *, in_order: bool = True
) -> list[tuple[int, str]]:
    """Return (id, uid) of a question's answers in file order, wave after wave.

    Args:
        work: The project.
        question_id: The question.
        wave: Only this wave's.
        in_order: False where any order will do; of 100 000 answers that is twice as quick.
    """
    answer, waves = schema.answer, schema.wave
    query = select(answer.c.id, answer.c.uid).where(answer.c.question_id == question_id)
    if wave is not None or in_order:
        query = query.join(waves, waves.c.id == answer.c.wave_id)
    if wave is not None:
        query = query.where(waves.c.name == wave)
    if in_order:
        query = query.order_by(waves.c.position, answer.c.position, answer.c.id)
    # All at once: row by row, 100 000 of them take twice as long.
    return [(answer_id, uid) for answer_id, uid in work.connection.execute(query).all()]


def who_answered(work: Reading, question_id: int) -> dict[int, tuple[str, str]]:
    """Return respondent and wave, as people name them, by answer id, wave after wave in file order."""
    answer, respondent, waves = schema.answer, schema.respondent, schema.wave
    query = (
        select(answer.c.id, respondent.c.external_id, waves.c.name)
        .join(respondent, respondent.c.id == answer.c.respondent_id)
        .join(waves, waves.c.id == answer.c.wave_id)
        .where(answer.c.question_id == question_id)
        .order_by(waves.c.position, waves.c.id, answer.c.position, answer.c.id)
    )
    return {answer_id: (who, wave) for answer_id, who, wave in work.connection.execute(query).all()}


def answers_by_id(work: Reading, answer_ids: Sequence[int]) -> dict[int, Answer]:
    """Return answers with text, background and sentences."""
    answer, respondent, waves, body = schema.answer, schema.respondent, schema.wave, schema.text_table
    rows: list[Row[Any]] = []
    for chunk in chunked(answer_ids):
        query = (
            select(
                answer.c.id,
                answer.c.uid,
                answer.c.respondent_id,
                answer.c.wave_id,
                respondent.c.external_id,
                waves.c.name.label("wave"),
                body.c.body,
                body.c.salt,
            )
            .join(respondent, respondent.c.id == answer.c.respondent_id)
            .join(waves, waves.c.id == answer.c.wave_id)
            .join(body, body.c.id == answer.c.text_id)
            .where(answer.c.id.in_(chunk))
        )
        rows.extend(work.connection.execute(query))
    background = background_of(work, answer_ids)
    sentences = sentences_of(work, answer_ids)
    return {
        row.id: Answer(
            id=row.id,
            uid=row.uid,
            respondent_id=row.external_id,
            wave=row.wave,
            text=row.body or "",
            background=background.get(row.id, {}),
            sentences=tuple(sentences.get(row.id, ())),
            salt=row.salt or "",
        )
        for row in rows
    }


def background_of(work: Reading, answer_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Return {variable: level} of each answer's respondent in the answer's wave, in variable order.

    A level that is no answer («ubesvart») is left out, as if it were blank.
    """
    answer, taking, values = schema.answer, schema.participation, schema.background
    variable, level = schema.variable, schema.level
    named = (
        select(level.c.id, variable.c.name, level.c.name)
        .join(variable, variable.c.id == level.c.variable_id)
        .where(level.c.missing == 0)
    )
    names = {level_id: (name, said) for level_id, name, said in work.connection.execute(named)}
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for chunk in chunked(answer_ids):
        query = (
            select(answer.c.id, values.c.level_id)
            .join(
                taking,
                (taking.c.respondent_id == answer.c.respondent_id) & (taking.c.wave_id == answer.c.wave_id),
            )
            .join(values, values.c.participation_id == taking.c.id)
            .join(variable, variable.c.id == values.c.variable_id)
            .where(answer.c.id.in_(chunk))
            .order_by(variable.c.position)
        )
        for answer_id, level_id in work.connection.execute(query):
            if level_id in names:
                name, said = names[level_id]
                found[answer_id][name] = said
    return found


def find_answer(
    work: Reading, question_id: int, question_key: str, respondent_id: str, wave: str | None = None
) -> int:
    """Return the id of a respondent's answer.

    Raises:
        UnknownRespondentError: If there is none.
        SeveralWavesError: If the wave must be named.
    """
    answer, respondent, waves = schema.answer, schema.respondent, schema.wave
    query = (
        select(answer.c.id, waves.c.name.label("wave"))
        .join(respondent, respondent.c.id == answer.c.respondent_id)
        .join(waves, waves.c.id == answer.c.wave_id)
        .where(answer.c.question_id == question_id, respondent.c.external_id == respondent_id)
        .order_by(waves.c.position)
    )
    rows = [row for row in work.connection.execute(query) if wave is None or row.wave == wave]
    if not rows:
        raise UnknownRespondentError(respondent_id, question_key)
    if len(rows) > 1:
        raise SeveralWavesError(respondent_id, [row.wave for row in rows])
    return int(rows[0].id)


def answers_of_respondent(work: Reading, question_id: int, respondent_id: str) -> list[int]:
    """Return a respondent's answers to a question, wave after wave; empty if there is no such respondent."""
    answer, respondent, waves = schema.answer, schema.respondent, schema.wave
    query = (
        select(answer.c.id)
        .join(respondent, respondent.c.id == answer.c.respondent_id)
        .join(waves, waves.c.id == answer.c.wave_id)
        .where(answer.c.question_id == question_id, respondent.c.external_id == respondent_id)
        .order_by(waves.c.position)
    )
    return list(work.connection.scalars(query))


def answers_of_question(work: Reading, question_id: int, answer_ids: Collection[int]) -> set[int]:
    """Return which of these answers are to a question."""
    table = schema.answer
    found: set[int] = set()
    for chunk in chunked(list(answer_ids)):
        query = select(table.c.id).where(table.c.id.in_(chunk), table.c.question_id == question_id)
        found.update(work.connection.scalars(query))
    return found


def question_of(work: Reading, answer_id: int) -> int:
    """Return the id of the question an answer belongs to."""
    return int(work.connection.scalars(_QUESTION, {"answer": answer_id}).one())


def text_length(work: Reading, answer_id: int) -> int:
    """Return an answer's length in code points."""
    return len(work.connection.scalar(_BODY, {"answer": answer_id}) or "")


def texts_of(work: Reading, answer_ids: Sequence[int]) -> dict[int, str]:
    """Return the texts of answers by answer id."""
    answer, body = schema.answer, schema.text_table
    found: dict[int, str] = {}
    for chunk in chunked(answer_ids):
        query = (
            select(answer.c.id, body.c.body)
            .join(body, body.c.id == answer.c.text_id)
            .where(answer.c.id.in_(chunk))
        )
        found.update((answer_id, text or "") for answer_id, text in work.connection.execute(query))
    return found


def salts_of(work: Reading, answer_ids: Sequence[int]) -> dict[int, str]:
    """Return what keys hashes of words of answers, by answer id; see ``Answer.salt``."""
    answer, body = schema.answer, schema.text_table
    found: dict[int, str] = {}
    for chunk in chunked(answer_ids):
        query = (
            select(answer.c.id, body.c.salt)
            .join(body, body.c.id == answer.c.text_id)
            .where(answer.c.id.in_(chunk))
        )
        found.update((answer_id, salt or "") for answer_id, salt in work.connection.execute(query))
    return found


def piles_of(work: Reading, question_id: int) -> dict[int, int]:
    """Return whom answers were dealt to: coder id by answer id."""
    answer = schema.answer
    query = select(answer.c.id, answer.c.dealt_to_id).where(
        answer.c.question_id == question_id, answer.c.dealt_to_id.is_not(None)
    )
    return {row.id: row.dealt_to_id for row in work.connection.execute(query)}


# Built once, since every act runs them.
_QUESTION = select(schema.answer.c.question_id).where(schema.answer.c.id == bindparam("answer"))
_BODY = (
    select(schema.text_table.c.body)
    .join(schema.answer, schema.answer.c.text_id == schema.text_table.c.id)
    .where(schema.answer.c.id == bindparam("answer"))
)
