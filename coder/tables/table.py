"""A finished frequency table: what every layout prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from coder.domain.settling import Counts
from coder.domain.told_apart import told_apart
from coder.messages import _
from coder.tables.options import BaseKind, Show

NOT_IN_USE = "."
HIDDEN = ":"
BREAK = "|"
"""Stands before a number that does not go on from the wave before."""
TOTAL = "total"
"""Key of the column that holds everybody."""

WAVES = "wave"
"""The group of the waves of a trend, in keys and data frames."""

RowLevel = Literal["theme", "code", "no answer"]


@dataclass(frozen=True)
class Row:
    """One line of a table: a theme, a code, or those without an answer."""

    id: str | None
    """The code's uid; None for those without an answer."""
    path: str
    label: str
    """The name as it stands in its place in the table."""
    theme: str | None
    code: str | None
    level: RowLevel
    count: int | None
    """None where it is hidden."""
    percent: Decimal | None
    """None where no percentage is shown."""
    in_use: bool = True
    indented: bool = False
    suppressed: bool = False
    weighted: Decimal | None = None
    """The weighted share, in percent."""
    interval: tuple[Decimal, Decimal] | None = None
    """Lower and upper end of the interval of the share, in percent."""
    mark: str = ""
    """A sign that the note explains, of the row as a whole: a test's outcome."""

    @property
    def shown_count(self) -> int | None:
        """The count; None where it is hidden, or the code was not in use, which is not the same as 0."""
        return self.count if self.in_use else None


@dataclass(frozen=True)
class Column:
    """Whom some cells of a table count: everybody, a level of a background variable, a wave."""

    key: str
    """As JSON and provenance name it: "total", "kommunestorrelse=<2000", "wave=2019"."""
    label: str
    base: int | None
    """N of the column; None where it is hidden."""
    group: str = ""
    """The background variable whose level it is; empty for waves and for everybody."""


@dataclass(frozen=True)
class Cell:
    """One count of one column, with what was asked for beside it."""

    count: int | None
    """None where it is hidden, or the code was not in use."""
    percent: Decimal | None
    suppressed: bool = False
    in_use: bool = True
    weighted: Decimal | None = None
    """The weighted share, in percent."""
    interval: tuple[Decimal, Decimal] | None = None
    """Lower and upper end of the interval of the share, in percent."""
    mark: str = ""
    """A sign that the note explains: a test's outcome, a break in a series."""


@dataclass(frozen=True)
class Beside:
    """A column of words beside the numbers, with what a test says of each row."""

    key: str
    """As JSON names it: "p", "trend", "paired", "difference"."""
    heading: str
    group: str
    """The variable whose levels were compared; empty for waves."""
    texts: tuple[str, ...]
    """Row by row, as people read it."""
    values: tuple[float | None, ...]
    """Row by row, the number itself; None where there is none."""


@dataclass(frozen=True)
class Layout:
    """Which of a table's numbers are printed, and how they stand; the numbers are all there all the same."""

    show: Show = "both"
    """What stands in each column."""
    turned: bool = False
    """A line for each column and a column for each code."""
    has_total_column: bool = True
    """A trend has none: its waves are not added up."""
    has_total_row: bool = False
    """A line with N and 100 percent: each answer of N has one code."""
    total: str = ""
    """What the column of everybody is called, where the usual word is not meant."""
    units: str = ""
    """Who answered, as headings say it: "municipalities"."""


@dataclass(frozen=True)
class FrequencyTable:
    """Rows with count and percentage of one base, and all that must stand beside them."""

    caption: str
    """The whole line above the table: number, words, N."""
    base: int
    base_kind: BaseKind
    counts: Counts
    unsettled: int | None
    """Selected answers of which no coding counts yet; None where it would tell hidden counts."""
    decimals: int
    rows: tuple[Row, ...]
    note: str
    warnings: tuple[str, ...]
    provenance: Mapping[str, Any]
    columns: tuple[Column, ...] = ()
    """Besides the total: levels of background variables, or waves; in their own order."""
    cells: tuple[tuple[Cell, ...], ...] = ()
    """Row by row, a cell for each of ``columns``."""
    layout: Layout = Layout()
    beside: tuple[Beside, ...] = ()
    """What tests say, group after group."""
    number: str = ""
    """The table's number in a report; empty for none."""
    title: str = ""
    """The caption without the number."""
    figure_title: str = ""
    """The same above a figure of the table, which shows shares only."""

    def total_cell(self, row: Row) -> Cell:
        """Return a row's total as a cell."""
        return Cell(
            row.shown_count, row.percent, row.suppressed, row.in_use, row.weighted, row.interval, row.mark
        )

    @property
    def total_column(self) -> Column:
        """The column of everybody."""
        return Column(TOTAL, self.layout.total or _("Total"), self.base)

    @property
    def has_hidden(self) -> bool:
        """Whether a sign for what is hidden stands anywhere in it."""
        return (
            any(row.suppressed for row in self.rows)
            or any(cell.suppressed for line in self.cells for cell in line)
            or any(column.base is None for column in self.columns)
        )


def wave_key(name: str) -> str:
    """Return the key of a wave's column."""
    return f"{WAVES}={name}"


def level_key(variable: str, level: str) -> str:
    """Return the key of a level's column; with no level, of those of whom none is known.

    A background variable that is itself called "wave" is told apart from the waves.
    """
    return f"{told_apart(variable, (WAVES,))}={level}"
