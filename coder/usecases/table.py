"""Make the frequency table of a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.store.coded import CodedArrays, origin_of
from coder.store.selection import count_not_asked
from coder.tables.caption import caption
from coder.tables.columns import CountedColumns, Rounding, cells_of, weighted_share
from coder.tables.frequency import CodeCounts, answers_per_group, codes_in_use
from coder.tables.note import ConsensusPart, NoteFacts, note, warnings
from coder.tables.options import Order, Show, TableOptions
from coder.tables.rows import FrequencyRows
from coder.tables.table import FrequencyTable, Layout, Row
from coder.usecases.table_asked import AskedTable, NoLevelNamedError
from coder.usecases.table_finish import exports_looked_at, hidden_and_tested
from coder.usecases.table_moment import NotYetAskedError, asked_table
from coder.usecases.table_people import Counted, counted_people
from coder.usecases.table_provenance import provenance
from coder.usecases.table_waves import done_and_looked_at, in_use_by_wave, series_breaks

if TYPE_CHECKING:
    from coder.store.engine import Engine

__all__ = ["NoLevelNamedError", "NotYetAskedError", "OneWaveError", "frequency_table"]

AS_REPORTS_PRINT_IT = TableOptions()


class OneWaveError(WrongUseError):
    """A trend over a single wave."""

    def __init__(self, question: str) -> None:
        super().__init__(
            _("«{question}» has answers in one wave only here; a trend takes two.").format(question=question)
        )


class WeightedUnitsError(WrongUseError):
    """A weight per answer where something else than answers is counted."""

    def __init__(self) -> None:
        super().__init__(
            _("A weight belongs to an answer, and --count-by counts something else. Choose one of them.")
        )


def frequency_table(
    engine: Engine, question_key: str, options: TableOptions = AS_REPORTS_PRINT_IT
) -> FrequencyTable:
    """Count the settled coding of a question, now or as of an earlier moment.

    Nothing in the base is no error: the table then has N=0, and says so.

    Raises:
        NotYetAskedError: If the question came later.
        UnknownQuestionError: If there is no such question; likewise UnknownWaveError, UnknownVariableError,
            UnknownLevelError, UnknownMomentError.
    """
    with asked_table(engine, question_key, options) as asked:
        return counted_table(asked)


def counted_total(asked: AskedTable) -> tuple[Counted, CountedColumns, NoteFacts]:
    """Count everybody in one column, and gather what a note is made of: how every kind of table begins."""
    counted = counted_people(asked, asked.arrays(asked.counts))
    total = _columns(asked, counted, is_total=True)
    return counted, total, _facts(asked, counted, total)


@dataclass(frozen=True)
class MadeTable:
    """A table as it is shown, and the same with all its counts, caption and note apart."""

    shown: FrequencyTable
    counted: FrequencyTable


def counted_table(asked: AskedTable) -> FrequencyTable:
    """Make the table that is asked for."""
    return made_table(asked).shown


def made_table(asked: AskedTable) -> MadeTable:
    """Make the table that is asked for, small counts hidden and not."""
    options = asked.options
    _check(asked)
    counted, total, facts = counted_total(asked)
    parts = [_columns(asked, counted, place) for place in range(len(counted.groupings))]
    rounding = Rounding(options.decimals, options.small_bases)
    made = _rows_maker(asked, counted, total, rounding)
    rows = _rows(asked, made, total, rounding)
    table = FrequencyTable(
        caption="",
        base=facts.base,
        base_kind=options.base,
        counts=asked.counts,
        unsettled=facts.unsettled,
        decimals=options.decimals,
        rows=rows,
        note="",
        warnings=warnings(facts),
        provenance=provenance_of(asked, facts),
        columns=tuple(column for part in parts for column in part.columns()),
        cells=tuple(cells_of(row, made, parts, rounding) for row in rows),
        layout=_layout(asked, rows, facts.base),
        number=options.number or "",
    )
    shown, said = hidden_and_tested(asked, counted, table)
    return MadeTable(_captioned(asked, counted, total, shown, facts, said), table)


def _captioned(
    asked: AskedTable,
    counted: Counted,
    total: CountedColumns,
    table: FrequencyTable,
    facts: NoteFacts,
    said: Sequence[str],
) -> FrequencyTable:
    """Put caption and note to a table whose numbers are as they are to be shown."""
    options = asked.options
    # Where those without an answer are hidden, the response rate would tell how many they are.
    tells_rate = not any(row.suppressed and row.level == "no answer" for row in table.rows)
    title = partial(
        caption,
        asked.question.text or asked.question.key,
        table.base,
        own=options.caption,
        answered=int(total.counted.answered[0]) if options.base == "frame" and tells_rate else None,
        frame=int(counted.people.ids.size) if options.rate and tells_rate else None,
        show=table.layout.show,
        parted_by=(*([_("wave")] if options.trend else []), *options.by),
        by_wave=() if table.layout.has_total_column else [column.base for column in table.columns],
    )
    told = facts if options.min_cell is None else facts.without_counts_under(options.min_cell)
    words = note(told, table.rows, table.columns, table.cells)
    return replace(table, caption=title(number=options.number), title=title(), note=" ".join([words, *said]))


def _check(asked: AskedTable) -> None:
    if asked.options.trend and len(asked.waves) < 2:
        raise OneWaveError(asked.question.key)
    if asked.options.weight is not None and asked.options.count_by is not None:
        raise WeightedUnitsError


def _columns(
    asked: AskedTable, counted: Counted, place: int = 0, *, is_total: bool = False
) -> CountedColumns:
    grouping = counted.total if is_total else counted.groupings[place]
    counts = counted.counting.in_columns(grouping)
    weighted = None if counted.weights is None else counted.counting.weighted(grouping, counted.weights)
    if is_total or grouping.variable:
        return CountedColumns(grouping, counts, weighted)
    in_use = in_use_by_wave(asked, counts.codes)
    return CountedColumns(grouping, counts, weighted, in_use, series_breaks(asked, counted.arrays))


def _rows_maker(
    asked: AskedTable, counted: Counted, total: CountedColumns, rounding: Rounding
) -> FrequencyRows:
    counts = CodeCounts(
        codes=total.counted.codes[:, 0],
        themes=total.counted.themes[:, 0],
        coded_answers=0,
        codings=int(counted.pairs.codes.size),
        left_out=counted.left_out,
    )
    in_use = codes_in_use(asked.codes, counts.codes, *done_and_looked_at(asked, asked.selection))
    order, is_scale = _order(asked)
    return FrequencyRows(
        asked.codes,
        counts,
        in_use,
        partial(rounding.percent, base=int(total.counted.bases[0])),
        order=order,
        points_first=is_scale,
        excluded=asked.options.exclude_kinds,
    )


def _order(asked: AskedTable) -> tuple[Order, bool]:
    """Return the order of rows, and whether they are points of a scale, with the rest after them."""
    if asked.options.order is not None:
        return asked.options.order, False
    is_scale = asked.question.quantify == "scale"
    return ("codebook" if is_scale else "count"), is_scale


def _rows(
    asked: AskedTable, made: FrequencyRows, total: CountedColumns, rounding: Rounding
) -> tuple[Row, ...]:
    rows = _chosen(asked, made.rows(asked.options.level or made.default_level))
    if asked.options.base == "frame":
        base, name = int(total.counted.bases[0]), _("No answer")
        silent = max(base - int(total.counted.answered[0]), 0)
        rows += (Row(None, name, name, None, None, "no answer", silent, rounding.percent(silent, base)),)
    if total.weighted is None:
        return rows
    return tuple(replace(row, weighted=weighted_share(row, made, total, rounding)) for row in rows)


def _chosen(asked: AskedTable, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Keep the rows of the codes named; each stands alone, without the theme above it."""
    if asked.chosen_codes is None:
        return rows
    kept = [row for row in rows if row.id in asked.chosen_codes]
    themes = {row.id for row in kept if row.level == "theme"}
    return tuple(
        replace(row, indented=False, label=row.path) if row.indented else row
        for row in kept
        if row.level == "theme" or row.id not in themes
    )


