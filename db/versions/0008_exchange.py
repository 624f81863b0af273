"""What variables were asked as, which values are no answers; where things came from; merged projects."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables of exchange."""
    op.add_column("variable", sa.Column("label", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("level", sa.Column("missing", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.create_table(
        "origin",
        sa.Column("noun", sa.String(length=16), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("noun", "uid", name=op.f("pk_origin")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "stable_name",
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("folded", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("uid", "role", name=op.f("pk_stable_name")),
        sa.UniqueConstraint("folded", name=op.f("uq_stable_name_folded")),
        sqlite_with_rowid=False,
    )
    _make_foreign()


def _make_foreign() -> None:
    op.create_table(
        "foreign_project",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("project_uid", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("last_entry", sa.Integer(), nullable=False),
        sa.Column("last_hash", sa.String(length=64), nullable=False),
        sa.Column("common_entry", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_foreign_project")),
        sa.UniqueConstraint("uid", name=op.f("uq_foreign_project_uid")),
        sa.UniqueConstraint(
            "project_uid", "last_hash", name=op.f("uq_foreign_project_project_uid_last_hash")
        ),
    )
    op.create_table(
        "foreign_entry",
        sa.Column("foreign_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("coder_uid", sa.String(length=32), nullable=True),
        sa.Column("operation", sa.String(length=32), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["foreign_id"], ["foreign_project.id"], name=op.f("fk_foreign_entry_foreign_id_foreign_project")
        ),
        sa.PrimaryKeyConstraint("foreign_id", "number", name=op.f("pk_foreign_entry")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "foreign_change",
        sa.Column("foreign_id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("noun", sa.String(length=16), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["foreign_id"], ["foreign_project.id"], name=op.f("fk_foreign_change_foreign_id_foreign_project")
        ),
        sa.PrimaryKeyConstraint("foreign_id", "entry", "number", name=op.f("pk_foreign_change")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_foreign_change_uid"), "foreign_change", ["uid"])
