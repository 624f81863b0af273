"""Many whole numbers at once: gathered by the database into one text per group, and read into arrays."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, String, cast, func

Integers = NDArray[np.int64]

_WIDEST_TABLE = 50_000_000
"""Up to this id, places are looked up in a table as long as the largest id; it takes 8 bytes for each."""


def listed(column: ColumnElement[Any]) -> ColumnElement[str]:
    """Return the aggregate that writes a group's whole numbers after one another.

    A million numbers come so in a tenth of the time that a million rows take. Several columns of one group
    come in the same order.
    """
    return func.aggregate_strings(cast(column, String), ",")


def unlisted(written: str | None) -> Integers:
    """Read what ``listed`` wrote; a group without rows is empty."""
    return np.fromstring(written or "", dtype=np.int64, sep=",")


def joined(arrays: Iterable[Integers]) -> Integers:
    """Put arrays after one another; none make an empty one."""
    return np.concatenate([np.zeros(0, dtype=np.int64), *arrays])


def integer_rows(rows: Iterable[Any], width: int = 1) -> Integers:
    """Turn rows of whole numbers into an array of shape (rows, width)."""
    return np.fromiter(chain.from_iterable(rows), dtype=np.int64).reshape(-1, width)


def places(ids: Integers, wanted: Integers) -> Integers:
    """Return where in ``ids``, positive and all different, each wanted one stands; -1 where it does not."""
    if not ids.size or not wanted.size:
        return np.full(wanted.shape, -1, dtype=np.int64)
    longest = max(int(ids.max()), int(wanted.max()))
    if longest <= _WIDEST_TABLE:
        table = np.full(longest + 1, -1, dtype=np.int64)
        table[ids] = np.arange(ids.size)
        return table[wanted]
    order = np.argsort(ids)
    near = np.minimum(np.searchsorted(ids, wanted, sorter=order), ids.size - 1)
    found = order[near].astype(np.int64)
    found[ids[found] != wanted] = -1
    return found
