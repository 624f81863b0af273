"""Every row of a project carried from one database to another as it is, and then compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, ForeignKeyConstraint, Row, Table, func, select, text
from sqlalchemy.exc import DataError
from sqlalchemy.schema import AddConstraint, CreateIndex, DropConstraint, DropIndex

from coder.domain.errors import EnvironmentFailedError, UnusableInputError
from coder.messages import _
from coder.store import schema
from coder.store.bulk import copies, copy_in, insert_tuples
from coder.store.chunks import CHUNK

Progress = Callable[[int, int], None]
"""Told how many of how many rows are dealt with."""

STAYING = frozenset({schema.sitting, schema.claim, schema.login_link})
"""Who works at that database now, and how one gets into it with a browser: it means nothing elsewhere."""

Values = tuple[Any, ...]


class UnlikeCopyError(EnvironmentFailedError):
    """What was written is not what is read back."""

    def __init__(self, table: str) -> None:
        super().__init__(
            _("The copy is not like the original (table «{table}»); it was thrown away.").format(table=table)
        )


class CannotHoldError(UnusableInputError):
    """The other database takes no such value."""

    def __init__(self, table: str, said: str) -> None:
        super().__init__(
            _("The other database cannot take something in the table «{table}»: {said}.").format(
                table=table, said=said
            )
        )


def copy_rows(
    source: Connection,
    target: Connection,
    progress: Progress | None = None,
) -> None:
    """Copy every row into the empty tables of the same schema, then read them all again and compare.

    Args:
        source: A snapshot of the project.
        target: A transaction that writes.
        progress: Told how far it has come; each row counts twice, written and compared.

    Raises:
        UnlikeCopyError: If the rows there are not those here.
    """
    tables = [table for table in schema.metadata.sorted_tables if table not in STAYING]
    counted = _Counted(progress, 2 * sum(count_rows(source, table) for table in tables))
    with _bare(target):
        written = {table: _copied(source, target, table, counted) for table in tables}
    for table in tables:
        if _fingerprint(_rows(target, table), counted) != written[table]:
            raise UnlikeCopyError(table.name)
    if target.dialect.name == "postgresql":
        # A server plans by what it knows of its tables, and would look at these on its own only later.
        for table in tables:
            target.execute(text(f"ANALYZE {target.dialect.identifier_preparer.format_table(table)}"))


class _Counted:
    """Counts rows as they pass by, and tells."""

    def __init__(self, progress: Progress | None, of: int) -> None:
        self._progress, self._of, self._done = progress, of, 0

    def passed(self, rows: int) -> None:
        self._done += rows
        if self._progress is not None:
            self._progress(self._done, self._of)


def _copied(source: Connection, target: Connection, table: Table, counted: _Counted) -> int:
    """Copy one table; return the fingerprint of what was sent."""
    names = [column.name for column in table.columns]
    sent = 0

    def passing() -> Iterator[list[Values]]:
        nonlocal sent
        for rows in _rows(source, table):
            sent = _added(sent, rows)
            counted.passed(len(rows))
            yield rows

    try:
        if copies(target):
            copy_in(target, table, names, (row for rows in passing() for row in rows))
        else:
            for rows in passing():
                insert_tuples(target, table, names, rows)
    except DataError as error:
        raise CannotHoldError(table.name, str(error.orig)) from error
    return sent


def _rows(connection: Connection, table: Table) -> Iterator[list[Values]]:
    """Read a table in pieces, each row as it travels."""
    result = connection.execute(select(table), execution_options={"yield_per": CHUNK})
    travelling = _travelling(table)
    for part in result.partitions():
        yield [travelling(row) for row in part]


def _travelling(table: Table) -> Callable[[Row[Any]], Values]:
    """Return what becomes of a row on its way: a role goes along, the server's login behind it does not."""
    if table is not schema.member:
        return tuple
    login = list(table.columns.keys()).index("login")
    return lambda row: (*row[:login], None, *row[login + 1 :])


def _fingerprint(parts: Iterable[Sequence[Values]], counted: _Counted) -> int:
    found = 0
    for rows in parts:
        found = _added(found, rows)
        counted.passed(len(rows))
    return found


def _added(found: int, rows: Sequence[Values]) -> int:
    """Add rows to a fingerprint that is the same in whatever order they come; good within one process."""
    return found + len(rows) + sum(map(hash, rows))


def count_rows(connection: Connection, table: Table) -> int:
    """Count the rows of a table."""
    return connection.scalar(select(func.count()).select_from(table)) or 0


@contextmanager
def _bare(target: Connection) -> Iterator[None]:
    """Take away meanwhile what would be looked up for every row: references, and indexes that can wait.

    All rows are there when they come back, and a row that refers to nothing is refused then.
    """
    tables = schema.metadata.sorted_tables
    indexes = [index for table in tables for index in sorted(table.indexes, key=lambda each: str(each.name))]
    references: list[ForeignKeyConstraint] = []
    if target.dialect.name == "sqlite":
        # References are part of a table there; they are looked at when the transaction ends.
        target.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    else:
        references = [each for table in tables for each in table.foreign_key_constraints]
    for reference in references:
        target.execute(DropConstraint(reference))
    for index in indexes:
        target.execute(DropIndex(index))
    yield
    for index in indexes:
        target.execute(CreateIndex(index))
    for reference in references:
        target.execute(AddConstraint(reference, isolate_from_table=False))
