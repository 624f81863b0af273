"""What is asked of a question's tables and where one stands in the one that is shown; knows no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeVar

from coder.tables.options import BASE_KINDS, LEVELS, ORDERS, SHOWN, Level, Order, Show, TableOptions
from coder.tables.table import TOTAL, Cell, Column, FrequencyTable, Row

if TYPE_CHECKING:
    from coder.tui.tables.behind import BehindState
    from coder.usecases.tables.any_table import AnyTable
    from coder.usecases.tables.desk import TableFrame

Value = TypeVar("Value")
RowKey = tuple[str | None, str]
"""A row's code and level: a theme and its own code may have a row each."""

N_ROW: RowKey = (None, "N")
"""The line of bases, which stands above all others."""
MOST_DECIMALS = 2
"""So many are gone through by key; the command line takes more."""


class Kind(StrEnum):
    """Which table is looked at."""

    FREQUENCIES = "frequencies"
    TOGETHER = "together"
    PROGRESS = "progress"


@dataclass(frozen=True)
class Wanted:
    """A table that is asked for."""

    kind: Kind
    options: TableOptions


@dataclass(frozen=True)
class Made:
    """What came of asking: a table of some kind, or why there is none."""

    wanted: Wanted
    entry: int
    """The project's newest entry before it was made."""
    table: FrequencyTable | None = None
    other: AnyTable | None = None
    problem: str = ""


