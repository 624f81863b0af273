"""What a model said: proposals, and the suggestions that coders saw."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Integer, String, Table, Text, UniqueConstraint, text

from coder.store.schema.columns import metadata, own_id, ref, uid

# What a model or a rule would set, for a person to accept or reject; never counted.
proposal = Table(
    "proposal",
    metadata,
    own_id(),
    uid(),
    ref("answer_id", "answer"),
    ref("code_id", "code", index=True),
    Column("score", Float, nullable=False),
    Column("decision", String(16)),
    ref("decided_by_id", "coder", nullable=True),
    # 1 where no model said it: a rule that settled differences was carried to an answer already done.
    Column("carried", Integer, nullable=False, server_default=text("0")),
    UniqueConstraint("answer_id", "code_id"),
)

# A fact without history: which suggestions a coder saw, and what came of it. Codes are named by their uids.
trail = Table(
    "trail",
    metadata,
    own_id(),
    uid(),
    Column("at", String(27), nullable=False),
    # The entry that the act became; null where nothing was changed.
    Column("entry", Integer),
    Column("answer_id", Integer, ForeignKey("answer.id", ondelete="CASCADE"), nullable=False, index=True),
    ref("coder_id", "coder"),
    Column("start", Integer),
    Column("end", Integer),
    # JSON: [[uid of a code, score], …], best first.
    Column("shown", Text, nullable=False),
    # The newest entry the model had seen; null where no model had spoken.
    Column("as_of", Integer),
    Column("hidden", Integer, nullable=False),
    Column("taken", String(32)),
    Column("way", String(16), nullable=False),
)
