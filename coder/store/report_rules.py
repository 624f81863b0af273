"""Rules of passages and analyses: what the report is made from must fit the codebook and the texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, func, select, true

from coder.messages import _
from coder.store import schema
from coder.store.astray import astray
from coder.store.breach import Breach
from coder.store.unit_of_work import Reading


def report_breaches(work: Reading, answer_ids: Sequence[int] | None = None) -> Iterator[Breach]:
    """Look at the passages and findings on some answers, or at all of them and the analyses too."""
    within = true() if answer_ids is None else schema.answer.c.id.in_(answer_ids)
    yield from _stray_passages(work, within)
    yield from _places_outside(work, within)
    yield from _twice(work, within)
    if answer_ids is None:
        yield from stray_analyses(work)


def stray_analyses(work: Reading) -> Iterator[Breach]:
    """An analysis must be of a code in the question's codebook."""
    analysis, code, question = schema.analysis, schema.code, schema.question
    query = (
        select(analysis.c.uid, code.c.name, question.c.key)
        .join(code, code.c.id == analysis.c.code_id)
        .join(question, question.c.id == analysis.c.question_id)
        .where(code.c.codebook_id != question.c.codebook_id)
    )
    for row in work.connection.execute(query):
        said = _("The analysis of «{name}» in «{question}» is of a code that is not in its codebook.")
        yield Breach(row.uid, said.format(name=row.name, question=row.key))


def has_report_parts(work: Reading, question_id: int) -> bool:
    """Tell whether anything kept for the report names a code of the question's codebook."""
    passage, answer, analysis = schema.passage, schema.answer, schema.analysis
    layer, outcome = schema.layer, schema.outcome
    passages = select(passage.c.id).join(answer, answer.c.id == passage.c.answer_id)
    queries = (
        passages.where(answer.c.question_id == question_id),
        select(analysis.c.id).where(analysis.c.question_id == question_id, analysis.c.code_id.is_not(None)),
        select(layer.c.id).where(layer.c.question_id == question_id),
        select(outcome.c.id).where(outcome.c.question_id == question_id),
    )
    return any(work.connection.scalar(query.limit(1)) is not None for query in queries)


def _stray_passages(work: Reading, within: ColumnElement[bool]) -> Iterator[Breach]:
    said = _("A passage of answer {number} stands under «{name}», which is not in its codebook.")
    for uid, answer_id, name in astray(work, schema.passage, within, merged_too=True):
        yield Breach(uid, said.format(number=answer_id, name=name))


def _twice(work: Reading, within: ColumnElement[bool]) -> Iterator[Breach]:
    """A place of an answer is one passage under a code."""
    passage, answer = schema.passage, schema.answer
    place = (passage.c.answer_id, passage.c.code_id, passage.c.start, passage.c.end, passage.c.lost)
    query = (
        select(
            passage.c.answer_id, func.min(passage.c.uid).label("one"), func.max(passage.c.uid).label("other")
        )
        .join(answer, answer.c.id == passage.c.answer_id)
        .where(within)
        .group_by(*place)
        .having(func.count() > 1)
    )
    for row in work.connection.execute(query):
        said = _("Answer {number} has two passages at one place under one code.").format(number=row.answer_id)
        yield from (Breach(row.one, said), Breach(row.other, said))


def _places_outside(work: Reading, within: ColumnElement[bool]) -> Iterator[Breach]:
    """A passage or finding must lie within the answer's text; one that is lost lies nowhere."""
    answer, body = schema.answer, schema.text_table
    for table, standing in ((schema.passage, schema.passage.c.lost == 0), (schema.finding, true())):
        query = (
            select(table.c.uid, table.c.start, table.c.end, answer.c.id, body.c.body)
            .join(answer, answer.c.id == table.c.answer_id)
            .join(body, body.c.id == answer.c.text_id)
            .where(within, standing, table.c.start.is_not(None))
        )
        for row in work.connection.execute(query, execution_options={"yield_per": 5_000}):
            if not 0 <= row.start < row.end or (row.body is not None and row.end > len(row.body)):
                said = _("Answer {number}: a place {start}–{end} kept for the report lies outside the text.")
                yield Breach(row.uid, said.format(number=row.id, start=row.start, end=row.end))
