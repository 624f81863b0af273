"""Codebooks and the codes in them."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Index, Integer, String, Table, Text, event, text

from coder.store.schema.columns import metadata, own_id, ref, uid

codebook = Table(
    "codebook",
    metadata,
    own_id(),
    uid(),
    Column("name", Text, nullable=False, unique=True),
    Column("exclusive", Integer, nullable=False),
)

code = Table(
    "code",
    metadata,
    own_id(),
    uid(),
    ref("codebook_id", "codebook", index=True),
    ref("parent_id", "code", nullable=True),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("codable", Integer, nullable=False),
    Column("colour", String(16), nullable=False),
    ref("definition_id", "text", nullable=True),
    ref("use_when_id", "text", nullable=True),
    ref("not_when_id", "text", nullable=True),
    ref("examples_id", "text", nullable=True),
    # JSON lists and objects of short texts.
    Column("aliases", Text, nullable=False),
    Column("labels", Text, nullable=False),
    Column("born", Integer, nullable=False),
    Column("from_file", Integer, nullable=False),
    Column("retired", Integer),
    ref("merged_into_id", "code", nullable=True),
    ref("split_from_id", "code", nullable=True),
    # Who made it while coding blind; others are not offered it before it is accepted, and null again.
    ref("proposed_by_id", "coder", nullable=True),
)

# A living code's name is unique among its siblings; one merged away gives its name free.
_living_name = Index(
    "uq_code_living_name",
    code.c.codebook_id,
    text("coalesce(parent_id, 0)"),
    code.c.name,
    unique=True,
    sqlite_where=text("merged_into_id IS NULL"),
)


@event.listens_for(code, "before_create")
def _say_which_on_servers(_table: Table, connection: Connection, **_options: object) -> None:
    # Naming a dialect loads it, and this one would take a tenth of the way to the first answer.
    if connection.dialect.name == "postgresql":
        _living_name.kwargs["postgresql_where"] = text("merged_into_id IS NULL")
