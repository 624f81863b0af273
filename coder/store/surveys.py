"""What a project holds of its surveys: respondents, who took part, what each answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, func, select

from coder.domain.entry import Change
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.nouns import NOUNS
from coder.store.sentences import forget_sentences
from coder.store.texts import add_texts
from coder.store.unit_of_work import Reading, Writing


@dataclass(frozen=True)
class Participation:
    """That a respondent stands in a wave, with weight and background as of then."""

    id: int
    weight: float | None
    background: dict[int, int]
    """Level by variable."""
    returned: int = 0
    """1 once a file with answers had a row for them."""


@dataclass(frozen=True)
class StoredText:
    """What a respondent answered to a question in a wave."""

    answer_id: int
    text: str | None
    """None once it is forgotten."""


AnswerKey = tuple[int, int, int]
"""Question, respondent and wave, by id."""


def respondent_ids(work: Reading) -> dict[str, int]:
    """Return the respondents' ids by external id, in file order."""
    table = schema.respondent
    query = select(table.c.external_id, table.c.id).order_by(table.c.position, table.c.id)
    return {row.external_id: row.id for row in work.connection.execute(query)}


def participations(work: Reading, waves: Iterable[int]) -> dict[tuple[int, int], Participation]:
    """Return who stands in these waves, by (respondent, wave)."""
    taking, values = schema.participation, schema.background
    within = taking.c.wave_id.in_(list(waves))
    background: dict[int, dict[int, int]] = defaultdict(dict)
    query = select(values).join(taking, taking.c.id == values.c.participation_id).where(within)
    for row in work.connection.execute(query):
        background[row.participation_id][row.variable_id] = row.level_id
    return {
        (row.respondent_id, row.wave_id): Participation(row.id, row.weight, background[row.id], row.returned)
        for row in work.connection.execute(select(taking).where(within))
    }


def count_sharing(work: Reading, variable_ids: Sequence[int]) -> dict[tuple[int, ...], int]:
    """Count who stands in the waves, by wave and the level of each variable; 0 where there is none."""
    taking = schema.participation
    from_: FromClause = taking
    levels: list[ColumnElement[int]] = []
    for variable_id in variable_ids:
        values = schema.background.alias()
        fits = (values.c.participation_id == taking.c.id) & (values.c.variable_id == variable_id)
        from_ = from_.outerjoin(values, fits)
        levels.append(func.coalesce(values.c.level_id, 0))
    columns = [taking.c.wave_id, *levels]
    query = select(*columns, func.count()).select_from(from_).group_by(*columns)
    return {tuple(row[:-1]): row[-1] for row in work.connection.execute(query)}


def stored_texts(
    work: Reading, questions: Iterable[int], waves: Iterable[int]
) -> dict[AnswerKey, StoredText]:
    """Return the answers to questions in waves."""
    answer, body = schema.answer, schema.text_table
    query = (
        select(answer.c.question_id, answer.c.respondent_id, answer.c.wave_id, answer.c.id, body.c.body)
        .join(body, body.c.id == answer.c.text_id)
        .where(answer.c.question_id.in_(list(questions)), answer.c.wave_id.in_(list(waves)))
    )
    return {
        (row.question_id, row.respondent_id, row.wave_id): StoredText(row.id, row.body)
        for row in work.connection.execute(query)
    }


def texts_in(work: Reading, waves: Iterable[int]) -> dict[tuple[int, int], list[str]]:
    """Return all that was answered in these waves, whatever the question, by (respondent, wave)."""
    answer, body = schema.answer, schema.text_table
    query = (
        select(answer.c.respondent_id, answer.c.wave_id, body.c.body)
        .join(body, body.c.id == answer.c.text_id)
        .where(answer.c.wave_id.in_(list(waves)), body.c.body != "")
    )
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for respondent_id, wave_id, text in work.connection.execute(query):
        found[respondent_id, wave_id].append(text)
    return found


def next_position(work: Reading, noun_name: str, **same: int) -> int:
    """Return the position after the last of a noun, among rows that share the given columns."""
    table = NOUNS[noun_name].table
    query = select(func.max(table.c.position))
    for column, value in same.items():
        query = query.where(table.c[f"{column}_id"] == value)
    return int(work.connection.scalar(query) or 0) + 1


def codebook_names(work: Reading) -> set[str]:
    """Return the names codebooks have."""
    return set(work.connection.scalars(select(schema.codebook.c.name)))


def update_many(work: Writing, noun_name: str, values: Mapping[int, Mapping[str, Any]]) -> None:
    """Set plain, excerpt or background fields of many rows at once; values as for ``update``."""
    noun = NOUNS[noun_name]
    ids = list(values)
    uids = dict(zip(ids, work.records.uids_of(noun_name, ids), strict=True))
    present = work.records.read(noun, list(uids.values()))
    changes = []
    for row_id, fields in values.items():
        for name, value in fields.items():
            after = _in_history(work, name, value)
            before = present[uids[row_id]][name]
            if before != after:
                changes.append(Change(noun_name, uids[row_id], name, before, after))
    work.apply(changes)


def _in_history(work: Writing, name: str, value: Any) -> Any:
    if name == "excerpts":
        return sorted([start, end] for start, end in value)
    if name == "background":
        variables = work.records.uids_of("variable", list(value))
        levels = work.records.uids_of("level", list(value.values()))
        return dict(zip(variables, levels, strict=True))
    return value


def replace_texts(work: Writing, texts: Mapping[int, str]) -> None:
    """Give answers another text; their old sentences go, since they no longer fit."""
    noun = NOUNS["answer"]
    uids = work.records.uids_of("answer", list(texts))
    present = work.records.read(noun, uids)
    added = add_texts(work.connection, list(texts.values()))
    work.apply(
        [
            Change("answer", uid, "text", present[uid]["text"], text)
            for uid, text in zip(uids, added, strict=True)
        ]
    )
    forget_sentences(work, list(texts))


def answers_touched(work: Writing) -> list[int]:
    """Return the answers that came or got another text in this act and are still there."""
    uids = list(
        dict.fromkeys(
            change.uid
            for change in work.changes
            if change.noun == "answer"
            and (change.field == "text" or (not change.field and change.after is not None))
        )
    )
    found: list[int] = []
    for chunk in chunked(uids):
        found.extend(
            work.connection.scalars(select(schema.answer.c.id).where(schema.answer.c.uid.in_(chunk)))
        )
    return found
