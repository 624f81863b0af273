"""Coders read answers again for newer codes, models propose codes, and suggestions leave a trail."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables of looks, rounds, proposals and the trail, and the settings of suggestions."""
    op.add_column(
        "question", sa.Column("suggest", sa.String(length=16), server_default="shown", nullable=False)
    )
    op.add_column(
        "question", sa.Column("hidden_percent", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )
    _make_looks()
    _make_rounds()
    _make_proposals()
    _make_trail()
    op.create_table(
        "given_id",
        sa.Column("noun", sa.String(length=16), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("noun", name=op.f("pk_given_id")),
        sqlite_with_rowid=False,
    )


def _make_looks() -> None:
    op.create_table(
        "look",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_look_answer_id_answer")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_look_code_id_code")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_look_coder_id_coder")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look")),
        sa.UniqueConstraint("uid", name=op.f("uq_look_uid")),
        sa.UniqueConstraint(
            "answer_id", "code_id", "coder_id", name=op.f("uq_look_answer_id_code_id_coder_id")
        ),
    )
    op.create_index(op.f("ix_look_code_id_coder_id_answer_id"), "look", ["code_id", "coder_id", "answer_id"])


def _make_rounds() -> None:
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("rest", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("bound", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_round_question_id_question")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_round_coder_id_coder")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("uid", name=op.f("uq_round_uid")),
    )


def _make_proposals() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_proposal_answer_id_answer")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_proposal_code_id_code")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["coder.id"], name=op.f("fk_proposal_decided_by_id_coder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("uid", name=op.f("uq_proposal_uid")),
        sa.UniqueConstraint("answer_id", "code_id", name=op.f("uq_proposal_answer_id_code_id")),
    )
    op.create_index(op.f("ix_proposal_code_id"), "proposal", ["code_id"])


def _make_trail() -> None:
    op.create_table(
        "trail",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=True),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Integer(), nullable=True),
        sa.Column("hidden", sa.Integer(), nullable=False),
        sa.Column("taken", sa.String(length=32), nullable=True),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_trail_answer_id_answer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_trail_coder_id_coder")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail")),
        sa.UniqueConstraint("uid", name=op.f("uq_trail_uid")),
    )
    op.create_index(op.f("ix_trail_answer_id"), "trail", ["answer_id"])
