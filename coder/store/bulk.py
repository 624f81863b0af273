"""Rows by the thousand: COPY where the database is a PostgreSQL server, inserts in chunks elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Table, insert
from sqlalchemy.exc import DBAPIError

from coder.store.chunks import chunked

FEW = 100
"""Up to so many rows an insert that is built already takes less time than COPY needs to begin."""


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows, all with the columns that the first one has; the others get what the table gives them."""
    if not rows:
        return
    if copies(connection) and len(rows) > FEW:
        names = list(rows[0])
        copy_in(connection, table, names, (tuple(row[name] for name in names) for row in rows))
        return
    for chunk in chunked(rows):
        connection.execute(_insertion(table), list(chunk))


def insert_tuples(
    connection: Connection, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Add rows given as values of the named columns, in their order, as the driver takes them."""
    if copies(connection):
        copy_in(connection, table, names, rows)
    elif connection.dialect.name == "sqlite":
        quote = connection.dialect.identifier_preparer
        columns = ", ".join(quote.quote(name) for name in names)
        places = ", ".join("?" for _name in names)
        # Past SQLAlchemy, which would take longer over each row than SQLite does.
        connection.exec_driver_sql(
            f"INSERT INTO {quote.format_table(table)} ({columns}) VALUES ({places})", list(rows)
        )
    else:
        insert_rows(connection, table, [dict(zip(names, row, strict=True)) for row in rows])


def copies(connection: Connection) -> bool:
    """Tell whether the database takes rows by COPY."""
    return connection.dialect.name == "postgresql" and connection.dialect.driver == "psycopg"


def copy_in(
    connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Send rows to a server by COPY, within the transaction at hand.

    Args:
        connection: A connection that ``copies``.
        table: Where they go.
        names: The columns the rows have, in their order.
        rows: Values as the driver takes them.

    Raises:
        DBAPIError: If the server does not take them.
    """
    quote = connection.dialect.identifier_preparer
    columns = ", ".join(quote.quote(name) for name in names)
    statement = f"COPY {quote.format_table(table)} ({columns}) FROM STDIN"
    raw: Any = connection.connection.dbapi_connection
    driver: Any = connection.dialect.loaded_dbapi
    try:
        with raw.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except driver.Error as error:
        # The driver was asked past SQLAlchemy, which says so in its own words, and lets a dead one go.
        if connection.dialect.is_disconnect(error, raw, None):
            connection.invalidate(error)
        raise _in_its_words(statement, error, driver, connection) from None


def _in_its_words(statement: str, error: Any, driver: Any, connection: Connection) -> BaseException:
    """Return SQLAlchemy's error for the driver's; without the row that the server quotes, people's texts."""
    said = error.diag.message_primary or str(error).partition("\n")[0]
    made = DBAPIError.instance(
        statement, None, type(error)(said), driver.Error, hide_parameters=True, dialect=connection.dialect
    )
    assert isinstance(made, BaseException)
    return made


@cache
def _insertion(table: Table) -> Insert:
    return insert(table)
