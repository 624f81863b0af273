"""Finished figures, made by hand from the tables of grids.py."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from coder.documents.bar_figure import Bar, BarFigure, Panel
from coder.documents.grid import Grid
from coder.documents.trend_figure import Point, Series, TrendFigure
from tests.documents.grids import PROVENANCE, YEARS, themes, trend


def bars(grid: Grid) -> tuple[Bar, ...]:
    """Make a bar of every row; none where a sign stands."""
    return tuple(
        Bar(
            row.label,
            row.bar,
            sign="" if row.bar is not None else row.cells[0].text,
            indent=row.indent,
            is_strong=row.is_strong,
        )
        for row in grid.rows
    )


def bar_figure(grid: Grid, *panels: Panel) -> BarFigure:
    """Make a figure of a table."""
    return BarFigure(
        caption=grid.caption,
        panels=panels or (Panel("", "", bars(grid)),),
        note=grid.note,
        number=grid.number,
        description=grid.description,
        provenance=PROVENANCE,
    )


def weighted_figure() -> BarFigure:
    """Make a figure with weighted shares and intervals beside the shares."""
    found = [
        bar
        if bar.percent is None
        else replace(
            bar, weighted=bar.percent - 1, low=max(bar.percent - 9, Decimal(0)), high=bar.percent + 9
        )
        for bar in bars(themes())
    ]
    return bar_figure(themes(), Panel("", "", tuple(found)))


def trend_figure(*, times: int = 1) -> TrendFigure:
    """Make a figure of a trend with a code not in use at first and a series broken before 2021."""
    grid = trend()
    series = tuple(
        Series(
            row.label,
            tuple(
                Point(
                    None if cell.number is None else Decimal(cell.number),
                    is_break=row.label == "I stor grad" and place == 2,
                )
                for place, cell in enumerate(row.cells[1::2])
            ),
        )
        for row in grid.rows[:-1]
    )
    return TrendFigure(
        caption=grid.caption,
        waves=YEARS,
        bases=("N=419", "N=293", "", "N=318", "N=346"),
        series=series * times,
        note=grid.note,
        number=grid.number,
        description="Fem undersøkelser.",
        provenance=PROVENANCE,
    )
