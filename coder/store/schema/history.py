"""The history: one entry for each act, with its changes."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from coder.store.schema.columns import metadata

entry = Table(
    "entry",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("uid", String(32), nullable=False, unique=True),
    Column("at", String(27), nullable=False),
    Column("coder_id", Integer, ForeignKey("coder.id")),
    Column("operation", String(32), nullable=False),
    Column("undoes", Integer),
    Column("hash", String(64), nullable=False),
    Index(None, "coder_id", "number"),
    Index(None, "at"),
)

change = Table(
    "change",
    metadata,
    Column("entry", Integer, ForeignKey("entry.number"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("noun", String(16), nullable=False),
    Column("uid", String(32), nullable=False),
    Column("field", String(16), nullable=False),
    Column("before", Text),
    Column("after", Text),
    Index(None, "uid"),
    sqlite_with_rowid=False,
)
