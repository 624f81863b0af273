"""A table with an interval around each share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.tables.share_interval import check_population, interval_percent, interval_sentences, share_interval
from coder.tables.table import TOTAL, Cell, Column, FrequencyTable, Row

Interval = tuple[Decimal, Decimal]


class NoSuchColumnError(WrongUseError):
    """A population of a level that the table does not have."""

    def __init__(self, names: Sequence[str], known: Sequence[str]) -> None:
        super().__init__(
            _("The table has no column «{name}» to be of a population. There is: {known}.").format(
                name="», «".join(names), known=", ".join(f"«{each}»" for each in known)
            )
        )


def with_intervals(table: FrequencyTable, population: Mapping[str, int]) -> tuple[FrequencyTable, list[str]]:
    """Give each share that is shown its interval; returns what the note says of them as well.

    Args:
        table: The table, counts hidden that are to be hidden.
        population: How many there are, by the key or the label of a column; those not named uncorrected.

    Raises:
        PopulationTooSmallError: If more answered than there are.
        NoSuchColumnError: If a population is of no column.
    """
    _check_names(table, population)
    sizes = [_size(column, population) for column in (*table.columns, table.total_column)]
    rows = tuple(
        replace(row, interval=_of_row(row, table, sizes[-1])) if row.percent is not None else row
        for row in table.rows
    )
    cells = tuple(
        tuple(
            replace(cell, interval=_interval(cell, column.base, size, table.decimals))
            for cell, column, size in zip(line, table.columns, sizes, strict=False)
        )
        for line in table.cells
    )
    given = [row.interval for row in rows] + [cell.interval for line in cells for cell in line]
    if not any(given):
        return table, [_("N is too small for intervals.")]
    corrected = any(size is not None for size in sizes)
    return replace(table, rows=rows, cells=cells), interval_sentences(has_population=corrected)


def _check_names(table: FrequencyTable, population: Mapping[str, int]) -> None:
    labels = [*(column.label for column in table.columns), TOTAL]
    known = {*labels, *(column.key for column in table.columns)}
    unknown = [name for name in population if name not in known]
    if unknown:
        raise NoSuchColumnError(unknown, labels)


def _size(column: Column, population: Mapping[str, int]) -> int | None:
    label = "" if column.key == TOTAL else column.label
    size = population.get(column.key, population.get(label))
    if size is not None and column.base is not None:
        check_population(column.label, column.base, size)
    return size


def _of_row(row: Row, table: FrequencyTable, size: int | None) -> Interval | None:
    return _interval(table.total_cell(row), table.base, size, table.decimals)


def _interval(cell: Cell, base: int | None, size: int | None, decimals: int) -> Interval | None:
    if cell.count is None or cell.percent is None or base is None:
        return None
    estimate = share_interval(cell.count, base, size)
    return None if estimate is None else interval_percent(estimate, decimals)
