"""A selection of a question's answers, and of the people behind them: waves, background, who was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, exists, func, select

from coder.domain.question import Question
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.history import last_number
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class Restriction:
    """Only respondents who have one of these levels of a background variable, in the answer's wave."""

    variable_id: int
    level_ids: tuple[int, ...]


@dataclass(frozen=True)
class Selection:
    """Which answers to a question are looked at."""

    question_id: int
    wave_ids: tuple[int, ...]
    where: tuple[Restriction, ...] = ()
    asked: Restriction | None = None
    """Who was asked the question; None means everybody."""

    @property
    def restrictions(self) -> tuple[Restriction, ...]:
        """All restrictions by background."""
        return self.where if self.asked is None else (*self.where, self.asked)


def asked_restriction(work: Reading, question: Question) -> Restriction | None:
    """Return who was asked a question; None means everybody."""
    if question.asked_if is None:
        return None
    variable, level = schema.variable, schema.level
    of_variable = select(variable.c.id).where(variable.c.uid == question.asked_if["variable"])
    of_levels = select(level.c.id).where(level.c.uid.in_(question.asked_if["levels"])).order_by(level.c.id)
    variable_id = work.connection.scalars(of_variable).one()
    return Restriction(variable_id, tuple(work.connection.scalars(of_levels)))


def selected_answers(selection: Selection) -> Select[Any]:
    """Return the query of selected answers' ids, wave after wave in file order."""
    answer, wave, taking = schema.answer, schema.wave, schema.participation
    query = (
        select(answer.c.id)
        .join(wave, wave.c.id == answer.c.wave_id)
        .where(answer.c.question_id == selection.question_id, answer.c.wave_id.in_(selection.wave_ids))
        .order_by(wave.c.position, wave.c.id, answer.c.position, answer.c.id)
    )
    if selection.restrictions:
        query = query.join(
            taking,
            (taking.c.respondent_id == answer.c.respondent_id) & (taking.c.wave_id == answer.c.wave_id),
        )
    return _restricted(query, selection.restrictions)


def asked_answer_ids(work: Reading, question: Question) -> set[int]:
    """Return the answers to a question by those who were asked it, in all waves."""
    waves = tuple(work.connection.scalars(select(schema.wave.c.id)))
    selection = Selection(question.id, waves, asked=asked_restriction(work, question))
    return set(work.connection.scalars(selected_answers(selection)))


def count_not_asked(work: Reading, selection: Selection) -> int:
    """Count answers from respondents who, by their background, were not asked the question."""
    if selection.asked is None:
        return 0
    everybody = selected_answers(replace(selection, asked=None))
    return _size(work, everybody) - _size(work, selected_answers(selection))


def returned_people(work: Reading, selection: Selection, history: Reading) -> set[int]:
    """Return the participations of those of the frame who took part, also those who left this question blank.

    Someone took part who answered any question in that wave, or had a row in a file with answers: so those of
    a survey count, and those of a file of the frame alone do not. Projects from before that was written down
    tell it by their history: by who came or was changed in an act that also brought answers.

    Args:
        work: The snapshot, perhaps of an earlier day.
        selection: Which waves and respondents.
        history: The snapshot that has the history; a project as it was has none of its own.
    """
    people = selected_people(selection).add_columns(schema.participation.c.uid)
    answer, taking = schema.answer, schema.participation
    answered = (taking.c.returned == 1) | exists().where(
        answer.c.respondent_id == taking.c.respondent_id, answer.c.wave_id == taking.c.wave_id
    )
    silent = {row.uid: row.id for row in work.connection.execute(people.where(~answered))}
    sure = {row.id for row in work.connection.execute(people.where(answered))}
    return sure | {silent[uid] for uid in _from_surveys(history, list(silent), last_number(work))}


def _from_surveys(history: Reading, uids: Sequence[str], until: int) -> list[str]:
    change = schema.change
    entries: dict[str, set[int]] = {}
    for chunk in chunked(uids):
        touched = select(change.c.uid, change.c.entry).where(change.c.uid.in_(chunk), change.c.entry <= until)
        for uid, entry in history.connection.execute(touched):
            entries.setdefault(uid, set()).add(entry)
    surveys: set[int] = set()
    for numbers in chunked(sorted(set().union(*entries.values()))):
        brought = select(change.c.entry).where(
            change.c.entry.in_(numbers), change.c.noun == "answer", change.c.after.is_not(None)
        )
        surveys.update(history.connection.scalars(brought.distinct()))
    return [uid for uid, found in entries.items() if found & surveys]


def selected_people(selection: Selection) -> Select[Any]:
    """Return the query of the participations of all who stand in the waves: all who were asked."""
    taking = schema.participation
    query = select(taking.c.id).where(taking.c.wave_id.in_(selection.wave_ids))
    return _restricted(query, selection.restrictions)


def _restricted(query: Select[Any], restrictions: Sequence[Restriction]) -> Select[Any]:
    taking, background = schema.participation, schema.background
    for restriction in restrictions:
        within = select(background.c.participation_id).where(
            background.c.variable_id == restriction.variable_id,
            background.c.level_id.in_(restriction.level_ids),
        )
        query = query.where(taking.c.id.in_(within))
    return query


def _size(work: Reading, query: Select[Any]) -> int:
    return int(work.connection.scalar(select(func.count()).select_from(query.subquery())) or 0)
