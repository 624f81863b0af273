"""A table as CSV: one row per line of the table, names of columns the same in every language."""

from __future__ import annotations

import csv
import io

from coder.domain.entry import canonical_json
from coder.tables.table import NOT_IN_USE, FrequencyTable, Row

COLUMNS = (
    "path",
    "theme",
    "code",
    "level",
    "count",
    "percent",
    "n",
    "base",
    "caption",
    "note",
    "provenance",
)


def as_csv(table: FrequencyTable) -> str:
    """Return the table as comma-separated text with LF line ends and decimal points.

    Caption, note and provenance (as JSON) stand in the first row only.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    beside = (table.caption, table.note, canonical_json(table.provenance))
    for place, row in enumerate(table.rows):
        cells = (row.path, row.theme or "", row.code or "", row.level, *_numbers(row))
        writer.writerow((*cells, table.base, table.base_kind, *(beside if place == 0 else ("", "", ""))))
    return file.getvalue()


def _numbers(row: Row) -> tuple[str, str]:
    if not row.in_use:
        return NOT_IN_USE, NOT_IN_USE
    return str(row.count), "" if row.percent is None else format(row.percent, "f")
