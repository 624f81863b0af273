"""A table as JSON values, in the shape scripts rely on."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from coder.messages import _
from coder.tables.table import FrequencyTable, Row
from coder.text.safe import safe_json

TOTAL = "total"
"""Key of the column that holds everybody."""


def json_values(table: FrequencyTable) -> dict[str, Any]:
    """Return the table as plain values: totals in ``rows``, every cell in ``cells``."""
    return {
        "caption": table.caption,
        "base": table.base,
        "base_kind": table.base_kind,
        "counts": table.counts,
        "unsettled": table.unsettled,
        "rows": [_row(row) for row in table.rows],
        "columns": [{"key": TOTAL, "label": _("Total"), "base": table.base}],
        "cells": [_cell(row, table.base) for row in table.rows],
        "note": table.note,
        "warnings": list(table.warnings),
        "provenance": dict(table.provenance),
    }


def as_json(table: FrequencyTable) -> str:
    """Return the table as JSON text."""
    return safe_json(json.dumps(json_values(table), ensure_ascii=False, indent=2)) + "\n"


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


def _cell(row: Row, base: int) -> dict[str, Any]:
    return {
        "id": row.id,
        "column": TOTAL,
        "base": base,
        "count": row.shown_count,
        "percent": percent_number(row.percent),
        "suppressed": False,
        "in_use": row.in_use,
    }
