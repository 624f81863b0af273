"""The project itself, who codes in it, its texts, and the copies and moments kept of it."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, String, Table, Text, text

from coder.store.schema.columns import metadata, own_id, uid

project = Table(
    "project",
    metadata,
    own_id(),
    uid(),
    Column("name", Text, nullable=False),
    Column("created_at", String(27), nullable=False),
    # The head of the history; the row is also the lock under which numbers are given.
    Column("last_entry", Integer, nullable=False),
    Column("last_at", String(27), nullable=False),
    Column("last_hash", String(64), nullable=False),
    # Why these answers may be kept, where that is written down, and until which day (ISO).
    Column("legal_basis", Text, nullable=False, server_default=text("''")),
    Column("reference", Text, nullable=False, server_default=text("''")),
    Column("retain_until", String(10), nullable=False, server_default=text("''")),
    CheckConstraint("id = 1", name="only_one"),
)

coder = Table(
    "coder",
    metadata,
    own_id(),
    uid(),
    Column("name", Text, nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("aliases", Text, nullable=False),
)

text_table = Table(
    "text",
    metadata,
    own_id(),
    uid(),
    Column("body", Text),
    Column("salt", String(32)),
    Column("hash", String(64), nullable=False),
    # Shared by texts that say the same in nearly the same words; goes when the text is forgotten.
    Column("alike_key", BigInteger, index=True),
)

tag = Table(
    "tag",
    metadata,
    own_id(),
    uid(),
    Column("name", Text, nullable=False, unique=True),
    Column("entry", Integer, nullable=False),
)

backup = Table(
    "backup",
    metadata,
    own_id(),
    Column("path", Text, nullable=False, unique=True),
    Column("at", String(27), nullable=False),
    Column("entry", Integer, nullable=False),
    Column("automatic", Integer, nullable=False),
)

# The newest id of a noun whose newest row was taken away: screens hold ids, and one that is gone must not
# come to mean another row.
given_id = Table(
    "given_id",
    metadata,
    Column("noun", String(16), primary_key=True),
    Column("newest", Integer, nullable=False),
    sqlite_with_rowid=False,
)
