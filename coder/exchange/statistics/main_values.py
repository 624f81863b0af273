"""The values of a file of numbers as they stand in it, read in a process of its own where C reads them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from coder.documents.contained import contained
from coder.domain.errors import Problem, ProblemsError
from coder.exchange.statistics.columns import Role
from coder.exchange.statistics.map_reader import VariableMap
from coder.exchange.statistics.own_table import own_table
from coder.messages import _

Value = str | float | int | None
"""A text, a number, nothing; Stata's reasons for nothing are letters."""
Row = tuple[str, str]
"""A respondent's external id and a wave."""


@dataclass(frozen=True)
class MainFile:
    """The file with the numbers."""

    name: str
    values: Mapping[str, Sequence[Value]]
    """By the name of the variable in small letters, a value for each row: SPSS tells no two apart by case."""
    names: VariableMap
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()

    @cached_property
    def places(self) -> dict[Row, int]:
        """Where each row is."""
        return {row: place for place, row in enumerate(self.rows)}

    def column(self, name: str) -> Sequence[Value] | None:
        """Return the values of a variable; None where it is not in the file."""
        return self.values.get(name.casefold())

    def of_role(self, role: Role) -> Sequence[Value] | None:
        """Return the values of the variable of a role."""
        found = self.names.of_role(role)
        return self.column(found[0].name) if found else None


def main_file(path: Path, names: VariableMap) -> MainFile:
    """Read the file with the numbers.

    Args:
        path: A SAV, DTA, CSV or Parquet file.
        names: What the list of variables says.

    Raises:
        UnusableInputError: If it cannot be read.
        ProblemsError: If it has no respondents.
        NoParquetError: If it is Parquet, which cannot be read here.
    """
    read = main_values(path, is_guarded=names.is_guarded)
    values = {name.casefold(): column for name, column in read.items()}
    file = MainFile(path.name, values, names, ())
    respondents = file.of_role(Role.RESPONDENT)
    if respondents is None:
        what = _("there is no variable that says who the respondent is.")
        raise ProblemsError([Problem(path.name, None, None, what)])
    waves = file.of_role(Role.WAVE) or [""] * len(respondents)
    rows = tuple((written(who), written(wave)) for who, wave in zip(respondents, waves, strict=True))
    return replace(file, rows=rows, problems=tuple(_twice(path.name, rows)))


def written(value: Value) -> str:
    """Return a value as text; nothing as none."""
    return "" if value is None else str(value)


def _twice(file: str, rows: Sequence[Row]) -> Iterator[Problem]:
    seen: set[Row] = set()
    for place, row in enumerate(rows, 1):
        if row in seen or not row[0].strip():
            yield Problem(file, place, None, _("there is no respondent, or the same one twice in a wave."))
        seen.add(row)


def main_values(path: Path, *, is_guarded: bool = False) -> Mapping[str, Sequence[Value]]:
    """Return every variable of a file by its name."""
    suffix = path.suffix.lower()
    if suffix == ".csv":
        table = own_table(path, is_guarded=is_guarded)
        if table.problems:
            raise ProblemsError(table.problems)
        cells = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
        return dict(zip(table.columns, cells, strict=True))
    if suffix == ".parquet":
        from coder.exchange.statistics.parquet_file import arrow

        arrow()
    read = {".dta": dta_values, ".parquet": parquet_values}.get(suffix, sav_values)
    values: Mapping[str, Sequence[Value]] = contained(read, path)
    return values


def sav_values(path: str) -> dict[str, list[Value]]:
    """Read SPSS's format; in the process of its own."""
    import pyreadstat

    # As plain lists: in a frame, nothing becomes 0 where whole numbers have reasons for nothing too.
    values, _labels = pyreadstat.read_sav(path, user_missing=True, output_format="dict")
    return _plain(values)


def dta_values(path: str) -> dict[str, list[Value]]:
    """Read Stata's format; in the process of its own."""
    import pyreadstat

    values, _labels = pyreadstat.read_dta(path, user_missing=True, output_format="dict")
    return _plain(values)


def parquet_values(path: str) -> dict[str, list[Value]]:
    """Read Parquet; in the process of its own."""
    import pyarrow.parquet

    return _plain(pyarrow.parquet.read_table(path).to_pydict())


def _plain(values: Mapping[str, Any]) -> dict[str, list[Value]]:
    return {str(name): [_value(each) for each in column] for name, column in values.items()}


def _value(value: Any) -> Value:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        if math.isnan(value) or math.isinf(value):
            return None
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    return str(value)
