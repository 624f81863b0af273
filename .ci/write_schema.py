"""Write db/schema.sql, the schema for readers, from coder/store/schema: python .ci/write_schema.py."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from coder.store.schema import SCHEMA_VERSION, metadata

TARGET = Path(__file__).parents[1] / "db" / "schema.sql"


def schema_sql() -> str:
    """Return the statements that make a project's tables in SQLite; PostgreSQL has no WITHOUT ROWID."""
    dialect = sqlite.dialect()
    parts = [
        f"-- The tables of a project, schema {SCHEMA_VERSION}, for readers: `python .ci/write_schema.py`;\n"
        "-- projects themselves are made and migrated by the program."
    ]
    for table in metadata.sorted_tables:
        statement = str(CreateTable(table).compile(dialect=dialect))
        parts.append(
            "\n".join(line.rstrip() for line in statement.strip().splitlines()).replace("\t", "  ") + ";"
        )
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        parts.extend(str(CreateIndex(index).compile(dialect=dialect)).strip() + ";" for index in indexes)
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    TARGET.write_text(schema_sql(), encoding="utf-8")
