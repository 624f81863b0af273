"""The columns of a table and their cells: counts become what is shown, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from typing import cast

from coder.tables.crossing import Counted, Grouping, Weighted
from coder.tables.percent import percent
from coder.tables.rows import FrequencyRows
from coder.tables.table import BREAK, Cell, Column, Row


@dataclass(frozen=True)
class CountedColumns:
    """The columns of one grouping, counted."""

    grouping: Grouping
    counted: Counted
    weighted: Weighted | None = None
    in_use: Mapping[int, Sequence[bool]] = field(default_factory=dict)
    """By column, whether each code was in use; all as in the whole table where a column is not named."""
    breaks: frozenset[tuple[int, int]] = frozenset()
    """Places of codes and columns before which the series breaks."""

    # Thousands of cells are made one by one, and a list gives its numbers ten times as quickly as an array.
    @cached_property
    def code_counts(self) -> list[list[int]]:
        """Units per code and column."""
        return cast(list[list[int]], self.counted.codes.tolist())

    @cached_property
    def theme_counts(self) -> list[list[int]]:
        """Units per theme and column."""
        return cast(list[list[int]], self.counted.themes.tolist())

    @cached_property
    def bases(self) -> list[int]:
        """N of each column."""
        return cast(list[int], self.counted.bases.tolist())

    def columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        names = zip(self.grouping.keys, self.grouping.labels, self.bases, strict=True)
        return tuple(Column(key, label, base, self.grouping.heading) for key, label, base in names)


@dataclass(frozen=True)
class Rounding:
    """How percentages are made."""

    decimals: int
    small_bases: bool

    def percent(self, count: int, base: int) -> Decimal | None:
        """Return a rounded percentage, None where there is none to show."""
        return percent(count, base, self.decimals, small_bases=self.small_bases)

    def weighted(self, part: float, whole: float, base: int) -> Decimal | None:
        """Return a weighted share in percent, shown where the unweighted one is."""
        if self.percent(0, base) is None or whole <= 0:
            return None
        # By way of a dozen digits: sums of 0.1 and the like miss an exact half by a hair.
        share = Decimal(f"{100 * float(part) / float(whole):.9f}")
        return share.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)


def cells_of(
    row: Row, made: FrequencyRows, columns: Sequence[CountedColumns], rounding: Rounding
) -> tuple[Cell, ...]:
    """Return the cells of a row, grouping after grouping."""
    return tuple(cell for part in columns for cell in _cells(row, made, part, rounding))


def weighted_share(
    row: Row, made: FrequencyRows, total: CountedColumns, rounding: Rounding
) -> Decimal | None:
    """Return the weighted share of a row among everybody."""
    return next(_cells(row, made, total, rounding)).weighted


def _cells(row: Row, made: FrequencyRows, part: CountedColumns, rounding: Rounding) -> Iterator[Cell]:
    if row.id is None:
        yield from (_silent(part, column, rounding) for column in range(len(part.grouping)))
        return
    place, is_theme = made.place(row), row.level == "theme"
    counts = (part.theme_counts if is_theme else part.code_counts)[place]
    for column, (count, base) in enumerate(zip(counts, part.bases, strict=True)):
        mark = BREAK if (place, column) in part.breaks else ""
        if not (made.in_use(row, part.in_use[column]) if column in part.in_use else row.in_use):
            yield Cell(None, None, in_use=False, mark=mark)
            continue
        if part.weighted is None:
            yield _plain_cell(count, base, rounding, mark)
            continue
        sums = part.weighted.themes if is_theme else part.weighted.codes
        weighted = rounding.weighted(sums[place, column], part.weighted.bases[column], base)
        yield Cell(count, rounding.percent(count, base), weighted=weighted, mark=mark)


@lru_cache(maxsize=50_000)
def _plain_cell(count: int, base: int, rounding: Rounding, mark: str) -> Cell:
    """Return a cell; rare codes have the same few counts over and over."""
    return Cell(count, rounding.percent(count, base), mark=mark)


def _silent(part: CountedColumns, column: int, rounding: Rounding) -> Cell:
    """Return the cell of those of the base who gave no answer."""
    base = part.bases[column]
    count = max(base - int(part.counted.answered[column]), 0)
    weighted = None
    if part.weighted is not None:
        bases, answered = part.weighted.bases[column], part.weighted.answered[column]
        weighted = rounding.weighted(max(bases - answered, 0.0), bases, base)
    return Cell(count, rounding.percent(count, base), weighted=weighted)
