"""Answers coded by a second person: which were drawn for whom, what each gave them, how differences ended."""

from __future__ import annotations

from sqlalchemy import Column, Float, Integer, String, Table, Text, UniqueConstraint

from coder.store.schema.columns import metadata, own_id, ref, uid

# The answers of a round, given to one coder to be coded blind.
sample = Table(
    "sample",
    metadata,
    own_id(),
    uid(),
    ref("question_id", "question"),
    # Samples of one round have the same answers.
    Column("round", Integer, nullable=False),
    # ``double``, ``again`` (one's own answers, coded as a shadow) or ``training`` (against a key).
    Column("purpose", String(16), nullable=False),
    ref("coder_id", "coder", index=True),
    # Whose sets these are held against; null is the settled coding, as a key.
    ref("against_id", "coder", nullable=True),
    Column("method", String(16), nullable=False),
    ref("strata_id", "variable", nullable=True),
    Column("seed", Integer, nullable=False),
    # So many answers could have been drawn.
    Column("population", Integer, nullable=False),
    # The half-width of an interval that the size was chosen for.
    Column("half_width", Float),
    # The entry of the draw, which dates codebook and codings.
    Column("drawn", Integer, nullable=False),
    # Of the drawn answers, those open to be read again then; and how many codes a rule let pass at most.
    Column("revisit_open", Integer, nullable=False),
    Column("revisit_bound", Integer),
    Column("hides_suggestions", Integer, nullable=False),
    # Whether suggestions were shown to whom these are held against; null where that is not known.
    Column("first_had_suggestions", Integer),
    # The entry in which it was closed; null while it is coded.
    Column("closed", Integer),
    UniqueConstraint("question_id", "round", "coder_id"),
)

sample_answer = Table(
    "sample_answer",
    metadata,
    own_id(),
    uid(),
    ref("sample_id", "sample"),
    ref("answer_id", "answer", index=True),
    Column("position", Integer, nullable=False),
    # The name of the level it was drawn from; null where none were asked for.
    Column("stratum", Text),
    # So many answers it stands for.
    Column("weight", Float, nullable=False),
    # The entry in which the coder asked to see others' codes before time.
    Column("opened", Integer),
    UniqueConstraint("sample_id", "answer_id"),
)

# The codes one coder had given a drawn answer, frozen: the first's at the draw, the second's at closing.
given = Table(
    "given",
    metadata,
    own_id(),
    uid(),
    ref("sample_id", "sample"),
    ref("answer_id", "answer", index=True),
    ref("coder_id", "coder"),
    # JSON: uids of codes.
    Column("codes", Text, nullable=False),
    # JSON: uids of the codes that came after the coder was done, and was never looked at for.
    Column("unseen", Text, nullable=False),
    # The entry in which it was frozen.
    Column("entry", Integer, nullable=False),
    UniqueConstraint("sample_id", "answer_id", "coder_id"),
)

# How a difference between coders ended; what was settled on is the coding of the consensus.
settlement = Table(
    "settlement",
    metadata,
    own_id(),
    uid(),
    ref("answer_id", "answer"),
    # ``equal``, ``take``, ``union``, ``intersection``, ``chosen``, ``nothing``,
    # ``vote`` or ``parked``.
    Column("rule", String(16), nullable=False),
    ref("decided_by_id", "coder"),
    ref("taken_from_id", "coder", nullable=True),
    # Whom it waits for; there is no consensus as long.
    ref("parked_for_id", "coder", nullable=True),
    ref("sample_id", "sample", nullable=True),
    UniqueConstraint("answer_id"),
)
