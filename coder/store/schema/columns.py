"""What all tables share: the one collection they belong to, and the columns that most of them have."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def own_id() -> Column[int]:
    """Return the number of a row; never seen by people."""
    # Numbers are given by the one writer under its lock, so no sequence is needed.
    return Column("id", Integer, primary_key=True, autoincrement=False)


def uid() -> Column[str]:
    """Return the name by which the history knows a row."""
    return Column("uid", String(32), nullable=False, unique=True)


def ref(name: str, target: str, *, nullable: bool = False, index: bool = False) -> Column[int]:
    """Return a reference to a row of another table, by its number."""
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=nullable, index=index)
