"""Parquet: typed columns, whole numbers that may be missing, and labels as metadata of each column."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coder.domain.errors import EnvironmentFailedError
from coder.exchange.statistics.columns import Column, Survey
from coder.exchange.statistics.texts import fitted
from coder.messages import _
from coder.platform import install_command

if TYPE_CHECKING:
    import pyarrow


class NoParquetError(EnvironmentFailedError):
    """The library that reads and writes Parquet is not installed."""

    def __init__(self) -> None:
        super().__init__(
            _("Parquet needs pyarrow, which is not installed. Install it: {command}").format(
                command=install_command("parquet")
            )
        )


def arrow() -> Any:
    """Return the library.

    Raises:
        NoParquetError: If it is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise NoParquetError from error
    return pyarrow


def write_parquet(path: Path, survey: Survey, *, notes: Sequence[str]) -> None:
    """Write the file.

    Each column's metadata has ``label``, ``labels`` (JSON: number to label), ``missing`` (JSON: numbers that
    say why there is no value) and ``measure``; the file's has ``about``.
    """
    pa = arrow()
    arrays, fields = [], []
    for column in survey.columns:
        array = _array(pa, column)
        arrays.append(array)
        fields.append(pa.field(column.name, array.type, metadata=_metadata(column)))
    schema = pa.schema(fields, metadata={"about": "\n".join(notes)})
    pa.parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), path)


def _array(pa: Any, column: Column) -> pyarrow.Array:
    import numpy as np

    if column.texts is not None:
        texts = fitted(column.texts, None, keeps_end_blanks=True).texts
        return pa.array([text or None for text in texts], type=pa.string())
    numbers = column.numbers
    is_nothing = np.isnan(numbers)
    if column.is_whole:
        return pa.array(np.where(is_nothing, 0, numbers).astype(np.int32), mask=is_nothing)
    return pa.array(numbers, mask=is_nothing)


def _metadata(column: Column) -> dict[str, str]:
    labels = {str(each.value): each.label for each in column.labels}
    return {
        "label": column.label,
        "labels": json.dumps(labels, ensure_ascii=False),
        "missing": json.dumps(column.missing),
        "measure": column.measure.value,
    }
