"""The answers behind a number: which they are, what is read of them, where one stands among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.tables.options import TableOptions
from coder.tui.pieces.read_ahead import ReadAhead
from coder.tui.pieces.rows_page import RowsPage
from coder.tui.tables.state import RowKey, TablesState

if TYPE_CHECKING:
    from coder.store.answers import Answer

READ_BEFORE, READ_AFTER = 20, 40
"""How many answers around the cursor are read ahead."""
MOST_KEPT = 2_000
"""Texts kept in memory; those read first go first."""


@dataclass(frozen=True)
class CellKey:
    """Which cell of which table."""

    options: TableOptions
    row: RowKey
    column: str
    entry: int


class BehindState:
    """The answers of one cell."""

    def __init__(self, key: CellKey, ids: Sequence[int]) -> None:
        self.key = key
        self.ids = ids
        self.cursor = 0
        self.page = RowsPage()
        self.ahead: ReadAhead[int, Answer] = ReadAhead(MOST_KEPT)
        """The texts read so far."""

    def move(self, step: int) -> None:
        """Go to another answer."""
        self.cursor = min(max(self.cursor + step, 0), max(len(self.ids) - 1, 0))

    def stand_as(self, before: BehindState) -> None:
        """Stand on the answer one stood on behind the same number, or as far down where it is gone."""
        if (before.key.row, before.key.column) == (self.key.row, self.key.column):
            self.cursor = min(before.cursor, max(len(self.ids) - 1, 0))
            if before.answer_id is not None and before.answer_id in self.ids:
                self.cursor = self.ids.index(before.answer_id)

    @property
    def answer_id(self) -> int | None:
        """The answer one stands on."""
        return self.ids[self.cursor] if self.ids else None

    def wanted(self) -> list[int]:
        """Return the answers near the cursor that are not read and not asked for yet."""
        return self.ahead.wanted(self.ids[max(self.cursor - READ_BEFORE, 0) : self.cursor + READ_AFTER])


def cell_key(state: TablesState) -> CellKey | None:
    """Return the cell whose answers are to be shown; None where none are behind it."""
    made, here = state.made, state.here
    if made is None or here is None or state.row is None or not state.is_up_to_date:
        return None
    row, _column, cell = here
    if row is not None and (row.id is None or cell is None or not cell.in_use):
        return None
    return CellKey(made.wanted.options, state.row, state.column, made.entry)


def behind_here(state: TablesState) -> BehindState | None:
    """Return the answers behind the number one stands on; None where there are none, or until they are read.

    Those read before, behind another number, are not what one stands among any more.
    """
    behind = state.behind
    return behind if behind is not None and behind.key == cell_key(state) else None


def is_hidden_here(state: TablesState) -> bool:
    """Tell whether print hides the number one stands on."""
    here = state.here
    if here is None:
        return False
    _row, column, cell = here
    return column.base is None if cell is None else cell.suppressed
