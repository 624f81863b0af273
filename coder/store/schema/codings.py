"""What coders made of answers: codes with excerpts, how far they are, notes and flags."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint, text

from coder.store.schema.columns import metadata, own_id, ref, uid

coding = Table(
    "coding",
    metadata,
    own_id(),
    uid(),
    ref("answer_id", "answer"),
    ref("code_id", "code"),
    ref("coder_id", "coder"),
    UniqueConstraint("answer_id", "code_id", "coder_id"),
    Index(None, "code_id", "coder_id", "answer_id"),
)

excerpt = Table(
    "excerpt",
    metadata,
    Column("coding_id", Integer, ForeignKey("coding.id", ondelete="CASCADE"), primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

coded = Table(
    "coded",
    metadata,
    own_id(),
    uid(),
    ref("answer_id", "answer"),
    ref("coder_id", "coder"),
    Column("state", String(16), nullable=False),
    # Number of the entry in which the coder last said done; null while started.
    Column("done_entry", Integer),
    UniqueConstraint("answer_id", "coder_id"),
    Index(None, "coder_id", "state", "answer_id"),
)

settled = Table(
    "settled",
    metadata,
    Column(
        "answer_id",
        Integer,
        ForeignKey("answer.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("coder_id", Integer, ForeignKey("coder.id"), nullable=False),
)

# One note of a coder on one thing; just one of the three is given.
note = Table(
    "note",
    metadata,
    own_id(),
    uid(),
    ref("coder_id", "coder"),
    ref("answer_id", "answer", nullable=True, index=True),
    ref("code_id", "code", nullable=True, index=True),
    ref("question_id", "question", nullable=True, index=True),
    ref("text_id", "text"),
    # 1 while it waits for somebody to do something about it.
    Column("waits", Integer, nullable=False, server_default=text("0")),
    UniqueConstraint("coder_id", "answer_id", "code_id", "question_id"),
)

flag = Table(
    "flag",
    metadata,
    own_id(),
    uid(),
    ref("answer_id", "answer"),
    ref("coder_id", "coder"),
    UniqueConstraint("answer_id", "coder_id"),
)
