"""Coders write notes on answers, codes and questions, and flag answers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of notes and flags."""
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.Column("code_id", sa.Integer(), nullable=True),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_note_coder_id_coder")),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_note_answer_id_answer")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_note_code_id_code")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_note_question_id_question")),
        sa.ForeignKeyConstraint(["text_id"], ["text.id"], name=op.f("fk_note_text_id_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("uid", name=op.f("uq_note_uid")),
        sa.UniqueConstraint(
            "coder_id",
            "answer_id",
            "code_id",
            "question_id",
            name=op.f("uq_note_coder_id_answer_id_code_id_question_id"),
        ),
    )
    for column in ("answer_id", "code_id", "question_id"):
        op.create_index(op.f(f"ix_note_{column}"), "note", [column])
    op.create_table(
        "flag",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_flag_answer_id_answer")),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_flag_coder_id_coder")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
        sa.UniqueConstraint("uid", name=op.f("uq_flag_uid")),
        sa.UniqueConstraint("answer_id", "coder_id", name=op.f("uq_flag_answer_id_coder_id")),
    )
