"""What has left the project: facts, outside the history and untouched by undo."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from sqlalchemy import delete, func, insert, select

from coder.domain.entry import canonical_json
from coder.domain.identity import new_uid
from coder.store import schema
from coder.store.unit_of_work import Reading, Writing

WITHDRAWN = "withdrawn"
"""What a fact is called that takes an export back: its file was never handed on."""
OF, REASON = "export", "reason"
"""Among the options of such a fact: the export's uid, and why."""


@dataclass(frozen=True)
class Export:
    """That something was written to a file outside the project."""

    what: str
    """Which kind of thing: ``table``, ``quotes``, …"""
    question_id: int | None
    format: str
    file: str
    """Its name, without folders."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """What it was made with, as JSON takes it."""
    has_text: bool = False
    """Whether it holds anything that respondents wrote."""
    min_cell: int | None = None
    """The smallest count it shows, where small ones were hidden."""
    cells: Any = None
    """What it shows of which counts, as JSON takes it; None where it shows none."""
    at: str = ""
    entry: int = 0
    """The newest entry there was."""
    coder_id: int | None = None
    uid: str = ""


def record_export(work: Writing, export: Export) -> str:
    """Write down that something leaves; who, when and the newest entry are those of the act.

    Returns:
        Its uid.
    """
    table = schema.export
    uid = new_uid()
    work.connection.execute(
        insert(table),
        {
            "id": (work.connection.scalar(select(func.max(table.c.id))) or 0) + 1,
            "uid": uid,
            "at": work.at,
            "entry": work.number if work.changes else work.number - 1,
            "coder_id": work.coder_id,
            "what": export.what,
            "question_id": export.question_id,
            "format": export.format,
            "file": PurePath(export.file).name,
            "options": canonical_json(dict(export.options)),
            "has_text": int(export.has_text),
            "min_cell": export.min_cell,
            "cells": None if export.cells is None else canonical_json(export.cells),
        },
    )
    return uid


def forget_export(work: Writing, uid: str) -> None:
    """Take back what was written down of a file that came to nothing."""
    work.connection.execute(delete(schema.export).where(schema.export.c.uid == uid))


def standing(exports: Sequence[Export]) -> list[Export]:
    """Return those of some exports that none of the others says were never handed on."""
    withdrawn = {each.options[OF] for each in exports if each.what == WITHDRAWN}
    return [each for each in exports if each.what != WITHDRAWN and each.uid not in withdrawn]


def exports_of(work: Reading, question_id: int | None = None) -> list[Export]:
    """Return what has left, of one question or of all, in the order it did."""
    table = schema.export
    query = select(table).order_by(table.c.id)
    if question_id is not None:
        query = query.where(table.c.question_id == question_id)
    return [
        Export(
            what=row.what,
            question_id=row.question_id,
            format=row.format,
            file=row.file,
            options=json.loads(row.options),
            has_text=bool(row.has_text),
            min_cell=row.min_cell,
            cells=None if row.cells is None else json.loads(row.cells),
            at=row.at,
            entry=row.entry,
            coder_id=row.coder_id,
            uid=row.uid,
        )
        for row in work.connection.execute(query)
    ]