def _layout(asked: AskedTable, rows: Sequence[Row], base: int) -> Layout:
    options = asked.options
    show: Show = "percent" if options.by and not options.trend else "both"
    return Layout(
        show=options.show or show,
        turned=options.turn,
        total=options.total or "",
        has_total_column=bool(options.by) or not options.trend,
        has_total_row=asked.is_exclusive and _adds_up(rows, base),
        units=options.units or "",
    )


def _adds_up(rows: Sequence[Row], base: int) -> bool:
    """Tell whether the rows make up N: nobody without a row, nobody in two."""
    return bool(rows) and sum(row.count or 0 for row in rows if not row.indented) == base


def provenance_of(asked: AskedTable, facts: NoteFacts, kind: str = "frequency") -> dict[str, object]:
    """Return what a table of some kind was made from."""
    made_from = provenance(
        asked.question,
        origin_of(asked.work, asked.question, asked.history),
        asked.options,
        waves=asked.waves,
        counts=asked.counts,
        revisit_open=facts.revisit_open,
        rounds=asked.revisit.rounds,
        kind=kind,
    )
    if asked.options.min_cell is not None:
        made_from["exports"] = len(exports_looked_at(asked))
    return made_from


def _facts(asked: AskedTable, counted: Counted, total: CountedColumns) -> NoteFacts:
    options, arrays = asked.options, counted.arrays
    settled = int(arrays.settled.sum())
    coded = np.zeros(arrays.answer_ids.shape, dtype=bool)
    coded[arrays.coding_answers] = True
    return NoteFacts(
        base=int(total.counted.bases[0]),
        base_kind=options.base,
        counts=asked.counts,
        unsettled=int(arrays.answer_ids.size) - settled,
        codings=int(counted.pairs.codes.size),
        without_code=settled - int(coded.sum()),
        left_out=counted.left_out,
        not_asked=asked.once(
            ("not asked", asked.selection), lambda: count_not_asked(asked.work, asked.selection)
        ),
        decimals=options.decimals,
        excluded=options.exclude_kinds,
        consensus=asked.once(("consensus", asked.answers_key), lambda: _consensus_part(asked, arrays))
        if asked.counts == "consensus"
        else None,
        waves=() if options.trend else tuple(asked.waves),
        where=options.where,
        as_of=options.as_of,
        revisit_open=asked.open_among(arrays),
        missed=asked.revisit.bounds,
        same_units=options.same_units,
        weight=options.weight,
        weight_words=options.weight_words,
        without_weight=_without_weight(counted),
        count_by=options.count_by,
        without_value=counted.without_value,
    )


def _without_weight(counted: Counted) -> int:
    if counted.weights is None:
        return 0
    return int(np.count_nonzero(np.isnan(counted.weights[counted.counting.base])))


def _consensus_part(asked: AskedTable, arrays: CodedArrays) -> ConsensusPart:
    """Hold the consensus against the responsible coder's coding of the same answers."""
    others = asked.arrays("responsible")
    compared = arrays.by_consensus & others.settled
    n_codes = len(asked.codes)
    change = _counts_within(arrays, compared, n_codes) - _counts_within(others, compared, n_codes)
    return ConsensusPart(
        answers=int(arrays.by_consensus.sum()),
        settled=int(arrays.settled.sum()),
        changes=tuple(
            (code.written_path, int(by)) for code, by in zip(asked.codes, change.tolist(), strict=True) if by
        ),
    )


def _counts_within(arrays: CodedArrays, answers: NDArray[np.bool_], n_codes: int) -> NDArray[np.int64]:
    kept = answers[arrays.coding_answers]
    return answers_per_group(arrays.coding_answers[kept], arrays.coding_codes[kept], n_codes)
