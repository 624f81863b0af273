"""Several people at one project: who may do what, who works now, how they log in, what was forgotten."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from coder.store.schema.columns import metadata, own_id, ref, uid

# A question whose coding somebody has approved; it holds for the project as of the entry.
approval = Table(
    "approval",
    metadata,
    own_id(),
    uid(),
    Column("question_id", Integer, ForeignKey("question.id"), nullable=False, unique=True),
    ref("coder_id", "coder"),
    Column("entry", Integer, nullable=False),
)

# The next four have no history: they say how it is now, and are gone tomorrow.
member = Table(
    "member",
    metadata,
    Column("coder_id", Integer, ForeignKey("coder.id"), primary_key=True, autoincrement=False),
    Column("role", String(16), nullable=False),
    # The database role that is this coder on a server; null where there is none.
    Column("login", String(63), unique=True),
)

# Somebody's program that has the project open.
sitting = Table(
    "sitting",
    metadata,
    Column("uid", String(32), primary_key=True),
    Column("coder_id", Integer, ForeignKey("coder.id"), nullable=False),
    Column("question_id", Integer, ForeignKey("question.id", ondelete="SET NULL")),
    Column("place", Text, nullable=False),
    Column("since", String(27), nullable=False),
    Column("seen", String(27), nullable=False),
)

# The answer a coder was given to read next: others are given another until then.
claim = Table(
    "claim",
    metadata,
    Column("question_id", Integer, ForeignKey("question.id", ondelete="CASCADE"), primary_key=True),
    Column("coder_id", Integer, ForeignKey("coder.id", ondelete="CASCADE"), primary_key=True),
    Column("answer_id", Integer, ForeignKey("answer.id", ondelete="CASCADE"), nullable=False),
    Column("until", String(27), nullable=False),
    sqlite_with_rowid=False,
)

# A link by which a coder gets in with a browser; only the token's hash is kept.
login_link = Table(
    "login_link",
    metadata,
    Column("uid", String(32), primary_key=True),
    Column("coder_id", Integer, ForeignKey("coder.id"), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    Column("made", String(27), nullable=False),
    Column("expires", String(27), nullable=False),
    Column("revoked", String(27)),
    Column("used", String(27)),
)

# A fact: a respondent's words were blanked everywhere; the receipt, which holds none of them.
forgotten = Table(
    "forgotten",
    metadata,
    Column("uid", String(32), primary_key=True),
    Column("respondent_uid", String(32), nullable=False, index=True),
    Column("at", String(27), nullable=False),
    Column("entry", Integer, nullable=False),
    Column("receipt", Text, nullable=False),
)
