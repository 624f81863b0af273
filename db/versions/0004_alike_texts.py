"""Texts that say the same in nearly the same words are found by a key."""

import sqlalchemy as sa
from alembic import op

from coder.text.likeness import alike_key

revision = "0004"
down_revision = "0003"

_AT_ONCE = 1_000


def upgrade() -> None:
    """Give every text its key, and the way from a text to its answer an index."""
    op.add_column("text", sa.Column("alike_key", sa.BigInteger(), nullable=True))
    text = sa.table("text", sa.column("id"), sa.column("body"), sa.column("alike_key"))
    connection, last = op.get_bind(), 0
    query = sa.select(text.c.id, text.c.body).where(text.c.body.is_not(None)).order_by(text.c.id)
    while rows := connection.execute(query.where(text.c.id > last).limit(_AT_ONCE)).all():
        last = rows[-1].id
        keys = [{"of": row.id, "key": alike_key(row.body)} for row in rows]
        given = sa.update(text).where(text.c.id == sa.bindparam("of")).values(alike_key=sa.bindparam("key"))
        connection.execute(given, keys)
    op.create_index(op.f("ix_text_alike_key"), "text", ["alike_key"])
    op.create_index(op.f("ix_answer_text_id"), "answer", ["text_id"])
