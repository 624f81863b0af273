"""Writing what a merge decided: texts and people first, then one entry; beside it facts and the history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, select, update

from coder.domain.entry import Change, Value
from coder.store import schema
from coder.store.bulk import insert_rows
from coder.store.chunks import chunked
from coder.store.engine import Engine, transaction
from coder.store.failures import failures_explained
from coder.store.foreign import ALIAS, MERGE_OPERATION
from coder.store.merging.attaching import attach
from coder.store.merging.facts import bring_facts
from coder.store.merging.plan import MergePlan
from coder.store.nouns import NOUNS, FieldKind
from coder.store.unit_of_work import Reading, Writing

_TEXTS = {
    name: {each.name for each in noun.fields if each.kind is FieldKind.TEXT} for name, noun in NOUNS.items()
}


@contextmanager
def merging(engine: Engine) -> Iterator[Connection]:
    """Open the one transaction of a merge: nobody else writes from its plan to its end."""
    with failures_explained(), transaction(engine, writing=True) as connection:
        if connection.dialect.name == "sqlite":
            # What was forgotten there is overwritten here.
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
        # On a server the lock is the one under which numbers are given.
        Writing(connection, None, MERGE_OPERATION, None)
        yield connection


def carry_out(
    connection: Connection,
    theirs: Reading,
    plan: MergePlan,
    *,
    coder_id: int,
    file: str,
    split: Callable[[Writing], None],
) -> int | None:
    """Do what a plan says; return the number of the entry it became, or None where nothing changed.

    Args:
        connection: The transaction in which the plan was made.
        theirs: The other project.
        plan: What to do.
        coder_id: Who merges.
        file: What the other project's file is called, without folders.
        split: Finds the sentences of answers that lack them, before the act ends.
    """
    _add_texts(connection, theirs, _texts_in(plan.all_changes))
    _act(connection, None, "new_coder", plan.people)
    _act(connection, coder_id, "redact", plan.redactions)
    work = Writing(connection, coder_id, MERGE_OPERATION, None)
    work.apply(plan.changes)
    _copy_sentences(work, theirs, plan)
    split(work)
    bring_facts(work, theirs, plan)
    _forget(work, plan.forgotten)
    if not work.changes:
        return None
    _remember_uids(work, plan, file)
    attach(work, theirs, file, plan.kin.known_here)
    work.close()
    return work.number


def _act(connection: Connection, coder_id: int | None, operation: str, changes: Sequence[Change]) -> None:
    if changes:
        work = Writing(connection, coder_id, operation, None)
        work.apply(changes)
        work.close()


def _texts_in(changes: Iterable[Change]) -> set[str]:
    """Return the uids of the texts that changes lead to."""
    found: set[str] = set()
    for change in changes:
        names = _TEXTS[change.noun]
        values: Iterable[Value]
        if change.field:
            values = [change.after] if change.field in names else []
        else:
            values = [change.after[name] for name in names] if change.after is not None else []
        found.update(each["text"] for each in values if each is not None)
    return found


def _add_texts(connection: Connection, theirs: Reading, uids: Collection[str]) -> None:
    """Bring texts as they are; one that is known here stays as it is here, forgotten ones above all."""
    table = schema.text_table
    known: set[str] = set()
    for chunk in chunked(sorted(uids)):
        known.update(connection.scalars(select(table.c.uid).where(table.c.uid.in_(chunk))))
    newest = max(connection.scalars(select(table.c.id).order_by(table.c.id.desc()).limit(1)), default=0)
    for chunk in chunked(sorted(set(uids) - known)):
        rows = theirs.connection.execute(select(table).where(table.c.uid.in_(chunk))).mappings().all()
        new = [{**row, "id": number} for number, row in enumerate(rows, newest + 1)]
        newest += len(new)
        insert_rows(connection, table, new)


def _copy_sentences(work: Writing, theirs: Reading, plan: MergePlan) -> None:
    """Take over the sentences of answers that say here now what they say there."""
    said = {
        change.uid: (change.after if change.field else change.after["text"])
        for change in (*plan.changes, *plan.redactions)
        if change.noun == "answer" and change.after is not None and change.field in ("", "text")
    }
    same = [uid for uid, text in said.items() if plan.theirs["answer"].get(uid, {}).get("text") == text]
    own_uids = {plan.recognised.uids.of(uid): uid for uid in plan.recognised.uids.different}
    there = {own_uids.get(uid, uid): uid for uid in same}
    ids = dict(zip(there, work.records.ids_of("answer", list(there.values())), strict=True))
    rows_of: dict[str, list[dict[str, Any]]] = defaultdict(list)
    answer, sentence = schema.answer, schema.sentence
    for chunk in chunked(sorted(there)):
        query = (
            select(sentence, answer.c.uid)
            .join(answer, answer.c.id == sentence.c.answer_id)
            .where(answer.c.uid.in_(chunk))
        )
        for row in theirs.connection.execute(query).mappings():
            values = {name: row[name] for name in ("number", "start", "end", "splitter")}
            rows_of[row["uid"]].append(values | {"answer_id": ids[row["uid"]]})
    _replace_sentences(
        work, [ids[uid] for uid in rows_of], [row for rows in rows_of.values() for row in rows]
    )


def _replace_sentences(work: Writing, answer_ids: Sequence[int], rows: Sequence[dict[str, Any]]) -> None:
    table = schema.sentence
    for chunk in chunked(sorted(answer_ids)):
        work.connection.execute(table.delete().where(table.c.answer_id.in_(chunk)))
    insert_rows(work.connection, table, rows)


def _forget(work: Writing, uids: Collection[str]) -> None:
    """Blank the texts that were forgotten there; on SQLite the freed bytes are overwritten."""
    if not uids:
        return
    table = schema.text_table
    for chunk in chunked(sorted(uids)):
        work.connection.execute(
            update(table).where(table.c.uid.in_(chunk)).values(body=None, salt=None, alike_key=None)
        )


def _remember_uids(work: Writing, plan: MergePlan, file: str) -> None:
    """Write down which row here is what under another uid there, for the next merge."""
    different = plan.recognised.uids.different
    if not different:
        return
    own = set(different.values())
    nouns = {uid: noun for noun, rows in plan.theirs.items() for uid in rows if uid in own}
    table = schema.origin
    known = {tuple(row) for row in work.connection.execute(select(table.c.noun, table.c.uid))}
    rows = [
        {"noun": nouns[here], "uid": there, "file": file, "place": ALIAS + here, "entry": work.number}
        for there, here in different.items()
        if here in nouns and nouns[here] != "project" and (nouns[here], there) not in known
    ]
    insert_rows(work.connection, table, rows)
