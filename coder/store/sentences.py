"""The sentences of answers: made from texts, and in no history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, delete, select

from coder.domain.coding import Span
from coder.store import schema
from coder.store.bulk import insert_rows
from coder.store.chunks import chunked
from coder.store.unit_of_work import Reading


def sentences_of(work: Reading, answer_ids: Sequence[int]) -> dict[int, list[Span]]:
    """Return the stored sentences of answers."""
    table = schema.sentence
    found: dict[int, list[Span]] = defaultdict(list)
    for chunk in chunked(answer_ids):
        query = (
            select(table.c.answer_id, table.c.start, table.c.end)
            .where(table.c.answer_id.in_(chunk))
            .order_by(table.c.answer_id, table.c.number)
        )
        for answer_id, start, end in work.connection.execute(query):
            found[answer_id].append((start, end))
    return found


def texts_to_split(work: Reading, answer_ids: Sequence[int] | None = None) -> list[tuple[int, str]]:
    """Return (answer, text) of answers without sentences: of these, or of the whole project."""
    if answer_ids is None:
        return _texts_without_sentences(work, None)
    found: list[tuple[int, str]] = []
    for chunk in chunked(answer_ids):
        found.extend(_texts_without_sentences(work, schema.answer.c.id.in_(chunk)))
    return found


def replace_sentences(
    work: Reading, sentences: Mapping[int, Sequence[Span]], splitter: int, *, fresh: bool = False
) -> None:
    """Store the sentences of answers in place of those they had; not part of the history.

    Args:
        work: The act.
        sentences: Spans by answer, in order.
        splitter: The version of the splitter that found them.
        fresh: The answers are known to have none.
    """
    table = schema.sentence
    if not fresh:
        forget_sentences(work, list(sentences))
    rows = [
        {"answer_id": answer_id, "number": number, "start": start, "end": end, "splitter": splitter}
        for answer_id, spans in sentences.items()
        for number, (start, end) in enumerate(spans, 1)
    ]
    insert_rows(work.connection, table, rows)


def forget_sentences(work: Reading, answer_ids: Sequence[int]) -> None:
    """Take away the sentences of answers, whose texts are no longer what they were found in."""
    for chunk in chunked(answer_ids):
        work.connection.execute(delete(schema.sentence).where(schema.sentence.c.answer_id.in_(chunk)))


def _texts_without_sentences(work: Reading, within: ColumnElement[bool] | None) -> list[tuple[int, str]]:
    answer, body, sentence = schema.answer, schema.text_table, schema.sentence
    split = select(sentence.c.answer_id).where(sentence.c.answer_id == answer.c.id).exists()
    query = (
        select(answer.c.id, body.c.body)
        .join(body, body.c.id == answer.c.text_id)
        .where(~split, body.c.body.is_not(None))
        .order_by(answer.c.id)
    )
    if within is not None:
        query = query.where(within)
    return [(row.id, row.body) for row in work.connection.execute(query)]
