"""Make the frequency table of a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.store.exports import WITHDRAWN
from coder.store.project_state import project_state
from coder.tables.caption import caption
from coder.tables.columns import CountedColumns, Rounding, cells_of
from coder.tables.layered import layer_sentences
from coder.tables.note import NoteFacts, note, warnings
from coder.tables.options import TableOptions
from coder.tables.significance import SEED
from coder.tables.table import FrequencyTable
from coder.usecases.agreement.provenance import agreement_by_round
from coder.usecases.tables.asked import AskedTable
from coder.usecases.tables.facts import note_facts
from coder.usecases.tables.finish import exports_looked_at, hidden_and_tested
from coder.usecases.tables.moment import asked_table
from coder.usecases.tables.people import Counted, counted_people, in_columns
from coder.usecases.tables.provenance import approved_provenance, provenance
from coder.usecases.tables.rows import layout_of, rows_maker, rows_of
from coder.usecases.tables.waves import in_use_by_wave, series_breaks

if TYPE_CHECKING:
    from coder.store.engine import Engine

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
    return counted, total, note_facts(asked, counted, total)


class WeightedAndHiddenError(WrongUseError):
    """Weighted shares beside hidden counts, which could be worked out from them."""

    def __init__(self) -> None:
        super().__init__(
            _("Weighted shares would tell of counts that --min-cell hides. Choose --weight or --min-cell.")
        )


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
    made = rows_maker(asked, total, rounding)
    rows = rows_of(asked, made, total, rounding)
    table = FrequencyTable(
        caption="",
        base=facts.base,
        base_kind=options.base,
        counts=asked.counts,
        unsettled=facts.unsettled,
        decimals=options.decimals,
        rows=rows,
        note="",
        warnings=(),
        provenance=provenance_of(asked, facts),
        columns=tuple(column for part in parts for column in part.columns()),
        cells=tuple(cells_of(row, made, parts, rounding) for row in rows),
        layout=layout_of(asked, rows, facts.base),
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
        frame=counted.frame if options.rate and tells_rate else None,
        show=table.layout.show,
        parted_by=(*([_("wave")] if options.trend else []), *options.by),
        by_wave=() if table.layout.has_total_column else [column.base for column in table.columns],
    )
    told = _told_beside(table, facts, options.min_cell)
    if asked.layered is not None:
        hidden = {row.id or "" for row in table.rows if row.suppressed}
        about = layer_sentences(
            asked.layered,
            table.base,
            table.decimals,
            rows={row.id for row in table.rows},
            hidden=None if options.min_cell is None else hidden,
        )
        said = [*about, *said]
    words = note(told, table.rows, table.columns, table.cells)
    return replace(
        table,
        caption=title(number=options.number),
        title=title(),
        figure_title=title(is_figure=True),
        note=" ".join([words, *said]),
        warnings=warnings(told),
        unsettled=None if table.has_hidden and table.base_kind != "done" else table.unsettled,
    )


def _told_beside(table: FrequencyTable, facts: NoteFacts, k: int | None) -> NoteFacts:
    """Return what a note may tell beside the counts that a table shows and hides."""
    if k is None:
        return facts
    return facts.beside_hidden(k) if table.has_hidden else facts.without_counts_under(k)


def _check(asked: AskedTable) -> None:
    if asked.options.trend and len(asked.waves) < 2:
        raise OneWaveError(asked.question.key)
    if asked.options.weight is not None and asked.options.count_by is not None:
        raise WeightedUnitsError
    if asked.options.weight is not None and asked.options.min_cell is not None:
        raise WeightedAndHiddenError


def _columns(
    asked: AskedTable, counted: Counted, place: int = 0, *, is_total: bool = False
) -> CountedColumns:
    grouping = counted.total if is_total else counted.groupings[place]
    counts = in_columns(asked, counted, grouping)
    weighted = None if counted.weights is None else counted.counting.weighted(grouping, counted.weights)
    if is_total or grouping.variable:
        return CountedColumns(grouping, counts, weighted)
    in_use = in_use_by_wave(asked, counts.codes)
    return CountedColumns(grouping, counts, weighted, in_use, series_breaks(asked, counted.arrays))


def provenance_of(asked: AskedTable, facts: NoteFacts, kind: str = "frequency") -> dict[str, object]:
    """Return what a table of some kind was made from."""
    made_from = provenance(
        asked.question,
        project_state(asked.work, asked.question, asked.history),
        asked.options,
        waves=asked.waves,
        counts=asked.counts,
        revisit_open=facts.revisit_open,
        rounds=asked.revisit.rounds,
        kind=kind,
    )
    if asked.options.min_cell is not None:
        exports = exports_looked_at(asked)
        made_from["exports"] = len(exports)
        made_from["withdrawn"] = sum(each.what == WITHDRAWN for each in exports)
    if asked.layered is not None:
        made_from["layer"] = asked.layered.written()
    if asked.options.test:
        made_from["seed"] = SEED
    approved = asked.once(("approved", asked.question.id), lambda: approved_provenance(asked))
    if approved is not None:
        made_from["approved"] = approved
    agreement = asked.once(
        "agreement", lambda: agreement_by_round(asked.work, asked.question.key, asked.history)
    )
    if agreement:
        made_from["agreement"] = agreement
    return made_from
