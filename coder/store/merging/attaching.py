"""Keeping the history of a project that is merged, as it stood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row, delete, func, insert, select

from coder.domain.identity import new_uid
from coder.store import schema
from coder.store.bulk import insert_rows
from coder.store.foreign import ForeignPart, foreign_parts, merged_hashes, own_hashes
from coder.store.project import project_of
from coder.store.unit_of_work import Reading, Writing


def attach(work: Writing, theirs: Reading, file: str, known: int) -> None:
    """Keep the history of a project that is merged, from after the last entry known here.

    What that project had merged itself comes along, but for what is here already.

    Args:
        work: The merging act.
        theirs: The project that is merged.
        file: Its name, without folders.
        known: Its newest entry that is known here; 0 where none is.
    """
    here = {*own_hashes(work), *merged_hashes(work)}
    _detach_taken_back(work, {*own_hashes(theirs), *merged_hashes(theirs)})
    project = project_of(theirs)
    head = {
        "project_uid": project.uid,
        "name": project.name,
        "file": file,
        "last_entry": project.last_entry,
        "last_hash": project.last_hash,
        "common_entry": known,
    }
    if project.last_hash not in here:
        own = _add_part(work, head)
        _copy_own(work, theirs, own, known)
    for part in foreign_parts(theirs):
        if not part.is_taken_back and part.last_hash not in here:
            _copy_part(work, theirs, part, here)


def _detach_taken_back(work: Writing, coming: set[str]) -> None:
    """Let go of what a merge brought that was undone, where it comes again."""
    for part in foreign_parts(work):
        if part.is_taken_back and part.last_hash in coming:
            for table, column in (
                (schema.foreign_change, schema.foreign_change.c.foreign_id),
                (schema.foreign_entry, schema.foreign_entry.c.foreign_id),
                (schema.foreign_project, schema.foreign_project.c.id),
            ):
                work.connection.execute(delete(table).where(column == part.id))


def _add_part(work: Writing, head: Mapping[str, Any]) -> int:
    table = schema.foreign_project
    number = (work.connection.scalar(select(func.max(table.c.id))) or 0) + 1
    row = {**head, "id": number, "uid": new_uid(), "entry": work.number}
    work.connection.execute(insert(table), row)
    return number


def _copy_own(work: Writing, theirs: Reading, part_id: int, known: int) -> None:
    entry, coder = schema.entry, schema.coder
    query = (
        select(entry, coder.c.name.label("coder"), coder.c.uid.label("coder_uid"))
        .outerjoin(coder, coder.c.id == entry.c.coder_id)
        .where(entry.c.number > known)
        .order_by(entry.c.number)
    )
    _insert_rows(work, schema.foreign_entry, part_id, theirs.connection.execute(query))
    change = schema.change
    changes = select(change).where(change.c.entry > known).order_by(change.c.entry, change.c.number)
    _insert_rows(work, schema.foreign_change, part_id, theirs.connection.execute(changes))


def _copy_part(work: Writing, theirs: Reading, part: ForeignPart, here: set[str]) -> None:
    """Copy a part that the other project had merged, from where it is not known here."""
    table = schema.foreign_entry
    rows = theirs.connection.execute(
        select(table).where(table.c.foreign_id == part.id).order_by(table.c.number)
    ).all()
    known = max((row.number for row in rows if row.hash in here), default=part.common_entry)
    head = {
        "project_uid": part.project_uid,
        "name": part.name,
        "file": part.file,
        "last_entry": part.last_entry,
        "last_hash": part.last_hash,
        "common_entry": known,
    }
    part_id = _add_part(work, head)
    _insert_rows(work, table, part_id, [row for row in rows if row.number > known])
    change = schema.foreign_change
    changes = select(change).where(change.c.foreign_id == part.id, change.c.entry > known)
    _insert_rows(work, change, part_id, theirs.connection.execute(changes))


def _insert_rows(work: Writing, table: Any, part_id: int, rows: Iterable[Row[Any]]) -> None:
    made: list[dict[str, Any]] = []
    names = [column.name for column in table.columns if column.name != "foreign_id"]
    for row in rows:
        values = {name: getattr(row, name) for name in names}
        if "coder" in values:
            values["coder"] = values["coder"] or ""
        made.append({**values, "foreign_id": part_id})
    insert_rows(work.connection, table, made)
