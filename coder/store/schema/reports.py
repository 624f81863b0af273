"""What a report is made from: layers, outcomes, passages, analyses and findings; and what was exported."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from coder.store.schema.columns import metadata, own_id, ref, uid

# What lies between the codes of a question and its tables; codes are named by their uids.
layer = Table(
    "layer",
    metadata,
    own_id(),
    uid(),
    ref("question_id", "question"),
    Column("name", Text, nullable=False),
    # JSON, as domain/reporting_layer.py has it.
    Column("content", Text, nullable=False),
    UniqueConstraint("question_id", "name"),
)

# A set of codes that an answer has one of, or has none.
outcome = Table(
    "outcome",
    metadata,
    own_id(),
    uid(),
    ref("question_id", "question"),
    Column("name", Text, nullable=False),
    # JSON: uids of the codes.
    Column("codes", Text, nullable=False),
    UniqueConstraint("question_id", "name"),
)

# What an excerpt is in the report; start and end are null where the code stands on the whole answer.
passage = Table(
    "passage",
    metadata,
    own_id(),
    uid(),
    ref("answer_id", "answer"),
    ref("code_id", "code", index=True),
    Column("start", Integer),
    Column("end", Integer),
    # Its place under the code; null where it stands in the order of the file.
    Column("position", Integer),
    Column("starred", Integer, nullable=False),
    # JSON: [[start, end], …] in the answer, left out in print.
    Column("cuts", Text, nullable=False),
    ref("translation_id", "text", nullable=True),
    # The entry in which its words went from the answer, and the words; nought while they stand.
    Column("lost", Integer, nullable=False),
    ref("words_id", "text", nullable=True),
    # One for each place, which a rule looks after: when texts change, places are swapped row by row.
    Index(None, "answer_id", "code_id"),
)

# What the report says of a question as a whole, or of one of its codes.
analysis = Table(
    "analysis",
    metadata,
    own_id(),
    uid(),
    ref("question_id", "question"),
    ref("code_id", "code", nullable=True, index=True),
    ref("body_id", "text", nullable=True),
    ref("lead_in_id", "text", nullable=True),
    UniqueConstraint("question_id", "code_id"),
)

# What was decided on a finding of the privacy check; without a place it is about the answer as a whole.
finding = Table(
    "finding",
    metadata,
    own_id(),
    uid(),
    ref("answer_id", "answer", index=True),
    Column("start", Integer),
    Column("end", Integer),
    Column("kind", String(32), nullable=False),
    Column("grade", String(16), nullable=False),
    # Of the mention, so that it is known again without being written down.
    Column("mention_hash", String(64), nullable=False),
    Column("decision", String(16), nullable=False),
    Column("replacement", Text),
    ref("reason_id", "text", nullable=True),
    ref("decided_by_id", "coder"),
)

# A fact without history: that something left the project.
export = Table(
    "export",
    metadata,
    own_id(),
    uid(),
    Column("at", String(27), nullable=False),
    # The newest entry there was.
    Column("entry", Integer, nullable=False),
    ref("coder_id", "coder", nullable=True),
    # Which kind of thing: ``table``, ``quotes``, …
    Column("what", String(32), nullable=False),
    Column("question_id", Integer, ForeignKey("question.id", ondelete="SET NULL"), index=True),
    Column("format", String(16), nullable=False),
    # Its name only, without folders.
    Column("file", Text, nullable=False),
    # JSON: what it was made with.
    Column("options", Text, nullable=False),
    Column("has_text", Integer, nullable=False),
    Column("min_cell", Integer),
    # JSON: what it shows of which counts; null where it shows none.
    Column("cells", Text),
)
