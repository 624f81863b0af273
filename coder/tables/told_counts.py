"""What a table that hides nothing tells, count by count; kept with its export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from coder.tables.published import BASE, PublishedCell, condition_of, narrowed_to, row_key


@dataclass(frozen=True)
class ToldCounts:
    """Makes the cells of such a table."""

    counts: str
    """Whose coding counts."""
    options: Mapping[str, Any]
    """What the table was asked for, as JSON values."""
    within: tuple[str, ...] = ()
    """Levels of variables of which one without any is not counted."""

    def base(self, kind: str, n: int, *keys: str, label: str = "", whole: bool = False) -> PublishedCell:
        """Return how many are in a base.

        Args:
            kind: Of the base.
            n: How many.
            keys: Columns, by the levels they count; each of another variable.
            label: What the column is called.
            whole: Those without a level are counted too.
        """
        row = row_key(BASE, kind, self.counts, self.options)
        return PublishedCell(BASE, row, self._of(*keys, whole=whole), n, shown=True, column=label)

    def among(self, row: PublishedCell, n: int, *keys: str, label: str = "") -> PublishedCell:
        """Return how many a row counts in columns; arguments as for ``base``."""
        return replace(row, of=self._of(*keys), count=n, column=label)

    def _of(self, *keys: str, whole: bool = False) -> tuple[str, ...]:
        everybody = condition_of(self.options)
        return narrowed_to(everybody if whole else (*everybody, *self.within), *keys)
