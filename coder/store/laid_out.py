"""The empty tables of today's schema."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, create_mock_engine, text

from coder.store import schema
from coder.store.schema import SCHEMA_VERSION


def lay_out_tables(connection: Connection) -> None:
    """Make the empty tables of today's schema."""
    for statement in _table_statements(connection.dialect):
        connection.exec_driver_sql(statement)
    _stamp(connection)


def _stamp(connection: Connection) -> None:
    """Note that the tables just made are today's."""
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": SCHEMA_VERSION})


@cache
def _table_statements(dialect: Dialect) -> tuple[str, ...]:
    """Return what makes the tables and indexes, in order; a project as it was is laid out for every look."""
    statements: list[str] = []

    def note(element: Any, *_parameters: Any, **_options: Any) -> None:
        statements.append(str(element.compile(dialect=dialect)))

    drawing = create_mock_engine(f"{dialect.name}+{dialect.driver}://", note)
    schema.metadata.create_all(drawing, checkfirst=False)
    return tuple(statements)
