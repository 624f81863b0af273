"""A table as JSON values, in the shape scripts rely on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from coder.tables.table import Beside, Cell, Column, FrequencyTable, Row


def json_values(table: FrequencyTable) -> dict[str, Any]:
    """Return the table as plain values: totals in ``rows``, every cell in ``cells``."""
    return {
        "caption": table.caption,
        "base": table.base,
        "base_kind": table.base_kind,
        "counts": table.counts,
        "unsettled": table.unsettled,
        "rows": [_row(row) for row in table.rows],
        "columns": [_column(column) for column in (*table.columns, table.total_column)],
        "cells": [cell for place, row in enumerate(table.rows) for cell in _cells(table, row, place)],
        "tests": [test for each in table.beside for test in _tests(table, each)],
        "note": table.note,
        "warnings": list(table.warnings),
        "provenance": dict(table.provenance),
    }


def percent_number(value: Decimal | None) -> int | float | None:
    """Return a percentage as a number: whole where it was rounded to whole ones."""
    if value is None:
        return None
    return int(value) if value.as_tuple().exponent == 0 else float(value)


def _row(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "path": row.path,
        "theme": row.theme,
        "code": row.code,
        "level": row.level,
        "count": row.shown_count,
        "percent": percent_number(row.percent),
    }


def _column(column: Column) -> dict[str, Any]:
    group = {"group": column.group} if column.group else {}
    return {"key": column.key, "label": column.label, "base": column.base} | group


def _cells(table: FrequencyTable, row: Row, place: int) -> Iterator[dict[str, Any]]:
    cells = (*(table.cells[place] if table.cells else ()), table.total_cell(row))
    for column, cell in zip((*table.columns, table.total_column), cells, strict=True):
        yield _cell(row, column, cell)


def _tests(table: FrequencyTable, beside: Beside) -> Iterator[dict[str, Any]]:
    for row, text, value in zip(table.rows, beside.texts, beside.values, strict=True):
        yield {"id": row.id, "test": beside.key, "group": beside.group, "text": text, "value": value}


def _cell(row: Row, column: Column, cell: Cell) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": row.id,
        "column": column.key,
        "base": column.base,
        "count": cell.count,
        "percent": percent_number(cell.percent),
        "suppressed": cell.suppressed,
        "in_use": cell.in_use,
    }
    if cell.weighted is not None:
        values["weighted"] = percent_number(cell.weighted)
    if cell.interval is not None:
        values["interval"] = [percent_number(end) for end in cell.interval]
    if cell.mark:
        values["mark"] = cell.mark
    return values
