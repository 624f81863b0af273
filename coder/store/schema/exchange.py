"""Where things came from and what they are called elsewhere: facts, outside the history."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from coder.store.schema.columns import metadata, own_id, uid

# Which place of which file something was read from, by noun and uid: it outlives undo and redo.
origin = Table(
    "origin",
    metadata,
    Column("noun", String(16), primary_key=True),
    Column("uid", String(32), primary_key=True),
    Column("file", Text, nullable=False),
    # A sheet and a cell, a source and its GUID.
    Column("place", Text, nullable=False),
    # The entry that read it.
    Column("entry", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# What something is called in files for statistics packages, so that the next export calls it the same.
stable_name = Table(
    "stable_name",
    metadata,
    # What it is the name of: a noun's uid, and in which role (a code's indicator, a count, a theme, …).
    Column("uid", String(32), primary_key=True),
    Column("role", String(16), primary_key=True),
    Column("name", String(64), nullable=False),
    # Lower case: packages that tell case apart would be misread by those that don't.
    Column("folded", String(64), nullable=False, unique=True),
    sqlite_with_rowid=False,
)

# A project that was merged into this one, with its history as it stood: read-only.
foreign_project = Table(
    "foreign_project",
    metadata,
    own_id(),
    uid(),
    # The same project may be merged again later, with more history.
    Column("project_uid", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("file", Text, nullable=False),
    # The entry here that merged it.
    Column("entry", Integer, nullable=False),
    # Its newest entry with its hash, and the newest one that both had (0: none).
    Column("last_entry", Integer, nullable=False),
    Column("last_hash", String(64), nullable=False),
    Column("common_entry", Integer, nullable=False),
    UniqueConstraint("project_uid", "last_hash"),
)

foreign_entry = Table(
    "foreign_entry",
    metadata,
    Column("foreign_id", Integer, ForeignKey("foreign_project.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("uid", String(32), nullable=False),
    Column("at", String(27), nullable=False),
    # The coder's name there; empty where nobody acted.
    Column("coder", Text, nullable=False),
    # By uid, as it stands in the hash.
    Column("coder_uid", String(32)),
    Column("operation", String(32), nullable=False),
    Column("undoes", Integer),
    Column("hash", String(64), nullable=False),
    sqlite_with_rowid=False,
)

foreign_change = Table(
    "foreign_change",
    metadata,
    Column("foreign_id", Integer, ForeignKey("foreign_project.id"), primary_key=True),
    Column("entry", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("noun", String(16), nullable=False),
    Column("uid", String(32), nullable=False, index=True),
    Column("field", String(16), nullable=False),
    Column("before", Text),
    Column("after", Text),
    sqlite_with_rowid=False,
)
