"""The tables of a project. Migrations in ``db/`` lead to exactly this; a test holds the two together."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
    text,
)

SCHEMA_VERSION = "0005"
"""The newest migration this program knows."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    # Numbers are given by the one writer under its lock, so no sequence is needed.
    return Column("id", Integer, primary_key=True, autoincrement=False)


def _uid() -> Column[str]:
    return Column("uid", String(32), nullable=False, unique=True)


def _ref(name: str, target: str, *, nullable: bool = False, index: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=nullable, index=index)


project = Table(
    "project",
    metadata,
    _id(),
    _uid(),
    Column("name", Text, nullable=False),
    Column("created_at", String(27), nullable=False),
    # The head of the history; the row is also the lock under which numbers are given.
    Column("last_entry", Integer, nullable=False),
    Column("last_at", String(27), nullable=False),
    Column("last_hash", String(64), nullable=False),
    CheckConstraint("id = 1", name="only_one"),
)

text_table = Table(
    "text",
    metadata,
    _id(),
    _uid(),
    Column("body", Text),
    Column("salt", String(32)),
    Column("hash", String(64), nullable=False),
    # Shared by texts that say the same in nearly the same words; goes when the text is forgotten.
    Column("alike_key", BigInteger, index=True),
)

coder = Table(
    "coder",
    metadata,
    _id(),
    _uid(),
    Column("name", Text, nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("aliases", Text, nullable=False),
)

wave = Table(
    "wave",
    metadata,
    _id(),
    _uid(),
    Column("name", Text, nullable=False, unique=True),
    Column("position", Integer, nullable=False),
)

respondent = Table(
    "respondent",
    metadata,
    _id(),
    _uid(),
    Column("external_id", Text, nullable=False, unique=True),
    Column("position", Integer, nullable=False),
    _ref("successor_id", "respondent", nullable=True),
)

participation = Table(
    "participation",
    metadata,
    _id(),
    _uid(),
    _ref("respondent_id", "respondent"),
    _ref("wave_id", "wave", index=True),
    Column("weight", Float),
    UniqueConstraint("respondent_id", "wave_id"),
)

variable = Table(
    "variable",
    metadata,
    _id(),
    _uid(),
    Column("name", Text, nullable=False, unique=True),
    Column("position", Integer, nullable=False),
)

level = Table(
    "level",
    metadata,
    _id(),
    _uid(),
    _ref("variable_id", "variable"),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False),
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

codebook = Table(
    "codebook",
    metadata,
    _id(),
    _uid(),
    Column("name", Text, nullable=False, unique=True),
    Column("exclusive", Integer, nullable=False),
)

question = Table(
    "question",
    metadata,
    _id(),
    _uid(),
    Column("key", Text, nullable=False, unique=True),
    _ref("text_id", "text", nullable=True),
    _ref("codebook_id", "codebook"),
    Column("position", Integer, nullable=False),
    Column("unit", String(16), nullable=False),
    Column("quantify", String(16), nullable=False),
    Column("counts", String(16), nullable=False),
    Column("reading_order", String(16), nullable=False),
    Column("seed", String(32), nullable=False),
    _ref("lead_id", "coder", nullable=True),
    # JSON: {"variable": uid, "levels": [uid, …]} of who was asked; null = everybody.
    Column("asked_if", Text),
    Column("suggest", String(16), nullable=False, server_default="shown"),
    Column("hidden_percent", Integer, nullable=False, server_default=text("0")),
)

code = Table(
    "code",
    metadata,
    _id(),
    _uid(),
    _ref("codebook_id", "codebook", index=True),
    _ref("parent_id", "code", nullable=True),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("codable", Integer, nullable=False),
    Column("colour", String(16), nullable=False),
    _ref("definition_id", "text", nullable=True),
    _ref("use_when_id", "text", nullable=True),
    _ref("not_when_id", "text", nullable=True),
    _ref("examples_id", "text", nullable=True),
    # JSON lists and objects of short texts.
    Column("aliases", Text, nullable=False),
    Column("labels", Text, nullable=False),
    Column("born", Integer, nullable=False),
    Column("from_file", Integer, nullable=False),
    Column("retired", Integer),
    _ref("merged_into_id", "code", nullable=True),
    _ref("split_from_id", "code", nullable=True),
)

answer = Table(
    "answer",
    metadata,
    _id(),
    _uid(),
    _ref("question_id", "question"),
    _ref("respondent_id", "respondent", index=True),
    _ref("wave_id", "wave"),
    _ref("text_id", "text", index=True),
    Column("position", Integer, nullable=False),
    _ref("dealt_to_id", "coder", nullable=True),
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

coding = Table(
    "coding",
    metadata,
    _id(),
    _uid(),
    _ref("answer_id", "answer"),
    _ref("code_id", "code"),
    _ref("coder_id", "coder"),
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
    _id(),
    _uid(),
    _ref("answer_id", "answer"),
    _ref("coder_id", "coder"),
    Column("state", String(16), nullable=False),
    # Number of the entry in which the coder last said done; null while started.
    Column("done_entry", Integer),
    UniqueConstraint("answer_id", "coder_id"),
    Index(None, "coder_id", "state", "answer_id"),
)

# One note of a coder on one thing; just one of the three is given.
note = Table(
    "note",
    metadata,
    _id(),
    _uid(),
    _ref("coder_id", "coder"),
    _ref("answer_id", "answer", nullable=True, index=True),
    _ref("code_id", "code", nullable=True, index=True),
    _ref("question_id", "question", nullable=True, index=True),
    _ref("text_id", "text"),
    UniqueConstraint("coder_id", "answer_id", "code_id", "question_id"),
)

flag = Table(
    "flag",
    metadata,
    _id(),
    _uid(),
    _ref("answer_id", "answer"),
    _ref("coder_id", "coder"),
    UniqueConstraint("answer_id", "coder_id"),
)

# That a coder looked at an answer for a code after being done with it; the number is the entry's.
look = Table(
    "look",
    metadata,
    _id(),
    _uid(),
    _ref("answer_id", "answer"),
    _ref("code_id", "code"),
    _ref("coder_id", "coder"),
    Column("entry", Integer, nullable=False),
    UniqueConstraint("answer_id", "code_id", "coder_id"),
    Index(None, "code_id", "coder_id", "answer_id"),
)

# A pass over open answers that a coder ended by rule: at most ``bound`` of those not read are missed.
revisit_round = Table(
    "round",
    metadata,
    _id(),
    _uid(),
    _ref("question_id", "question"),
    _ref("coder_id", "coder"),
    # JSON: uids of the codes it was about.
    Column("codes", Text, nullable=False),
    Column("rest", Integer, nullable=False),
    Column("drawn", Integer, nullable=False),
    Column("found", Integer, nullable=False),
    Column("bound", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("entry", Integer, nullable=False),
)

# What a model would set, for a person to accept or reject; never counted.
proposal = Table(
    "proposal",
    metadata,
    _id(),
    _uid(),
    _ref("answer_id", "answer"),
    _ref("code_id", "code", index=True),
    Column("score", Float, nullable=False),
    Column("decision", String(16)),
    _ref("decided_by_id", "coder", nullable=True),
    UniqueConstraint("answer_id", "code_id"),
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

# A fact without history: which suggestions a coder saw, and what came of it. Codes are named by their uids.
trail = Table(
    "trail",
    metadata,
    _id(),
    _uid(),
    Column("at", String(27), nullable=False),
    # The entry that the act became; null where nothing was changed.
    Column("entry", Integer),
    Column("answer_id", Integer, ForeignKey("answer.id", ondelete="CASCADE"), nullable=False, index=True),
    _ref("coder_id", "coder"),
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

tag = Table(
    "tag",
    metadata,
    _id(),
    _uid(),
    Column("name", Text, nullable=False, unique=True),
    Column("entry", Integer, nullable=False),
)

backup = Table(
    "backup",
    metadata,
    _id(),
    Column("path", Text, nullable=False, unique=True),
    Column("at", String(27), nullable=False),
    Column("entry", Integer, nullable=False),
    Column("automatic", Integer, nullable=False),
)

entry = Table(
    "entry",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("uid", String(32), nullable=False, unique=True),
    Column("at", String(27), nullable=False),
    Column("coder_id", Integer, ForeignKey("coder.id")),
    Column("operation", String(32), nullable=False),
    Column("undoes", Integer),
    Column("hash", String(64), nullable=False),
    Index(None, "coder_id", "number"),
    Index(None, "at"),
)

change = Table(
    "change",
    metadata,
    Column("entry", Integer, ForeignKey("entry.number"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("noun", String(16), nullable=False),
    Column("uid", String(32), nullable=False),
    Column("field", String(16), nullable=False),
    Column("before", Text),
    Column("after", Text),
    Index(None, "uid"),
    sqlite_with_rowid=False,
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
