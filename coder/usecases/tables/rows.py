"""The rows of a table that is asked for, in their order and under their labels, and their layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from coder.messages import _
from coder.tables.columns import CountedColumns, Rounding, weighted_share
from coder.tables.frequency import CodeCounts, codes_in_use
from coder.tables.options import Order, Show
from coder.tables.rows import FrequencyRows
from coder.tables.table import Layout, Row
from coder.usecases.tables.asked import AskedTable
from coder.usecases.tables.waves import done_and_looked_at

_NONE_DONE = np.zeros(0, dtype=np.int64)


def rows_maker(asked: AskedTable, total: CountedColumns, rounding: Rounding) -> FrequencyRows:
    """Return what makes the rows, from the counts of everybody."""
    counts = CodeCounts(total.counted.codes[:, 0], total.counted.themes[:, 0])
    # What answers have is in use, whenever they were done.
    done, looked_at = (_NONE_DONE, ()) if counts.codes.all() else done_and_looked_at(asked, asked.selection)
    in_use = codes_in_use(asked.codes, counts.codes, done, looked_at)
    order, is_scale = _order(asked)
    return FrequencyRows(
        asked.codes,
        counts,
        in_use,
        partial(rounding.percent, base=int(total.counted.bases[0])),
        order=order,
        points_first=is_scale,
        excluded=asked.options.exclude_kinds,
        ranks={} if asked.layered is None else asked.layered.ranks,
    )


def _order(asked: AskedTable) -> tuple[Order, bool]:
    """Return the order of rows, and whether they are points of a scale, with the rest after them."""
    if asked.options.order is not None:
        return asked.options.order, False
    is_scale = asked.question.quantify == "scale"
    return ("codebook" if is_scale else "count"), is_scale


def rows_of(
    asked: AskedTable, made: FrequencyRows, total: CountedColumns, rounding: Rounding
) -> tuple[Row, ...]:
    """Return the rows, those without an answer last where the base has them."""
    rows = _chosen(asked, made.rows(asked.options.level or made.default_level))
    if asked.options.base == "frame":
        base, name = int(total.counted.bases[0]), _("No answer")
        silent = max(base - int(total.counted.answered[0]), 0)
        rows += (Row(None, name, name, None, None, "no answer", silent, rounding.percent(silent, base)),)
    rows = _as_readers_see_them(asked, rows)
    if total.weighted is None:
        return rows
    return tuple(replace(row, weighted=weighted_share(row, made, total, rounding)) for row in rows)


def _as_readers_see_them(asked: AskedTable, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Give rows the labels of the reporting layer, and leave out those it drops."""
    found = asked.layered
    if found is None:
        return rows
    return tuple(
        replace(row, label=found.labels.get(row.id or "", row.label))
        for row in rows
        if row.id not in found.dropped
    )


def _chosen(asked: AskedTable, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Keep the rows of the codes named; each stands alone, without the theme above it.

    Raises:
        NoRowError: If one has none.
    """
    if asked.chosen_codes is None:
        return rows
    dropped = frozenset() if asked.layered is None else asked.layered.dropped
    asked.check_chosen({row.id for row in rows} - dropped)
    kept = [row for row in rows if row.id in asked.chosen_codes]
    themes = {row.id for row in kept if row.level == "theme"}
    return tuple(
        replace(row, indented=False, label=row.path) if row.indented else row
        for row in kept
        if row.level == "theme" or row.id not in themes
    )


def layout_of(asked: AskedTable, rows: Sequence[Row], base: int) -> Layout:
    """Return which of the numbers are printed, and how they stand."""
    options = asked.options
    show: Show = "percent" if options.by and not options.trend else "both"
    return Layout(
        show=options.show or show,
        turned=options.turn,
        total=options.total or "",
        has_total_column=bool(options.by) or not options.trend,
        has_total_row=asked.is_exclusive and options.count_by is None and _adds_up(rows, base),
        units=options.units or "",
    )


def _adds_up(rows: Sequence[Row], base: int) -> bool:
    """Tell whether the rows make up N: nobody without a row, nobody in two."""
    return bool(rows) and sum(row.count or 0 for row in rows if not row.indented) == base
