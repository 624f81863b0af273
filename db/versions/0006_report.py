"""Reporting layers, outcomes, passages, analyses and findings have a history; exports are remembered."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables a report is made from."""
    _make_layers()
    _make_outcomes()
    _make_passages()
    _make_analyses()
    _make_findings()
    _make_exports()
    op.add_column(
        "participation", sa.Column("returned", sa.Integer(), server_default=sa.text("0"), nullable=False)
    )


def _make_layers() -> None:
    op.create_table(
        "layer",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_layer_question_id_question")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layer")),
        sa.UniqueConstraint("uid", name=op.f("uq_layer_uid")),
        sa.UniqueConstraint("question_id", "name", name=op.f("uq_layer_question_id_name")),
    )


def _make_outcomes() -> None:
    op.create_table(
        "outcome",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_outcome_question_id_question")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
        sa.UniqueConstraint("uid", name=op.f("uq_outcome_uid")),
        sa.UniqueConstraint("question_id", "name", name=op.f("uq_outcome_question_id_name")),
    )


def _make_passages() -> None:
    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("starred", sa.Integer(), nullable=False),
        sa.Column("cuts", sa.Text(), nullable=False),
        sa.Column("translation_id", sa.Integer(), nullable=True),
        sa.Column("lost", sa.Integer(), nullable=False),
        sa.Column("words_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_passage_answer_id_answer")),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_passage_code_id_code")),
        sa.ForeignKeyConstraint(["translation_id"], ["text.id"], name=op.f("fk_passage_translation_id_text")),
        sa.ForeignKeyConstraint(["words_id"], ["text.id"], name=op.f("fk_passage_words_id_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sa.UniqueConstraint("uid", name=op.f("uq_passage_uid")),
    )
    op.create_index(op.f("ix_passage_answer_id_code_id"), "passage", ["answer_id", "code_id"])
    op.create_index(op.f("ix_passage_code_id"), "passage", ["code_id"])


def _make_analyses() -> None:
    op.create_table(
        "analysis",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=True),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("lead_in_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_analysis_question_id_question")
        ),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_analysis_code_id_code")),
        sa.ForeignKeyConstraint(["body_id"], ["text.id"], name=op.f("fk_analysis_body_id_text")),
        sa.ForeignKeyConstraint(["lead_in_id"], ["text.id"], name=op.f("fk_analysis_lead_in_id_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_analysis")),
        sa.UniqueConstraint("uid", name=op.f("uq_analysis_uid")),
        sa.UniqueConstraint("question_id", "code_id", name=op.f("uq_analysis_question_id_code_id")),
    )
    op.create_index(op.f("ix_analysis_code_id"), "analysis", ["code_id"])


def _make_findings() -> None:
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("grade", sa.String(length=16), nullable=False),
        sa.Column("mention_hash", sa.String(length=64), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("replacement", sa.Text(), nullable=True),
        sa.Column("reason_id", sa.Integer(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_finding_answer_id_answer")),
        sa.ForeignKeyConstraint(["reason_id"], ["text.id"], name=op.f("fk_finding_reason_id_text")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["coder.id"], name=op.f("fk_finding_decided_by_id_coder")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("uid", name=op.f("uq_finding_uid")),
    )
    op.create_index(op.f("ix_finding_answer_id"), "finding", ["answer_id"])


def _make_exports() -> None:
    op.create_table(
        "export",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("format", sa.String(length=16), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("has_text", sa.Integer(), nullable=False),
        sa.Column("min_cell", sa.Integer(), nullable=True),
        sa.Column("cells", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_export_coder_id_coder")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_export_question_id_question"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")),
        sa.UniqueConstraint("uid", name=op.f("uq_export_uid")),
    )
    op.create_index(op.f("ix_export_question_id"), "export", ["question_id"])