class TablesState:
    """What is asked, the table that was made last, and a cursor on one of its cells."""

    def __init__(self, frame: TableFrame, wave: str | None = None) -> None:
        self.frame = frame
        self.kind = Kind.FREQUENCIES
        self.options = TableOptions(waves=() if wave is None else (wave,))
        self.made: Made | None = None
        self.is_older = False
        """Whether somebody has coded since the table was made."""
        self.behind: BehindState | None = None
        """The answers behind the cell, once they are asked for."""
        self.is_reading = False
        """Whether one stands among these answers."""
        self.is_note_whole = False
        """Whether the note is read in their place."""
        self.row: RowKey | None = None
        self.column = TOTAL

    # What is asked

    @property
    def wanted(self) -> Wanted:
        """The table that is asked for; each kind is asked for what it knows."""
        options = self.options
        if self.kind is Kind.TOGETHER:
            level: Level | None = "theme" if self.level(options) == "theme" else None
            options = TableOptions(
                waves=options.waves,
                base=options.base,
                level=level,
                order=options.order,
                layer=options.layer,
                min_cell=options.min_cell,  # refused: what is hidden could be worked out from pairs
                number=options.number,
            )
        elif self.kind is Kind.PROGRESS:
            options = TableOptions(
                waves=options.waves,
                by=options.by,
                trend=options.trend,
                decimals=options.decimals,
                number=options.number,
            )
        return Wanted(self.kind, options)

    @property
    def is_up_to_date(self) -> bool:
        """Whether the table that is shown is the one that is asked for."""
        return self.made is not None and self.made.wanted == self.wanted

    @property
    def shown(self) -> Wanted:
        """What the table that is shown was made of: not what is asked for, while that is counted."""
        return self.wanted if self.made is None else self.made.wanted

    def level(self, options: TableOptions) -> Level:
        """Return which rows there are."""
        return options.level or ("both" if self.frame.has_themes else "code")

    def order(self, options: TableOptions) -> Order:
        """Return in which order they stand."""
        usual: Order = "codebook" if self.frame.question.quantify == "scale" else "count"
        return options.order or usual

    def show(self, options: TableOptions) -> Show:
        """Return what stands in a column."""
        return options.show or ("both" if options.trend else "percent")

    def next_level(self) -> None:
        """Show other rows."""
        self._ask(level=after(("both", "theme", "code"), self.level(self.options)))
        assert self.options.level in LEVELS

    def next_base(self) -> None:
        """Count by another N."""
        self._ask(base=after(BASE_KINDS, self.options.base))

    def next_order(self) -> None:
        """Put the rows in another order."""
        self._ask(order=after(ORDERS, self.order(self.options)))

    def next_show(self) -> None:
        """Show something else in the columns."""
        self._ask(show=after(SHOWN, self.show(self.options)))

    def next_decimals(self) -> None:
        """Round to another decimal."""
        self._ask(decimals=after(range(MOST_DECIMALS + 1), min(self.options.decimals, MOST_DECIMALS)))

    def toggle(self, what: Literal["test", "interval"]) -> None:
        """Ask for tests or intervals, or no longer."""
        self._ask(**{what: not getattr(self.options, what)})

    def part_by(self, names: Sequence[str]) -> None:
        """Let the levels of background variables be columns."""
        self._ask(by=tuple(names), trend=False)

    def in_waves(self, waves: Sequence[str], *, trend: bool) -> None:
        """Count these waves, all where none is named; as columns for a trend."""
        self._ask(waves=tuple(waves), trend=trend, by=() if trend else self.options.by)

    def through(self, layer: str | None) -> None:
        """Count through a reporting layer, or the codes as they are."""
        self._ask(layer=layer)

    def hide_under(self, k: int | None) -> None:
        """Hide counts under a number, or none."""
        self._ask(min_cell=k)

    def be_number(self, number: str) -> None:
        """Give the table its number in the report."""
        self._ask(number=number.strip() or None)

    def turn_to(self, kind: Kind) -> None:
        """Look at a table of another kind, or at frequencies again."""
        self.kind = Kind.FREQUENCIES if self.kind is kind else kind
        self.is_reading = self.is_note_whole = False

    def _ask(self, **changes: object) -> None:
        self.options = replace(self.options, **changes)  # type: ignore[arg-type]

    # What was made

    def take(self, made: Made) -> None:
        """Show what was made; the cursor stays on its row and column where they are still there."""
        before = self.here
        self.made = made
        self.is_older = False
        if made.table is None:
            self.is_reading = False
            return
        if self.row not in self.row_keys:
            self.row = self._row_like(None if before is None else before[0])
        if self.column not in [column.key for column in self.columns]:
            self.column = self.columns[0].key

    def _row_like(self, row: Row | None) -> RowKey:
        """Return the row of the same code or of its theme, else the first."""
        rows = () if self.table is None else self.table.rows
        if row is not None:
            same = [each for each in rows if each.id == row.id]
            same += [each for each in rows if each.level == "theme" and each.theme == row.theme]
            rows = (*same, *rows)
        return (rows[0].id, rows[0].level) if rows else N_ROW

    @property
    def table(self) -> FrequencyTable | None:
        """The frequency table that is shown."""
        return None if self.made is None else self.made.table

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns one may stand on: everybody first, then levels or waves."""
        table = self.table
        if table is None:
            return ()
        total = (table.total_column,) if table.layout.has_total_column or not table.columns else ()
        return (*total, *table.columns)

    @property
    def row_keys(self) -> list[RowKey]:
        """The rows one may stand on: N, then the table's own."""
        table = self.table
        return [] if table is None else [N_ROW, *((row.id, row.level) for row in table.rows)]

    @property
    def row_place(self) -> int:
        """Where one stands among the rows; 0 is N."""
        keys = self.row_keys
        return keys.index(self.row) if self.row in keys else 0

    @property
    def column_place(self) -> int:
        """Where one stands among the columns."""
        keys = [column.key for column in self.columns]
        return keys.index(self.column) if self.column in keys else 0

    @property
    def here(self) -> tuple[Row | None, Column, Cell | None] | None:
        """The row, the column and the cell one stands on; no row and no cell on N."""
        table = self.table
        if table is None:
            return None
        column, place = self.columns[self.column_place], self.row_place
        if place == 0:
            return None, column, None
        row = table.rows[place - 1]
        if column.key == TOTAL:
            return row, column, table.total_cell(row)
        number = [each.key for each in table.columns].index(column.key)
        return row, column, table.cells[place - 1][number]

    # Where one stands

    def move(self, step: int) -> None:
        """Go up or down."""
        keys = self.row_keys
        if keys:
            self.row = keys[min(max(self.row_place + step, 0), len(keys) - 1)]

    def move_column(self, step: int) -> None:
        """Go to another column."""
        columns = self.columns
        if columns:
            self.column = columns[min(max(self.column_place + step, 0), len(columns) - 1)].key


def after(values: Sequence[Value], value: Value) -> Value:
    """Return the value after one, the first after the last."""
    return values[(list(values).index(value) + 1) % len(values)]
