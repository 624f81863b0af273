"""Who may do what, who works now, links to log in by, approvals; why and how long answers may be kept."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the tables of a team."""
    for name in ("legal_basis", "reference"):
        op.add_column("project", sa.Column(name, sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column(
        "project",
        sa.Column("retain_until", sa.String(length=10), server_default=sa.text("''"), nullable=False),
    )
    for table, name in (("question", "shared"), ("note", "waits")):
        op.add_column(table, sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.create_table(
        "approval",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_approval_question_id_question")
        ),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_approval_coder_id_coder")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
        sa.UniqueConstraint("question_id", name=op.f("uq_approval_question_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_approval_uid")),
    )
    _make_people()
    _make_places()
    op.create_table(
        "forgotten",
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("respondent_uid", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_forgotten")),
    )
    op.create_index(op.f("ix_forgotten_respondent_uid"), "forgotten", ["respondent_uid"])


def _make_people() -> None:
    op.create_table(
        "member",
        sa.Column("coder_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("login", sa.String(length=63), nullable=True),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_member_coder_id_coder")),
        sa.PrimaryKeyConstraint("coder_id", name=op.f("pk_member")),
        sa.UniqueConstraint("login", name=op.f("uq_member_login")),
    )
    op.create_table(
        "login_link",
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("made", sa.String(length=27), nullable=False),
        sa.Column("expires", sa.String(length=27), nullable=False),
        sa.Column("revoked", sa.String(length=27), nullable=True),
        sa.Column("used", sa.String(length=27), nullable=True),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_login_link_coder_id_coder")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_login_link")),
        sa.UniqueConstraint("hash", name=op.f("uq_login_link_hash")),
    )


def _make_places() -> None:
    op.create_table(
        "sitting",
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("since", sa.String(length=27), nullable=False),
        sa.Column("seen", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(["coder_id"], ["coder.id"], name=op.f("fk_sitting_coder_id_coder")),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_sitting_question_id_question"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_sitting")),
    )
    op.create_table(
        "claim",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_claim_question_id_question"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coder.id"], name=op.f("fk_claim_coder_id_coder"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_claim_answer_id_answer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question_id", "coder_id", name=op.f("pk_claim")),
        sqlite_with_rowid=False,
    )
