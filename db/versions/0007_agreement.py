"""Samples coded by a second person, the sets frozen there, settlements; codes and rules may be proposed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables of agreement."""
    # In these words for both databases: SQLite takes a reference of a new column only beside it.
    op.execute(
        "ALTER TABLE code ADD COLUMN proposed_by_id INTEGER "
        "CONSTRAINT fk_code_proposed_by_id_coder REFERENCES coder (id)"
    )
    op.add_column("proposal", sa.Column("carried", sa.Integer(), server_default=sa.text("0"), nullable=False))
    _make_samples()
    _make_sample_answers()
    _make_given()
    _make_settlements()


def _make_samples() -> None:
    op.create_table(
        "sample",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("against_id", sa.Integer(), nullable=True),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("strata_id", sa.Integer(), nullable=True),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("half_width", sa.Float(), nullable=True),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("revisit_open", sa.Integer(), nullable=False),
        sa.Column("revisit_bound", sa.Integer(), nullable=True),
        sa.Column("hides_suggestions", sa.Integer(), nullable=False),
        sa.Column("first_had_suggestions", sa.Integer(), nullable=True),
        sa.Column("closed", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_sample_question_id_question")
        ),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_sample_coder_id_coder")),
        sa.ForeignKeyConstraint(["against_id"], ["coder.id"], name=op.f("fk_sample_against_id_coder")),
        sa.ForeignKeyConstraint(["strata_id"], ["variable.id"], name=op.f("fk_sample_strata_id_variable")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample")),
        sa.UniqueConstraint("uid", name=op.f("uq_sample_uid")),
        sa.UniqueConstraint(
            "question_id", "round", "coder_id", name=op.f("uq_sample_question_id_round_coder_id")
        ),
    )
    op.create_index(op.f("ix_sample_coder_id"), "sample", ["coder_id"])


def _make_sample_answers() -> None:
    op.create_table(
        "sample_answer",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("sample_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stratum", sa.Text(), nullable=True),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["sample_id"], ["sample.id"], name=op.f("fk_sample_answer_sample_id_sample")),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_sample_answer_answer_id_answer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_answer")),
        sa.UniqueConstraint("uid", name=op.f("uq_sample_answer_uid")),
        sa.UniqueConstraint("sample_id", "answer_id", name=op.f("uq_sample_answer_sample_id_answer_id")),
    )
    op.create_index(op.f("ix_sample_answer_answer_id"), "sample_answer", ["answer_id"])


def _make_given() -> None:
    op.create_table(
        "given",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("sample_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("unseen", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sample_id"], ["sample.id"], name=op.f("fk_given_sample_id_sample")),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_given_answer_id_answer")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_given_coder_id_coder")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_given")),
        sa.UniqueConstraint("uid", name=op.f("uq_given_uid")),
        sa.UniqueConstraint(
            "sample_id", "answer_id", "coder_id", name=op.f("uq_given_sample_id_answer_id_coder_id")
        ),
    )
    op.create_index(op.f("ix_given_answer_id"), "given", ["answer_id"])


def _make_settlements() -> None:
    op.create_table(
        "settlement",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=16), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("taken_from_id", sa.Integer(), nullable=True),
        sa.Column("parked_for_id", sa.Integer(), nullable=True),
        sa.Column("sample_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_settlement_answer_id_answer")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["coder.id"], name=op.f("fk_settlement_decided_by_id_coder")
        ),
        sa.ForeignKeyConstraint(
            ["taken_from_id"], ["coder.id"], name=op.f("fk_settlement_taken_from_id_coder")
        ),
        sa.ForeignKeyConstraint(
            ["parked_for_id"], ["coder.id"], name=op.f("fk_settlement_parked_for_id_coder")
        ),
        sa.ForeignKeyConstraint(["sample_id"], ["sample.id"], name=op.f("fk_settlement_sample_id_sample")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement")),
        sa.UniqueConstraint("uid", name=op.f("uq_settlement_uid")),
        sa.UniqueConstraint("answer_id", name=op.f("uq_settlement_answer_id")),
    )
