"""A finished table as readers see it: words and signs in rows and columns, whatever it was made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from coder.documents.languages import table_word


@dataclass(frozen=True)
class GridCell:
    """What stands in one place."""

    text: str
    """As people read it, in the language of the table: "22", "5 000", "0,81", ":", ".", or a word."""
    number: int | Decimal | None = None
    """The same as a number, for workbooks; None where a sign or a word stands."""

    @property
    def in_brackets(self) -> tuple[str, str] | None:
        """What stands around a number in brackets, as a count among percentages; None where it has none."""
        before, bracket, rest = self.text.partition("(")
        if self.number is None or not bracket:
            return None
        _number, _bracket, after = rest.partition(")")
        return f"{before}(", f"){after}"


@dataclass(frozen=True)
class GridColumn:
    """A column of numbers or words."""

    heading: str
    group: str = ""
    """A heading above neighbouring columns of the same group; empty for none."""
    is_text: bool = False
    """Words, set from the left; numbers are set from the right."""


@dataclass(frozen=True)
class GridRow:
    """A line of the table."""

    label: str
    cells: tuple[GridCell, ...]
    """As many as there are columns."""
    indent: int = 0
    """How deep it stands below the rows before it."""
    is_strong: bool = False
    """Themes and totals, which stand out."""
    bar: Decimal | None = None
    """A share from 0 to 100 to draw beside the numbers, where bars are asked for."""


@dataclass(frozen=True)
class Grid:
    """A table ready to be written in any format; nothing in it is markup."""

    caption: str
    """Without the number: "Forventninger til planen. Antall og prosent. N=371"."""
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    note: str = ""
    number: str = ""
    """Its number in the report, as "7.2"; empty for none."""
    stub: str = ""
    """The heading above the labels, mostly none."""
    language: str = "nb"
    """nb, nn or en."""
    description: str = ""
    """What the table shows, for those who cannot see it."""
    provenance: Mapping[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Its name in the report, "Tabell 7.2"; empty without a number."""
        return f"{table_word(self.language)} {self.number}" if self.number else ""

    @property
    def title(self) -> str:
        """The caption with the table's number before it."""
        return f"{self.label}  {self.caption}" if self.label else self.caption

    def with_columns(self, places: Sequence[int]) -> Grid:
        """Return the same table with these columns only."""
        rows = [replace(row, cells=tuple(row.cells[place] for place in places)) for row in self.rows]
        return replace(self, columns=tuple(self.columns[place] for place in places), rows=tuple(rows))

    def mapped(self, change: Callable[[str], str]) -> Grid:
        """Return the same table with every text that people read changed; its provenance is as it was."""
        return replace(
            self,
            caption=change(self.caption),
            columns=tuple(
                replace(column, heading=change(column.heading), group=change(column.group))
                for column in self.columns
            ),
            rows=tuple(_mapped_row(row, change) for row in self.rows),
            note=change(self.note),
            number=change(self.number),
            stub=change(self.stub),
            description=change(self.description),
        )

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """The headings above the columns' own, each with how many columns it spans; empty without groups."""
        if not any(column.group for column in self.columns):
            return ()
        spans: list[tuple[str, int]] = []
        for column in self.columns:
            if spans and spans[-1][0] == column.group and column.group:
                spans[-1] = (column.group, spans[-1][1] + 1)
            else:
                spans.append((column.group, 1))
        return tuple(spans)


def _mapped_row(row: GridRow, change: Callable[[str], str]) -> GridRow:
    cells = tuple(replace(cell, text=change(cell.text)) for cell in row.cells)
    return replace(row, label=change(row.label), cells=cells)
