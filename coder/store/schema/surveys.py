"""Who answered what: respondents in waves with their background, questions, answers and their sentences."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text

from coder.store.schema.columns import metadata, own_id, ref, uid

wave = Table(
    "wave",
    metadata,
    own_id(),
    uid(),
    Column("name", Text, nullable=False, unique=True),
    Column("position", Integer, nullable=False),
)

respondent = Table(
    "respondent",
    metadata,
    own_id(),
    uid(),
    Column("external_id", Text, nullable=False, unique=True),
    Column("position", Integer, nullable=False),
    ref("successor_id", "respondent", nullable=True),
)

participation = Table(
    "participation",
    metadata,
    own_id(),
    uid(),
    ref("respondent_id", "respondent"),
    ref("wave_id", "wave", index=True),
    Column("weight", Float),
    # 1 once a file with answers had a row for them, whatever they left blank; the frame alone says nothing.
    Column("returned", Integer, nullable=False, server_default=text("0")),
    UniqueConstraint("respondent_id", "wave_id"),
)

variable = Table(
    "variable",
    metadata,
    own_id(),
    uid(),
    Column("name", Text, nullable=False, unique=True),
    Column("position", Integer, nullable=False),
    # What the question was, where the file says so; the name is the column's.
    Column("label", Text, nullable=False, server_default=text("''")),
)

level = Table(
    "level",
    metadata,
    own_id(),
    uid(),
    ref("variable_id", "variable"),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False),
    # 1 where the file says that this value is no answer (SPSS: user-missing).
    Column("missing", Integer, nullable=False, server_default=text("0")),
    UniqueConstraint("variable_id", "name"),
)

background = Table(
    "background",
    metadata,
    Column("participation_id", Integer, ForeignKey("participation.id", ondelete="CASCADE"), primary_key=True),
    Column("variable_id", Integer, ForeignKey("variable.id"), primary_key=True),
    Column("level_id", Integer, ForeignKey("level.id"), nullable=False),
    Index(None, "variable_id", "level_id"),
    sqlite_with_rowid=False,
)

question = Table(
    "question",
    metadata,
    own_id(),
    uid(),
    Column("key", Text, nullable=False, unique=True),
    ref("text_id", "text", nullable=True),
    ref("codebook_id", "codebook"),
    Column("position", Integer, nullable=False),
    Column("unit", String(16), nullable=False),
    Column("quantify", String(16), nullable=False),
    Column("counts", String(16), nullable=False),
    Column("reading_order", String(16), nullable=False),
    Column("seed", String(32), nullable=False),
    ref("lead_id", "coder", nullable=True),
    # JSON: {"variable": uid, "levels": [uid, …]} of who was asked; null = everybody.
    Column("asked_if", Text),
    Column("suggest", String(16), nullable=False, server_default="shown"),
    Column("hidden_percent", Integer, nullable=False, server_default=text("0")),
    # 1 where each answer is read by one coder only: what nobody has begun is everybody's pile.
    Column("shared", Integer, nullable=False, server_default=text("0")),
)

answer = Table(
    "answer",
    metadata,
    own_id(),
    uid(),
    ref("question_id", "question"),
    ref("respondent_id", "respondent", index=True),
    ref("wave_id", "wave"),
    ref("text_id", "text", index=True),
    Column("position", Integer, nullable=False),
    ref("dealt_to_id", "coder", nullable=True),
    UniqueConstraint("question_id", "respondent_id", "wave_id"),
    Index(None, "question_id", "wave_id", "position"),
)

sentence = Table(
    "sentence",
    metadata,
    Column("answer_id", Integer, ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("splitter", Integer, nullable=False),
    sqlite_with_rowid=False,
)
