"""A table as a pandas DataFrame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coder.domain.told_apart import told_apart
from coder.tables.layout_json import json_values, percent_number
from coder.tables.table import WAVES, Cell, Column, FrequencyTable, Row, level_key, wave_key

if TYPE_CHECKING:
    import pandas as pd

ABOUT = ("id", "theme", "code", "level")
_ATTRIBUTES = (
    "caption",
    "base",
    "base_kind",
    "counts",
    "unsettled",
    "columns",
    "note",
    "warnings",
    "provenance",
)


def table_frame(table: FrequencyTable) -> pd.DataFrame:
    """Return the rows by their path: id, theme, code, level, count, percent.

    With columns besides the total, the frame's columns have three levels: what stands there ("count",
    "percent", "weighted"), the background variable or "wave", and the level; both empty for the total and
    for what is said of the row. A background variable that is itself called "wave" stands under "«wave»"
    where the waves stand there too.
    """
    import pandas as pd

    own = [WAVES] if any(not column.group for column in table.columns) else []
    data = _of_rows(table.rows)
    for place, column in enumerate(table.columns):
        data |= _of_cells(column, own, [line[place] for line in table.cells])
    paths = pd.Index([row.path for row in table.rows], name="path")
    frame = pd.DataFrame(
        {
            names: pd.Series(values, index=paths, dtype=_dtype(names[0], table.decimals))
            for names, values in data.items()
        },
        index=paths,
    )
    if table.columns:
        # By measure, then by variable, so that one of either can be taken out whole.
        measures = list(dict.fromkeys(names[0] for names in data))
        frame = frame[[names for measure in measures for names in data if names[0] == measure]]
        frame.columns = pd.MultiIndex.from_tuples(frame.columns, names=("measure", "variable", "level"))
    else:
        frame.columns = pd.Index([names[0] for names in data])
    values = json_values(table)
    frame.attrs = {name: values[name] for name in _ATTRIBUTES}
    return frame


_Data = dict[tuple[str, str, str], list[Any]]


def _of_rows(rows: tuple[Row, ...]) -> _Data:
    data: _Data = {(name, "", ""): [getattr(row, name) for row in rows] for name in ABOUT}
    data["count", "", ""] = [row.shown_count for row in rows]
    data["percent", "", ""] = [percent_number(row.percent) for row in rows]
    if any(row.weighted is not None for row in rows):
        data["weighted", "", ""] = [percent_number(row.weighted) for row in rows]
    return data


def _of_cells(column: Column, own: list[str], cells: list[Cell]) -> _Data:
    # A variable's name may have "=" in it itself.
    variable = told_apart(column.group, own) if column.group else WAVES
    level = column.key.removeprefix(level_key(column.group, "") if column.group else wave_key(""))
    data: _Data = {
        ("count", variable, level): [cell.count if cell.in_use else None for cell in cells],
        ("percent", variable, level): [percent_number(cell.percent) for cell in cells],
    }
    if any(cell.weighted is not None for cell in cells):
        data["weighted", variable, level] = [percent_number(cell.weighted) for cell in cells]
    return data


def _dtype(measure: str, decimals: int) -> str:
    if measure == "count" or (measure in ("percent", "weighted") and not decimals):
        return "Int64"
    return "Float64" if measure in ("percent", "weighted") else "object"
