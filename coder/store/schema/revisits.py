"""Answers read again for a code, and the passes over them."""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, Table, Text, UniqueConstraint

from coder.store.schema.columns import metadata, own_id, ref, uid

# That a coder looked at an answer for a code after being done with it; the number is the entry's.
look = Table(
    "look",
    metadata,
    own_id(),
    uid(),
    ref("answer_id", "answer"),
    ref("code_id", "code"),
    ref("coder_id", "coder"),
    Column("entry", Integer, nullable=False),
    UniqueConstraint("answer_id", "code_id", "coder_id"),
    Index(None, "code_id", "coder_id", "answer_id"),
)

# A pass over open answers that a coder ended by rule: at most ``bound`` of those not read are missed.
revisit_round = Table(
    "round",
    metadata,
    own_id(),
    uid(),
    ref("question_id", "question"),
    ref("coder_id", "coder"),
    # JSON: uids of the codes it was about.
    Column("codes", Text, nullable=False),
    Column("rest", Integer, nullable=False),
    Column("drawn", Integer, nullable=False),
    Column("found", Integer, nullable=False),
    Column("bound", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("entry", Integer, nullable=False),
)
